package org.tablewalk.viewmodel.window;

import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Path;
import java.util.Objects;
import org.tablewalk.format.WholeFile;
import org.tablewalk.viewmodel.Messages;

/** Writes pictures where the user wants them; one that cannot be written is told with the file's name and the reason. */
public final class PictureSaver {
    private final ProblemViewModel problem;
    private final Messages messages;

    /** A saver that tells in this way what went wrong. */
    public PictureSaver(ProblemViewModel problem, Messages messages) {
        this.problem = problem;
        this.messages = messages;
    }

    /** Writes a picture, whole or not at all. */
    public void save(Path file, byte[] picture) {
        try {
            WholeFile.write(file, picture);
        } catch (FileSystemException e) {
            failed(file, Objects.requireNonNullElse(e.getReason(), e.getMessage()));
        } catch (IOException e) {
            failed(file, e.getMessage());
        }
    }

    private void failed(Path file, String reason) {
        problem.tell(String.valueOf(file.getFileName()), messages.text("picture.failed", reason));
    }
}
