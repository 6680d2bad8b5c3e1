package org.tablewalk.check.shadow;

import java.util.function.LongPredicate;
import java.util.function.LongUnaryOperator;

/**
 * A guest's own translation, told from the architecture's tables without any code of the product: the independent half of the comparison.
 *
 * @param words  the aligned 8 bytes at a guest physical address
 * @param memory whether a gfn is memory
 */
record GuestOracle(LongUnaryOperator words, LongPredicate memory) {
    /** Rights: read, write, execute of a supervisor, and of a user. */
    static final int SR = 1;
    static final int SW = 2;
    static final int SX = 4;
    static final int UR = 8;
    static final int UW = 16;
    static final int UX = 32;

    /** Levels 2 to 5 of the kernel's paging, 0 for none; EPT adds {@link #EPT}. */
    static final int EPT = 16;

    /**
     * What selects a walk.
     *
     * @param mode   0, 2..5, or EPT + 4 or 5
     * @param pdptrs the four registers of PAE, as loaded; else null
     */
    record Context(int mode, long cr3, long[] pdptrs, boolean wp, boolean nx, boolean pse, boolean smep, boolean smap) {}

    /**
     * A translation.
     *
     * @param gfn    4 KiB frame of the address
     * @param rights of the bits above
     */
    record Walk(long gfn, int rights) {}

    /** The translation of an address, or null if there is none. */
    Walk walk(Context c, long address) {
        return walk(c, address, false);
    }

    /**
     * The same, as a processor may remember it: it has set accessed in all entries before it remembers a translation, and dirty in the leaf before it
     * remembers one that writes. So there is none while an accessed bit is clear, and no write while dirty is.
     */
    Walk remembered(Context c, long address) {
        return walk(c, address, true);
    }

    private Walk walk(Context c, long address, boolean marked) {
        if (c.mode() == 0) {
            return new Walk(address >>> 12, SR | SW | SX | UR | UW | UX);
        }
        return c.mode() >= EPT ? ept(c, address) : kernel(c, address, marked);
    }

    private Walk kernel(Context c, long address, boolean marked) {
        int bytes = c.mode() == 2 ? 4 : 8;
        int bits = c.mode() == 2 ? 10 : 9;
        boolean write = true;
        boolean user = true;
        boolean execute = true;
        long table = c.mode() == 3 ? 0 : c.mode() == 2 ? c.cr3() & 0xffff_f000L : c.cr3() & 0x000f_ffff_ffff_f000L;
        for (int level = c.mode();; level--) {
            int shift = 12 + bits * (level - 1);
            long index = c.mode() == 3 && level == 3 ? address >>> 30 & 3 : address >>> shift & (1L << bits) - 1;
            boolean pointer = c.mode() == 3 && level == 3;
            long entry;
            if (pointer) {
                entry = c.pdptrs()[(int) index];
            } else {
                if (!memory.test(table >>> 12)) {
                    return null;
                }
                long at = table + index * bytes;
                entry = words.applyAsLong(at & -8);
                entry = bytes == 4 ? entry >>> 8 * (at & 4) & 0xffff_ffffL : entry;
            }
            if ((entry & 1) == 0) {
                return null;
            }
            if (pointer) {
                if ((entry & 0xfff0_0000_0000_01e6L) != 0) {
                    return null;
                }
                table = entry & 0x000f_ffff_ffff_f000L;
                continue;
            }
            if (bytes == 8 && (entry < 0 && !c.nx() || c.mode() == 3 && (entry >>> 52 & 0x7ff) != 0 || level >= 4 && (entry & 0x80) != 0)) {
                return null;
            }
            boolean large = (level == 2 && (bytes == 8 || c.pse()) || level == 3) && (entry & 0x80) != 0;
            boolean leaf = level == 1 || large;
            if (marked && (entry & 0x20) == 0) {
                return null;
            }
            write &= (entry & 2) != 0;
            user &= (entry & 4) != 0;
            execute &= bytes == 4 || entry >= 0;
            if (!leaf) {
                table = bytes == 4 ? entry & 0xffff_f000L : entry & 0x000f_ffff_ffff_f000L;
                continue;
            }
            long frame = entry & (bytes == 4 ? 0xffff_f000L : 0x000f_ffff_ffff_f000L);
            if (large) {
                long low = (1L << shift) - 1 & ~0x1fffL;
                if (bytes == 4) {
                    // PSE-36: bits 20:13 are bits 39:32 of the address, of which 35:32 exist; bit 21 and those above 35 are reserved.
                    if ((entry & 0x3e_0000L) != 0) {
                        return null;
                    }
                    frame = entry & 0xffc0_0000L | (entry >>> 13 & 0xf) << 32;
                } else if ((entry & low) != 0) {
                    return null;
                } else {
                    frame &= -(1L << shift);
                }
            }
            long gfn = frame >>> 12 | address >>> 12 & (1L << shift - 12) - 1;
            boolean writes = !marked || (entry & 0x40) != 0;
            int rights = SR | (writes && (write || !c.wp()) ? SW : 0) | (execute ? SX : 0);
            if (user && !marked) {
                // These two the processor judges at each access, not when it remembers a translation.
                rights &= ~((c.smep() ? SX : 0) | (c.smap() ? SR | SW : 0));
            }
            rights |= user ? UR | (writes && write ? UW : 0) | (execute ? UX : 0) : 0;
            return new Walk(gfn, rights);
        }
    }

    private Walk ept(Context c, long address) {
        long rights = 7;
        long table = c.cr3() & 0x000f_ffff_ffff_f000L;
        for (int level = c.mode() - EPT;; level--) {
            int shift = 12 + 9 * (level - 1);
            if (!memory.test(table >>> 12)) {
                return null;
            }
            long entry = words.applyAsLong(table + (address >>> shift & 511) * 8);
            boolean leaf = level == 1 || level <= 3 && (entry & 0x80) != 0;
            if ((entry & 7) == 0 || (entry & 3) == 2 || !leaf && (entry & 0xf8) != 0) {
                return null;
            }
            rights &= entry & 7;
            if (!leaf) {
                table = entry & 0x000f_ffff_ffff_f000L;
                continue;
            }
            long type = entry >>> 3 & 7;
            if (type == 2 || type == 3 || type == 7 || (entry & (1L << shift) - 1 & ~0xfffL) != 0) {
                return null;
            }
            long gfn = (entry & 0x000f_ffff_ffff_f000L) >>> 12 | address >>> 12 & (1L << shift - 12) - 1;
            int of = ((rights & 1) != 0 ? SR | UR : 0) | ((rights & 2) != 0 ? SW | UW : 0) | ((rights & 4) != 0 ? SX | UX : 0);
            return new Walk(gfn, of);
        }
    }
}
