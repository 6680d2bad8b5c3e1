package org.tablewalk.explore;

import org.tablewalk.machine.Cells;
import org.tablewalk.machine.Event;
import org.tablewalk.machine.EventSink;

/** Counts each CPU's faults up to a limit and one more. The counts are part of the state: how many faults there were is not written anywhere else. */
final class FaultCount implements EventSink {
    private final Cells counts;
    private final int limit;
    private boolean exceeded;

    /** Counters at 0. */
    FaultCount(int cpus, int limit) {
        counts = new Cells(cpus);
        this.limit = limit;
    }

    @Override
    public void event(int kind, int actor, long a, long b, long c) {
        if (kind == Event.FAULT && counts.get(actor) <= limit) {
            counts.put(actor, counts.get(actor) + 1);
            exceeded |= counts.get(actor) > limit;
        }
    }

    Cells cells() {
        return counts;
    }

    /** Whether a CPU's count went beyond the limit since this was asked last. */
    boolean exceeded() {
        boolean was = exceeded;
        exceeded = false;
        return was;
    }
}
