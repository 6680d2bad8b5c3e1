package org.tablewalk.arch.x86;

import java.util.function.LongUnaryOperator;

/**
 * The hardware's page walk, one entry a step, as pure functions: a machine makes each step a micro-step of its own on the tables KVM gave it, a
 * check walks the guest's own tables with the same rule.
 */
public final class PageWalk {
    /** What an entry is: it points to a table, it maps memory, it ends the walk. */
    public static final int TABLE = 0;
    public static final int LEAF = 1;
    public static final int NOT_PRESENT = 2;
    public static final int RESERVED = 3;

    /** Bits of a page fault's error code: a present entry refused; a write; by user code; a reserved bit is set; an instruction fetch. */
    public static final int PRESENT = 1;
    public static final int WRITE = 2;
    public static final int USER = 4;
    public static final int RSVD = 8;
    public static final int FETCH = 16;

    private PageWalk() {}

    /** What the entry read at a level is. */
    public static int step(long pte, int level, int rules) {
        if (!GuestPte.present(pte, rules)) {
            return NOT_PRESENT;
        }
        if (GuestPte.reserved(pte, level, rules)) {
            return RESERVED;
        }
        return GuestPte.leaf(pte, level, rules) ? LEAF : TABLE;
    }

    /**
     * Whether an access is permitted by the rights of all entries on its path together. In EPT every access needs the right of its own kind.
     *
     * @param access the access codes of all entries, one by one and-ed
     * @param kind   {@link #WRITE}, {@link #FETCH} (neither: a read), {@link #USER}
     */
    public static boolean permitted(int access, int kind, int rules) {
        boolean write = (kind & WRITE) != 0;
        boolean fetch = (kind & FETCH) != 0;
        if (WalkRules.ept(rules)) {
            return (access & (write ? Pte.ACC_WRITE : fetch ? Pte.ACC_EXEC : Pte.ACC_USER)) != 0;
        }
        boolean user = (kind & USER) != 0;
        boolean userPage = (access & Pte.ACC_USER) != 0;
        if (user && !userPage || fetch && (access & Pte.ACC_EXEC) == 0) {
            return false;
        }
        if (!user && userPage && (rules & (fetch ? WalkRules.SMEP : WalkRules.SMAP)) != 0) {
            return false;
        }
        return !write || (access & Pte.ACC_WRITE) != 0 || !user && (rules & WalkRules.WP) == 0;
    }

    /** The error code of the fault that ends a walk: at an entry not present, with a reserved bit, or else for want of a right. */
    public static int errorCode(int step, int kind, int rules) {
        int code = kind & (WRITE | USER);
        if ((kind & FETCH) != 0 && (WalkRules.ept(rules) || (rules & (WalkRules.NX | WalkRules.SMEP)) != 0)) {
            code |= FETCH;
        }
        return code | (step == NOT_PRESENT ? 0 : step == RESERVED ? PRESENT | RSVD : PRESENT);
    }

    /**
     * Where a whole walk ends.
     *
     * @param error  -1, or the error code of the page fault
     * @param level  of the leaf, or of the entry that ended the walk
     * @param entry  address of that entry
     * @param frame  of the 4 KiB page that holds the address, -1 after a fault
     * @param access rights of the path
     */
    public record Result(int error, int level, long entry, long frame, int access) {
        public boolean fault() {
            return error >= 0;
        }
    }

    /**
     * Walks tables that do not change meanwhile.
     *
     * @param root   address of the root table
     * @param read   gives the entry (4 or 8 bytes, as the rules say) at an address
     */
    public static Result walk(long root, long address, int kind, int rules, LongUnaryOperator read) {
        long table = root;
        int access = Pte.ACC_ALL;
        for (int level = WalkRules.levels(rules);; level--) {
            long at = table + (long) WalkRules.entryBytes(rules) * WalkRules.index(address, level, rules);
            long pte = read.applyAsLong(at);
            int step = step(pte, level, rules);
            if (step >= NOT_PRESENT) {
                return new Result(errorCode(step, kind, rules), level, at, -1, access);
            }
            access &= GuestPte.access(pte, level, rules);
            if (step == LEAF) {
                if (!permitted(access, kind, rules)) {
                    return new Result(errorCode(step, kind, rules), level, at, -1, access);
                }
                long within = (address & (1L << WalkRules.shift(level, rules)) - 1) >>> 12;
                return new Result(-1, level, at, GuestPte.frame(pte, level, rules) + within, access);
            }
            table = GuestPte.frame(pte, level, rules) << 12;
        }
    }
}
