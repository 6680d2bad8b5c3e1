package org.tablewalk.machine;

import java.util.Arrays;
import java.util.function.IntConsumer;

/**
 * The far part of a machine's cells: very many of which few are ever written. Chunks of 64 under three levels of directories, in which what was never written is one shared chunk
 * of zeros, so that it takes neither memory nor time.
 *
 * <p>A version is the top directory and everything below it. The one being written shares with the last that was kept whatever has not been written since; a write makes its own
 * what lies on the way to its chunk. So keeping a version and going back to one are one assignment.
 */
final class Far {
    private static final int CHUNK = Cells.CHUNK;
    private static final int FAN_BITS = 7;
    private static final int FAN = 1 << FAN_BITS;
    private static final int LOW_SHIFT = Cells.CHUNK_BITS;
    private static final int MID_SHIFT = LOW_SHIFT + FAN_BITS;
    private static final int TOP_SHIFT = MID_SHIFT + FAN_BITS;

    // Never written: they are what a first version is made of, and every write copies what belongs to a version.
    private static final long[] ZERO_CHUNK = new long[CHUNK];
    private static final long[][] ZERO_LOW = new long[FAN][];
    private static final long[][][] ZERO_MID = new long[FAN][][];

    static {
        Arrays.fill(ZERO_LOW, ZERO_CHUNK);
        Arrays.fill(ZERO_MID, ZERO_LOW);
    }

    private long[][][][] kept;
    private long[][][][] live;

    /** All zero; of a size in cells. */
    Far(int size) {
        kept = zero(size);
        live = kept;
    }

    static long[][][][] zero(int size) {
        long[][][][] top = new long[size + (1 << TOP_SHIFT) - 1 >> TOP_SHIFT][][][];
        Arrays.fill(top, ZERO_MID);
        return top;
    }

    /** The chunk of a version that holds a cell, numbered from 0; not to be written. */
    static long[] chunk(long[][][][] version, int cell) {
        return version[cell >>> TOP_SHIFT][cell >>> MID_SHIFT & FAN - 1][cell >>> LOW_SHIFT & FAN - 1];
    }

    long[] chunk(int cell) {
        return chunk(live, cell);
    }

    long get(int cell) {
        return chunk(live, cell)[cell & CHUNK - 1];
    }

    void put(int cell, long value) {
        int top = cell >>> TOP_SHIFT;
        int mid = cell >>> MID_SHIFT & FAN - 1;
        int low = cell >>> LOW_SHIFT & FAN - 1;
        if (live == kept) {
            live = kept.clone();
        }
        if (live[top] == kept[top]) {
            live[top] = kept[top].clone();
        }
        if (live[top][mid] == kept[top][mid]) {
            live[top][mid] = kept[top][mid].clone();
        }
        if (live[top][mid][low] == kept[top][mid][low]) {
            live[top][mid][low] = kept[top][mid][low].clone();
        }
        live[top][mid][low][cell & CHUNK - 1] = value;
    }

    /** Whether something was written since the last version that was kept. */
    boolean written() {
        return live != kept;
    }

    /** The present version; from now on it never changes. */
    long[][][][] keep() {
        kept = live;
        return kept;
    }

    /** Goes to a version that was kept. */
    void restore(long[][][][] version) {
        kept = version;
        live = version;
    }

    /** Hands over the first cells of the chunks that have been written, in order. */
    void touched(IntConsumer taker) {
        touched(live, taker);
    }

    /** The same of a version. */
    static void touched(long[][][][] version, IntConsumer taker) {
        for (int top = 0; top < version.length; top++) {
            for (int mid = 0; mid < FAN && version[top] != ZERO_MID; mid++) {
                for (int low = 0; low < FAN && version[top][mid] != ZERO_LOW; low++) {
                    if (version[top][mid][low] != ZERO_CHUNK) {
                        taker.accept(top << TOP_SHIFT | mid << MID_SHIFT | low << LOW_SHIFT);
                    }
                }
            }
        }
    }

    /** Heap bytes that a version needs beyond those it shares with another: chunks and directories, with 16 bytes of header an array. */
    static long bytesBeyond(long[][][][] version, long[][][][] other) {
        if (version == other) {
            return 0;
        }
        long bytes = 16 + 8L * version.length;
        for (int top = 0; top < version.length; top++) {
            bytes += version[top] == other[top] ? 0 : bytesBeyond(version[top], other[top]);
        }
        return bytes;
    }

    private static long bytesBeyond(long[][][] version, long[][][] other) {
        long bytes = 16 + 8L * FAN;
        for (int mid = 0; mid < FAN; mid++) {
            if (version[mid] != other[mid]) {
                bytes += 16 + 8L * FAN;
                for (int low = 0; low < FAN; low++) {
                    bytes += version[mid][low] == other[mid][low] ? 0 : 16 + 8L * CHUNK;
                }
            }
        }
        return bytes;
    }
}
