package org.tablewalk.explore;

import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.zip.CRC32C;
import java.util.zip.CheckedInputStream;
import java.util.zip.CheckedOutputStream;
import org.tablewalk.explore.store.Damaged;

/**
 * The file that a search is saved to and taken up from: a mark, a digest of what is searched and how, the content, a checksum. It is written beside its place and then moved there, so that a
 * program that is killed leaves the file before or the new one. What is read is checked for damage: it cannot be told from what a search may have written on purpose otherwise.
 */
final class Checkpoint {
    private static final byte[] MARK = "tablewalk-explore-1\n".getBytes(StandardCharsets.US_ASCII);
    private static final int BUFFER = 1 << 16;

    private final Path file;
    private final byte[] digest;
    private final long between;
    private long written = System.nanoTime();

    /** Writes the content. */
    interface Writer {
        void write(DataOutputStream out) throws IOException;
    }

    /** Reads the content. */
    interface Reader {
        void read(DataInputStream in) throws IOException;
    }

    /**
     * A file that need not exist.
     *
     * @param identity says what is searched and how: only searches of the same can be taken up
     * @param seconds  between two writes
     */
    Checkpoint(Path file, String identity, double seconds) {
        this.file = file;
        between = (long) (seconds * 1e9);
        try {
            digest = MessageDigest.getInstance("SHA-256").digest(identity.getBytes(StandardCharsets.UTF_8));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Whether it is time to write again. */
    boolean due() {
        return System.nanoTime() - written > between;
    }

    void write(Writer content) throws IOException {
        Path target = file.toAbsolutePath();
        Path part = target.resolveSibling(target.getFileName() + ".part");
        var sum = new CRC32C();
        try (FileChannel channel = FileChannel.open(part, StandardOpenOption.CREATE, StandardOpenOption.WRITE, StandardOpenOption.TRUNCATE_EXISTING)) {
            var out = new DataOutputStream(new CheckedOutputStream(new BufferedOutputStream(Channels.newOutputStream(channel), BUFFER), sum));
            out.write(MARK);
            out.write(digest);
            content.write(out);
            out.writeLong(sum.getValue());
            out.flush();
            channel.force(true);
        }
        Files.move(part, target, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
        written = System.nanoTime();
    }

    /**
     * Reads the file.
     *
     * @throws FileSystemException with the file's name and what is wrong with it
     */
    void read(Reader content) throws IOException {
        var sum = new CRC32C();
        try (var in = new DataInputStream(new CheckedInputStream(new BufferedInputStream(Files.newInputStream(file), BUFFER), sum))) {
            if (!Arrays.equals(in.readNBytes(MARK.length), MARK)) {
                throw wrong("expected a search that was saved by this version, found something else");
            }
            if (!Arrays.equals(in.readNBytes(digest.length), digest)) {
                throw wrong("expected a search of this scenario with these parameters and options, found one of another");
            }
            content.read(in);
            long computed = sum.getValue();
            Damaged.unless(in.readLong() == computed && in.read() < 0);
        } catch (Damaged | EOFException e) {
            throw wrong("expected a whole file, found a damaged one");
        }
    }

    private FileSystemException wrong(String why) {
        return new FileSystemException(file.toString(), null, why);
    }
}
