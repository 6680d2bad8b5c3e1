package org.tablewalk.check.shadow;

import org.tablewalk.arch.x86.GuestPte;
import org.tablewalk.arch.x86.PageWalk;
import org.tablewalk.arch.x86.Pte;
import org.tablewalk.arch.x86.RoleField;
import org.tablewalk.arch.x86.WalkRules;
import org.tablewalk.check.Past;
import org.tablewalk.check.StaleWhy;
import org.tablewalk.machine.x86.X86Map;
import org.tablewalk.machine.x86.X86State;
import org.tablewalk.trace.tlb.TlbLog;

/** Which entries of TLBs and paging-structure caches the hardware would not fill from the tables as they are now. */
public final class StaleEntries {
    private static final int PAE = 3;

    private StaleEntries() {}

    /** Whether the tables lead elsewhere by now, or give less than the entry allows. */
    public static boolean stale(X86State state, X86State.TlbEntry entry) {
        return why(state, entry) != null;
    }

    /** In what the tables lead elsewhere by now, or give less than the entry allows; null if in nothing. */
    public static StaleWhy why(X86State state, X86State.TlbEntry entry) {
        int levels = rootLevel(state, entry.now());
        if (levels < PAE) {
            return StaleWhy.NO_ROOT;
        }
        boolean ept = state.map().config().ept();
        if (entry.structure()) {
            return structure(state, entry, levels, rules(ept, levels));
        }
        PageWalk.Result now = PageWalk.walk(entry.now(), entry.address(), 0, rules(ept, levels), state::word);
        int allowed = GuestPte.access(entry.spte(), entry.level(), rules(ept, 4));
        if (now.fault()) {
            return now.level() == entry.level() ? StaleWhy.INVALID : StaleWhy.NO_TABLE;
        }
        if (now.level() != entry.level()) {
            return StaleWhy.SIZE;
        }
        return now.frame() != (entry.spte() & Pte.FRAME) >>> 12 ? StaleWhy.ELSEWHERE : (allowed & ~now.access()) != 0 ? StaleWhy.RIGHTS : null;
    }

    /** The same of an entry that leads to a table: what stands where it was found, and whether the table is one still. */
    private static StaleWhy structure(X86State state, X86State.TlbEntry entry, int levels, int rules) {
        long to = X86State.table(entry.spte());
        if (!X86State.special(to) && state.shadowPageAt(to) == null) {
            return StaleWhy.FREED;
        }
        long table = entry.now();
        int access = Pte.ACC_ALL;
        for (int level = levels;; level--) {
            long pte = state.word(table + 8L * WalkRules.index(entry.address(), level, rules));
            int step = PageWalk.step(pte, level, rules);
            if (step != PageWalk.TABLE) {
                return level > entry.level() ? StaleWhy.NO_TABLE : step == PageWalk.LEAF ? StaleWhy.SIZE : StaleWhy.INVALID;
            }
            access &= GuestPte.access(pte, level, rules);
            table = X86State.table(pte);
            if (level == entry.level()) {
                return table != to ? StaleWhy.ELSEWHERE : (GuestPte.access(entry.spte(), level, rules) & ~access) != 0 ? StaleWhy.RIGHTS : null;
            }
        }
    }

    /**
     * Since when a stale entry is stale.
     *
     * @param filled index of the step that filled it, or -1 if that is not known
     * @return as {@link Past#since}
     */
    public static long since(X86State state, X86State.TlbEntry entry, TlbLog.Part log, long filled) {
        var past = new Past(log, state.image()::get, state.map()::cellOf);
        var then = new X86State(state.map(), past);
        why(then, entry);
        return past.since(filled, record -> {}, () -> why(then, entry) != null);
    }

    /** As the hardware walks host tables. */
    private static int rules(boolean ept, int levels) {
        return ept ? levels == 5 ? WalkRules.EPT5 : WalkRules.EPT4 : levels | WalkRules.NX;
    }

    /** The level of a root, or 0 if it is no table any more. */
    private static int rootLevel(X86State state, long root) {
        if (X86State.special(root)) {
            return PAE + (int) ((root - X86Map.SPECIAL >>> 12) % 3);
        }
        X86State.ShadowPage page = state.shadowPageAt(root);
        return page == null ? 0 : state.role(page.role(), RoleField.LEVEL);
    }
}
