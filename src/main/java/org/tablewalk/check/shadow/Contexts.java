package org.tablewalk.check.shadow;

import org.tablewalk.arch.x86.Registers;
import org.tablewalk.machine.Cells;
import org.tablewalk.machine.x86.X86State;

/**
 * What a CPU remembers it remembers for a PCID: each pair of the two that was used is a context of the {@link GuestHistory}. Without PCIDs there is one for each CPU. Of a CPU that uses
 * more than there is room for nothing is known when it is in one of the others.
 */
final class Contexts {
    private static final int PCIDS = 8;
    private static final long PCID = 0xfff;
    /** No place for what a CPU remembers now. */
    static final int UNKNOWN = -1;

    private final X86State state;
    private final Cells cells;
    private final int base;
    private final int each;

    Contexts(X86State state, Cells cells, int base) {
        this.state = state;
        this.cells = cells;
        this.base = base;
        each = each(state);
    }

    private static int each(X86State state) {
        return state.map().config().caching().tagged() ? PCIDS : 1;
    }

    /** Cells that it needs: none without PCIDs. */
    static int cells(X86State state) {
        return each(state) == 1 ? 0 : count(state);
    }

    /** Contexts of all CPUs, at most 64. */
    static int count(X86State state) {
        return each(state) * state.map().config().cpus();
    }

    /** The first of a CPU's contexts; {@link #each} follow each other. */
    int first(int cpu) {
        return cpu * each;
    }

    /** Contexts of a CPU. */
    int each() {
        return each;
    }

    /** The context that a CPU is in. */
    int now(int cpu) {
        return each == 1 ? cpu : of(cpu, pcid(cpu));
    }

    /** Whether a CPU has PCIDs on. */
    boolean pcids(int cpu) {
        return each > 1 && (state.cpu(cpu).cr4() & Registers.CR4_PCIDE) != 0;
    }

    private long pcid(int cpu) {
        return pcids(cpu) ? state.cpu(cpu).cr3() & PCID : 0;
    }

    /** Whether a CPU was in the context before that it is in now. */
    boolean known(int cpu) {
        return each == 1 || find(cpu, pcid(cpu)) != UNKNOWN;
    }

    /** The context of a CPU and a PCID that it has used, or {@link #UNKNOWN}. */
    int find(int cpu, long pcid) {
        for (int i = first(cpu); i < first(cpu) + each; i++) {
            if (cells.get(base + i) == pcid + 1) {
                return i;
            }
        }
        return UNKNOWN;
    }

    private int of(int cpu, long pcid) {
        int i = find(cpu, pcid);
        if (i == UNKNOWN) {
            i = find(cpu, -1);
            if (i != UNKNOWN) {
                cells.put(base + i, pcid + 1);
            }
        }
        return i;
    }

    /** Whether a CPU was in that context ever. */
    boolean used(int context) {
        return each == 1 || cells.get(base + context) != 0;
    }

    /** The used contexts of such CPUs, one bit each. */
    long of(long cpus) {
        if (each == 1) {
            return cpus;
        }
        long contexts = 0;
        for (int i = 0; i < count(state); i++) {
            contexts |= (cpus >>> i / each & 1) != 0 && used(i) ? 1L << i : 0;
        }
        return contexts;
    }
}
