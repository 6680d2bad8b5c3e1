package org.tablewalk.machine.arm64.tlb;

import org.tablewalk.arch.arm64.Descriptor;
import org.tablewalk.arch.arm64.Granule;
import org.tablewalk.arch.arm64.Stage2Geometry;

/**
 * Tags of TLB entries: valid (bit 63), level (62:61), VMID (60:45), whether it maps a whole group of entries with the contiguous bit (44), IPA >> 12 of the first byte the entry
 * maps (39:0).
 *
 * <p>On the side of stage 1 the address is a virtual one, the VMID is in bits 60:53 and the ASID in bits 52:45; bits 43:40 say what the entry is, see
 * {@link #ofStage1}. The ASID of a global entry is 0, and a table descriptor has none of bits 43:40.
 */
public final class TlbTags {
    private static final int LEVEL_SHIFT = 61;
    private static final int VMID_SHIFT = 45;
    private static final long GROUP = 1L << 44;
    private static final long GLOBAL = 1L << 43;
    private static final int ORIGIN_SHIFT = 41;
    private static final long ORIGIN = 3L << ORIGIN_SHIFT;
    private static final long ADDRESS = (1L << 52) - 1;
    private static final long COMBINED = 1L << 40;
    private static final long PAGE_NUMBER = (1L << 40) - 1;
    /** What two tags of stage 1 have in common that answer the same lookup: all but the level of the leaf that an entry came from. */
    static final long LOOKED_UP = ~ORIGIN;

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

    /** Tags of entries on the side of stage 1, where the contiguous bit makes no groups: it is a hint. */
    public TlbTags(Granule granule) {
        this.granule = granule;
        for (int level = 0; level < 4; level++) {
            sizeMask[level] = granule.entrySize(level) - 1;
            groupMask[level] = sizeMask[level];
        }
    }

    /** What tags on the side of stage 1 have in place of a VMID. Both are 8 bits wide. */
    public static long context(long vmid, long asid) {
        return vmid << 8 | asid;
    }

    /**
     * The tag of a final entry on the side of stage 1.
     *
     * @param level    that gives the size: of a combined entry the deeper of the two leaves' levels, since the entry maps what both map
     * @param context  as from {@link #context}
     * @param origin   level of the stage-1 leaf, 1..3
     * @param global   whether that leaf is used with every ASID
     * @param combined whether the entry gives a physical address, else an IPA
     */
    public long ofStage1(int level, long context, long va, int origin, boolean global, boolean combined) {
        return of(level, global ? context & 0xff00 : context, address(va)) | (long) origin << ORIGIN_SHIFT | (global ? GLOBAL : 0) | (combined ? COMBINED : 0);
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

    /** Whether it is a final entry on the side of stage 1. */
    public static boolean stage1(long tag) {
        return (tag & ORIGIN) != 0;
    }

    /** Of such an entry, whether it gives a physical address, else an IPA. */
    public static boolean combined(long tag) {
        return (tag & COMBINED) != 0;
    }

    /** Of such an entry, whether it is used with every ASID. */
    public static boolean global(long tag) {
        return (tag & GLOBAL) != 0;
    }

    /** Of such an entry, the level of the stage-1 leaf that it came from. */
    public static int origin(long tag) {
        return (int) ((tag & ORIGIN) >>> ORIGIN_SHIFT);
    }

    /** On the side of stage 1 the ASID of an entry; {@link #vmid} gives it together with the VMID. */
    public static int asid(long tag) {
        return vmid(tag) & 0xff;
    }

    /** The first address that the entry maps. */
    public static long ipa(long tag) {
        return (tag & PAGE_NUMBER) << 12;
    }

    /** Bytes that the entry maps. */
    public long size(long tag) {
        return (group(tag) ? groupMask : sizeMask)[level(tag)] + 1;
    }

    /** Bytes that an entry of a level maps, if it stands for no group. */
    long size(int level) {
        return sizeMask[level] + 1;
    }

    /** The bits of a virtual address that tags and operands have. */
    public static long address(long va) {
        return va & ADDRESS;
    }

    /** Whether the entry maps anything in [base, base + size). */
    public boolean overlaps(long tag, long base, long size) {
        long ipa = ipa(tag);
        return ipa < base + size && base < ipa + size(tag);
    }
}
