package org.tablewalk.picture.tree;

import java.util.BitSet;
import java.util.List;
import org.tablewalk.picture.Ink;

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

    /** The colour of what matters most about it. */
    Ink ink() {
        if (change != Change.NONE) {
            return change == Change.NEW ? Ink.NEW : change == Change.CHANGED ? Ink.CHANGED : Ink.REMOVED;
        }
        boolean stale = !holders.isEmpty() || !copied.isEmpty();
        return broken ? Ink.UNCLEAN : stale ? Ink.STALE : selected ? Ink.ACCENT : Ink.NEXT;
    }
}
