package org.tablewalk.arch.arm64;

/**
 * The register value of a {@code TLBI} by intermediate physical address: which page, and a hint at which level it is mapped.
 *
 * <p>Bits 39:0 hold {@code ipa >> 12}, whatever the granule; bits 47:44 hold the TTL hint: granule in 47:46 (4K 1, 16K 2,
 * 64K 3, none 0), level in 45:44. A wrong hint may invalidate nothing at all, a missing one is always safe. Layout: Linux
 * {@code arch/arm64/include/asm/tlbflush.h}.
 */
public final class TlbiOperand {
    /** The TTL value that gives no hint. */
    public static final int NO_HINT = 0;
    /** The level of an operand without a hint. */
    public static final int UNKNOWN_LEVEL = -1;

    private static final int TTL_SHIFT = 44;
    private static final long PAGE_NUMBER = (1L << 40) - 1;

    private TlbiOperand() {
    }

    /**
     * An operand with a hint.
     *
     * @param ipa intermediate physical address in bytes, 0..2^52-1; the low 12 bits are dropped
     * @param level 1..3; any other level gives no hint. Level 0 is one of them, as in KVM before LPA2, where it meant unknown
     */
    public static long of(long ipa, int level, Granule granule) {
        return ipa >>> 12 & PAGE_NUMBER | (long) ttl(level, granule) << TTL_SHIFT;
    }

    /** An operand without a hint. */
    public static long of(long ipa) {
        return ipa >>> 12 & PAGE_NUMBER;
    }

    /** The four-bit hint for a level and granule; {@link #NO_HINT} unless the level is 1..3. */
    public static int ttl(int level, Granule granule) {
        if (level < 1 || level > 3) {
            return NO_HINT;
        }
        return granuleCode(granule) << 2 | level;
    }

    /** The code by which operands name a granule: 4K 1, 16K 2, 64K 3. */
    public static int granuleCode(Granule granule) {
        return switch (granule) {
            case K4 -> 1;
            case K16 -> 2;
            case K64 -> 3;
        };
    }

    /** The address in an operand, in bytes, aligned to 4 KiB. */
    public static long address(long operand) {
        return (operand & PAGE_NUMBER) << 12;
    }

    /** The ASID in an operand by virtual address or by ASID, of which this machine has 8 bits. */
    public static int asid(long operand) {
        return (int) (operand >>> 48) & 0xff;
    }

    /** The four-bit hint in an operand, 0..15. */
    public static int ttl(long operand) {
        return (int) (operand >>> TTL_SHIFT) & 0xF;
    }

    /** The level in a hint, 1..3, or {@link #UNKNOWN_LEVEL} if it has no granule or the level 0. */
    public static int level(int ttl) {
        int level = ttl & 3;
        return ttl >> 2 == 0 || level == 0 ? UNKNOWN_LEVEL : level;
    }

    /** Whether hardware that trusts the hint must still remove a leaf entry that was read at this level with this granule. */
    public static boolean covers(int ttl, int level, Granule granule) {
        return level(ttl) == UNKNOWN_LEVEL || ttl == ttl(level, granule);
    }
}
