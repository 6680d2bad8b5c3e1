package org.tablewalk.arch.x86;

/** The guest's paging mode: how many levels its tables have and how wide their entries are (domain section 1.1). */
public enum PagingMode {
    /** CR0.PG is 0: addresses are not translated. */
    NONE(0),
    /** 32-bit paging: two levels of 4-byte entries. */
    TWO_LEVEL(2),
    /** PAE: four page-directory-pointer registers, two levels of 8-byte entries below. */
    PAE(3),
    /** 4-level paging. */
    FOUR_LEVEL(4),
    /** 5-level paging. */
    FIVE_LEVEL(5);

    private final int levels;

    PagingMode(int levels) {
        this.levels = levels;
    }

    /** The mode that registers select; LA57 counts only in long mode. Legality is {@link Registers#problem}'s question. */
    public static PagingMode of(long cr0, long cr4, long efer) {
        if ((cr0 & Registers.CR0_PG) == 0) {
            return NONE;
        }
        if ((efer & Registers.EFER_LMA) != 0) {
            return (cr4 & Registers.CR4_LA57) != 0 ? FIVE_LEVEL : FOUR_LEVEL;
        }
        return (cr4 & Registers.CR4_PAE) != 0 ? PAE : TWO_LEVEL;
    }

    /** Level of the guest's root table, 2..5; 0 without paging. A page table has level 1. */
    public int levels() {
        return levels;
    }

    /** Entries in a table: 1024, 512, or the 4 of a page-directory-pointer table. */
    public int entries(int level) {
        return this == TWO_LEVEL ? 1024 : this == PAE && level == 3 ? 4 : 512;
    }

    /** log2 of the bytes that one entry of a level maps. */
    public int shift(int level) {
        return 12 + (this == TWO_LEVEL ? 10 : 9) * (level - 1);
    }

    /** The index of the entry of a level that translates an address. */
    public int index(long address, int level) {
        return (int) (address >>> shift(level)) & entries(level) - 1;
    }
}
