package org.tablewalk.trace.casemate;

import java.util.Locale;

/** What a recording program says about its own bookkeeping. A hint changes nothing in the machine. */
public enum HintKind {
    /** The lock (value) that protects the tree with this root (location). */
    SET_ROOT_LOCK,
    /** The table page (location) belongs to the tree with this root (value). */
    SET_OWNER_ROOT,
    /** The tree with this root (location) is given up. */
    RELEASE_TABLE,
    /** The descriptor (location) may be written by this thread (value) without the lock. */
    SET_PTE_THREAD_OWNER;

    /** As the trace spells it. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
