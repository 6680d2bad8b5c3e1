package org.tablewalk.arch.arm64;

/**
 * The shape of a stage-2 tree that KVM builds for an IPA size and a granule: levels, root, and the VTCR_EL2 value for it.
 *
 * <p>KVM uses as few levels as concatenating up to 16 root tables allows, and never fewer than two. Formulas: Linux
 * {@code stage2_pgtable.h}, {@code kvm_arm.h} and {@code kvm_get_vtcr}.
 *
 * @param granule page and table size
 * @param ipaBits size of the intermediate physical address space, 32..52, log2 of bytes
 * @param lpa2 {@code VTCR_EL2.DS}: descriptors carry 52-bit addresses. Needed above 48 bits with 4K and 16K, allowed below
 *     (KVM sets it for every VM on a host that has it), never with 64K
 * @param levels number of levels, 2..4; follows from the other components
 */
public record Stage2Geometry(Granule granule, int ipaBits, boolean lpa2, int levels) {
    /** The smallest IPA size, in bits. */
    public static final int MIN_IPA_BITS = 32;
    /** The largest IPA size, in bits. */
    public static final int MAX_IPA_BITS = 52;
    /** The most root tables that hardware accepts side by side. */
    public static final int MAX_ROOT_TABLES = 16;

    /** Rejects what {@link #of(Granule, int, boolean)} rejects, and a number of levels that does not follow. */
    public Stage2Geometry {
        check(granule, ipaBits, lpa2);
        if (levels != levelsFor(granule, ipaBits)) {
            throw new IllegalArgumentException("expected " + levelsFor(granule, ipaBits) + " levels, found " + levels);
        }
    }

    /**
     * The geometry with LPA2 only if the size needs it.
     *
     * @throws IllegalArgumentException if {@code ipaBits} is outside 32..52
     */
    public static Stage2Geometry of(Granule granule, int ipaBits) {
        return of(granule, ipaBits, ipaBits > 48 && granule != Granule.K64);
    }

    /**
     * The geometry with LPA2 as given.
     *
     * @throws IllegalArgumentException if {@code ipaBits} is outside 32..52, if LPA2 is missing where it is needed, or asked
     *     for with the 64K granule
     */
    public static Stage2Geometry of(Granule granule, int ipaBits, boolean lpa2) {
        check(granule, ipaBits, lpa2);
        return new Stage2Geometry(granule, ipaBits, lpa2, levelsFor(granule, ipaBits));
    }

    /** The level number of the root, 0..2. */
    public int startLevel() {
        return 4 - levels;
    }

    /** Root tables side by side, 1..16, a power of two. */
    public int rootTables() {
        return (int) rootTables(granule, ipaBits, startLevel());
    }

    /**
     * KVM's {@code kvm_pgd_pages} for any start level, also a wrong one such as a reviewer proposed: how many page-sized tables
     * of that level the address space spans.
     *
     * @param startLevel 0..5
     */
    public static long rootTables(Granule granule, int ipaBits, int startLevel) {
        return ((1L << ipaBits) - 1 >>> granule.entryShift(startLevel - 1)) + 1;
    }

    /** Root descriptors that an address can select, 8..131,072. */
    public int rootEntries() {
        return 1 << ipaBits - entryShift(startLevel());
    }

    /** Bytes that KVM allocates for the root, contiguous: whole pages. */
    public long rootBytes() {
        return (long) rootTables() << granule.pageShift();
    }

    /** Bytes of the root that hardware reads; less than a page for a small root. */
    public long archRootBytes() {
        return rootEntries() * 8L;
    }

    /** Log2 of the alignment in bytes that VTTBR_EL2's base address needs, 6..20. */
    public int vttbrAlignLog2() {
        return ipaBits - levels * granule.bitsPerLevel();
    }

    /** {@code VTCR_EL2.T0SZ}: 64 minus the IPA size, 12..32. */
    public int t0sz() {
        return 64 - ipaBits;
    }

    /** {@code VTCR_EL2.SL0}, the encoded start level, 0..3. SL2 is never needed. */
    public int sl0() {
        return (granule == Granule.K4 ? 2 : 3) - startLevel();
    }

