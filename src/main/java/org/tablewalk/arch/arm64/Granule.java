package org.tablewalk.arch.arm64;

import java.util.Locale;

/**
 * The translation granule: the size of a page and of a table page, which fixes every address split.
 *
 * <p>Level numbers are Arm's everywhere in this package: 3 holds pages, smaller numbers are nearer the root and never move,
 * whatever the start level of a tree is. Formulas: Linux {@code arch/arm64/include/asm/pgtable-hwdef.h}.
 */
public enum Granule {
    /** 4 KiB pages, 512 entries per table. */
    K4(12, 0, 1, 0, "4K"),
    /** 16 KiB pages, 2,048 entries per table. */
    K16(14, 2, 2, 0, "16K"),
    /** 64 KiB pages, 8,192 entries per table; level 0 does not exist. */
    K64(16, 1, 2, 1, "64K");

    private final int pageShift;
    private final int tg0;
    private final int minBlockLevel;
    private final int firstLevel;
    private final String label;

    Granule(int pageShift, int tg0, int minBlockLevel, int firstLevel, String label) {
        this.pageShift = pageShift;
        this.tg0 = tg0;
        this.minBlockLevel = minBlockLevel;
        this.firstLevel = firstLevel;
        this.label = label;
    }

    /** Log2 of the page size in bytes: 12, 14 or 16. */
    public int pageShift() {
        return pageShift;
    }

    /** Size of a page, and of a table page, in bytes. */
    public int bytes() {
        return 1 << pageShift;
    }

    /** Descriptors in one table page: 512, 2,048 or 8,192. */
    public int entriesPerTable() {
        return 1 << bitsPerLevel();
    }

    /** Address bits that one level resolves: 9, 11 or 13. */
    public int bitsPerLevel() {
        return pageShift - 3;
    }

    /** The granule's code in {@code VTCR_EL2.TG0}: 0, 2 or 1. */
    public int tg0() {
        return tg0;
    }

    /**
     * The lowest level number at which KVM makes blocks: 1, 2 or 2 (Linux {@code kvm_pgtable.h}). The architecture also has
     * 512 GiB, 64 GiB and 4 TiB blocks, with large physical addresses; KVM never makes them.
     */
    public int minBlockLevel() {
        return minBlockLevel;
    }

    /** The lowest level number that a KVM tree of this granule can start at: 0, 0 or 1. */
    public int firstLevel() {
        return firstLevel;
    }

    /**
     * Log2 of the bytes that one descriptor of a level covers.
     *
     * @param level -1..3; -1 stands for the address space above a level-0 root, as in KVM's count of root tables
     */
    public int entryShift(int level) {
        return (4 - level) * (pageShift - 3) + 3;
    }

    /**
     * Log2 of the entries that the contiguous bit makes one group at a level, 0 where there are no groups: 16 entries at levels 1 to 3 with 4K; 32 at level 2 and 128 at
     * level 3 with 16K; 32 at levels 2 and 3 with 64K (domain section 1.2, inferred).
     */
    public int groupLog2(int level) {
        if (level < minBlockLevel) {
            return 0;
        }
        return switch (this) {
            case K4 -> 4;
            case K16 -> level == 2 ? 5 : 7;
            case K64 -> 5;
        };
    }

    /** The bytes that one descriptor of a level covers, level 0..3. */
    public long entrySize(int level) {
        return 1L << entryShift(level);
    }

    /** The name used in files and on screen: {@code 4K}, {@code 16K}, {@code 64K}. */
    public String label() {
        return label;
    }

    /**
     * The granule with a label, in either case.
     *
     * @throws IllegalArgumentException if there is none; the message names the three labels
     */
    public static Granule of(String label) {
        return switch (label.strip().toUpperCase(Locale.ROOT)) {
            case "4K" -> K4;
            case "16K" -> K16;
            case "64K" -> K64;
            default -> throw new IllegalArgumentException("expected a granule of 4K, 16K or 64K, found '" + label + "'");
        };
    }
}
