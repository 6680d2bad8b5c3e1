package org.tablewalk.machine.arm64.tlb;

import org.tablewalk.arch.arm64.Granule;
import org.tablewalk.arch.arm64.Stage2Geometry;
import org.tablewalk.arch.arm64.TlbiOperand;
import org.tablewalk.arch.arm64.TlbiRange;

/**
 * What a TLBI by address or range names, taken from its operand. Machine, checks and sentences all ask this. Of virtual addresses bits 51:0 count, as in the tags of entries.
 *
 * @param from      the first address
 * @param last      the last address; of an operation by one address the same as the first
 * @param level     level of the leaf entries that the hint promises, or -1 without one
 * @param lastLevel whether only leaf entries are meant
 * @param sameGranule whether the operand's granule, if it names one, is the regime's: if not, nothing need go (domain section 4.2)
 */
public record TlbiTarget(long from, long last, int level, boolean lastLevel, boolean sameGranule) {
    /** Bits of an address above those that the base of a range has: 37 bits of pages of 4 KiB; with larger pages they reach as far as virtual addresses. */
    private static final int RANGE_ABOVE = 64 - 49;

    /**
     * The target of an operation; of one that names no address the whole address space.
     *
     * @param hints whether the hardware reads level hints at all
     */
    public static TlbiTarget of(TlbiOp op, long operand, Stage2Geometry geometry, boolean hints) {
        boolean lastLevel = op.lastLevel();
        return switch (op.scope()) {
            case VA, VA_ANY_ASID -> op.ranged() ? ofRange(operand, geometry.granule(), false, hints, lastLevel).ofVirtual() : ofAddress(operand, geometry.granule(), hints,
                    lastLevel);
            case ADDRESS -> ofAddress(operand, geometry.granule(), hints, lastLevel);
            case RANGE -> ofRange(operand, geometry.granule(), geometry.lpa2(), hints, lastLevel);
            case EVERYTHING, VMID, STAGE_1, ASID -> new TlbiTarget(0, geometry.limit() - 1, TlbiOperand.UNKNOWN_LEVEL, lastLevel, true);
        };
    }

    private static TlbiTarget ofAddress(long operand, Granule granule, boolean hints, boolean lastLevel) {
        int ttl = hints ? TlbiOperand.ttl(operand) : TlbiOperand.NO_HINT;
        int level = TlbiOperand.level(ttl);
        long address = TlbiOperand.address(operand);
        return new TlbiTarget(address, address, level, lastLevel, level < 0 || TlbiOperand.covers(ttl, level, granule));
    }

    /** With LPA2 ranges of stage 2 begin at multiples of 64 KiB. */
    private static TlbiTarget ofRange(long operand, Granule granule, boolean lpa2, boolean hints, boolean lastLevel) {
        var range = TlbiRange.of(operand, granule, lpa2);
        return new TlbiTarget(range.base(), range.base() + range.size() - 1, hints ? range.level() : TlbiOperand.UNKNOWN_LEVEL, lastLevel, TlbiRange.granule(operand) == granule);
    }

    /** Of a virtual address the highest bit that a range's operand has stands for those above it, up to those that tags have. */
    private TlbiTarget ofVirtual() {
        long base = TlbTags.address(from << RANGE_ABOVE >> RANGE_ABOVE);
        return new TlbiTarget(base, base + (last - from), level, lastLevel, sameGranule);
    }

    /** Whether it takes leaf entries of a level. */
    public boolean takesLeaf(int leaf) {
        return sameGranule && (level < 0 || level == leaf);
    }

    /** Whether it takes cached table descriptors of a level: those on the way to the leaves it is about. */
    public boolean takesTable(int table) {
        return sameGranule && !lastLevel && (level < 0 || table < level);
    }

    /** Whether any address of [base, base + size) is named. */
    public boolean meets(long base, long size) {
        return from < base + size && base <= last;
    }

    /** Whether every address of [base, base + size) is named. */
    public boolean contains(long base, long size) {
        return from <= base && base + size - 1 <= last;
    }
}
