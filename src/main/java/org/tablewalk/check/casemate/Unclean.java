package org.tablewalk.check.casemate;

/** An entry that was made invalid and is not clean yet. */
final class Unclean {
    final long address;
    /** The valid descriptor that was there. */
    final long old;
    final Page.Table table;
    Progress progress = Progress.NOTHING;

    /** How far the cleaning is. The stations between the two DSBs of stage 2 by address are the by-IPA invalidation and the barrier that waits for it. */
    enum Progress {
        NOTHING, VISIBLE, BY_IPA, BY_IPA_DONE, INVALIDATED
    }

    Unclean(long address, long old, Page.Table table) {
        this.address = address;
        this.old = old;
        this.table = table;
    }

    /** First input address that the entry covers. */
    long input() {
        return table.input() + Page.slot(address) * Words.size(table.level());
    }
}
