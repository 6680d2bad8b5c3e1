package org.tablewalk.check.shadow;

/** Invariants of the shadow pages' bookkeeping that hold whenever mmu_lock is free. */
public enum Rule {
    /** A non-leaf entry points to a page that does not list it among its parents, or to no page at all. */
    ENTRY_WITHOUT_PARENT("entryWithoutParent"),
    /** A page lists a parent entry that does not point to it, or lists it twice. */
    PARENT_WITHOUT_ENTRY("parentWithoutEntry"),
    /** A non-leaf entry points to a page of another level than its own less one. */
    LEVELS("levels"),
    /** A page is not in the bucket of its gfn, or more than once. */
    NOT_HASHED("notHashed"),
    /** A bucket holds what is no page, or a page of another bucket. */
    HASHED_WRONGLY("hashedWrongly"),
    /** A leaf entry is in no list of the reverse map. */
    LEAF_WITHOUT_RMAP("leafWithoutRmap"),
    /** A leaf entry stands in the reverse map under another gfn than the one it will be looked up by when it is removed. */
    REMOVAL_GFN("removalGfn"),
    /** The reverse map names an entry that is no leaf there, or names it twice. */
    RMAP_WITHOUT_LEAF("rmapWithoutLeaf"),
    /** The reverse map should have lost an entry and did not have it. */
    RMAP_MISSING("rmapMissing"),
    /** Write tracking counts a gfn not once per page above level 1 that has guest entries. */
    TRACKING("tracking"),
    /** Write tracking counts a page that stands above the guest's root and so has no guest entries, whatever its design says. */
    PORTAL_TRACKED("portalTracked"),
    /** The number of pages in use is not the number of pages. */
    USED_PAGES("usedPages"),
    /** The list of active pages does not hold every page that is not being freed just once, or its links do not match. */
    ACTIVE_LIST("activeList"),
    /** A page's root count is not the number of roots that it is. Judged when no CPU handles an exit. */
    ROOT_COUNT("rootCount"),
    /** A page above level 1 is unsync, or a page's count of unsync children is not the number of bits in its bitmap. */
    UNSYNC_COUNT("unsyncCount"),
    /** An entry leads to an unsync page and its bit is not set. */
    UNSYNC_BIT("unsyncBit"),
    /** A direct page has an array of gfns, which nobody reads (domain section 4.1). */
    DIRECT_GFNS("directGfns");

    private final String key;

    Rule(String key) {
        this.key = key;
    }

    /** Its name in bundles of texts and answers, lowerCamelCase. */
    public String key() {
        return key;
    }
}
