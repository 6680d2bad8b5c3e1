package org.tablewalk.check.casemate;

import java.util.Arrays;

/** A page of 4 KiB as casemate sees it: values, the state of each slot, and which table of which tree it is. */
final class Page {
    static final int SLOTS = 512;
    static final long BYTES = 4096;

    final long address;
    final long[] values = new long[SLOTS];
    final SlotState[] states = new SlotState[SLOTS];

    /** Which table it is, or null. */
    Table table;

    /**
     * A table in a tree.
     *
     * @param root  of the tree
     * @param level 0..3
     * @param input first input address of its first entry
     */
    record Table(TreeRoot root, int level, long input) {}

    Page(long address) {
        this.address = address;
        Arrays.fill(states, SlotState.UNKNOWN);
    }

    static int slot(long address) {
        return (int) (address & BYTES - 1) >>> 3;
    }

    static long start(long address) {
        return address & -BYTES;
    }
}
