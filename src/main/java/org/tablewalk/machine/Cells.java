package org.tablewalk.machine;

import java.util.Arrays;
import java.util.function.IntConsumer;
import java.util.function.IntToLongFunction;

/**
 * The working copy of a machine's state: 64-bit cells, zero at the start. Near ones, numbered from 0, lie in one flat array; far ones, numbered from {@link #FAR}, may be very many and
 * cost nothing until they are written.
 *
 * <p>Every write goes through {@link #put}, which keeps the incremental state hash, marks the cell's 64-cell chunk dirty and,
 * while the journal is on, remembers the old value (that is how the cells a step changed are known). {@link #image()} turns the dirty chunks into an immutable
 * {@link Image} that shares all other chunks with the previous one; {@link #restore} goes back to any image.
 * Not thread safe: one thread owns a {@code Cells}.
 */
public final class Cells implements IntToLongFunction {
    /** log2 of the cells in one chunk. */
    static final int CHUNK_BITS = 6;
    static final int CHUNK = 1 << CHUNK_BITS;
    /** The first far cell. */
    public static final int FAR = 1 << 30;
    /** Far cells that there can be. */
    public static final int MOST_FAR = 1 << 30;

    private final long[] live;
    private final Far far;
    private final boolean[] dirty;
    private final int[] dirtyChunks;
    private int dirtyCount;
    private long hash;
    private Image base;

    private boolean journalling;
    private int[] journalCells = new int[64];
    private long[] journalOld = new long[64];
    private int journalSize;
    private long journalHash;

    /**
     * All cells zero, none far.
     *
     * @param size number of cells; rounded up to whole chunks
     */
    public Cells(int size) {
        this(size, 0);
    }

    /**
     * All cells zero.
     *
     * @param size number of near cells; rounded up to whole chunks
     * @param farSize number of far cells, at most {@link #MOST_FAR}
     */
    public Cells(int size, int farSize) {
        int chunks = (size + CHUNK - 1) >> CHUNK_BITS;
        live = new long[chunks << CHUNK_BITS];
        dirty = new boolean[chunks];
        dirtyChunks = new int[chunks];
        far = new Far(farSize);
        base = Image.zero(chunks, far.keep());
    }

    /** Number of near cells, a multiple of 64. */
    public int size() {
        return live.length;
    }

    /** The value of a cell. */
    public long get(int cell) {
        return cell < live.length ? live[cell] : far.get(cell - FAR);
    }

    /** The same, for whoever takes cells from anywhere. */
    @Override
    public long applyAsLong(int cell) {
        return get(cell);
    }

    /** Writes a cell; writing the value it already has changes nothing and is not journalled. */
    public void put(int cell, long value) {
        if (cell >= live.length) {
            putFar(cell, value);
            return;
        }
        long old = live[cell];
        if (old == value) {
            return;
        }
        live[cell] = value;
        hash += mix(cell, value) - mix(cell, old);
        touch(cell >> CHUNK_BITS);
        if (journalling) {
            journal(cell, old);
        }
    }

    private void putFar(int cell, long value) {
        long old = far.get(cell - FAR);
        if (old != value) {
            far.put(cell - FAR, value);
            hash += mix(cell, value) - mix(cell, old);
            if (journalling) {
                journal(cell, old);
            }
        }
    }

    private void touch(int chunk) {
        if (!dirty[chunk]) {
            dirty[chunk] = true;
            dirtyChunks[dirtyCount++] = chunk;
        }
    }

    private void journal(int cell, long old) {
        if (journalSize == journalCells.length) {
            journalCells = Arrays.copyOf(journalCells, journalSize * 2);
            journalOld = Arrays.copyOf(journalOld, journalSize * 2);
        }
        journalCells[journalSize] = cell;
        journalOld[journalSize++] = old;
    }

    /** The hash of all cells: a function of their values alone, whatever the way that led to them. */
    public long hash() {
        return hash;
    }

