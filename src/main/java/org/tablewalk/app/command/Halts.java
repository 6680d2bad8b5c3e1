package org.tablewalk.app.command;

import java.util.Arrays;
import org.tablewalk.machine.Event;
import org.tablewalk.trace.Observer;

/** Remembers of every CPU why and where it stopped. */
public final class Halts implements Observer {
    private final int[] why;
    private final int[] op;

    private record Saved(int[] why, int[] op) {}

    Halts(int cpus) {
        why = new int[cpus];
        op = new int[cpus];
        Arrays.fill(op, -1);
    }

    /** Why a CPU stopped, as in {@link Event#HALT}; of one that did not, nothing in particular. */
    public int why(int cpu) {
        return why[cpu];
    }

    /** Number of the op at which it stopped, or -1. */
    public int op(int cpu) {
        return op[cpu];
    }

    @Override
    public void before(int move, long position) {}

    @Override
    public void event(int kind, int actor, long a, long b, long c) {
        if (kind == Event.HALT) {
            why[actor] = (int) b;
            op[actor] = (int) c;
        }
    }

    @Override
    public void after(long position) {}

    @Override
    public Object save() {
        return new Saved(why.clone(), op.clone());
    }

    @Override
    public void load(Object saved) {
        System.arraycopy(((Saved) saved).why(), 0, why, 0, why.length);
        System.arraycopy(((Saved) saved).op(), 0, op, 0, op.length);
    }
}
