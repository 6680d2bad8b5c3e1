package org.tablewalk.session.lockstep;

import java.util.Arrays;
import org.tablewalk.machine.Machine;
import org.tablewalk.machine.Move;
import org.tablewalk.trace.Observer;

/**
 * The counted events of one run, written while it is recorded: for each its number and its step, for as long as somebody compares them; and for those that have a name that and the step. What nobody will ask for any more
 * is forgotten.
 */
public final class EventLog implements Observer {
    private static final int BITS = 12;
    private static final int CHUNK = 1 << BITS;

    private final boolean telling;
    private Machine machine;
    /** By event. */
    private int[][] steps = new int[4][];
    private long[][] labels = new long[4][];
    private int events;
    private int labelsFrom;
    private boolean comparing = true;
    /** By name. */
    private long[][] keys = new long[4][];
    private int[][] named = new int[4][];
    private int names;
    private int namesFrom;
    /** Steps that were a CPU's own affair, one bit each. */
    private long[] own = new long[64];
    private int position;

    private record Saved(int events, int names) {}

    /**
     * Of a run before its first step.
     *
     * @param telling whether somebody asks which steps were a CPU's own affair
     */
    EventLog(boolean telling) {
        this.telling = telling;
    }

    /** From now on this machine is recorded: one before its first step, or one that goes on with what was recorded. */
    public EventLog on(Machine recorded) {
        machine = recorded;
        return this;
    }

    /** Whether events of a kind are counted; see {@link EventIdentity}. */
    public static boolean counts(int kind) {
        return EventIdentity.counts(kind);
    }

    /** Counted events while they were compared. */
    public int events() {
        return events;
    }

    /** Index of the step that made an event. */
    public long step(int event) {
        return steps[event >> BITS][event & CHUNK - 1];
    }

    /** How many of the events the first {@code at} steps made. */
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
        return labels[event >> BITS][event & CHUNK - 1];
    }

    /** Events that have a name so far. */
    int names() {
        return names;
    }

    /** Such an event's name. */
    long key(int name) {
        return keys[name >> BITS][name & CHUNK - 1];
    }

    /** The step that made it. */
    int namedStep(int name) {
        return named[name >> BITS][name & CHUNK - 1];
    }

    /** The first name that is still known of those that steps from one on made; {@link #names} if there is none. */
    int firstName(long at) {
        int low = namesFrom << BITS;
        int high = names;
        while (low < high) {
            int middle = low + high >>> 1;
            if (namedStep(middle) < at) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low;
    }

    /** Whether a step was its CPU's own affair: see {@link Machine#local}. */
    boolean own(long step) {
        return (own[(int) (step >> 6)] >>> step & 1) != 0;
    }

    /** Neither numbers nor names of events before this one are asked for any more. */
    void forget(int event) {
        for (; labelsFrom < event >> BITS; labelsFrom++) {
            labels[labelsFrom] = null;
        }
        while (namesFrom < names >> BITS && event < events && named[namesFrom][CHUNK - 1] < step(event)) {
            keys[namesFrom] = null;
            named[namesFrom++] = null;
        }
    }

    /** Nothing is compared any more: from now on only events that have a name are written down. */
    void close() {
        if (comparing) {
            comparing = false;
            Arrays.fill(labels, null);
        }
    }

    /** Bytes that it takes. */
    public long bytes() {
        long chunks = (events >> BITS) + 1L;
        return chunks * CHUNK * 4 + (comparing ? (chunks - labelsFrom) * CHUNK * 8 : 0) + ((names >> BITS) + 1L - namesFrom) * CHUNK * 12 + own.length * 8L;
    }

    @Override
    public void before(int move, long at) {
        position = (int) at;
        if (comparing && telling) {
            int word = position >> 6;
            if (word == own.length) {
                own = Arrays.copyOf(own, 2 * word);
            }
            boolean local = Move.kind(move) == Move.RUN && machine.local(Move.actor(move));
            own[word] = own[word] & ~(1L << at) | (local ? 1L << at : 0);
        }
    }

    @Override
    public void event(int kind, int actor, long a, long b, long c) {
        if (comparing) {
            if (!EventIdentity.counts(kind)) {
                return;
            }
            int chunk = events >> BITS;
            int at = events & CHUNK - 1;
            if (at == 0) {
                room(chunk);
            }
            steps[chunk][at] = position;
            labels[chunk][at] = EventIdentity.label(kind, actor, a, b, c);
            events++;
        }
        if (EventIdentity.named(kind)) {
            int chunk = names >> BITS;
            int at = names & CHUNK - 1;
            if (at == 0) {
                roomForNames(chunk);
            }
            keys[chunk][at] = EventIdentity.key(kind, actor, a, b, c);
            named[chunk][at] = position;
            names++;
        }
    }

    private void room(int chunk) {
        if (chunk == steps.length) {
            steps = Arrays.copyOf(steps, 2 * chunk);
            labels = Arrays.copyOf(labels, 2 * chunk);
        }
        steps[chunk] = new int[CHUNK];
        labels[chunk] = new long[CHUNK];
    }

    private void roomForNames(int chunk) {
        if (chunk == named.length) {
            named = Arrays.copyOf(named, 2 * chunk);
            keys = Arrays.copyOf(keys, 2 * chunk);
        }
        named[chunk] = new int[CHUNK];
        keys[chunk] = new long[CHUNK];
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
