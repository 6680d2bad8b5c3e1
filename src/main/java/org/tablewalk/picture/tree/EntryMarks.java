package org.tablewalk.picture.tree;

import java.util.BitSet;
import java.util.List;

/**
 * What there is to say about an entry besides its word.
 *
 * @param change   what the last step did to it
 * @param holders  CPUs that may still use something older
 * @param copied   CPUs that hold a copy of it though it is in a detached table
 * @param broken   whether it is in an open broken window
 * @param next     whether the next step is about to touch it
 * @param selected whether it is the selected one
 * @param walkers  CPUs about to read it
 */
record EntryMarks(Change change, BitSet holders, BitSet copied, boolean broken, boolean next, boolean selected, List<Integer> walkers) {
    enum Change { NONE, NEW, CHANGED, REMOVED }

    static final EntryMarks NOTHING = new EntryMarks(Change.NONE, new BitSet(), new BitSet(), false, false, false, List.of());

    boolean none() {
        return change == Change.NONE && holders.isEmpty() && copied.isEmpty() && !broken && !next && !selected && walkers.isEmpty();
    }
}