    /**
     * One cell's share of {@link #hash()}: a keyed 64-bit finaliser (two rounds of multiply and xor-shift), zero for a zero
     * cell so that untouched cells cost nothing. Shares are summed, which makes the hash incremental.
     */
    static long mix(int cell, long value) {
        if (value == 0) {
            return 0;
        }
        long x = (value ^ cell * 0x9E3779B97F4A7C15L) * 0xBF58476D1CE4E5B9L;
        x = (x ^ x >>> 32 ^ cell) * 0x94D049BB133111EBL;
        return x ^ x >>> 29;
    }

    /** Turns the journal of old values on or off; either way it is empty afterwards. */
    public void journalling(boolean on) {
        journalling = on;
        journalSize = 0;
        journalHash = hash;
    }

    /**
     * Takes writes back, the latest first, until so many are left in the journal. The journal must have been on since; taken back to 0, the state and its hash are what they were
     * when it was turned on.
     */
    public void undo(int left) {
        int[] cells = journalCells;
        long[] olds = journalOld;
        for (int i = journalSize - 1; i >= left; i--) {
            int cell = cells[i];
            if (left > 0) {
                hash += mix(cell, olds[i]) - mix(cell, get(cell));
            }
            if (cell >= live.length) {
                far.put(cell - FAR, olds[i]);
                continue;
            }
            live[cell] = olds[i];
            // An image may have been made since the write.
            touch(cell >> CHUNK_BITS);
        }
        journalSize = left;
        if (left == 0) {
            hash = journalHash;
        }
    }

    /** The array that holds a run of cells, which if they are far lie in one chunk. */
    private long[] run(int from) {
        return from < FAR ? live : far.chunk(from - FAR);
    }

    /** Where a run begins in its array. */
    private int offset(int from) {
        return from < FAR ? from : from & CHUNK - 1;
    }

    /** Whether cells {@code from..from+length-1}, if far of one chunk, hold what stands in an array from {@code at} on. */
    public boolean holds(int from, int length, long[] values, int at) {
        int first = offset(from);
        return Arrays.equals(run(from), first, first + length, values, at, at + length);
    }

    /** Writes an array's values, from {@code at} on, into cells {@code from..from+length-1}, if far of one chunk: quick where few differ. */
    public void put(int from, int length, long[] values, int at) {
        long[] run = run(from);
        int first = offset(from);
        int done = 0;
        while (done < length) {
            int same = Arrays.mismatch(run, first + done, first + length, values, at + done, at + length);
            if (same < 0) {
                return;
            }
            done += same;
            put(from + done, values[at + done]);
            done++;
        }
    }

    /** Copies cells {@code from..from+length-1}, if far of one chunk, into an array, from {@code at} on. */
    public void copy(int from, int length, long[] values, int at) {
        System.arraycopy(run(from), offset(from), values, at, length);
    }

    /** Hands over the first cell of each chunk of far cells that has been written, in order. */
    public void touchedFar(IntConsumer taker) {
        far.touched(cell -> taker.accept(FAR + cell));
    }

    /** Writes in the journal. */
    public int journalSize() {
        return journalSize;
    }

    /** The cell of a journal entry, {@code 0 <= index < journalSize()}. A cell may occur more than once; the first entry holds the oldest value. */
    public int journalCell(int index) {
        return journalCells[index];
    }

    /** The value a journal entry's cell had before. */
    public long journalOld(int index) {
        return journalOld[index];
    }

    /** An immutable image of the present state; costs only the chunks written since the last image or restore. */
    public Image image() {
        if (dirtyCount > 0 || far.written()) {
            base = base.with(live, dirtyChunks, dirtyCount, far.keep(), hash);
            clearDirty();
        }
        return base;
    }

    /** Makes this state equal to the image and empties the journal. The image must come from cells of the same size. */
    public void restore(Image image) {
        for (int i = 0; i < dirtyCount; i++) {
            image.copyChunk(dirtyChunks[i], live);
        }
        clearDirty();
        image.copyDifferences(base, live);
        far.restore(image.far());
        base = image;
        hash = image.hash();
        journalSize = 0;
        journalHash = hash;
    }

    private void clearDirty() {
        for (int i = 0; i < dirtyCount; i++) {
            dirty[dirtyChunks[i]] = false;
        }
        dirtyCount = 0;
    }
}
