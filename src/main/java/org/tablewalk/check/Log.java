package org.tablewalk.check;

/**
 * An append-only list of rows of longs whose prefixes can be kept for nothing: a checkpoint is a reference and a length.
 *
 * <p>Rows once written never change, so checkpoints of one log, and logs that were loaded from them, share the rows they have in
 * common. A log that was loaded copies its unfinished chunk before it writes to it.
 */
public final class Log {
    private static final int ROWS = 512;

    private final int width;
    private long[][] chunks = new long[4][];
    private int size;
    private boolean ownsTail = true;

    /** The first {@code size} rows of {@code chunks}. */
    public record Saved(long[][] chunks, int size, int width) {
        public long get(int row, int column) {
            return chunks[row / ROWS][row % ROWS * width + column];
        }
    }

    public Log(int width) {
        this.width = width;
    }

    int size() {
        return size;
    }

    /** Appends a row of zeros and gives the array it lies in; it begins at {@link #offset}. To be filled before anything else is called. */
    public long[] append() {
        int chunk = size / ROWS;
        if (!ownsTail) {
            chunks = chunks.clone();
            if (size % ROWS != 0) {
                long[] copy = new long[ROWS * width];
                System.arraycopy(chunks[chunk], 0, copy, 0, size % ROWS * width);
                chunks[chunk] = copy;
            }
            ownsTail = true;
        }
        if (size % ROWS == 0) {
            if (chunk == chunks.length) {
                chunks = java.util.Arrays.copyOf(chunks, chunk * 2);
            }
            chunks[chunk] = new long[ROWS * width];
        }
        size++;
        return chunks[chunk];
    }

    /** Where the last row begins in the array {@link #append} gave. */
    public int offset() {
        return (size - 1) % ROWS * width;
    }

    public Saved save() {
        return new Saved(chunks, size, width);
    }

    public void load(Saved saved) {
        if (saved.width() != width) {
            throw new IllegalArgumentException("rows of " + saved.width() + ", expected " + width);
        }
        chunks = saved.chunks();
        size = saved.size();
        ownsTail = false;
    }
}
