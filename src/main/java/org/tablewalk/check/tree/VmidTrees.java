package org.tablewalk.check.tree;

import java.util.function.IntPredicate;
import org.tablewalk.machine.Cells;

/**
 * Under which VMIDs entries of which trees may be in which TLBs: a TLB tells trees apart by nothing else. A tree comes in when a guest makes an access, or its CPU a speculative walk, under
 * the VMID; it goes when an invalidation of all of the VMID arrives at the TLB. In cells and in order, so that equal sets are equal states.
 */
final class VmidTrees {
    /** Most pairs of VMID and tree at once; those beyond are not kept. */
    private static final int MOST = 32;
    private static final int WIDTH = 3;
    static final int CELLS = 1 + MOST * WIDTH;

    private static final int TREE = 0;
    private static final int VMID = 1;
    private static final int TLBS = 2;

    private final Cells cells;
    private final int base;

    /**
     * No entries anywhere.
     *
     * @param base the first of {@link #CELLS} cells
     */
    VmidTrees(Cells cells, int base) {
        this.cells = cells;
        this.base = base;
    }

    private int size() {
        return (int) cells.get(base);
    }

    private long get(int pair, int what) {
        return cells.get(base + 1 + pair * WIDTH + what);
    }

    private void put(int pair, int what, long value) {
        cells.put(base + 1 + pair * WIDTH + what, value);
    }

    /**
     * From now on a TLB may have entries of a tree under a VMID.
     *
     * @return the number of another tree of which it may have entries under the same VMID, and which is not told of again; or -1
     */
    int used(int tlb, int vmid, int tree) {
        long bit = 1L << tlb;
        int other = -1;
        boolean known = false;
        for (int pair = size() - 1; pair >= 0; pair--) {
            if (get(pair, VMID) == vmid && (get(pair, TLBS) & bit) != 0) {
                if (get(pair, TREE) == tree) {
                    known = true;
                } else {
                    other = (int) get(pair, TREE);
                    drop(pair, bit);
                }
            }
        }
        if (!known) {
            add(vmid, tree, bit);
        }
        return other;
    }

    private void add(int vmid, int tree, long bit) {
        int at = 0;
        while (at < size() && (get(at, VMID) < vmid || get(at, VMID) == vmid && get(at, TREE) < tree)) {
            at++;
        }
        if (at < size() && get(at, VMID) == vmid && get(at, TREE) == tree) {
            put(at, TLBS, get(at, TLBS) | bit);
        } else if (size() < MOST) {
            for (int pair = size(); pair > at; pair--) {
                copy(pair - 1, pair);
            }
            cells.put(base, size() + 1L);
            put(at, TREE, tree);
            put(at, VMID, vmid);
            put(at, TLBS, bit);
        }
    }

    private void copy(int from, int to) {
        for (int i = 0; i < WIDTH; i++) {
            put(to, i, get(from, i));
        }
    }

    private void drop(int pair, long bits) {
        long left = get(pair, TLBS) & ~bits;
        put(pair, TLBS, left);
        if (left == 0) {
            int last = size() - 1;
            for (int i = pair; i < last; i++) {
                copy(i + 1, i);
            }
            for (int i = 0; i < WIDTH; i++) {
                put(last, i, 0);
            }
            cells.put(base, last);
        }
    }

    /** An invalidation arrived at a TLB that takes all entries of some VMIDs. */
    void gone(int tlb, IntPredicate taken) {
        for (int pair = size() - 1; pair >= 0; pair--) {
            if ((get(pair, TLBS) >>> tlb & 1) != 0 && taken.test((int) get(pair, VMID))) {
                drop(pair, 1L << tlb);
            }
        }
    }

    /** Whether entries of a tree may be in one TLB only, or in none. */
    boolean only(int tree, int tlb) {
        for (int pair = 0; pair < size(); pair++) {
            if (get(pair, TREE) == tree && get(pair, TLBS) != 1L << tlb) {
                return false;
            }
        }
        return true;
    }

    /** Whether every VMID under which entries of a tree may be anywhere passes a test. */
    boolean all(int tree, IntPredicate test) {
        for (int pair = 0; pair < size(); pair++) {
            if (get(pair, TREE) == tree && !test.test((int) get(pair, VMID))) {
                return false;
            }
        }
        return true;
    }
}
