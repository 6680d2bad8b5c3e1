package org.tablewalk.machine.arm64.tlb;

import org.tablewalk.arch.arm64.Descriptor;
import org.tablewalk.arch.arm64.Granule;
import org.tablewalk.arch.arm64.Stage2Geometry;

/**
 * Tags of TLB entries: valid (bit 63), level (62:61), VMID (60:45), whether it maps a whole group of entries with the contiguous bit (44), IPA >> 12 of the first byte the entry
 * maps (39:0).
 */
public final class TlbTags {
    private static final int LEVEL_SHIFT = 61;
    private static final int VMID_SHIFT = 45;
    private static final long GROUP = 1L << 44;
    private static final long PAGE_NUMBER = (1L << 40) - 1;

    private final Granule granule;
    private final long[] sizeMask = new long[4];
    private final int[] groupLog2 = new int[4];
    private final long[] groupMask = new long[4];

    /** Tags of entries for stage-2 tables of a shape. */
    public TlbTags(Stage2Geometry geometry) {
        granule = geometry.granule();
        for (int level = 0; level < 4; level++) {
            sizeMask[level] = geometry.entrySize(level) - 1;
            groupLog2[level] = geometry.groupLog2(level);
            groupMask[level] = (geometry.entrySize(level) << groupLog2[level]) - 1;
        }
    }

    /** The tag of an entry of a level that maps an address. */
    public long of(int level, long vmid, long ipa) {
        return Long.MIN_VALUE | (long) level << LEVEL_SHIFT | vmid << VMID_SHIFT | (ipa & ~sizeMask[level]) >>> 12;
    }

    /** The tag of the entry for the group of a level that an address lies in. */
    public long ofGroup(int level, long vmid, long ipa) {
        return Long.MIN_VALUE | (long) level << LEVEL_SHIFT | vmid << VMID_SHIFT | GROUP | groupBase(level, ipa) >>> 12;
    }

    /** The first address of the group of a level that an address lies in. */
    public long groupBase(int level, long ipa) {
        return ipa & ~groupMask[level];
    }

    /** Whether a leaf stands for its whole group. */
    public boolean grouped(long descriptor, int level) {
        return (descriptor & Descriptor.CONTIGUOUS) != 0 && groupLog2[level] != 0;
    }

    /** What the entry of a group holds, whichever of its words it was read from. */
    public long groupWord(long descriptor, int level) {
        return Descriptor.groupOf(descriptor, level, granule, groupLog2[level]);
    }

    /** What an entry says of an address that it maps: its word, or that of the group's entry there. */
    public long word(long tag, long word, long ipa) {
        return group(tag) ? Descriptor.memberOf(word, ipa, level(tag), granule, groupLog2[level(tag)]) : word;
    }

    /** Level of the entry. */
    public static int level(long tag) {
        return (int) (tag >>> LEVEL_SHIFT) & 3;
    }

    /** VMID of the entry. */
    public static int vmid(long tag) {
        return (int) (tag >>> VMID_SHIFT) & 0xffff;
    }

    /** Whether the entry maps a whole group. */
    public static boolean group(long tag) {
        return (tag & GROUP) != 0;
    }

    /** The first address that the entry maps. */
    public static long ipa(long tag) {
        return (tag & PAGE_NUMBER) << 12;
    }

    /** Bytes that the entry maps. */
    public long size(long tag) {
        return (group(tag) ? groupMask : sizeMask)[level(tag)] + 1;
    }

    /** Whether the entry maps anything in [base, base + size). */
    public boolean overlaps(long tag, long base, long size) {
        long ipa = ipa(tag);
        return ipa < base + size && base < ipa + size(tag);
    }
}
