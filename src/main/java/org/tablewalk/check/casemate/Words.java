package org.tablewalk.check.casemate;

/** How casemate reads descriptors: 4K granule, 48 bits, and of the attributes only the access flag by itself. */
final class Words {
    /** What a descriptor is. */
    enum Kind { INVALID, TABLE, MAP }

    static final int LAST_LEVEL = 3;

    private static final long VALID = 1;
    private static final long TABLE_OR_PAGE = 2;
    private static final long ACCESS_FLAG = 1L << 10;
    private static final long NEXT_TABLE = 0xFFFF_FFFF_F000L;
    /** Bits 58:55, left to software. */
    private static final long SOFTWARE = 0xFL << 55;

    private Words() {}

    static boolean valid(long word) {
        return (word & VALID) != 0;
    }

    /** What a word is at a level; a block at level 0 and a reserved word at level 3 are refused. */
    static Kind kind(long word, int level) {
        if (!valid(word)) {
            return Kind.INVALID;
        }
        boolean second = (word & TABLE_OR_PAGE) != 0;
        if (level < LAST_LEVEL && second) {
            return Kind.TABLE;
        }
        if (level == 0 || level == LAST_LEVEL && !second) {
            throw Complaint.RESERVED_ENCODING.refusal();
        }
        return Kind.MAP;
    }

    /** The table that a table descriptor points to. */
    static long nextTable(long word) {
        return word & NEXT_TABLE;
    }

    /** Bytes that one entry of a level covers. */
    static long size(int level) {
        return 1L << 12 + 9 * (LAST_LEVEL - level);
    }

    /**
     * Whether casemate wants a break between two valid words at a level. An access flag in either of them makes it content, whatever else changes: it takes entries without
     * the flag for those that TLBs do not keep, and asks for the flag the wrong way round.
     */
    static boolean needsBreak(long before, long after, int level) {
        Kind old = kind(before, level);
        Kind made = kind(after, level);
        if (old == Kind.TABLE || made == Kind.TABLE) {
            return true;
        }
        return ((before | after) & ACCESS_FLAG) == 0 && ((before ^ after) & ~SOFTWARE) != 0;
    }
}
