package org.tablewalk.arch.x86;

/**
 * What an entry of the guest's tables says, in every format ({@link WalkRules}): domain sections 1.2 and 1.3, MAXPHYADDR 52. Total functions: a
 * level the format does not have gives some answer, never an exception.
 */
public final class GuestPte {
    /** Bits that no entry of the mode may have set: above the address space, and NX while EFER.NX is off. */
    private static final long HIGH = 0x7ff0_0000_0000_0000L;
    private static final long PAE_POINTER = Pte.NX | HIGH | bits(5, 8) | bits(1, 2);

    private GuestPte() {}

    private static long bits(int low, int high) {
        return (2L << high) - (1L << low);
    }

    /** Whether the entry leads anywhere: P, or in EPT any right. */
    public static boolean present(long pte, int rules) {
        return WalkRules.ept(rules) ? (pte & (Pte.EPT_R | Pte.EPT_W | Pte.EPT_X)) != 0 : (pte & Pte.P) != 0;
    }

    /** Whether a present entry maps memory instead of pointing to a table. Without CR4.PSE bit 7 of a 4-byte directory entry is ignored. */
    public static boolean leaf(long pte, int level, int rules) {
        if (level == 1) {
            return true;
        }
        boolean sizes = switch (WalkRules.mode(rules)) {
            case 2 -> level == 2 && (rules & WalkRules.PSE) != 0;
            case 3 -> level == 2;
            default -> level == 2 || level == 3;
        };
        return sizes && (pte & Pte.PS) != 0;
    }

    /** Whether a present entry has a reserved bit set; in EPT also a misconfiguration: a right to write without one to read, or a reserved memory type. */
    public static boolean reserved(long pte, int level, int rules) {
        boolean leaf = leaf(pte, level, rules);
        return switch (WalkRules.mode(rules)) {
            case 2 -> level == 2 && leaf && (pte & bits(17, 21)) != 0;
            case 3 -> level == 3 ? (pte & PAE_POINTER) != 0 : (pte & (HIGH | noExecute(rules) | large(level, leaf))) != 0;
            case WalkRules.EPT4, WalkRules.EPT5 -> eptReserved(pte, level, leaf);
            default -> (pte & (noExecute(rules) | (level > 3 ? Pte.PS : large(level, leaf)))) != 0;
        };
    }

    private static long noExecute(int rules) {
        return (rules & WalkRules.NX) == 0 ? Pte.NX : 0;
    }

    private static long large(int level, boolean leaf) {
        return !leaf || level == 1 ? 0 : bits(13, 12 + 9 * (level - 1) - 1);
    }

    private static boolean eptReserved(long pte, int level, boolean leaf) {
        if ((pte & (Pte.EPT_R | Pte.EPT_W)) == Pte.EPT_W) {
            return true;
        }
        if (!leaf) {
            return (pte & bits(3, level > 3 ? 7 : 6)) != 0;
        }
        int type = (int) (pte >>> 3) & 7;
        return type == 2 || type == 3 || type == 7 || level > 1 && (pte & bits(12, 12 + 9 * (level - 1) - 1)) != 0;
    }

    /** The frame an entry names: of the next table, or the first that a leaf maps. 4 MiB pages have address bits 35:32 in bits 16:13 (PSE-36). */
    public static long frame(long pte, int level, int rules) {
        boolean large = level > 1 && leaf(pte, level, rules);
        if (WalkRules.mode(rules) == 2) {
            return large ? (pte >>> 22 & 0x3ff) << 10 | (pte >>> 13 & 0xf) << 20 : pte >>> 12 & 0xf_ffff;
        }
        long frame = (pte & Pte.FRAME) >>> 12;
        return large ? frame & -1L << 9 * (level - 1) : frame;
    }

    /** Access code of one entry: all for a PAE page-directory pointer, which has no rights; in EPT the right to read counts as user. */
    public static int access(long pte, int level, int rules) {
        if (WalkRules.ept(rules)) {
            return ((pte & Pte.EPT_R) != 0 ? Pte.ACC_USER : 0) | ((pte & Pte.EPT_W) != 0 ? Pte.ACC_WRITE : 0) | ((pte & Pte.EPT_X) != 0 ? Pte.ACC_EXEC : 0);
        }
        if (WalkRules.mode(rules) == 3 && level == 3) {
            return Pte.ACC_ALL;
        }
        boolean execute = (pte & Pte.NX) == 0 || WalkRules.mode(rules) == 2;
        return ((pte & Pte.U) != 0 ? Pte.ACC_USER : 0) | ((pte & Pte.W) != 0 ? Pte.ACC_WRITE : 0) | (execute ? Pte.ACC_EXEC : 0);
    }

    /** The accessed bit of an entry; 0 for a PAE page-directory pointer, which has none. */
    public static long accessed(int level, int rules) {
        return WalkRules.ept(rules) ? Pte.EPT_A : WalkRules.mode(rules) == 3 && level == 3 ? 0 : Pte.A;
    }

    /** The dirty bit of a leaf. */
    public static long dirty(int rules) {
        return WalkRules.ept(rules) ? Pte.EPT_D : Pte.D;
    }
}
