package org.tablewalk.check.shadow;

import org.tablewalk.machine.Cells;

/**
 * What words of guest memory were before they were written, as far back as a CPU may remember: each CPU since it last had to forget everything, and of a page since INVLPG of it. In
 * cells, and without what nobody may remember any more, so that what has the same future is the same.
 */
final class GuestHistory {
    /** Words that are kept; beyond them every CPU may remember anything until it forgets. */
    private static final int MOST = 1024;
    private static final int WIDTH = 2;
    /** Pages of each CPU that were forgotten one by one; the oldest are dropped, which lets the CPU remember more. */
    private static final int PAGES = 16;
    private static final int CPU_CELLS = 1 + PAGES * 2;

    private final Cells cells;
    private final int count;
    private final int rows;
    private final int cpus;
    private final int cpuCount;

    /** Nothing written; {@code base} is the first of {@link #cells} cells. */
    GuestHistory(Cells cells, int base, int cpuCount) {
        this.cells = cells;
        this.cpuCount = cpuCount;
        count = base;
        rows = base + 1;
        cpus = rows + MOST * WIDTH;
    }

    /** Cells that it needs. */
    static int cells(int cpuCount) {
        return 1 + MOST * WIDTH + cpuCount * CPU_CELLS;
    }

    /** How many words are kept. */
    int size() {
        return (int) Math.min(MOST, cells.get(count));
    }

    /** Whether words are missing. */
    boolean more() {
        return cells.get(count) > MOST;
    }

    /** The guest physical address of one. */
    long address(int row) {
        return cells.get(rows + row * WIDTH);
    }

    /** What it was. */
    long old(int row) {
        return cells.get(rows + row * WIDTH + 1);
    }

    private int cpu(int cpu) {
        return cpus + cpu * CPU_CELLS;
    }

    /** The first row that a CPU may remember for an address. */
    int since(int cpu, long address) {
        int at = cpu(cpu);
        for (int i = 0; i < PAGES; i++) {
            // A page's number plus one, so that an empty place is none.
            if (cells.get(at + 1 + 2 * i) == (address >>> 12) + 1) {
                return (int) cells.get(at + 2 + 2 * i);
            }
        }
        return (int) cells.get(at);
    }

    /** A word of guest memory is no longer what it was. */
    void written(long address, long old, long live) {
        int size = (int) cells.get(count);
        int latest = 0;
        for (int cpu = 0; cpu < cpuCount; cpu++) {
            latest = (live >>> cpu & 1) == 0 ? latest : Math.max(latest, latest(cpu));
        }
        for (int row = size() - 1; row >= latest; row--) {
            if (address(row) == address && old(row) == old) {
                return;
            }
        }
        if (size >= MOST) {
            cells.put(count, MOST + 1L);
            return;
        }
        cells.put(rows + size * WIDTH, address);
        cells.put(rows + size * WIDTH + 1, old);
        cells.put(count, size + 1L);
    }

    private int latest(int cpu) {
        long latest = cells.get(cpu(cpu));
        for (int i = 0; i < PAGES; i++) {
            latest = Math.max(latest, cells.get(cpu(cpu) + 2 + 2 * i));
        }
        return (int) latest;
    }

    /**
     * A CPU forgets everything.
     *
     * @param live CPUs that may still make an access, one bit each
     */
    void forget(int cpu, long live) {
        int at = cpu(cpu);
        for (int i = 1; i < CPU_CELLS; i++) {
            cells.put(at + i, 0);
        }
        cells.put(at, more() ? MOST + 1L : size());
        drop(live);
    }

    /** A CPU forgets what it knows of the page that holds an address. */
    void forget(int cpu, long address, long live) {
        int at = cpu(cpu) + 1;
        if (cells.get(cpu(cpu)) >= size()) {
            return;
        }
        int place = PAGES - 1;
        for (int i = 0; i < PAGES; i++) {
            if (cells.get(at + 2 * i) == (address >>> 12) + 1) {
                place = i;
            }
        }
        for (int i = place; i > 0; i--) {
            cells.put(at + 2 * i, cells.get(at + 2 * i - 2));
            cells.put(at + 2 * i + 1, cells.get(at + 2 * i - 1));
        }
        cells.put(at, (address >>> 12) + 1);
        cells.put(at + 1, size());
        drop(live);
    }

    /** A CPU makes no access any more. */
    void over(long live) {
        drop(live);
    }

    /** Drops the words that no CPU may remember. */
    private void drop(long live) {
        int size = size();
        long first = more() ? MOST + 1L : size;
        for (int cpu = 0; cpu < cpuCount; cpu++) {
            first = (live >>> cpu & 1) == 0 ? first : Math.min(first, cells.get(cpu(cpu)));
        }
        int gone = (int) Math.min(first, size);
        if (more() ? first <= MOST : gone == 0) {
            return;
        }
        for (int i = 0; i < size * WIDTH; i++) {
            cells.put(rows + i, i < (size - gone) * WIDTH ? cells.get(rows + gone * WIDTH + i) : 0);
        }
        cells.put(count, size - gone);
        for (int cpu = 0; cpu < cpuCount; cpu++) {
            rebase(cpu(cpu), gone);
        }
    }

    private void rebase(int at, int gone) {
        cells.put(at, Math.max(0, Math.min(MOST, cells.get(at)) - gone));
        int kept = 0;
        for (int i = 0; i < PAGES; i++) {
            long page = cells.get(at + 1 + 2 * i);
            long since = Math.max(0, cells.get(at + 2 + 2 * i) - gone);
            cells.put(at + 1 + 2 * i, 0);
            cells.put(at + 2 + 2 * i, 0);
            if (page != 0 && since > cells.get(at)) {
                cells.put(at + 1 + 2 * kept, page);
                cells.put(at + 2 + 2 * kept++, since);
            }
        }
    }
}
