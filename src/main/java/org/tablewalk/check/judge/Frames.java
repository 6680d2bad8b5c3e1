package org.tablewalk.check.judge;

import org.tablewalk.machine.Cells;

/** Who owns which frames, as {@code give} says, and which pages were written since the dirty log was read last. In cells, in order of addresses. */
public final class Frames {
    /** Who owns what nobody has given away: the guest. */
    public static final int GUEST = 1;

    private static final int MOST = 64;
    private static final int WIDTH = 3;
    /** Cells that it needs. */
    public static final int CELLS = 1 + MOST * WIDTH + 1 + MOST;
    private static final long WRITTEN = 1;
    private static final long NOTED = 2;

    private final Cells cells;
    private final int owners;
    private final int pages;
    private final long pageSize;

    /**
     * Nothing given, nothing written.
     *
     * @param base     the first of {@link #CELLS} cells
     * @param pageSize bytes of a page of the dirty log
     */
    public Frames(Cells cells, int base, long pageSize) {
        this.cells = cells;
        owners = base;
        pages = base + 1 + MOST * WIDTH;
        this.pageSize = pageSize;
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
        for (int i = (int) cells.get(owners) - 1; i >= 0; i--) {
            long from = cells.get(owners + 1 + i * WIDTH);
            if (pa >= from && pa - from < cells.get(owners + 2 + i * WIDTH)) {
                return (int) cells.get(owners + 3 + i * WIDTH);
            }
        }
        return GUEST;
    }

    /** The guest wrote to a page. */
    public void written(long ipa) {
        flag(ipa, WRITTEN);
    }

    /** The host noted a page in its dirty log. */
    public void noted(long ipa) {
        flag(ipa, NOTED);
    }

    private void flag(long ipa, long flag) {
        long page = ipa & -pageSize;
        int count = (int) cells.get(pages);
        int at = 0;
        while (at < count && Long.compareUnsigned(cells.get(pages + 1 + at) & -pageSize, page) < 0) {
            at++;
        }
        if (at == count || (cells.get(pages + 1 + at) & -pageSize) != page) {
            if (count == MOST) {
                return;
            }
            for (int i = count; i > at; i--) {
                cells.put(pages + 1 + i, cells.get(pages + i));
            }
            cells.put(pages, count + 1L);
            cells.put(pages + 1 + at, page);
        }
        cells.put(pages + 1 + at, cells.get(pages + 1 + at) | flag);
    }

    /** The dirty log of a range was read and is empty now. Gives the first page that was written and is not in it, or -1. */
    public long collected(long ipa, long size) {
        long lost = -1;
        int kept = 0;
        int count = (int) cells.get(pages);
        for (int i = 0; i < count; i++) {
            long word = cells.get(pages + 1 + i);
            long page = word & -pageSize;
            if (page >= ipa && page - ipa < size) {
                lost = lost < 0 && (word & (WRITTEN | NOTED)) == WRITTEN ? page : lost;
            } else {
                cells.put(pages + 1 + kept++, word);
            }
        }
        for (int i = kept; i < count; i++) {
            cells.put(pages + 1 + i, 0);
        }
        cells.put(pages, kept);
        return lost;
    }
}
