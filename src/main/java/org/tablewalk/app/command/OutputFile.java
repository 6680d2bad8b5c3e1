package org.tablewalk.app.command;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

/** A file that a command writes: whole or not at all, and never the one that was opened. */
public final class OutputFile {
    private final Path path;
    private final Path target;

    /** What writes the content. */
    public interface Content {
        public void write(Path part) throws IOException;
    }

    private OutputFile(Path path, Path target) {
        this.path = path;
        this.target = target;
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
            // A link stays a link, and what it leads to is written.
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
        return new OutputFile(path, target);
    }

    /** Writes beside the place first and moves the finished file there, so that a failure leaves what was there before. */
    public void write(Content content) throws IOException {
        Path part;
        try {
            part = Files.createTempFile(target.getParent(), ".tablewalk", ".part");
        } catch (AccessDeniedException e) {
            throw new AccessDeniedException(path.toString());
        } catch (FileSystemException e) {
            throw new FileSystemException(path.toString(), null, e.getReason());
        }
        try {
            content.write(part);
            Files.move(part, target, StandardCopyOption.REPLACE_EXISTING);
        } finally {
            Files.deleteIfExists(part);
        }
    }
}