    /** VTCR_EL2 without what the host decides: PS, VS and HA are 0. */
    public long vtcr() {
        return t0sz()
                | sl0() << 6
                | 1L << 8 // IRGN0: table walks write-back, inner
                | 1L << 10 // ORGN0: and outer
                | 3L << 12 // SH0: inner shareable
                | (long) granule.tg0() << 14
                | 1L << 31 // RES1
                | (lpa2 ? 1L << 32 : 0);
    }

    /**
     * VTCR_EL2 with what the host decides.
     *
     * @param ps the host's physical address range as coded in bits 18:16, 0..6 (32, 36, 40, 42, 44, 48, 52 bits); not the IPA size
     * @param vs 16-bit VMIDs, bit 19
     * @param ha hardware sets the access flag, bit 21
     * @throws IllegalArgumentException if {@code ps} is outside 0..6
     */
    public long vtcr(int ps, boolean vs, boolean ha) {
        if (ps < 0 || ps > 6) {
            throw new IllegalArgumentException("expected a PS code of 0..6, found " + ps);
        }
        return vtcr() | (long) ps << 16 | (vs ? 1L << 19 : 0) | (ha ? 1L << 21 : 0);
    }

    /** Pages that KVM puts aside before it handles a fault: a table for each level below the root, 1..3. */
    public int memcacheMinPages() {
        return levels - 1;
    }

    /** What the CPU and kernel must have for this size, or {@code none}. */
    public String featureNeeded() {
        if (ipaBits <= 48) {
            return "none";
        }
        return granule == Granule.K64 ? "FEAT_LPA / 52-bit PA kernel" : "FEAT_LPA2 (VTCR.DS=1), Linux>=6.8";
    }

    /** Log2 of the bytes that one descriptor of a level covers. */
    public int entryShift(int level) {
        return granule.entryShift(level);
    }

    /** The bytes that one descriptor of a level covers. */
    public long entrySize(int level) {
        return granule.entrySize(level);
    }

    /**
     * Log2 of the entries of a level that the contiguous bit makes one group, 0 where it makes none: where there are no groups, or where one would be larger than the address space (there the bit is
     * ignored; inferred).
     */
    public int groupLog2(int level) {
        int log2 = granule.groupLog2(level);
        return entryShift(level) + log2 > ipaBits ? 0 : log2;
    }

    /** The slot an address selects within its table of a level, 0..entriesPerTable-1; see {@link #rootIndex} for the whole root. */
    public int index(long ipa, int level) {
        return (int) (ipa >>> granule.entryShift(level)) & granule.entriesPerTable() - 1;
    }

    /** The slot an address selects in the root, counted over all its tables side by side. Bits above the IPA size are dropped. */
    public int rootIndex(long ipa) {
        return (int) ((ipa & limit() - 1) >>> granule.entryShift(startLevel()));
    }

    /** The number of the root table that an address selects, 0..rootTables-1. */
    public int rootTable(long ipa) {
        return rootIndex(ipa) >> granule.bitsPerLevel();
    }

    /** The first address that does not exist: 2 to the power of the IPA size. */
    public long limit() {
        return 1L << ipaBits;
    }

    /** Whether the formula alone gives one level and KVM's floor of two applies: 64K with 32 or 33 bits. */
    public boolean clampedToTwoLevels() {
        return formulaLevels(granule, ipaBits) < 2;
    }

    private static int levelsFor(Granule granule, int ipaBits) {
        return Math.max(2, formulaLevels(granule, ipaBits));
    }

    /** The first 4 is the credit for 16 root tables, the second what is left of rounding up. */
    private static int formulaLevels(Granule granule, int ipaBits) {
        return (ipaBits - 4 - 4) / granule.bitsPerLevel();
    }

    private static void check(Granule granule, int ipaBits, boolean lpa2) {
        if (ipaBits < MIN_IPA_BITS || ipaBits > MAX_IPA_BITS) {
            throw new IllegalArgumentException(
                    "expected an IPA size of " + MIN_IPA_BITS + ".." + MAX_IPA_BITS + " bits, found " + ipaBits);
        }
        if (lpa2 && granule == Granule.K64) {
            throw new IllegalArgumentException("LPA2 does not exist with the 64K granule");
        }
        if (!lpa2 && granule != Granule.K64 && ipaBits > 48) {
            throw new IllegalArgumentException(
                    "an IPA size of " + ipaBits + " bits with the " + granule.label() + " granule needs LPA2");
        }
    }
}
