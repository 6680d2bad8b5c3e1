package org.tablewalk.machine.x86;

import java.util.List;

/** The guest's memory slots, in ascending order: which guest frames there are, and at which host frames. */
final class MemorySlots {
    /** By slot: its first guest and host frame; its pages; index of its first page among all slots' pages. */
    private final long[] gfns;
    private final long[] pfns;
    private final long[] lengths;
    private final long[] indexes;
    private final long pages;

    MemorySlots(List<X86Config.Slot> slots) {
        gfns = slots.stream().mapToLong(X86Config.Slot::gfn).toArray();
        pfns = slots.stream().mapToLong(X86Config.Slot::pfn).toArray();
        lengths = slots.stream().mapToLong(X86Config.Slot::pages).toArray();
        indexes = new long[lengths.length];
        long sum = 0;
        for (int i = 0; i < lengths.length; i++) {
            indexes[i] = sum;
            sum += lengths[i];
        }
        pages = sum;
    }

    /** Pages of all slots. */
    long pages() {
        return pages;
    }

    /** First gfn of a slot. */
    long first(int slot) {
        return gfns[slot];
    }

    /** The slot that holds a gfn, or -1. */
    int of(long gfn) {
        int low = 0;
        int high = gfns.length - 1;
        while (low <= high) {
            int middle = low + high >>> 1;
            if (gfn < gfns[middle]) {
                high = middle - 1;
            } else if (gfn - gfns[middle] >= lengths[middle]) {
                low = middle + 1;
            } else {
                return middle;
            }
        }
        return -1;
    }

    /** Host frame of a gfn, or -1 outside every slot. */
    long pfn(long gfn) {
        int slot = of(gfn);
        return slot < 0 ? -1 : pfns[slot] + gfn - gfns[slot];
    }

    /** The gfn whose host frame that is, or -1. */
    long gfn(long pfn) {
        for (int slot = 0; slot < pfns.length; slot++) {
            if (pfn >= pfns[slot] && pfn - pfns[slot] < lengths[slot]) {
                return gfns[slot] + pfn - pfns[slot];
            }
        }
        return -1;
    }

    /** The place of a gfn's page of a level among those of all slots, or -1 outside every slot. A slot's pages start at the index of its first small one. */
    long index(long gfn, int level) {
        int slot = of(gfn);
        int shift = 9 * (level - 1);
        return slot < 0 ? -1 : indexes[slot] + (gfn >>> shift) - (gfns[slot] >>> shift);
    }
}
