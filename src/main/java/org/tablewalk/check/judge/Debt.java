package org.tablewalk.check.judge;

import java.util.List;

/**
 * Something that is owed for one entry: nothing has happened yet.
 *
 * @param tree   number of the tree that it stands in
 * @param entry  address of the descriptor
 * @param level  its level
 * @param ipa    first address that it covers
 * @param old    the descriptor that may still be used
 * @param debtor the CPU that owes
 * @param paid   what has been done of it, in the order in which it was
 * @param owed   what is owed, in the order in which it is to be done; never empty
 * @param told   whether the code that owes has ended: then nobody is left to pay
 */
public record Debt(int tree, long entry, int level, long ipa, long old, int debtor, List<Item> paid, List<Item> owed, boolean told) {
    /** One thing that is owed. */
    public enum Item {
        /** A barrier that makes the store visible to walks: DSB ISHST or stronger. */
        VISIBLE,
        /** An invalidation that names the entry, sent to every CPU that may hold it. */
        TLBI,
        /** The barrier that waits for it: DSB ISH. */
        COMPLETION,
        /** An invalidation of what stage 1 has made of the entry, issued when stage 2 is known gone: VMALLE1IS. */
        STAGE_1,
        /** The barrier that waits for that. */
        STAGE_1_COMPLETION
    }

    public Debt {
        paid = List.copyOf(paid);
        owed = List.copyOf(owed);
    }
}
