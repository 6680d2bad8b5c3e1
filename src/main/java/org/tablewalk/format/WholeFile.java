package org.tablewalk.format;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFileAttributeView;
import java.util.Objects;

/** Writes a file whole or not at all: beside its place first, and then moved there, so that a failure leaves what was there before. */
public final class WholeFile {
    /** Names tried before the folder is taken to be in the way. */
    private static final int TRIES = 100;

    private WholeFile() {}

    /**
     * Writes a file. A link stays a link, and what it leads to is written; rights of a file that is replaced stay.
     *
     * @throws FileSystemException with the name of the file that was to be written and, as its reason, why it was not
     */
    public static void write(Path file, byte[] content) throws IOException {
        try {
            Path target = Files.exists(file) ? file.toRealPath() : file.toAbsolutePath();
            Path part = unused(target);
            boolean moved = false;
            try {
                fill(part, content);
                keepRights(target, part);
                Files.move(part, target, StandardCopyOption.REPLACE_EXISTING);
                moved = true;
            } finally {
                if (!moved) {
                    Files.deleteIfExists(part);
                }
            }
        } catch (AccessDeniedException e) {
            throw about(e, new AccessDeniedException(file.toString()));
        } catch (NoSuchFileException e) {
            throw about(e, new FileSystemException(file.toString(), null, "no such folder to write to"));
        } catch (FileSystemException e) {
            throw about(e, new FileSystemException(file.toString(), null, Objects.requireNonNullElse(e.getReason(), "cannot be written")));
        } catch (IOException e) {
            throw about(e, new FileSystemException(file.toString(), null, Objects.requireNonNullElse(e.getMessage(), "cannot be written")));
        }
    }

    private static FileSystemException about(IOException cause, FileSystemException told) {
        told.initCause(cause);
        return told;
    }

    /** A new file beside the target, with the rights that new files have here. */
    private static Path unused(Path target) throws IOException {
        for (int i = 0;; i++) {
            Path part = target.resolveSibling(".tablewalk" + ProcessHandle.current().pid() + "-" + i + ".part");
            try {
                return Files.createFile(part);
            } catch (FileAlreadyExistsException e) {
                if (i == TRIES) {
                    throw e;
                }
            }
        }
    }

    private static void fill(Path part, byte[] content) throws IOException {
        try (SeekableByteChannel channel = Files.newByteChannel(part, StandardOpenOption.WRITE)) {
            for (ByteBuffer rest = ByteBuffer.wrap(content); rest.hasRemaining();) {
                channel.write(rest);
            }
            if (channel instanceof FileChannel disk) {
                // Some disks tell only now that they are full.
                disk.force(true);
            }
        }
    }

    private static void keepRights(Path target, Path part) throws IOException {
        var before = Files.getFileAttributeView(target, PosixFileAttributeView.class);
        if (before != null && Files.exists(target)) {
            Files.setPosixFilePermissions(part, before.readAttributes().permissions());
        }
    }
}
