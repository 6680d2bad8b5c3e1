package org.tablewalk.app.command;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.tablewalk.format.WholeFile;

/** A file that a command writes: whole or not at all, and never the one that was opened. */
public final class OutputFile {
    private final Path path;

    private OutputFile(Path path) {
        this.path = path;
    }

    /**
     * A place to write to, checked before the work whose result goes there.
     *
     * @param opened the file that the command reads, or null
     * @throws InputException if the place is a folder, a device or a pipe, or the opened file itself, or its folder does not exist
     */
    public static OutputFile at(Path path, Path opened) throws IOException {
        var target = path.toAbsolutePath();
        if (!Files.isDirectory(target.getParent())) {
            throw new InputException(path + ": no such folder to write to");
        }
        if (Files.exists(target)) {
            // What a link leads to is written.
            target = target.toRealPath();
            if (!Files.isRegularFile(target)) {
                throw new InputException(path + ": expected a file to write, found a " + (Files.isDirectory(target) ? "folder" : "device or pipe"));
            }
            if (opened != null && Files.exists(opened) && Files.isSameFile(opened, target)) {
                throw new InputException(path + ": is the file that was opened, which is never written to; expected another name");
            }
            if (!Files.isWritable(target)) {
                throw new AccessDeniedException(path.toString());
            }
        }
        return new OutputFile(path);
    }

    /**
     * Writes the content, whole or not at all.
     *
     * @throws java.nio.file.FileSystemException with the file's name and the reason, if it cannot be written
     */
    public void write(byte[] content) throws IOException {
        WholeFile.write(path, content);
    }
}
