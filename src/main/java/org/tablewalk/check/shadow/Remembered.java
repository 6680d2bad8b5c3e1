package org.tablewalk.check.shadow;

import org.tablewalk.machine.Cells;
import org.tablewalk.machine.x86.X86Intrinsics;
import org.tablewalk.machine.x86.X86State;

/**
 * What processors may remember of the guest's tables, and when the guest makes them forget (Intel SDM volume 3, "Operations that Invalidate TLBs and Paging-Structure Caches"): MOV to CR3
 * its PCID, unless it is asked not to; MOV to another register everything; INVLPG a page; INVPCID what it names. Where the SDM lets a processor keep global pages it is not asked to forget
 * them less: KVM keeps none.
 */
final class Remembered {
    private static final long PCIDS = 4096;

    private final Contexts contexts;
    private final GuestHistory history;
    private final Cells cells;
    private final int keeps;

    /** Nothing remembered; {@code base} is the first of {@link #cells} cells. */
    Remembered(X86State state, Cells cells, int base) {
        this.cells = cells;
        int count = Contexts.count(state);
        history = new GuestHistory(cells, base, count);
        int at = base + GuestHistory.cells(count);
        contexts = new Contexts(state, cells, at);
        keeps = at + Contexts.cells(state);
        for (int cpu = 0; cpu < state.map().config().cpus(); cpu++) {
            contexts.now(cpu);
        }
    }

    /** Cells that it needs. */
    static int cells(X86State state) {
        return GuestHistory.cells(Contexts.count(state)) + Contexts.cells(state) + (Contexts.cells(state) > 0 ? 1 : 0);
    }

    GuestHistory history() {
        return history;
    }

    Contexts contexts() {
        return contexts;
    }

    /** A CPU exits with a reason; at a load of CR3 the operand tells whether its PCID is to be kept. */
    void exits(int cpu, int reason, long operand) {
        if (contexts.each() > 1) {
            boolean keep = reason == X86Intrinsics.EXIT_CR3 && operand < 0 && contexts.pcids(cpu);
            long others = cells.get(keeps) & ~(1L << cpu);
            cells.put(keeps, keep ? others | 1L << cpu : others);
        }
    }

    /** A CPU's register changed. */
    void register(int cpu, int register, long live) {
        if (register != X86Intrinsics.CR3) {
            everything(cpu, live);
            return;
        }
        boolean known = contexts.known(cpu);
        int now = contexts.now(cpu);
        boolean kept = contexts.each() > 1 && (cells.get(keeps) >>> cpu & 1) != 0 && known;
        if (now != Contexts.UNKNOWN && !kept) {
            history.forget(now, contexts.of(live));
        }
    }

    private void everything(int cpu, long live) {
        for (int i = contexts.first(cpu); i < contexts.first(cpu) + contexts.each(); i++) {
            if (contexts.used(i)) {
                history.forget(i, contexts.of(live));
            }
        }
    }

    /** A CPU executes INVLPG, or INVPCID of {@code kind - 1}. */
    void invalidates(int cpu, long address, long pcid, long kind, long live) {
        boolean refused = kind < 0 || kind > 4 || pcid < 0 || pcid >= PCIDS || kind > 0 && kind < 3 && pcid != 0 && !contexts.pcids(cpu);
        if (refused) {
            return;
        }
        if (kind > 2) {
            everything(cpu, live);
            return;
        }
        int context = kind == 0 || contexts.each() == 1 ? contexts.now(cpu) : contexts.find(cpu, pcid);
        if (context == Contexts.UNKNOWN) {
            return;
        }
        if (kind == 2) {
            history.forget(context, contexts.of(live));
        } else {
            history.forget(context, address, contexts.of(live));
        }
    }

    /** A CPU makes no access any more. */
    void over(long live) {
        history.over(contexts.of(live));
    }

    /** A word of guest memory is no longer what it was. */
    void written(long address, long old, long live) {
        history.written(address, old, contexts.of(live));
    }
}
