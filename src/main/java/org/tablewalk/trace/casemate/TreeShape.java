package org.tablewalk.trace.casemate;

/**
 * The shape of a tree of 4 KiB tables.
 *
 * @param stage1     whether it translates EL2's own addresses instead of a guest's
 * @param inputBits  size of its input addresses, log2 of bytes, 25..48
 * @param startLevel level of the root, 0..3
 * @param assumed    whether the trace did not set the register that says so, or set it to something that 4 KiB tables cannot have
 */
public record TreeShape(boolean stage1, int inputBits, int startLevel, boolean assumed) {
    /** The most tables that a root can have side by side. */
    public static final int MOST_ROOT_PAGES = 16;

    private static final int LAST_LEVEL = 3;
    private static final int BITS_PER_LEVEL = 9;
    private static final int DEFAULT_BITS = 48;
    private static final int LEAST_BITS = 25;
    private static final int MOST_CONCATENATED = 4;

    /** The shape that stands for one that is not known: 48 bits from level 0. */
    public static TreeShape assumed(boolean stage1) {
        return new TreeShape(stage1, DEFAULT_BITS, 0, true);
    }

    /**
     * The shape that VTCR_EL2 gives: T0SZ in bits 5:0, SL0 in 7:6 (0 level 2, 1 level 1, 2 level 0), TG0 in 15:14 (0 for 4K). An SL0
     * that needs more than 16 root tables side by side, or fewer than one, is not used, for traces leave the field 0; then the start
     * level is the highest that needs a single one.
     */
    public static TreeShape ofVtcr(long vtcr) {
        int bits = inputBits(vtcr);
        if (bits == 0) {
            return assumed(false);
        }
        int level = 2 - (int) (vtcr >>> 6 & 3);
        int more = level < 0 ? -1 : bits - bitsFrom(level);
        boolean fits = more <= MOST_CONCATENATED && more > -BITS_PER_LEVEL;
        return new TreeShape(false, bits, level >= 0 && fits ? level : singleRoot(bits), false);
    }

    /** The shape that TCR_EL2 gives: T0SZ in bits 5:0, TG0 in 15:14. */
    public static TreeShape ofTcr(long tcr) {
        int bits = inputBits(tcr);
        return bits == 0 ? assumed(true) : new TreeShape(true, bits, singleRoot(bits), false);
    }

    /** The size, or 0 when it or the granule is not one that is drawn here. */
    private static int inputBits(long register) {
        int bits = Long.SIZE - (int) (register & 0x3f);
        return bits > DEFAULT_BITS || bits < LEAST_BITS || (register >>> 14 & 3) != 0 ? 0 : bits;
    }

    /** Bits that a tree translates whose root is one table of this level. */
    private static int bitsFrom(int level) {
        return entryShift(level) + BITS_PER_LEVEL;
    }

    private static int singleRoot(int bits) {
        int level = LAST_LEVEL;
        while (bitsFrom(level) < bits) {
            level--;
        }
        return level;
    }

    /** Log2 of the bytes that one entry of a level maps. */
    public static int entryShift(int level) {
        return ImportMap.PAGE_BITS + BITS_PER_LEVEL * (LAST_LEVEL - level);
    }

    /** Entries in the root, 2..8192; more than 512 are in tables side by side. */
    public int rootEntries() {
        return 1 << inputBits - entryShift(startLevel);
    }

    /** Pages that the root takes, 1..16. */
    public int rootPages() {
        return Math.max(1, rootEntries() / ImportMap.PAGE_WORDS);
    }
}
