package org.tablewalk.check.tree;

/** Where a descriptor stands in a tree: told of every store, asked for the place of one. */
public interface Links {
    /** A word became visible. */
    void written(long address, long value);

    /** Looks for a descriptor in a tree as it is now; whether it is reachable from the root. */
    boolean find(long address);

    /** Level of the descriptor found last. */
    int level();

    /** First address that the descriptor found last covers. */
    long ipa();

    /** For {@link #load}. */
    int[] save();

    /** Back to where {@link #save} was called. */
    void load(int[] saved);
}
