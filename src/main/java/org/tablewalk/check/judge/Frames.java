package org.tablewalk.check.judge;

import org.tablewalk.machine.Cells;

/** Who owns which frames, as {@code give} says. In cells. */
public final class Frames {
    /** Who owns what nobody has given away: the guest. */
    public static final int GUEST = 1;

    private static final int MOST = 64;
    private static final int WIDTH = 3;
    /** Cells that it needs. */
    public static final int CELLS = 1 + MOST * WIDTH;

    private final Cells cells;
    private final int owners;

    /**
     * Nothing given.
     *
     * @param base the first of {@link #CELLS} cells
     */
    public Frames(Cells cells, int base) {
        this.cells = cells;
        owners = base;
    }

    /** Whether nothing was given to anybody. */
    public boolean untouched() {
        return cells.get(owners) == 0;
    }

    /** Frames from one address on belong to somebody from now on. The last {@value #MOST} gifts count. */
    public void give(long pa, long size, int owner) {
        int count = (int) cells.get(owners);
        int same = 0;
        while (same < count && (cells.get(owners + 1 + same * WIDTH) != pa || cells.get(owners + 2 + same * WIDTH) != size)) {
            same++;
        }
        if (same == count && count == MOST) {
            same = 0;
        }
        // A later gift goes over an earlier one: it stands behind it.
        for (int i = same; i < count - 1; i++) {
            for (int k = 1; k <= WIDTH; k++) {
                cells.put(owners + i * WIDTH + k, cells.get(owners + (i + 1) * WIDTH + k));
            }
        }
        int at = same == count ? count : count - 1;
        cells.put(owners + 1 + at * WIDTH, pa);
        cells.put(owners + 2 + at * WIDTH, size);
        cells.put(owners + 3 + at * WIDTH, owner);
        cells.put(owners, at + 1L);
    }

    /** Who owns the frame that holds an address. */
    public int owner(long pa) {
        return owner(pa, GUEST);
    }

    /** The same; if it was not given to anybody, {@code otherwise}. */
    public int owner(long pa, int otherwise) {
        for (int i = (int) cells.get(owners) - 1; i >= 0; i--) {
            long from = cells.get(owners + 1 + i * WIDTH);
            if (pa >= from && pa - from < cells.get(owners + 2 + i * WIDTH)) {
                return (int) cells.get(owners + 3 + i * WIDTH);
            }
        }
        return otherwise;
    }
}
