package org.tablewalk.session.lockstep;

import java.util.Arrays;
import java.util.BitSet;
import org.tablewalk.machine.Machine;
import org.tablewalk.machine.Move;
import org.tablewalk.trace.Observer;

/**
 * The counted events of one run, written while it is recorded: for each its number and its step, in little more than the bytes of both; and those that have a name once more. Numbers that nobody
 * will compare any more are forgotten.
 */
public final class EventLog implements Observer {
    private static final int CHUNK = 1 << 12;

    private Machine machine;
    private long[][] labels = new long[4][];
    private int[][] steps = new int[4][];
    private int events;
    /** Of events that have a name: that, and which event it is. */
    private long[][] keys = new long[4][];
    private int[][] named = new int[4][];
    private int names;
    /** Steps that were a CPU's own affair. */
    private final BitSet own = new BitSet();
    private long position;
    private int forgotten;
    private boolean comparing = true;

    private record Saved(int events, int names) {}

    /** From now on this machine is recorded: one before its first step, or one that goes on with what was recorded. */
    public EventLog on(Machine recorded) {
        machine = recorded;
        return this;
    }

    /** Whether events of a kind are counted; see {@link EventIdentity}. */
    public static boolean counts(int kind) {
        return EventIdentity.counts(kind);
    }

    /** Counted events so far. */
    public int events() {
        return events;
    }

    /** Index of the step that made an event. */
    public long step(int event) {
        return steps[event / CHUNK][event % CHUNK];
    }

    /** How many events the first {@code position} steps made. */
    public int before(long at) {
        int low = 0;
        int high = events;
        while (low < high) {
            int middle = low + high >>> 1;
            if (step(middle) < at) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low;
    }

    /** Which of the counted events of its step an event is, 0 for the first. */
    public int place(int event) {
        int first = event;
        while (first > 0 && step(first - 1) == step(event)) {
            first--;
        }
        return event - first;
    }

    /** The number of an event; see {@link EventIdentity#label}. */
    long label(int event) {
        return labels[event / CHUNK][event % CHUNK];
    }

    /** Events that have a name so far. */
    int names() {
        return names;
    }

    /** Such an event's name. */
    long key(int name) {
        return keys[name / CHUNK][name % CHUNK];
    }

    /** Index of such an event among all. */
    int event(int name) {
        return named[name / CHUNK][name % CHUNK];
    }

    /** Whether a step was its CPU's own affair: see {@link Machine#local}. */
    boolean own(long step) {
        return own.get((int) step);
    }

    /** The numbers of events before this one are not asked for any more. */
    void forget(int event) {
        for (; forgotten < event / CHUNK; forgotten++) {
            labels[forgotten] = null;
        }
    }

    /** No number is asked for any more. */
    void forgetAll() {
        comparing = false;
        Arrays.fill(labels, null);
    }

    /** Bytes that it takes. */
    public long bytes() {
        long chunks = events / CHUNK + 1L;
        return chunks * CHUNK * 4 + (comparing ? (chunks - forgotten) * CHUNK * 8 : 0) + (names / CHUNK + 1L) * CHUNK * 12 + own.size() / 8;
    }

    @Override
    public void before(int move, long at) {
        position = at;
        if (Move.kind(move) == Move.RUN && machine.local(Move.actor(move))) {
            own.set((int) at);
        }
    }

    @Override
    public void event(int kind, int actor, long a, long b, long c) {
        if (!EventIdentity.counts(kind)) {
            return;
        }
        int chunk = events / CHUNK;
        int at = events % CHUNK;
        if (at == 0) {
            steps = room(steps, chunk);
            steps[chunk] = new int[CHUNK];
            labels = room(labels, chunk);
            labels[chunk] = comparing ? new long[CHUNK] : null;
        }
        steps[chunk][at] = (int) position;
        if (labels[chunk] != null) {
            labels[chunk][at] = EventIdentity.label(kind, actor, a, b, c);
        }
        if (EventIdentity.named(kind)) {
            name(EventIdentity.key(kind, actor, a, b, c));
        }
        events++;
    }

    private void name(long key) {
        int chunk = names / CHUNK;
        int at = names % CHUNK;
        if (at == 0) {
            keys = room(keys, chunk);
            keys[chunk] = new long[CHUNK];
            named = room(named, chunk);
            named[chunk] = new int[CHUNK];
        }
        keys[chunk][at] = key;
        named[chunk][at] = events;
        names++;
    }

    private static <T> T[] room(T[] chunks, int chunk) {
        return chunk < chunks.length ? chunks : Arrays.copyOf(chunks, 2 * chunks.length);
    }

    @Override
    public void after(long at) {
        // All that is known of a step its events have told.
    }

    @Override
    public Object save() {
        return new Saved(events, names);
    }

    @Override
    public void load(Object saved) {
        Saved then = (Saved) saved;
        events = then.events;
        names = then.names;
    }
}
