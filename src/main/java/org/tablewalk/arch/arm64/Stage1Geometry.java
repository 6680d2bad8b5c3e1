package org.tablewalk.arch.arm64;

/**
 * The shape of a stage-1 tree: its root is one table or a part of one (stage 1 concatenates none), so that the number of levels follows from the size of the address space alone.
 *
 * @param granule page and table size
 * @param vaBits  size of the virtual addresses that one TTBR translates, 25..48, log2 of bytes: TnSZ of 39..16, without FEAT_TTST and FEAT_LPA2
 */
public record Stage1Geometry(Granule granule, int vaBits) {
    /** The smallest size, in bits. */
    public static final int MIN_VA_BITS = 25;
    /** The largest size, in bits. */
    public static final int MAX_VA_BITS = 48;

    /**
     * Checks the size.
     *
     * @throws IllegalArgumentException if {@code vaBits} is outside 25..48
     */
    public Stage1Geometry {
        if (vaBits < MIN_VA_BITS || vaBits > MAX_VA_BITS) {
            throw new IllegalArgumentException("expected virtual addresses of " + MIN_VA_BITS + ".." + MAX_VA_BITS + " bits, found " + vaBits);
        }
    }

    /** Number of levels, 1..4. */
    public int levels() {
        return (vaBits - granule.pageShift() + granule.bitsPerLevel() - 1) / granule.bitsPerLevel();
    }

    /** The level number of the root, 0..3. */
    public int startLevel() {
        return 4 - levels();
    }

    /** {@code TCR_EL1.TnSZ}. */
    public int tnsz() {
        return 64 - vaBits;
    }

    /** Descriptors in the root, 2..entriesPerTable. */
    public int rootEntries() {
        return 1 << vaBits - granule.entryShift(startLevel());
    }

    /** Bytes of the lower range, and of the upper one. */
    public long size() {
        return 1L << vaBits;
    }

    /** Whether an address lies in the range that TTBR0 translates: all bits above the size are 0. */
    public boolean lower(long va) {
        return va >>> vaBits == 0;
    }

    /** Whether an address lies in the range that TTBR1 translates: all bits above the size are 1. */
    public boolean upper(long va) {
        return va >> vaBits == -1;
    }

    /** The slot that an address selects in the table of a level. */
    public int index(long va, int level) {
        return (int) ((va & size() - 1) >>> granule.entryShift(level)) & granule.entriesPerTable() - 1;
    }
}
