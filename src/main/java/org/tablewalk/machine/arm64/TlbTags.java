package org.tablewalk.machine.arm64;

import org.tablewalk.arch.arm64.Granule;

/** Tags of TLB entries: valid (bit 63), level (62:61), VMID (60:45), IPA >> 12 of the first byte the entry maps (39:0). */
final class TlbTags {
    private static final int LEVEL_SHIFT = 61;
    private static final int VMID_SHIFT = 45;

    private final long[] sizeMask = new long[4];

    TlbTags(Granule granule) {
        for (int level = 0; level < 4; level++) {
            sizeMask[level] = (1L << granule.entryShift(level)) - 1;
        }
    }

    /** The tag of an entry of a level that maps an address. */
    long of(int level, long vmid, long ipa) {
        return Long.MIN_VALUE | (long) level << LEVEL_SHIFT | vmid << VMID_SHIFT | (ipa & ~sizeMask[level]) >>> 12;
    }

    static int level(long tag) {
        return (int) (tag >>> LEVEL_SHIFT) & 3;
    }

    static int vmid(long tag) {
        return (int) (tag >>> VMID_SHIFT) & 0xffff;
    }

    /** The first address that the entry maps. */
    static long ipa(long tag) {
        return (tag & (1L << VMID_SHIFT) - 1) << 12;
    }

    /** Whether the entry maps anything in [base, base + size). */
    boolean overlaps(long tag, long base, long size) {
        long ipa = ipa(tag);
        return ipa < base + size && base <= (ipa | sizeMask[level(tag)]);
    }
}
