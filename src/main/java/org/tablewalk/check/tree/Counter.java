package org.tablewalk.check.tree;

import org.tablewalk.check.CounterKey;

/** What a run is counted by. The keys are those of the command line's answers. */
public enum Counter implements CounterKey {
    /** Translation faults of guest accesses; the spurious, the redundant among them and the freed-table faults included. */
    TRANSLATION_FAULTS("translationFaults"),
    /**
     * Translation faults decided by a descriptor inside a broken window that one edit opens and closes, of an access that the tables permitted
     * just before the window and permit just after it. Known when the window closes.
     */
    SPURIOUS_FAULTS("spuriousFaults"),
    /**
     * Translation and permission faults that somebody else had repaired already: when the handler first holds a lock, the
     * tables permit the access. Spurious faults, those still to be decided and freed-table faults are not among them.
     */
    REDUNDANT_FAULTS("redundantFaults"),
    /** Translation faults decided by a word of a freed table. Never spurious, never redundant. */
    FREED_TABLE_FAULTS("freedTableFaults"),
    /** Permission faults of guest accesses. */
    PERMISSION_FAULTS("permissionFaults"),
    /** Lookups that matched more than one TLB entry. */
    TLB_OVERLAPS("tlbOverlaps"),
    /** TLB conflict aborts that the hardware raised. */
    CONFLICT_ABORTS("conflictAborts"),
    /** TLBI instructions issued. */
    TLBI_ISSUED("tlbiIssued"),
    /** DSBs that had to wait. */
    DSB_WAITS("dsbWaits"),
    /** Pages that the tables map now: a block counts as all pages that it covers. */
    MAPPED_PAGES("mappedPages"),
    /** Table pages in use now, those of the root not counted. */
    TABLES("tables"),
    /** Pages that the dirty log names now. */
    DIRTY_PAGES("dirtyPages"),
    /** Stores to descriptors (and to any other word of the table pool) that became visible. */
    PTE_WRITES("pteWrites"),
    /** Descriptors read by walks, speculative ones included. */
    WALK_READS("walkReads"),
    /** Accesses that the TLB answered. */
    TLB_HITS("tlbHits"),
    /** Accesses that began a walk. */
    TLB_MISSES("tlbMisses"),
    /** Steps that began while at least one broken window was open. */
    BROKEN_STEPS("brokenSteps"),
    /** Walker callbacks made while at least one broken window was open. */
    BROKEN_CALLBACKS("brokenCallbacks");

    private final String key;

    Counter(String key) {
        this.key = key;
    }

    @Override
    public String key() {
        return key;
    }
}
