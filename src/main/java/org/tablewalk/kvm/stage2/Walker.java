package org.tablewalk.kvm.stage2;

/** What the routines of the walker's listings are called by whoever watches a walk. */
public final class Walker {
    /** Entered for every entry that a walk comes to, with the entry's address and its level. */
    public static final String VISIT = "__kvm_pgtable_visit";
    /** The walk of a case, which returns what the walk did. */
    public static final String CASE = "lab_walk";
    /** Asked for the pages of a root. */
    public static final String ROOT_PAGES = "alloc_pages_exact";

    private Walker() {}
}
