package org.tablewalk.check.shadow;

import org.tablewalk.arch.x86.GuestPte;
import org.tablewalk.arch.x86.PageWalk;
import org.tablewalk.arch.x86.PagingMode;
import org.tablewalk.arch.x86.Pte;
import org.tablewalk.arch.x86.WalkRules;
import org.tablewalk.machine.Cells;
import org.tablewalk.machine.Event;
import org.tablewalk.machine.x86.X86Config;
import org.tablewalk.machine.x86.X86Config.Virtualization;
import org.tablewalk.machine.x86.X86State;

/**
 * What a guest's own tables give an access: by the architecture's rules on stale entries, where each entry on the path may be what it was at any moment since its CPU last had to forget.
 * Processors remember upper entries and whole translations apart (Intel SDM volume 3, section 4.10), so old and new may stand on one path. An entry is remembered only with its accessed
 * bit set, and a write only with the leaf's dirty bit.
 */
final class GuestWalk {
    /** Cells for each CPU: PAE's four pointers as they were loaded, and whether they have been. */
    static final int CELLS = 5;

    private static final int PAE = 3;

    private final X86State state;
    private final X86Config config;
    private final Cells cells;
    private final int pointers;
    private final GuestHistory history;
    private final Contexts contexts;
    // Of the access that is asked about.
    private int cpu;
    private long address;
    private long gfn;
    private int since;
    private int kind;
    private boolean write;
    private int rules;

    /**
     * A walker of live tables.
     *
     * @param pointers the first of {@link #CELLS} cells for each CPU
     */
    GuestWalk(X86State state, Cells cells, int pointers, GuestHistory history, Contexts contexts) {
        this.state = state;
        config = state.map().config();
        this.cells = cells;
        this.pointers = pointers;
        this.history = history;
        this.contexts = contexts;
    }

    /** A CPU's first entry: what its registers point to was never loaded by an instruction. */
    void enters(int entering) {
        if (cells.get(pointers + entering * CELLS + 4) == 0) {
            cells.put(pointers + entering * CELLS + 4, 1);
            load(entering);
        }
    }

    /** A CPU loads PAE's pointers, if its mode has them. */
    void load(int loading) {
        X86State.Cpu c = state.cpu(loading);
        boolean pae = !twoDimensional() && c.mode() == PagingMode.PAE;
        for (int i = 0; i < 4; i++) {
            cells.put(pointers + loading * CELLS + i, pae ? state.guestEntry((c.cr3() & 0xffff_ffe0L) + 8L * i, 8) : 0);
        }
    }

    /** Without tables of its own below: a guest's physical address is what it accesses. */
    private boolean twoDimensional() {
        return config.virtualization() == Virtualization.DIRECT || config.virtualization() == Virtualization.TDP_MMU;
    }

    /**
     * Whether an access of a CPU, of a kind of {@link Event}, may reach a guest frame.
     *
     * @param reached -1 for memory that is not the guest's
     */
    boolean gives(int of, long at, int access, long reached) {
        X86State.Cpu c = state.cpu(of);
        if (reached < 0) {
            return false;
        }
        if (twoDimensional() || c.mode() == PagingMode.NONE) {
            return reached == at >>> 12;
        }
        int context = contexts.now(of);
        if (history.more() || context == Contexts.UNKNOWN) {
            return true;
        }
        cpu = of;
        address = at;
        gfn = reached;
        since = history.since(context, at);
        write = access == Event.WRITE;
        boolean user = c.access() != null && c.access().user();
        kind = (write ? PageWalk.WRITE : access == Event.EXECUTE ? PageWalk.FETCH : 0) | (user ? PageWalk.USER : 0);
        rules = rules(c);
        return from(c.cr3() & (WalkRules.mode(rules) <= PAE ? 0xffff_f000L : Pte.FRAME), WalkRules.levels(rules), Pte.ACC_ALL);
    }

    /** SMEP and SMAP are asked of each access, not of what is remembered. A nested guest's walks are as with CR0.WP. */
    private int rules(X86State.Cpu c) {
        if (config.virtualization() == Virtualization.NESTED_EPT) {
            return c.mode() == PagingMode.FIVE_LEVEL ? WalkRules.EPT5 : WalkRules.EPT4;
        }
        int of = WalkRules.of(c.cr0(), c.cr4(), c.efer()) & ~(WalkRules.SMEP | WalkRules.SMAP);
        return config.virtualization() == Virtualization.NESTED_NPT ? of | WalkRules.WP : of;
    }

    private boolean from(long table, int level, int rights) {
        long index = WalkRules.index(address, level, rules);
        if (WalkRules.mode(rules) == PAE && level == PAE) {
            return through(cells.get(pointers + cpu * CELLS + (int) index), level, rights);
        }
        if (state.map().slotOf(table >>> 12) < 0) {
            return false;
        }
        int bytes = WalkRules.entryBytes(rules);
        long at = table + bytes * index;
        if (through(state.guestEntry(at, bytes), level, rights)) {
            return true;
        }
        for (int row = history.size() - 1; row >= since; row--) {
            if (history.address(row) == (at & -8)) {
                long old = history.old(row);
                if (through(bytes == 8 ? old : old >>> 8 * (at & 4) & 0xffff_ffffL, level, rights)) {
                    return true;
                }
            }
        }
        return false;
    }

    private boolean through(long entry, int level, int above) {
        int step = PageWalk.step(entry, level, rules);
        // L1 that uses no accessed and dirty bits of EPT sets none.
        long accessed = WalkRules.ept(rules) ? 0 : GuestPte.accessed(level, rules);
        if (step >= PageWalk.NOT_PRESENT || (entry & accessed) != accessed) {
            return false;
        }
        int rights = above & GuestPte.access(entry, level, rules);
        if (step == PageWalk.TABLE) {
            return from(GuestPte.frame(entry, level, rules) << 12, level - 1, rights);
        }
        long dirty = write && !WalkRules.ept(rules) ? GuestPte.dirty(rules) : 0;
        long within = (address & (1L << WalkRules.shift(level, rules)) - 1) >>> 12;
        return (entry & dirty) == dirty && PageWalk.permitted(rights, kind, rules) && GuestPte.frame(entry, level, rules) + within == gfn;
    }
}
