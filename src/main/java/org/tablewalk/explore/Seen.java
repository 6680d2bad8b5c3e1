package org.tablewalk.explore;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicLong;
import org.tablewalk.explore.graph.EdgeLog;
import org.tablewalk.explore.store.Damaged;
import org.tablewalk.explore.store.StateStore;

/** What a search has seen so far: states, transitions, findings, and where it goes on. It can be written and taken up again while no thread adds to it. */
final class Seen {
    private final List<Worker> workers;
    private final StateStore store;
    private final Causes causes;
    private final AtomicLong expanded = new AtomicLong();
    private final AtomicLong transitions = new AtomicLong();
    private final List<EdgeLog> logsBefore = new ArrayList<>();
    private long stepsBefore;
    private long nanosBefore;
    private volatile Level level;

    Seen(List<Worker> workers, StateStore store, Causes causes) {
        this.workers = workers;
        this.store = store;
        this.causes = causes;
    }

    /** Begins with the first state, unless a search was taken up. */
    void start() {
        if (level == null) {
            workers.getFirst().start();
            level = new Level(0, 1, List.of(new Level.Range(0, 1)), workers.size());
        }
    }

    /** The states whose transitions are being made. */
    Level level() {
        return level;
    }

    /** Goes on to the states of the next depth; false if there are none. */
    boolean nextLevel() {
        int states = store.states().count();
        if (level.to() == states) {
            return false;
        }
        level = new Level(level.depth() + 1, states, List.of(new Level.Range(level.to(), states)), workers.size());
        return true;
    }

    /** States have been gone on from. */
    void count(int states, long made) {
        expanded.addAndGet(states);
        transitions.addAndGet(made);
    }

    /** A snapshot. */
    Progress progress(long nanos, boolean paused) {
        return new Progress(store.states().count(), expanded.get(), transitions.get(), level.depth(), bytes(), (nanosBefore + nanos) / 1e9, paused, causes.list());
    }

    StateStore store() {
        return store;
    }

    Causes causes() {
        return causes;
    }

    /** Writes everything. */
    void write(DataOutputStream out, long nanos) throws IOException {
        workers.getFirst().stepper().judge().keep(out);
        store.write(out);
        out.writeInt(level.depth());
        out.writeInt(level.to());
        var left = level.left();
        out.writeInt(left.size());
        for (var range : left) {
            out.writeInt(range.from());
            out.writeInt(range.to());
        }
        out.writeLong(expanded.get());
        out.writeLong(transitions.get());
        out.writeLong(steps());
        out.writeLong(nanosBefore + nanos);
        causes.write(out);
        var logs = logs();
        out.writeInt(logs.size());
        for (var log : logs) {
            log.write(out);
        }
    }

    /** Takes up what was written. */
    void read(DataInputStream in) throws IOException {
        workers.getFirst().stepper().judge().recall(in);
        store.read(in);
        int states = store.states().count();
        int depth = in.readInt();
        int to = Damaged.count(in.readInt(), states);
        var left = new ArrayList<Level.Range>();
        for (int ranges = Damaged.count(in.readInt(), states); ranges > 0; ranges--) {
            var range = new Level.Range(in.readInt(), in.readInt());
            Damaged.unless(range.from() >= 0 && range.from() < range.to() && range.to() <= to);
            left.add(range);
        }
        level = new Level(depth, to, left, workers.size());
        expanded.set(in.readLong());
        transitions.set(in.readLong());
        stepsBefore = in.readLong();
        nanosBefore = in.readLong();
        causes.read(in, states);
        for (int logs = Damaged.count(in.readInt(), 1 << 16); logs > 0; logs--) {
            logsBefore.add(EdgeLog.read(in, states));
        }
    }

    /** Steps that the transitions consisted of. */
    long steps() {
        return stepsBefore + workers.stream().mapToLong(Worker::steps).sum();
    }

    /** The transitions without a completed access. */
    List<EdgeLog> logs() {
        var logs = new ArrayList<>(logsBefore);
        workers.stream().map(Worker::edges).filter(Objects::nonNull).forEach(logs::add);
        return logs;
    }

    /** Bytes taken. */
    long bytes() {
        return store.bytes() + workers.stream().mapToLong(Worker::bytes).sum();
    }
}
