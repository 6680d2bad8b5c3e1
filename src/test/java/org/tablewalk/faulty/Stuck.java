package org.tablewalk.faulty;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SeekableByteChannel;
import java.nio.channels.spi.AbstractInterruptibleChannel;
import java.nio.file.Path;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** Files that call themselves regular, give a few bytes, and then never answer, as {@code /proc/kmsg} does; until they are closed. */
public final class Stuck extends FaultyFiles {
    private final byte[] start;
    private final CountDownLatch closed = new CountDownLatch(1);

    /** Files below a folder, of which each begins with these bytes. */
    public Stuck(Path folder, byte[] start) {
        super(folder);
        this.start = start.clone();
    }

    /** Whether nobody waits for the file any more. */
    public boolean isLetGo() throws InterruptedException {
        return closed.await(10, TimeUnit.SECONDS);
    }

    @Override
    protected SeekableByteChannel opened(Path file, SeekableByteChannel channel) {
        return new Channel(channel);
    }

    private final class Channel extends AbstractInterruptibleChannel implements SeekableByteChannel {
        private final SeekableByteChannel real;
        private int given;

        Channel(SeekableByteChannel real) {
            this.real = real;
        }

        @Override
        public int read(ByteBuffer to) throws IOException {
            if (given < start.length) {
                to.put(start[given++]);
                return 1;
            }
            boolean done = false;
            begin();
            try {
                closed.await();
                done = true;
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            } finally {
                end(done);
            }
            return -1;
        }

        @Override
        protected void implCloseChannel() throws IOException {
            closed.countDown();
            real.close();
        }

        @Override
        public int write(ByteBuffer from) throws IOException {
            return real.write(from);
        }

        @Override
        public long position() throws IOException {
            return real.position();
        }

        @Override
        public SeekableByteChannel position(long position) throws IOException {
            return real.position(position);
        }

        @Override
        public long size() throws IOException {
            return real.size();
        }

        @Override
        public SeekableByteChannel truncate(long size) throws IOException {
            return real.truncate(size);
        }
    }
}
