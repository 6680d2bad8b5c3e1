package org.tablewalk.check.tree;

import org.tablewalk.arch.arm64.Descriptor;
import org.tablewalk.arch.arm64.Granule;

/** Counts the pages that trees map: a block as all the pages it covers. What a store adds or takes is counted when it becomes visible, so that a count follows every step. */
final class Mapped {
    private final Tables tables;
    private final Links links;
    private final Granule granule;
    private final boolean lpa2;

    Mapped(Tables tables, Links links) {
        this.tables = tables;
        this.links = links;
        granule = tables.geometry().granule();
        lpa2 = tables.geometry().lpa2();
    }

    /** Pages mapped now, in all trees together. */
    long all() {
        long pages = 0;
        for (int page = 0; page < tables.pages(); page++) {
            Tables.Root root = tables.rootOf(tables.pageAddress(page));
            pages += root == null || root.address() != tables.pageAddress(page) ? 0 : table(root.address(), root.entries(), root.startLevel());
        }
        return pages;
    }

    /** By how many pages a store that became visible changes what is mapped. */
    long change(long address, long old, long value) {
        if (((old | value) & Descriptor.VALID) == 0 || old == value || !links.find(address)) {
            return 0;
        }
        int level = links.level();
        return pages(value, level) - pages(old, level);
    }

    private long pages(long descriptor, int level) {
        if (Descriptor.table(descriptor, level)) {
            return table(Descriptor.nextTable(descriptor, granule, lpa2), granule.entriesPerTable(), level + 1);
        }
        return Descriptor.leaf(descriptor, level) ? tables.geometry().entrySize(level) >>> granule.pageShift() : 0;
    }

    private long table(long address, int entries, int level) {
        long pages = 0;
        for (int i = 0; i < entries; i++) {
            long descriptor = tables.word(address + 8L * i);
            pages += descriptor == 0 ? 0 : pages(descriptor, level);
        }
        return pages;
    }
}
