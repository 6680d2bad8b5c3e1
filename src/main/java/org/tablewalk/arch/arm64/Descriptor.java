package org.tablewalk.arch.arm64;

import java.util.List;
import org.tablewalk.arch.BitField;

/**
 * Stage-2 descriptors of the VMSAv8-64 format: questions about a word, and words built as KVM builds them.
 *
 * <p>A word means nothing without the level it stands at, so most functions take it: 0..3, unchecked, because these run at
 * every step of the machine. {@code lpa2} says whether {@code VTCR_EL2.DS} is set; the 64K granule ignores it and always
 * keeps address bits 51:48 in bits 15:12. Bit positions: Linux {@code arch/arm64/kvm/hyp/pgtable.c} and
 * {@code pgtable-hwdef.h}.
 */
public final class Descriptor {
    /** Bit 0: hardware uses the entry. While it is clear, all other bits belong to software. */
    public static final long VALID = 1L;
    /** Bit 1: below level 3 it separates tables (1) from blocks (0); at level 3 it must be 1. */
    public static final long TYPE = 1L << 1;
    /** Position of MemAttr, bits 5:2. */
    public static final int MEMATTR_SHIFT = 2;
    /** MemAttr, bits 5:2 of a leaf. */
    public static final long MEMATTR = 0xFL << MEMATTR_SHIFT;
    /** Bit 6: a leaf may be read. */
    public static final long S2AP_R = 1L << 6;
    /** Bit 7: a leaf may be written. */
    public static final long S2AP_W = 1L << 7;
    /** Position of SH, bits 9:8; with LPA2 those bits are address bits 51:50 instead. */
    public static final int SH_SHIFT = 8;
    /** Bits 9:8: shareability, or address bits 51:50 with LPA2. */
    public static final long SH = 3L << SH_SHIFT;
    /** Bit 10: the access flag. KVM sets it in every leaf it maps. */
    public static final long AF = 1L << 10;
    /** Bit 10 of an invalid entry: KVM v6.2 and later hold the entry locked; the same bit as {@link #AF}. */
    public static final long LOCKED = 1L << 10;
    /** Bit 11: FnXS, with FEAT_XS. */
    public static final long FNXS = 1L << 11;
    /** Bit 16 of a block (FEAT_BBM): the block's size is being changed. In a 4K page this is an address bit. */
    public static final long NT = 1L << 16;
    /** Bit 51: dirty bit modifier. */
    public static final long DBM = 1L << 51;
    /** Bit 52: one of a run of entries that may share a TLB entry. KVM does not set it at stage 2. */
    public static final long CONTIGUOUS = 1L << 52;
    /** Bit 53: with FEAT_XNX the low half of the two-bit execute field 54:53. */
    public static final long XN0 = 1L << 53;
    /** Bit 54: a leaf may not be executed (without FEAT_XNX). */
    public static final long XN = 1L << 54;
    /** Position of the four software bits, 58:55. */
    public static final int SW_SHIFT = 55;
    /** Software bit 0, bit 55. */
    public static final long SW0 = 1L << 55;
    /** Software bit 1, bit 56. */
    public static final long SW1 = 1L << 56;
    /** Software bit 2, bit 57. */
    public static final long SW2 = 1L << 57;
    /** Software bit 3, bit 58. */
    public static final long SW3 = 1L << 58;
    /** The software bits, 58:55. */
    public static final long SW = 0xFL << SW_SHIFT;
    /** KVM's low attribute mask of a leaf, bits 11:2. */
    public static final long LEAF_ATTR_LO = 0xFFCL;
    /** KVM's high attribute mask of a leaf as in v5.11, bits 63:51. Bit 16 (nT) is in neither mask. */
    public static final long LEAF_ATTR_HI = -1L << 51;
    /** KVM's high attribute mask of later versions, bits 63:50. */
    public static final long LEAF_ATTR_HI_LATER = -1L << 50;

    /** MemAttr without FWB: Normal, write-back inner and outer. */
    public static final int MEMATTR_NORMAL = 0xF;
    /** MemAttr without FWB: Normal, non-cacheable. */
    public static final int MEMATTR_NORMAL_NC = 0x5;
    /** MemAttr, with and without FWB: Device-nGnRE. */
    public static final int MEMATTR_DEVICE = 0x1;
    /** MemAttr with FWB: Normal write-back, whatever stage 1 says. */
    public static final int MEMATTR_FWB_NORMAL = 0x6;

    private static final long KIND = VALID | TYPE;
    private static final long BITS_47_0 = (1L << 48) - 1;
    private static final long BITS_49_0 = (1L << 50) - 1;

    private Descriptor() {
    }

    /** Whether bit 0 is set. A reserved level-3 word counts as valid here; see {@link #reserved}. */
    public static boolean valid(long d) {
        return (d & VALID) != 0;
    }

    /** Whether the word points to a table of the next level: valid, bit 1 set, above level 3. */
    public static boolean table(long d, int level) {
        return (d & KIND) == KIND && level < 3;
    }

    /** Whether the word maps a page: valid, bit 1 set, level 3. */
    public static boolean page(long d, int level) {
        return (d & KIND) == KIND && level == 3;
    }

    /**
     * Whether the word maps a block: valid, bit 1 clear, above level 3. The granule may have no blocks at that level;
     * {@link Granule#minBlockLevel} says which ones KVM makes.
     */
    public static boolean block(long d, int level) {
        return (d & KIND) == VALID && level < 3;
    }

    /** Whether the word maps memory: a block or a page. */
    public static boolean leaf(long d, int level) {
        return page(d, level) || block(d, level);
    }

    /** Whether the word is the reserved encoding, level 3 with bits 1:0 = 01, which faults like an invalid entry (inferred). */
    public static boolean reserved(long d, int level) {
        return (d & KIND) == VALID && level == 3;
    }

