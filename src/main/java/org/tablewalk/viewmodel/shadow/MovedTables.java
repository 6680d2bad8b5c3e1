package org.tablewalk.viewmodel.shadow;

import org.tablewalk.machine.x86.X86Map;
import org.tablewalk.picture.shadow.MachineShadow;
import org.tablewalk.viewmodel.motion.Motion;
import org.tablewalk.viewmodel.motion.Motions;

/** Where a step's events took place among a guest's tables and their shadows. */
record MovedTables(X86Map map, MachineShadow source) implements Motions.Tables {
    private static final long PAGE = 4096;
    /** Present and, above level 1, not a large page: Intel SDM volume 3, table 4-15. */
    private static final long PRESENT = 1;
    private static final long LARGE = 1 << 7;
    private static final long FRAME = 0x000f_ffff_ffff_f000L;

    @Override
    public Motion.Place entry(long address) {
        long gfn = map.gfnOf(address >>> 12);
        return gfn < 0 ? new Motion.Entry(address) : new Motion.GuestEntry(gfn << 12 | address & PAGE - 1);
    }

    @Override
    public Motion.Place under(long word, int level) {
        long table = word & FRAME;
        return level > 1 && source.page(table) != null ? new Motion.Table(table) : null;
    }

    @Override
    public Motion.Place underGuest(long word, int level) {
        return level > 1 && (word & PRESENT) != 0 && (word & LARGE) == 0 ? new Motion.GuestTable((word & FRAME) >>> 12) : null;
    }

    @Override
    public long table(long header) {
        return X86Map.TABLES + map.pageOf(header) * PAGE;
    }
}
