package org.tablewalk.format;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.IOException;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.tablewalk.faulty.FaultyFiles;
import org.tablewalk.faulty.Stuck;

/** Whoever reads a file gets its bytes or an answer, and soon. */
@Timeout(value = 60, unit = TimeUnit.SECONDS, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class PatientReadingTest {
    private static final Duration SHORT = Duration.ofMillis(50);
    private static final Duration LONG = Duration.ofSeconds(10);

    @TempDir
    private Path folder;

    private Path file(int bytes) throws IOException {
        return Files.write(folder.resolve("file"), new byte[bytes]);
    }

    @Test
    void aFileThatNeverAnswersIsGivenUpAndLetGo() throws Exception {
        var stuck = new Stuck(folder, new byte[0]);
        long before = System.nanoTime();
        assertThatThrownBy(() -> TextInput.start(stuck.path(file(1)), 10)).isInstanceOf(FormatException.class).hasMessageContaining("no answer")
                .hasMessageContaining(folder.resolve("file").toString());
        assertThat(System.nanoTime() - before).isLessThan(TimeUnit.SECONDS.toNanos(40));
        assertThat(stuck.isLetGo()).isTrue();
    }

    @Test
    void aFileThatNeverEndsIsGivenUpToo() throws Exception {
        var stuck = new Stuck(folder, new byte[] {1, 2, 3});
        assertThatThrownBy(() -> new PatientReading(stuck.path(file(1)), 10).bytes(Duration.ofSeconds(2), LONG)).hasMessageContaining("no end: after 3 bytes");
        assertThat(new PatientReading(stuck.path(file(1)), 3).bytes(LONG, LONG)).as("no more than asked for is waited for").containsExactly(1, 2, 3);
    }

    @Test
    void openingMayTakeForeverToo() throws Exception {
        var never = new CountDownLatch(1);
        var files = new FaultyFiles(folder) {
            @Override
            protected void before(String operation, Path file) throws IOException {
                try {
                    never.await();
                } catch (InterruptedException e) {
                    throw new IOException(e);
                }
            }
        };
        assertThatThrownBy(() -> new PatientReading(files.path(file(1)), 10).bytes(SHORT, LONG)).hasMessageContaining("no answer");
    }

    /** Patience ends when nothing comes, not when much comes. */
    @Test
    void aSlowFileIsWaitedForAsLongAsBytesCome() throws Exception {
        var files = new FaultyFiles(folder) {
            @Override
            protected SeekableByteChannel opened(Path file, SeekableByteChannel channel) {
                LockSupport.parkNanos(SHORT.toNanos());
                return channel;
            }
        };
        assertThat(new PatientReading(files.path(file(300_000)), 1 << 20).bytes(Duration.ofSeconds(2), LONG)).hasSize(300_000);
        assertThat(new PatientReading(files.path(file(300_000)), 1000).bytes(Duration.ofSeconds(2), LONG)).hasSize(1000);
    }

    @Test
    void whoeverIsInterruptedStopsWaiting() throws Exception {
        var stuck = new Stuck(folder, new byte[0]);
        Path path = stuck.path(file(1));
        var thrown = new AtomicReference<Exception>();
        Thread waiting = Thread.ofPlatform().start(() -> {
            try {
                new PatientReading(path, 10).bytes(LONG, LONG);
            } catch (IOException e) {
                thrown.set(e);
            }
        });
        waiting.interrupt();
        waiting.join();
        assertThat(thrown.get()).hasMessageContaining("broken off");
    }

    @Test
    void theKernelsOwnFileThatWaitsIsAnErrorSoon() {
        Path kmsg = Path.of("/proc/kmsg");
        assumeThat(kmsg).isRegularFile();
        long before = System.nanoTime();
        assertThatThrownBy(() -> TextInput.bytes(kmsg, 1 << 26)).isInstanceOf(FormatException.class).hasMessageContaining("/proc/kmsg");
        assertThat(System.nanoTime() - before).isLessThan(TimeUnit.SECONDS.toNanos(40));
    }
}
