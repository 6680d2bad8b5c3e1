package org.tablewalk.check.tree;

import org.tablewalk.arch.arm64.Descriptor;
import org.tablewalk.arch.arm64.Granule;

/**
 * What the change of one descriptor asks for (domain section 5; Arm ARM RWHZWS, RGPPYH for break-before-make, RPVTFW for the levels of FEAT_BBM): whether it needs a break, and whether what
 * was cached of it must go.
 */
final class Changes {
    private static final int SWAP_IN_PLACE = 2;

    private final Tables tables;
    private final Granule granule;
    private final boolean lpa2;
    private final int bbmLevel;

    Changes(Tables tables, int bbmLevel) {
        this.tables = tables;
        this.bbmLevel = bbmLevel;
        granule = tables.geometry().granule();
        lpa2 = tables.geometry().lpa2();
    }

    /** Whether a TLB may hold what this descriptor says: a table, or a leaf with its access flag. */
    boolean cacheable(long d, int level) {
        return Descriptor.table(d, level) || Descriptor.leaf(d, level) && (d & Descriptor.AF) != 0;
    }

    /** Whether a walk goes on from this descriptor, cached or not. */
    boolean valid(long d, int level) {
        return Descriptor.table(d, level) || Descriptor.leaf(d, level);
    }

    /** Whether hardware that knows nT meets it here. */
    boolean nT(long d, int level) {
        return bbmLevel >= 1 && Descriptor.nT(d, level);
    }

    /** Whether something that may be cached of the old descriptor is no longer what the new one says, or says less. */
    boolean takesAway(long old, long now, int level) {
        if (!cacheable(old, level)) {
            return false;
        }
        if (!valid(now, level) || Descriptor.table(old, level) != Descriptor.table(now, level)) {
            return true;
        }
        if (Descriptor.table(old, level)) {
            return next(old) != next(now);
        }
        return elsewhere(old, now, level) || tables.otherMemory(old, now) || ((old ^ now) & Descriptor.CONTIGUOUS) != 0 || (tables.rights(old) & ~tables.rights(now)) != 0
                || nT(now, level) && !nT(old, level);
    }

    /** Whether one may not follow the other, at an address, while the first may be cached. Permissions alone never need a break. */
    boolean needsBreak(long at, long old, long now, int level) {
        if (!cacheable(old, level) || !valid(now, level)) {
            return false;
        }
        boolean oldTable = Descriptor.table(old, level);
        if (oldTable != Descriptor.table(now, level)) {
            boolean allowed = bbmLevel >= SWAP_IN_PLACE || nT(oldTable ? now : old, level);
            return !allowed || !onlySize(tables.next(at, oldTable ? old : now), oldTable ? now : old, level);
        }
        if (oldTable) {
            return next(old) != next(now);
        }
        return elsewhere(old, now, level) || tables.otherMemory(old, now) || bbmLevel == 0 && ((old ^ now) & Descriptor.CONTIGUOUS) != 0;
    }

    /** Whether table and block give the same memory with the same attributes wherever the table gives any: what the levels' promise is bound to. */
    private boolean onlySize(long table, long block, int level) {
        long pa = Descriptor.outputAddress(block, level, granule, lpa2);
        int entries = granule.entriesPerTable();
        long size = tables.geometry().entrySize(level + 1);
        for (int i = 0; i < entries; i++) {
            long d = tables.word(table + 8L * i);
            if (Descriptor.leaf(d, level + 1)
                    && (Descriptor.outputAddress(d, level + 1, granule, lpa2) != pa + i * size || tables.otherMemory(d, block))) {
                return false;
            }
        }
        return true;
    }

    private boolean elsewhere(long old, long now, int level) {
        return Descriptor.outputAddress(old, level, granule, lpa2) != Descriptor.outputAddress(now, level, granule, lpa2);
    }

    private long next(long table) {
        return Descriptor.nextTable(table, granule, lpa2);
    }
}
