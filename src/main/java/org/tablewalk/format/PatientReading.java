package org.tablewalk.format;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.ByteBuffer;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicLong;

/**
 * One file being read on a thread of its own, since opening or reading may never return: a pipe, a device, a file of /proc that waits for
 * the kernel to say something, a server that is gone. Whoever wants the bytes waits only as long as bytes come.
 */
final class PatientReading {
    private static final int CHUNK = 1 << 18;

    private final Path path;
    private final int most;
    private final AtomicLong arrived = new AtomicLong();
    private final CompletableFuture<byte[]> result = new CompletableFuture<>();

    /** The first bytes of a file, at most so many. */
    PatientReading(Path path, int most) {
        this.path = path;
        this.most = most;
    }

    /**
     * Reads.
     *
     * @param patience how long nothing may come
     * @param longest  how long it may take in all
     * @throws IOException if the file cannot be read, takes too long, or the waiting thread is interrupted
     */
    byte[] bytes(Duration patience, Duration longest) throws IOException {
        Thread reader = Thread.ofPlatform().daemon().name("tablewalk-read").start(this::run);
        long end = System.nanoTime() + longest.toNanos();
        try {
            for (long before = -1;;) {
                try {
                    return result.get(patience.toNanos(), TimeUnit.NANOSECONDS);
                } catch (TimeoutException e) {
                    long now = arrived.get();
                    if (now == 0 || now == before || System.nanoTime() > end) {
                        throw gaveUp(now, patience, longest);
                    }
                    before = now;
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("reading was broken off");
        } catch (ExecutionException e) {
            throw e.getCause() instanceof IOException io ? io : new IOException(e.getCause());
        } finally {
            // Interrupting closes the channel, which may wait for the disk in its turn.
            Thread.ofPlatform().daemon().name("tablewalk-read-end").start(reader::interrupt);
        }
    }

    private IOException gaveUp(long bytes, Duration patience, Duration longest) {
        String reason = bytes == 0 ? "no answer: nothing came within " + patience.toMillis() + " ms"
                : "no end: after " + bytes + " bytes nothing came for " + patience.toMillis() + " ms, or it took more than " + longest.toSeconds() + " s";
        return new FileSystemException(path.toString(), null, reason);
    }

    private void run() {
        try {
            result.complete(read());
        } catch (IOException | RuntimeException e) {
            result.completeExceptionally(e);
        } catch (OutOfMemoryError e) {
            result.completeExceptionally(new IOException("no memory is left", e));
        }
    }

    private byte[] read() throws IOException {
        if (Files.exists(path) && !Files.isRegularFile(path)) {
            throw new FileSystemException(path.toString(), null, "expected a file, found a " + (Files.isDirectory(path) ? "folder" : "device or pipe"));
        }
        try (var channel = Files.newByteChannel(path)) {
            // What a file says of its size may be wrong, as that of a file the kernel makes up is: where it ends, reading says.
            byte[] bytes = new byte[(int) Math.min(most, Math.max(1, channel.size()))];
            var more = ByteBuffer.allocate(1);
            int size = 0;
            for (int read = 0; read >= 0 && size < most;) {
                if (size == bytes.length) {
                    read = channel.read(more.clear());
                    if (read > 0) {
                        bytes = Arrays.copyOf(bytes, (int) Math.min(most, Math.max(CHUNK, 2L * size)));
                        bytes[size] = more.get(0);
                    }
                } else {
                    read = channel.read(ByteBuffer.wrap(bytes, size, Math.min(CHUNK, bytes.length - size)));
                }
                size += Math.max(0, read);
                arrived.set(size);
            }
            return size == bytes.length ? bytes : Arrays.copyOf(bytes, size);
        }
    }
}
