package org.tablewalk.machine;

import java.util.function.IntConsumer;

/**
 * An immutable copy of all cells: 64-cell chunks under a two-level directory, far ones under one of their own ({@link Far}), shared with the images before and after it
 * wherever nothing changed. Snapshots for the window, keyframes of a recording and explored states are all images.
 */
public final class Image {
    private static final int DIRECTORY_BITS = 6;
    private static final int DIRECTORY = 1 << DIRECTORY_BITS;
    private static final long[] ZERO_CHUNK = new long[Cells.CHUNK];

    private final long[][][] directories;
    private final int chunks;
    private final long[][][][] far;
    private final long hash;

    private Image(long[][][] directories, int chunks, long[][][][] far, long hash) {
        this.directories = directories;
        this.chunks = chunks;
        this.far = far;
        this.hash = hash;
    }

    static Image zero(int chunks, long[][][][] far) {
        long[][] empty = new long[DIRECTORY][];
        java.util.Arrays.fill(empty, ZERO_CHUNK);
        long[][][] directories = new long[(chunks + DIRECTORY - 1) >> DIRECTORY_BITS][][];
        java.util.Arrays.fill(directories, empty);
        return new Image(directories, chunks, far, 0);
    }

    /** The image in which the listed chunks have the values of {@code live}, and the far cells are those given. */
    Image with(long[] live, int[] changed, int count, long[][][][] newFar, long newHash) {
        long[][][] copy = directories.clone();
        for (int i = 0; i < count; i++) {
            int chunk = changed[i];
            int d = chunk >> DIRECTORY_BITS;
            if (copy[d] == directories[d]) {
                copy[d] = directories[d].clone();
            }
            long[] cells = new long[Cells.CHUNK];
            System.arraycopy(live, chunk << Cells.CHUNK_BITS, cells, 0, Cells.CHUNK);
            copy[d][chunk & DIRECTORY - 1] = cells;
        }
        return new Image(copy, chunks, newFar, newHash);
    }

    /** The value of a cell. */
    public long get(int cell) {
        if (cell >= Cells.FAR) {
            return Far.chunk(far, cell - Cells.FAR)[cell & Cells.CHUNK - 1];
        }
        int chunk = cell >> Cells.CHUNK_BITS;
        return directories[chunk >> DIRECTORY_BITS][chunk & DIRECTORY - 1][cell & Cells.CHUNK - 1];
    }

    /** The state hash of these cells. */
    public long hash() {
        return hash;
    }

    /** Hands over each far cell that is not zero, in order. */
    public void farCells(IntConsumer taker) {
        Far.touched(far, chunk -> {
            for (int cell = Cells.FAR + chunk; cell - Cells.FAR < chunk + Cells.CHUNK; cell++) {
                if (get(cell) != 0) {
                    taker.accept(cell);
                }
            }
        });
    }

    long[][][][] far() {
        return far;
    }

    /** Number of near cells. */
    public int size() {
        return chunks << Cells.CHUNK_BITS;
    }

    /** Whether the 64-cell chunk that holds {@code cell} is the very same object in both images: then nothing in it differs. */
    public boolean sharesChunk(Image other, int cell) {
        if (cell >= Cells.FAR) {
            return far == other.far || Far.chunk(far, cell - Cells.FAR) == Far.chunk(other.far, cell - Cells.FAR);
        }
        int chunk = cell >> Cells.CHUNK_BITS;
        int d = chunk >> DIRECTORY_BITS;
        return directories[d] == other.directories[d]
                || directories[d][chunk & DIRECTORY - 1] == other.directories[d][chunk & DIRECTORY - 1];
    }

    /** Whether the near cells from one up to before another are the very same objects in both images, or lie in chunks that are: then none of them differs. */
    public boolean shares(Image other, int from, int to) {
        int cell = from;
        while (cell < to) {
            int d = cell >> Cells.CHUNK_BITS >> DIRECTORY_BITS;
            if (directories[d] == other.directories[d]) {
                cell = d + 1 << DIRECTORY_BITS + Cells.CHUNK_BITS;
            } else if (sharesChunk(other, cell)) {
                cell = (cell >> Cells.CHUNK_BITS) + 1 << Cells.CHUNK_BITS;
            } else {
                return false;
            }
        }
        return true;
    }

    /**
     * Heap bytes that this image needs beyond those it shares with {@code previous}: chunks, directories and itself,
     * with 16 bytes of header an array.
     */
    public long bytesBeyond(Image previous) {
        long bytes = 40 + 16 + 8L * directories.length + Far.bytesBeyond(far, previous.far);
        for (int d = 0; d < directories.length; d++) {
            if (directories[d] != previous.directories[d]) {
                bytes += 16 + 8L * DIRECTORY;
                for (int c = 0; c < DIRECTORY; c++) {
                    if (directories[d][c] != previous.directories[d][c]) {
                        bytes += 16 + 8L * Cells.CHUNK;
                    }
                }
            }
        }
        return bytes;
    }

    void copyChunk(int chunk, long[] live) {
        System.arraycopy(directories[chunk >> DIRECTORY_BITS][chunk & DIRECTORY - 1], 0, live, chunk << Cells.CHUNK_BITS, Cells.CHUNK);
    }

    /** Copies into {@code live} every chunk that differs from {@code from}. */
    void copyDifferences(Image from, long[] live) {
        for (int d = 0; d < directories.length; d++) {
            if (directories[d] == from.directories[d]) {
                continue;
            }
            int last = Math.min(DIRECTORY, chunks - (d << DIRECTORY_BITS));
            for (int c = 0; c < last; c++) {
                if (directories[d][c] != from.directories[d][c]) {
                    copyChunk((d << DIRECTORY_BITS) + c, live);
                }
            }
        }
    }
}
