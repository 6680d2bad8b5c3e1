package org.tablewalk.check.tree;

import java.util.ArrayList;
import java.util.List;
import java.util.function.IntPredicate;
import org.tablewalk.check.judge.Debt;
import org.tablewalk.machine.Cells;

/**
 * The entries for which something is owed, at most one debt each, in cells and in order of their addresses so that equal sets are equal states.
 *
 * <p>A debt goes through three things in turn (domain section 5, RDDMVT): a barrier that makes the store visible, a TLBI that names the entry, a barrier that completes it; then it is paid
 * and gone. The first is the debtor's own; whoever issues the TLBI completes it. Where there is a stage 1 a TLBI by IPA leaves the entries that combine both stages: then two things more
 * are owed, an invalidation of stage 1 after that barrier, and its own barrier (domain section 4.2).
 */
final class Debts {
    /** Cells of one debt. */
    static final int CELLS = 4;

    // What has been done of it.
    static final int NOTHING = 0;
    static final int VISIBLE = 1;
    static final int ISSUED = 2;
    static final int STAGE_2_GONE = 3;
    static final int STAGE_1_ISSUED = 4;

    private static final int ADDRESS = 0;
    private static final int OLD = 1;
    private static final int IPA = 2;
    private static final int META = 3;

    private static final long TOLD = 1L << 32;
    /** What was issued leaves combined entries. */
    private static final long HALF = 1L << 33;
    /** A new translation was entered all the same: who still uses the old one is not waited for any more. */
    private static final long RELIED = 1L << 34;
    /** What was issued stays on its CPU, where alone anything of the entry was. */
    private static final long LOCAL = 1L << 35;
    private static final int TREE_SHIFT = 40;

    private final Cells cells;
    private final int untold;
    private final int count;
    private final int first;
    private final int capacity;
    private final List<Debt.Item> items;

    /**
     * No debts.
     *
     * @param stage1   whether there is a stage 1 whose entries may combine both
     * @param untold   the first of as many cells as there are CPUs
     * @param base     the first of {@code 1 + CELLS * capacity} cells
     * @param capacity most debts at once; those beyond it are not kept
     */
    Debts(Cells cells, boolean stage1, int untold, int base, int capacity) {
        items = List.of(Debt.Item.values()).subList(0, stage1 ? Debt.Item.values().length : Debt.Item.COMPLETION.ordinal() + 1);
        this.cells = cells;
        this.untold = untold;
        count = base;
        first = base + 1;
        this.capacity = capacity;
    }

    int size() {
        return (int) cells.get(count);
    }

    private int cell(int debt) {
        return first + debt * CELLS;
    }

    long address(int debt) {
        return cells.get(cell(debt) + ADDRESS);
    }

    /** The descriptor that may still be used. */
    long old(int debt) {
        return cells.get(cell(debt) + OLD);
    }

    long ipa(int debt) {
        return cells.get(cell(debt) + IPA);
    }

    private long meta(int debt) {
        return cells.get(cell(debt) + META);
    }

    int level(int debt) {
        return (int) meta(debt) & 0xff;
    }

    int debtor(int debt) {
        return (int) (meta(debt) >>> 8) & 0xff;
    }

    /** The entry's tree, as {@link Hardware#tree} gives it. */
    int tree(int debt) {
        return (int) (meta(debt) >>> TREE_SHIFT);
    }

    private int payer(int debt) {
        return (int) (meta(debt) >>> 16) & 0xff;
    }

    int progress(int debt) {
        return (int) (meta(debt) >>> 24) & 0xff;
    }

    /** Whether the TLBI that was issued for it leaves combined entries. */
    boolean half(int debt) {
        return (meta(debt) & HALF) != 0;
    }

    /** Whether the code that owes has ended. */
    boolean told(int debt) {
        return (meta(debt) & TOLD) != 0;
    }

    /** Whether the code that owes is still at it: as long as it is, nobody relies on it. */
    boolean going(int debt) {
        return (meta(debt) & (TOLD | RELIED)) == 0;
    }

    /** Something else was put in the entry's place. */
    void relied(int debt) {
        cells.put(cell(debt) + META, meta(debt) | RELIED);
    }

    /** Whether a CPU owes anything and its code has not ended: asked at every access, so it is counted. */
    boolean untold(int cpu) {
        return cells.get(untold + cpu) > 0;
    }

    /** Counts a debt, or with -1 discounts it, if its debtor's code has not ended. */
    private void count(int debt, int by) {
        if (!told(debt)) {
            int cell = untold + debtor(debt);
            cells.put(cell, cells.get(cell) + by);
        }
    }

