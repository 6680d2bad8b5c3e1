package org.tablewalk.check.tree;

/** Finds out whether a page that was a table may still be walked as one. */
final class Reuse {
    private static final int LAST_LEVEL = 3;

    private final Tables tables;
    private final Links links;
    private final Debts debts;

    Reuse(Tables tables, Links links, Debts debts) {
        this.tables = tables;
        this.links = links;
        this.debts = debts;
    }

    /** The debt of an entry that led to a page, or to a table above it, or -1. */
    int debt(long pa) {
        int page = tables.pageOf(pa);
        for (int depth = 0; depth <= LAST_LEVEL && page >= 0; depth++) {
            long parent = links.parentOf(page);
            if (parent < 0) {
                return -1;
            }
            int debt = debts.find(parent);
            if (debt >= 0 && tables.next(parent, debts.old(debt)) == tables.pageAddress(page)) {
                return debt;
            }
            page = tables.pageOf(parent);
        }
        return -1;
    }
}
