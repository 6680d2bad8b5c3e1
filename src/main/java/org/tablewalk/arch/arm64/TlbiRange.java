package org.tablewalk.arch.arm64;

/**
 * The register value of a {@code TLBI} by range of intermediate physical addresses (FEAT_TLBIRANGE).
 *
 * <p>Bits 36:0 hold the base address in pages of the granule, or in units of 64 KiB with LPA2; 38:37 the level hint (0: none); 43:39 NUM; 45:44 SCALE; 47:46 the granule (4K 1, 16K 2,
 * 64K 3). The range has (NUM + 1) * 2^(5 * SCALE + 1) pages. Layout: Linux {@code arch/arm64/include/asm/tlbflush.h}.
 *
 * @param base  the first address in bytes
 * @param size  bytes
 * @param level the hint, 1..3, or {@link TlbiOperand#UNKNOWN_LEVEL}
 */
public record TlbiRange(long base, long size, int level) {
    private static final long BASE = (1L << 37) - 1;
    private static final int TTL_SHIFT = 37;
    private static final int NUM_SHIFT = 39;
    private static final int SCALE_SHIFT = 44;
    private static final int GRANULE_SHIFT = 46;
    private static final int LPA2_SHIFT = 16;

    /** The range of an operand that hardware with this granule reads. */
    public static TlbiRange of(long operand, Granule granule, boolean lpa2) {
        int num = (int) (operand >>> NUM_SHIFT) & 0x1f;
        int scale = (int) (operand >>> SCALE_SHIFT) & 3;
        int ttl = (int) (operand >>> TTL_SHIFT) & 3;
        long base = (operand & BASE) << (lpa2 ? LPA2_SHIFT : granule.pageShift());
        return new TlbiRange(base, num + 1L << 5 * scale + 1 + granule.pageShift(), ttl == 0 ? TlbiOperand.UNKNOWN_LEVEL : ttl);
    }

    /** The granule that an operand names, or null for the reserved code 0. */
    public static Granule granule(long operand) {
        int code = (int) (operand >>> GRANULE_SHIFT) & 3;
        for (Granule granule : Granule.values()) {
            if (TlbiOperand.granuleCode(granule) == code) {
                return granule;
            }
        }
        return null;
    }
}