    private void put(int debt, int tree, int level, int debtor, int payer, int progress, boolean told) {
        cells.put(cell(debt) + META, (long) tree << TREE_SHIFT | level | (long) debtor << 8 | (long) payer << 16 | (long) progress << 24 | (told ? TOLD : 0));
    }

    private void proceed(int debt, int payer, int progress, long more) {
        long flags = meta(debt) & RELIED | more;
        put(debt, tree(debt), level(debt), debtor(debt), payer, progress, told(debt));
        cells.put(cell(debt) + META, meta(debt) | flags);
    }

    /** The debt of an entry, or -1. */
    int find(long address) {
        int at = place(address);
        return at < size() && address(at) == address ? at : -1;
    }

    private int place(long address) {
        int low = 0;
        int high = size();
        while (low < high) {
            int middle = low + high >>> 1;
            if (Long.compareUnsigned(address(middle), address) < 0) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low;
    }

    /** A CPU has taken something away at an entry. Of one that owed already the first old descriptor stays, and everything is owed anew. */
    void owe(long address, long old, long ipa, int level, int tree, int debtor) {
        int at = place(address);
        int size = size();
        if (at == size || address(at) != address) {
            if (size == capacity) {
                return;
            }
            for (int i = size; i > at; i--) {
                copy(i - 1, i);
            }
            cells.put(count, size + 1L);
            cells.put(cell(at) + ADDRESS, address);
            cells.put(cell(at) + OLD, old);
            cells.put(cell(at) + IPA, ipa);
        } else {
            count(at, -1);
        }
        put(at, tree, level, debtor, 0, NOTHING, false);
        count(at, 1);
    }

    private void copy(int from, int to) {
        for (int i = 0; i < CELLS; i++) {
            cells.put(cell(to) + i, cells.get(cell(from) + i));
        }
    }

    /** A debt is gone. */
    void remove(int debt) {
        count(debt, -1);
        int size = size();
        for (int i = debt; i < size - 1; i++) {
            copy(i + 1, i);
        }
        drop(size - 1);
    }

    private void drop(int size) {
        for (int debt = size; debt < size(); debt++) {
            for (int i = 0; i < CELLS; i++) {
                cells.put(cell(debt) + i, 0);
            }
        }
        cells.put(count, size);
    }

    /** A TLBI that leaves nothing of the entry was issued, or nothing but combined entries. It may be one that stays on its CPU, if that is enough. */
    void issued(int debt, int payer, boolean half, boolean local) {
        if (progress(debt) == VISIBLE || !half && (half(debt) || progress(debt) > ISSUED)) {
            proceed(debt, payer, ISSUED, (half ? HALF : 0) | (local ? LOCAL : 0));
        }
    }

    /** A TLBI that leaves no combined entries was issued. What was built before stage 2 is known gone does not count. */
    void issuedStage1(int debt, int payer) {
        if (progress(debt) == STAGE_2_GONE) {
            proceed(debt, payer, STAGE_1_ISSUED, 0);
        }
    }

    /**
     * A barrier of a CPU has finished.
     *
     * @param local    whether it waits for what the CPU has to see itself
     * @param alone    whether nobody else may hold anything of a debt's entry: then the store need not be visible to others
     */
    void barrier(int cpu, boolean visible, boolean completes, boolean local, IntPredicate alone) {
        int size = size();
        int kept = 0;
        for (int debt = 0; debt < size; debt++) {
            if (progress(debt) == NOTHING && debtor(debt) == cpu && (visible || alone.test(debt))) {
                proceed(debt, 0, VISIBLE, 0);
            }
            if ((completes || local && (meta(debt) & LOCAL) != 0) && (progress(debt) == ISSUED || progress(debt) == STAGE_1_ISSUED) && payer(debt) == cpu) {
                if (!half(debt)) {
                    count(debt, -1);
                    continue;
                }
                proceed(debt, 0, STAGE_2_GONE, 0);
            }
            if (kept != debt) {
                copy(debt, kept);
            }
            kept++;
        }
        if (kept != size) {
            drop(kept);
        }
    }

    /** The code that owes has ended. */
    void tell(int debt) {
        count(debt, -1);
        cells.put(cell(debt) + META, meta(debt) | TOLD);
    }

    /** All, for readers. */
    List<Debt> list() {
        List<Debt> list = new ArrayList<>();
        for (int debt = 0; debt < size(); debt++) {
            int done = progress(debt);
            int due = done == ISSUED && !half(debt) || GuestTrees.has(tree(debt)) ? ISSUED + 1 : items.size();
            list.add(new Debt(tree(debt), address(debt), level(debt), ipa(debt), old(debt), debtor(debt), items.subList(0, done), items.subList(done, due), told(debt)));
        }
        return list;
    }
}