    /** {@code INV}, {@code TBL}, {@code BLK}, {@code PAGE}, or {@code RES} for the reserved word of level 3. */
    public static String kind(long d, int level) {
        if (!valid(d)) {
            return "INV";
        }
        if ((d & TYPE) != 0) {
            return level < 3 ? "TBL" : "PAGE";
        }
        return level < 3 ? "BLK" : "RES";
    }

    /**
     * The output address of a leaf in bytes, aligned to the entry size of its level, 0..2^52-1. Bits below that alignment are
     * not address bits for hardware, whatever they hold. Unspecified for other words.
     */
    public static long outputAddress(long d, int level, Granule g, boolean lpa2) {
        return address(d, g.entryShift(level), g, lpa2);
    }

    /** The address of the table that a table descriptor points to, in bytes, aligned to a page. Unspecified for other words. */
    public static long nextTable(long d, Granule g, boolean lpa2) {
        return address(d, g.pageShift(), g, lpa2);
    }

    /** Whether a leaf may be read: S2AP[0]. */
    public static boolean readable(long d) {
        return (d & S2AP_R) != 0;
    }

    /** Whether a leaf may be written: S2AP[1]. */
    public static boolean writable(long d) {
        return (d & S2AP_W) != 0;
    }

    /** Whether a leaf may be executed: XN clear. With FEAT_XNX and bit 53 set the answer differs between EL0 and EL1. */
    public static boolean executable(long d) {
        return (d & XN) == 0;
    }

    /**
     * What one TLB entry for a whole group holds, given one of its words: the word with the address of the group's first entry. Equal for all words of a group that is as it must be.
     *
     * @param groupLog2 log2 of the entries of the group, at least 1; see {@link Stage2Geometry#groupLog2}
     */
    public static long groupOf(long d, int level, Granule g, int groupLog2) {
        return d & ~groupBits(level, g, groupLog2);
    }

    /** What such an entry says of one address: the word that stands there if the group is as it must be. */
    public static long memberOf(long group, long ipa, int level, Granule g, int groupLog2) {
        return group | ipa & groupBits(level, g, groupLog2);
    }

    /** The bits that number the entries of a group, in an address and, for want of larger groups, at the same place in a leaf. */
    private static long groupBits(int level, Granule g, int groupLog2) {
        return (1L << groupLog2) - 1 << g.entryShift(level);
    }

    /** Whether the word is a block with nT set. Pages and tables have no nT bit; there the answer is false. */
    public static boolean nT(long d, int level) {
        return (d & (KIND | NT)) == (VALID | NT) && level < 3;
    }

    /**
     * A valid leaf as KVM's {@code kvm_init_valid_leaf_pte} builds it: a page at level 3, a block above.
     *
     * <p>Attributes outside the two leaf masks are dropped, nT too: who wants it must OR {@link #NT} into the result. The
     * address is cut to whole pages only, as in KVM; a block whose address is not aligned to its size keeps the stray bits.
     *
     * @param pa physical address in bytes, 0..2^52-1; bits 51:48 are lost unless the format has room for them
     * @param attributes as from {@link #stage2Attributes}
     */
    public static long leafOf(long pa, int level, long attributes, Granule g, boolean lpa2) {
        long mask = LEAF_ATTR_LO | LEAF_ATTR_HI;
        if (lpa2 && g != Granule.K64) {
            mask &= ~SH;
        }
        return addressBits(pa, g, lpa2) | attributes & mask | (level == 3 ? KIND : VALID);
    }

    /** A table descriptor as KVM writes it: the address of the next table, bits 1:0 = 11, nothing else. */
    public static long tableOf(long pa, Granule g, boolean lpa2) {
        return addressBits(pa, g, lpa2) | KIND;
    }

    /**
     * The attribute bits of a leaf as KVM's {@code stage2_set_prot_attr} chooses them: AF set, inner shareable.
     *
     * @param device Device-nGnRE instead of Normal write-back
     * @param fwb FEAT_S2FWB is in use, which changes the code for Normal memory
     * @param lpa2 bits 9:8 hold address bits, so shareability is not written; false with the 64K granule
     */
    public static long stage2Attributes(boolean r, boolean w, boolean x, boolean device, boolean fwb, boolean lpa2) {
        long memAttr = device ? MEMATTR_DEVICE : fwb ? MEMATTR_FWB_NORMAL : MEMATTR_NORMAL;
        return AF
                | memAttr << MEMATTR_SHIFT
                | (lpa2 ? 0 : SH)
                | (r ? S2AP_R : 0)
                | (w ? S2AP_W : 0)
                | (x ? 0 : XN);
    }

    /** The word taken apart into fields that cover bits 63 to 0 without gaps, highest first; see {@link DescriptorFields}. */
    public static List<BitField> fields(long d, int level, Granule g, boolean lpa2) {
        return DescriptorFields.of(d, level, g, lpa2);
    }

    private static long address(long d, int shift, Granule g, boolean lpa2) {
        long aligned = -1L << shift;
        if (g == Granule.K64) {
            return d & BITS_47_0 & aligned | (d & 0xF000L) << 36;
        }
        return lpa2 ? d & BITS_49_0 & aligned | (d & SH) << 42 : d & BITS_47_0 & aligned;
    }

    private static long addressBits(long pa, Granule g, boolean lpa2) {
        long pages = -1L << g.pageShift();
        if (g == Granule.K64) {
            return pa & BITS_47_0 & pages | pa >>> 36 & 0xF000L;
        }
        return lpa2 ? pa & BITS_49_0 & pages | pa >>> 42 & SH : pa & BITS_47_0 & pages;
    }
}
