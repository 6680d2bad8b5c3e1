package org.tablewalk.check.shadow;

import org.tablewalk.machine.Cells;

/** What was touched since mmu_lock was last free: entries, leaves that went, pages, guest frames. Rows in cells; cheap to add to. */
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
    /** Rows that are kept; of what goes beyond them only that it is more is known. */
    private static final int MOST = 1 << 13;
    /** Cells that it needs. */
    static final int CELLS = 1 + MOST * WIDTH;

    private final Cells cells;
    private final int count;
    private final int rows;

    /** Nothing touched; {@code base} is the first of {@link #CELLS} cells. */
    Touched(Cells cells, int base) {
        this.cells = cells;
        count = base;
        rows = base + 1;
    }

    void add(int kind, long a, long b, int level) {
        int size = (int) cells.get(count);
        int at = rows + size * WIDTH;
        // The same entry is often written twice in a row: emptied and set.
        if (size > 0 && size <= MOST && kind == ENTRY && cells.get(at - WIDTH) == ENTRY && cells.get(at - WIDTH + 1) == a) {
            return;
        }
        if (size >= MOST) {
            cells.put(count, MOST + 1L);
            return;
        }
        cells.put(at, kind | (long) level << KIND_SHIFT);
        cells.put(at + 1, a);
        cells.put(at + 2, b);
        cells.put(count, size + 1L);
    }

    /** Whether there is more than there are rows: then everything is to be looked at. */
    boolean more() {
        return cells.get(count) > MOST;
    }

    int size() {
        return (int) Math.min(MOST, cells.get(count));
    }

    int kind(int i) {
        return (int) cells.get(rows + i * WIDTH) & 0xff;
    }

    int level(int i) {
        return (int) (cells.get(rows + i * WIDTH) >>> KIND_SHIFT);
    }

    long a(int i) {
        return cells.get(rows + i * WIDTH + 1);
    }

    long b(int i) {
        return cells.get(rows + i * WIDTH + 2);
    }

    void clear() {
        for (int i = size() * WIDTH - 1; i >= 0; i--) {
            cells.put(rows + i, 0);
        }
        cells.put(count, 0);
    }
}
