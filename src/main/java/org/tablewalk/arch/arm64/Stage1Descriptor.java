package org.tablewalk.arch.arm64;

/**
 * Stage-1 descriptors of the VMSAv8-64 format, EL1&amp;0 regime, 48-bit addresses: questions about a word, and words built as an operating system builds them. Kinds (valid, table, block,
 * page) and addresses are those of {@link Descriptor}: both stages have them at the same bits. Bit positions: Linux {@code arch/arm64/include/asm/pgtable-hwdef.h}.
 *
 * <p>Rights are those of EL1, where the simulated guest runs. The limits that a table descriptor puts on what lies below it (APTable, PXNTable, UXNTable, NSTable) are left out: they are read as 0.
 */
public final class Stage1Descriptor {
    /** Position of AttrIndx, bits 4:2: which byte of MAIR_EL1 says the memory type. */
    public static final int ATTR_INDEX_SHIFT = 2;
    /** AttrIndx, bits 4:2. */
    public static final long ATTR_INDEX = 7L << ATTR_INDEX_SHIFT;
    /** Bit 6, AP[1]: EL0 may access it too. */
    public static final long USER = 1L << 6;
    /** Bit 7, AP[2]: it may not be written. */
    public static final long READ_ONLY = 1L << 7;
    /** Bits 9:8: shareability. */
    public static final long SH = 3L << 8;
    /** Bit 10: the access flag. */
    public static final long AF = 1L << 10;
    /** Bit 11: not global; the entry is used with the ASID it was read with only. */
    public static final long NOT_GLOBAL = 1L << 11;
    /** Bit 51: a write may make the entry writable by itself, where hardware manages the dirty state. */
    public static final long DBM = 1L << 51;
    /** Bit 52: one of a run of entries that may share a TLB entry. */
    public static final long CONTIGUOUS = 1L << 52;
    /** Bit 53: EL1 may not execute it. */
    public static final long PXN = 1L << 53;
    /** Bit 54: EL0 may not execute it. */
    public static final long UXN = 1L << 54;

    private static final long ATTRIBUTES = ATTR_INDEX | USER | READ_ONLY | SH | AF | NOT_GLOBAL | DBM | CONTIGUOUS | PXN | UXN | Descriptor.SW;

    private Stage1Descriptor() {
    }

    /** Whether EL1 may write it. Reading is always allowed to EL1. */
    public static boolean writable(long d) {
        return (d & READ_ONLY) == 0;
    }

    /** Whether EL1 may execute it: PXN is clear, and EL0 may not write it (what EL0 can write, EL1 never executes; inferred). */
    public static boolean executable(long d) {
        return (d & PXN) == 0 && (d & (USER | READ_ONLY)) != USER;
    }

    /** Whether the entry is used with every ASID. */
    public static boolean global(long d) {
        return (d & NOT_GLOBAL) == 0;
    }

    /** Whether a write would make it writable, where hardware manages the dirty state: DBM with AP[2] set. */
    public static boolean writableClean(long d) {
        return (d & (DBM | READ_ONLY)) == (DBM | READ_ONLY);
    }

    /** The rights of EL1 as a vector of {@link Permissions}. */
    public static int rights(long d) {
        return Permissions.READ | (writable(d) ? Permissions.WRITE : 0) | (executable(d) ? Permissions.EXECUTE : 0);
    }

    /**
     * The attribute bits of a leaf of kernel memory: inner shareable, the access flag set, memory type of index 0, no access for EL0.
     *
     * @param rights a vector of {@link Permissions}; the right to read is always there
     * @param global whether it is used with every ASID
     */
    public static long attributes(int rights, boolean global) {
        return AF | SH | UXN | ((rights & Permissions.WRITE) != 0 ? 0 : READ_ONLY) | ((rights & Permissions.EXECUTE) != 0 ? 0 : PXN) | (global ? 0 : NOT_GLOBAL);
    }

    /**
     * A leaf: a page at level 3, a block above.
     *
     * @param address    output address in bytes, 0..2^48-1, cut to whole pages
     * @param attributes as from {@link #attributes}; what is none of them is dropped
     */
    public static long leafOf(long address, int level, long attributes, Granule g) {
        return address & (1L << 48) - 1 & -1L << g.pageShift() | attributes & ATTRIBUTES | Descriptor.VALID | (level == 3 ? Descriptor.TYPE : 0);
    }

    /** A table descriptor without limits on what lies below. */
    public static long tableOf(long address, Granule g) {
        return Descriptor.tableOf(address, g, false);
    }
}
