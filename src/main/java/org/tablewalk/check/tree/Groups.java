package org.tablewalk.check.tree;

import org.tablewalk.arch.arm64.Descriptor;
import org.tablewalk.arch.arm64.Granule;
import org.tablewalk.machine.Cells;

/**
 * Groups of entries of which some, but not all, are as the contiguous bit asks for (domain sections 1.2 and 5): a TLB may hold one entry for all of them. While a change is made that
 * cannot be helped; code that ends and leaves it so is at fault. Kept in cells in order of their addresses, each with the CPU that wrote there last.
 */
final class Groups {
    /** Most groups at once; those beyond are not kept. */
    private static final int MOST = 64;
    static final int CELLS = 1 + 2 * MOST;
    /** What the entries of a group need not have in common: the access flag and software's bits. */
    private static final long OWN = Descriptor.AF | Descriptor.SW;

    private final Tables tables;
    private final Links links;
    private final Granule granule;
    private final Cells cells;
    private final int base;

    Groups(Tables tables, Links links, Cells cells, int base) {
        this.tables = tables;
        this.links = links;
        granule = tables.geometry().granule();
        this.cells = cells;
        this.base = base;
    }

    int size() {
        return (int) cells.get(base);
    }

    /** Address of the first entry of a group. */
    long address(int group) {
        return cells.get(base + 1 + 2 * group);
    }

    /** The CPU that wrote there last. */
    int writer(int group) {
        return (int) cells.get(base + 2 + 2 * group);
    }

    /** A word became visible. */
    void written(int cpu, long address, long old, long value) {
        if (((old | value) & Descriptor.CONTIGUOUS) == 0 && size() == 0 || !links.find(address)) {
            return;
        }
        int level = links.level();
        int log2 = tables.geometry().groupLog2(level);
        if (log2 == 0) {
            return;
        }
        long first = address & -(8L << log2);
        int at = place(first);
        boolean known = at < size() && address(at) == first;
        if (!mixed(first, level, log2)) {
            if (known) {
                remove(at);
            }
        } else if (known) {
            put(at, first, cpu);
        } else if (size() < MOST) {
            cells.put(base, size() + 1L);
            for (int i = size() - 1; i > at; i--) {
                put(i, address(i - 1), writer(i - 1));
            }
            put(at, first, cpu);
        }
    }

    private boolean mixed(long first, int level, int log2) {
        long sample = 0;
        for (int i = 0; i < 1 << log2 && sample == 0; i++) {
            sample = grouped(tables.word(first + 8L * i), level) ? tables.word(first + 8L * i) : 0;
        }
        if (sample == 0) {
            return false;
        }
        long group = Descriptor.groupOf(sample, level, granule, log2);
        for (int i = 0; i < 1 << log2; i++) {
            long word = tables.word(first + 8L * i);
            if (!grouped(word, level) || ((word ^ Descriptor.memberOf(group, (long) i << granule.entryShift(level), level, granule, log2)) & ~OWN) != 0) {
                return true;
            }
        }
        return false;
    }

    private static boolean grouped(long word, int level) {
        return Descriptor.leaf(word, level) && (word & Descriptor.CONTIGUOUS) != 0;
    }

    private int place(long first) {
        int at = 0;
        while (at < size() && Long.compareUnsigned(address(at), first) < 0) {
            at++;
        }
        return at;
    }

    private void put(int group, long address, int writer) {
        cells.put(base + 1 + 2 * group, address);
        cells.put(base + 2 + 2 * group, writer);
    }

    /** A group is whole again, or was told of. */
    void remove(int group) {
        int last = size() - 1;
        for (int i = group; i < last; i++) {
            put(i, address(i + 1), writer(i + 1));
        }
        put(last, 0, 0);
        cells.put(base, last);
    }
}
