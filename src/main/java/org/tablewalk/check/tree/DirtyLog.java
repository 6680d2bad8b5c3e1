package org.tablewalk.check.tree;

import org.tablewalk.machine.Cells;

/**
 * Which writes of the guest the host has yet to learn of. The log's own words, in the machine's memory, are what the host knows; here stands, a bit for each page, what it ought to know.
 *
 * <p>A page that was written is settled when its bit has been cleared, for whoever clears it copies the page afterwards. Its write is lost if the host has read the log without it and
 * nobody has noted it by the time the host is done: until then whoever made the page writable may be about to note it.
 */
final class DirtyLog {
    private static final int WRITTEN = 0;
    private static final int MISSED = 1;
    private static final int TAKEN = 2;
    private static final int PLANES = 3;

    private final Hardware hardware;
    private final Cells cells;
    private final int on;
    private final int bits;
    private final int words;

    /**
     * Nothing written.
     *
     * @param base the first of {@link #cells} cells
     */
    DirtyLog(Hardware hardware, Cells cells, int base) {
        this.hardware = hardware;
        this.cells = cells;
        on = base;
        bits = base + 1;
        words = hardware.dirtyWords();
    }

    /** Cells that it needs. */
    static int cells(Hardware hardware) {
        return hardware.dirtyWords() == 0 ? 0 : 1 + PLANES * hardware.dirtyWords();
    }

    private boolean is(int plane, int page) {
        return (cells.get(cell(plane, page >>> 6)) >>> page & 1) != 0;
    }

    private int cell(int plane, int word) {
        return bits + plane * words + word;
    }

    private void add(int plane, int word, long mask) {
        cells.put(cell(plane, word), cells.get(cell(plane, word)) | mask);
    }

    private void drop(int plane, int word, long mask) {
        cells.put(cell(plane, word), cells.get(cell(plane, word)) & ~mask);
    }

    /** From now on writes count, or do not any more: what was written before the host copies unasked. */
    void log(boolean logs) {
        if (words > 0) {
            cells.put(on, logs ? 1 : 0);
            for (int cell = bits; cell < bits + PLANES * words; cell++) {
                cells.put(cell, 0);
            }
        }
    }

    /** The guest wrote to a page. */
    void written(long ipa) {
        int page = words == 0 || cells.get(on) == 0 ? -1 : hardware.dirtyBit(ipa);
        if (page >= 0) {
            add(WRITTEN, page >>> 6, 1L << page);
        }
    }

    /** A word of the log, or with -1 another word, was read. */
    void read(int word, long value) {
        if (word < 0) {
            return;
        }
        add(MISSED, word, cells.get(cell(WRITTEN, word)) & ~value);
    }

    /** A word of the log changed. Gives false if the word, -1, is none. */
    boolean changed(int word, long old, long value) {
        if (word < 0) {
            return false;
        }
        drop(MISSED, word, value);
        if (cells.get(on) != 0) {
            add(TAKEN, word, old & ~value);
        }
        return true;
    }

    /** The host is done with the log of a range. Gives the first page of it whose write is lost, as its IPA, or -1. */
    long collected(long ipa, long size) {
        long lost = -1;
        for (long at = ipa; words > 0 && at - ipa < size; at += hardware.pageSize()) {
            int page = hardware.dirtyBit(at);
            if (page < 0) {
                continue;
            }
            if ((page & 63) == 0 && quiet(page >>> 6)) {
                at += 63 * hardware.pageSize();
                continue;
            }
            if (is(TAKEN, page) || is(MISSED, page)) {
                lost = lost < 0 && !is(TAKEN, page) ? at : lost;
                for (int plane = 0; plane < PLANES; plane++) {
                    drop(plane, page >>> 6, 1L << page);
                }
            }
        }
        return lost;
    }

    private boolean quiet(int word) {
        return cells.get(cell(TAKEN, word)) == 0 && cells.get(cell(MISSED, word)) == 0;
    }
}
