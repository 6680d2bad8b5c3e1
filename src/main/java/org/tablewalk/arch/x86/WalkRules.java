package org.tablewalk.arch.x86;

/**
 * What a page walk depends on besides the entries, packed in an int that listings can carry: the format and depth of the tables in bits 7:0 (2 for
 * two levels of 4-byte entries, 3 for PAE, 4 and 5 for the 64-bit formats, {@link #EPT4} and {@link #EPT5} for extended page tables) and the
 * register bits that change what entries mean.
 */
public final class WalkRules {
    /** Extended page tables of 4 and of 5 levels. */
    public static final int EPT4 = 6;
    public static final int EPT5 = 7;

    /** EFER.NX, CR4.PSE, CR0.WP, CR4.SMEP, CR4.SMAP. */
    public static final int NX = 1 << 8;
    public static final int PSE = 1 << 9;
    public static final int WP = 1 << 10;
    public static final int SMEP = 1 << 11;
    public static final int SMAP = 1 << 12;

    private WalkRules() {}

    /** The rules registers select; format 0 without paging. PAE and 64-bit tables have large pages whatever CR4.PSE says. */
    public static int of(long cr0, long cr4, long efer) {
        int mode = PagingMode.of(cr0, cr4, efer).levels();
        return mode | ((efer & Registers.EFER_NX) != 0 && mode != 2 ? NX : 0) | ((cr4 & Registers.CR4_PSE) != 0 ? PSE : 0)
                | ((cr0 & Registers.CR0_WP) != 0 ? WP : 0) | ((cr4 & Registers.CR4_SMEP) != 0 ? SMEP : 0) | ((cr4 & Registers.CR4_SMAP) != 0 ? SMAP : 0);
    }

    /** The format, 0..7. */
    public static int mode(int rules) {
        return rules & 7;
    }

    /** Whether the tables are extended page tables. */
    public static boolean ept(int rules) {
        return mode(rules) >= EPT4;
    }

    /** Level of the root table. */
    public static int levels(int rules) {
        return ept(rules) ? mode(rules) - 2 : mode(rules);
    }

    /** Bytes of an entry. */
    public static int entryBytes(int rules) {
        return mode(rules) == 2 ? 4 : 8;
    }

    /** log2 of the bytes that one entry of a level maps. */
    public static int shift(int level, int rules) {
        return 12 + (mode(rules) == 2 ? 10 : 9) * (level - 1);
    }

    /** The index of the entry of a level that translates an address; a PAE root has four. */
    public static int index(long address, int level, int rules) {
        int most = mode(rules) == 2 ? 1023 : mode(rules) == 3 && level == 3 ? 3 : 511;
        return (int) (address >>> shift(level, rules)) & most;
    }
}
