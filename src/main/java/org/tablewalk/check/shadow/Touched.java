package org.tablewalk.check.shadow;

import java.util.Arrays;

/** What was touched since mmu_lock was last free: entries, leaves that went, pages, guest frames. A growing array of rows; cheap to add to. */
final class Touched {
    /** An entry was written: its address. */
    static final int ENTRY = 0;
    /** An entry lost a leaf: its address, the gfn it was remembered by, its level. */
    static final int LEFT = 1;
    /** Something about a page: its number. */
    static final int PAGE = 2;
    /** Write tracking changed: gfn. */
    static final int TRACKED = 3;
    private static final int WIDTH = 3;
    private static final int KIND_SHIFT = 56;

    /** A checkpoint. */
    record Saved(long[] rows) {}

    private long[] rows = new long[64 * WIDTH];
    private int size;

    void add(int kind, long a, long b, int level) {
        int at = size * WIDTH;
        // The same entry is often written twice in a row: emptied and set.
        if (size > 0 && kind == ENTRY && rows[at - WIDTH] == ENTRY && rows[at - WIDTH + 1] == a) {
            return;
        }
        if (at == rows.length) {
            rows = Arrays.copyOf(rows, rows.length * 2);
        }
        rows[at] = kind | (long) level << KIND_SHIFT;
        rows[at + 1] = a;
        rows[at + 2] = b;
        size++;
    }

    int size() {
        return size;
    }

    int kind(int i) {
        return (int) rows[i * WIDTH] & 0xff;
    }

    int level(int i) {
        return (int) (rows[i * WIDTH] >>> KIND_SHIFT);
    }

    long a(int i) {
        return rows[i * WIDTH + 1];
    }

    long b(int i) {
        return rows[i * WIDTH + 2];
    }

    void clear() {
        size = 0;
    }

    Saved save() {
        return new Saved(Arrays.copyOf(rows, size * WIDTH));
    }

    void load(Saved saved) {
        rows = Arrays.copyOf(saved.rows(), Math.max(64 * WIDTH, saved.rows().length));
        size = saved.rows().length / WIDTH;
    }
}
