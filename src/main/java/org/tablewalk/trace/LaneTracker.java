package org.tablewalk.trace;

import java.util.Arrays;
import org.tablewalk.machine.Event;
import org.tablewalk.machine.EventSink;
import org.tablewalk.machine.Move;

/**
 * What each CPU is doing, followed from the events: one {@link Segment.Kind} per CPU that changes now and then. While recording, the
 * steps a CPU spent in each kind are summed per block, so that lanes of a long run can be drawn without replaying it.
 */
final class LaneTracker implements EventSink {
    private static final Segment.Kind[] KINDS = Arrays.copyOf(Segment.Kind.values(), Segment.Kind.SUMMED);
    private static final int GUEST_HIT = Segment.Kind.GUEST_HIT.ordinal();
    private static final int WALK = Segment.Kind.WALK.ordinal();
    private static final int FAULT = Segment.Kind.FAULT.ordinal();
    private static final int HOST = Segment.Kind.HOST.ordinal();
    private static final int WAIT_LOCK = Segment.Kind.WAIT_LOCK.ordinal();
    private static final int WAIT_DSB = Segment.Kind.WAIT_DSB.ordinal();
    private static final int DONE = Segment.Kind.DONE.ordinal();
    private static final int IDLE = Segment.Kind.IDLE.ordinal();
    private static final int GUEST_WALK = Segment.Kind.GUEST_WALK.ordinal();
    private static final int SHADOW_PAGES = Segment.Kind.SHADOW_PAGES.ordinal();

    /** The state at a keyframe. */
    record Saved(byte[] doing, boolean[] guest, long[] held, byte[] awaited, long locks) {
        int bytes() {
            return 11 * doing.length;
        }
    }

    private final byte[] doing;
    private final boolean[] guest;
    private final long[] since;
    private final int[] spent;
    /** Of each CPU the locks it holds, one bit each; of locks there are at most 64. */
    private final long[] held;
    /** Of each CPU the lock it waited for last. */
    private final byte[] awaited;
    /** Locks that were ever taken, one bit each. */
    private long locks;
    private long position;

    LaneTracker(int cpus) {
        doing = new byte[cpus];
        guest = new boolean[cpus];
        since = new long[cpus];
        spent = new int[cpus * KINDS.length];
        held = new long[cpus];
        awaited = new byte[cpus];
        Arrays.fill(doing, (byte) IDLE);
    }

    /**
     * The step of this index is about to be made. A CPU that waits for a lock sleeps: if it runs, it has waited; and one that took a fault works on it with
     * its next step.
     */
    void before(int move, long step) {
        position = step;
        int actor = Move.actor(move);
        if ((doing[actor] == WAIT_LOCK || doing[actor] == FAULT) && Move.kind(move) == Move.RUN) {
            to(actor, HOST);
        }
    }

    @Override
    public void event(int kind, int cpu, long a, long b, long c) {
        switch (kind) {
            case Event.ACCESS_START -> {
                guest[cpu] = true;
                to(cpu, GUEST_HIT);
            }
            case Event.TLB_MISS -> to(cpu, WALK);
            case Event.ACCESS_DONE -> to(cpu, GUEST_HIT);
            case Event.FAULT -> to(cpu, FAULT);
            case Event.EXCEPTION -> guest[cpu] = false;
            case Event.RESUME -> {
                guest[cpu] = true;
                to(cpu, GUEST_HIT);
            }
            case Event.LOCK_WAIT -> {
                awaited[cpu] = (byte) a;
                to(cpu, WAIT_LOCK);
            }
            case Event.DSB_WAIT -> to(cpu, WAIT_DSB);
            case Event.HALT -> to(cpu, DONE);
            case Event.GUEST_WALK -> to(cpu, GUEST_WALK);
            case Event.TRACK, Event.SP_ALLOC, Event.SP_REUSE, Event.SP_ZAP, Event.SP_UNSYNC -> to(cpu, SHADOW_PAGES);
            case Event.ISB, Event.MSR, Event.WORD_READ, Event.WORD_WRITE, Event.NOTE -> {
                // Work on the guest's tables or on shadow pages is made of these; it ends with one of those below.
                if (doing[cpu] != GUEST_WALK && doing[cpu] != SHADOW_PAGES) {
                    host(cpu);
                }
            }
            case Event.LOCK -> {
                held[cpu] |= bit(a);
                locks |= bit(a);
                host(cpu);
            }
            case Event.UNLOCK -> {
                held[cpu] &= ~bit(a);
                host(cpu);
            }
            case Event.DSB_DONE, Event.TLBI_ISSUE, Event.SP_LINK, Event.INJECT, Event.SPTE_SET -> host(cpu);
            default -> {}
        }
    }

    /** The bit of a lock; a trace may have more locks than can be told apart here. */
    static long bit(long lock) {
        return lock < Long.SIZE ? 1L << lock : 0;
    }

    private void host(int cpu) {
        if (!guest[cpu] && doing[cpu] != DONE) {
            to(cpu, HOST);
        }
    }

    private void to(int cpu, int kind) {
        if (doing[cpu] != kind) {
            spent[cpu * KINDS.length + doing[cpu]] += (int) (position - since[cpu]);
            since[cpu] = position;
            doing[cpu] = (byte) kind;
        }
    }

    /** What a CPU is doing. */
    Segment.Kind doing(int cpu) {
        return KINDS[doing[cpu]];
    }

    /** The locks a CPU holds, one bit each. */
    long held(int cpu) {
        return held[cpu];
    }

    /** The lock a CPU waits for, if it waits for one. */
    int awaited(int cpu) {
        return awaited[cpu];
    }

    /** The locks that were ever taken, one bit each. */
    long locks() {
        return locks;
    }

    /** Ends a block at {@code end}: for each CPU and kind the share of the block's steps, 0..255. */
    byte[] closeBlock(long end) {
        byte[] shares = new byte[spent.length];
        for (int cpu = 0; cpu < doing.length; cpu++) {
            spent[cpu * KINDS.length + doing[cpu]] += (int) (end - since[cpu]);
            since[cpu] = end;
            for (int kind = 0; kind < KINDS.length; kind++) {
                int steps = spent[cpu * KINDS.length + kind];
                shares[cpu * KINDS.length + kind] = (byte) (steps == 0 ? 0 : Math.max(1, steps * 255L / Recording.BLOCK));
            }
        }
        Arrays.fill(spent, 0);
        return shares;
    }

    Saved save() {
        return new Saved(doing.clone(), guest.clone(), held.clone(), awaited.clone(), locks);
    }

    void load(Saved saved, long at) {
        System.arraycopy(saved.doing(), 0, doing, 0, doing.length);
        System.arraycopy(saved.guest(), 0, guest, 0, guest.length);
        System.arraycopy(saved.held(), 0, held, 0, held.length);
        System.arraycopy(saved.awaited(), 0, awaited, 0, awaited.length);
        locks = saved.locks();
        Arrays.fill(since, at);
        Arrays.fill(spent, 0);
        position = at;
    }
}
