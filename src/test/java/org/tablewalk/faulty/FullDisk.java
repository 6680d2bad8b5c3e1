package org.tablewalk.faulty;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.Path;

/** A disk with room for so many bytes, which takes a few at a time. */
public final class FullDisk extends FaultyFiles {
    private static final int AT_ONCE = 1000;

    private long room;

    /** A folder on it. */
    public FullDisk(Path folder, long room) {
        super(folder);
        this.room = room;
    }

    @Override
    protected SeekableByteChannel opened(Path file, SeekableByteChannel channel) {
        return new Channel(channel);
    }

    private final class Channel implements SeekableByteChannel {
        private final SeekableByteChannel real;

        Channel(SeekableByteChannel real) {
            this.real = real;
        }

        @Override
        public int write(ByteBuffer from) throws IOException {
            int bytes = (int) Math.min(Math.min(room, AT_ONCE), from.remaining());
            if (bytes == 0 && from.hasRemaining()) {
                throw new IOException("No space left on device");
            }
            room -= bytes;
            int limit = from.limit();
            from.limit(from.position() + bytes);
            real.write(from);
            from.limit(limit);
            return bytes;
        }

        @Override
        public int read(ByteBuffer to) throws IOException {
            return real.read(to);
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

        @Override
        public boolean isOpen() {
            return real.isOpen();
        }

        @Override
        public void close() throws IOException {
            real.close();
        }
    }
}
