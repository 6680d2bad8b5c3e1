package org.tablewalk.viewmodel.tree;

import org.tablewalk.viewmodel.inspector.Goal;

/** What a fact about a tree leads to. */
public sealed interface Aim extends Goal {
    /** An entry, by its physical address. */
    record Entry(long address) implements Aim {}

    /** A run in which a CPU uses what an entry said before. */
    record Use(long address, int cpu) implements Aim {}
}
