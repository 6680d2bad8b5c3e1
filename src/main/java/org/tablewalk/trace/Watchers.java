package org.tablewalk.trace;

import java.util.ArrayList;
import java.util.List;
import org.tablewalk.machine.EventSink;
import org.tablewalk.trace.tlb.TlbLog;

/** The lanes' tracker and the observers of a run as one. */
final class Watchers implements EventSink {
    private final Observer[] observers;

    private final LaneTracker lanes;
    /** For a cursor that is looked at; else null. */
    private final TlbLog log;
    /** Who is not there with every run, or null. Apart from the others, so that it costs them nothing: a call in a loop that now and then meets a further class is slower for all. */
    private final Observer witness;

    /** Of a recorder. */
    Watchers(int cpus, List<? extends Observer> observers, Observer witness) {
        this(cpus, observers, null, witness);
    }

    /** Of a cursor. */
    Watchers(int cpus, List<? extends Observer> observers, TlbLog log) {
        this(cpus, observers, log, null);
    }

    private Watchers(int cpus, List<? extends Observer> observers, TlbLog log, Observer witness) {
        this.log = log;
        this.witness = witness;
        lanes = new LaneTracker(cpus);
        this.observers = observers.toArray(new Observer[0]);
    }

    @Override
    public void event(int kind, int actor, long a, long b, long c) {
        lanes.event(kind, actor, a, b, c);
        if (log != null) {
            log.event(kind, actor, a, b, c);
        }
        for (Observer o : observers) {
            o.event(kind, actor, a, b, c);
        }
        if (witness != null) {
            witness.event(kind, actor, a, b, c);
        }
    }

    LaneTracker lanes() {
        return lanes;
    }

    void before(int move, long position) {
        lanes.before(move, position);
        if (log != null) {
            log.at(position);
        }
        for (Observer o : observers) {
            o.before(move, position);
        }
        if (witness != null) {
            witness.before(move, position);
        }
    }

    void after(long position) {
        for (Observer o : observers) {
            o.after(position);
        }
        if (witness != null) {
            witness.after(position);
        }
    }

    List<Object> save() {
        List<Object> saved = new ArrayList<>(observers.length + 1);
        for (Observer o : observers) {
            saved.add(o.save());
        }
        if (witness != null) {
            saved.add(witness.save());
        }
        return saved;
    }

    void load(Recording.Keyframe keyframe, long position) {
        lanes.load(keyframe.lanes(), position);
        if (log != null) {
            log.restart(position);
        }
        for (int i = 0; i < observers.length; i++) {
            observers[i].load(keyframe.observers().get(i));
        }
        if (witness != null) {
            witness.load(keyframe.observers().get(observers.length));
        }
    }
}
