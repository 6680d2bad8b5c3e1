package org.tablewalk.trace;

import java.util.ArrayList;
import java.util.List;
import org.tablewalk.machine.EventSink;

/** Several observers as one. */
final class Watchers implements EventSink {
    private final Observer[] observers;

    Watchers(List<? extends Observer> observers) {
        this.observers = observers.toArray(new Observer[0]);
    }

    @Override
    public void event(int kind, int actor, long a, long b, long c) {
        for (Observer o : observers) {
            o.event(kind, actor, a, b, c);
        }
    }

    void before(int move, long position) {
        for (Observer o : observers) {
            o.before(move, position);
        }
    }

    void after(long position) {
        for (Observer o : observers) {
            o.after(position);
        }
    }

    List<Object> save() {
        List<Object> saved = new ArrayList<>(observers.length);
        for (Observer o : observers) {
            saved.add(o.save());
        }
        return saved;
    }

    void load(List<Object> saved) {
        for (int i = 0; i < observers.length; i++) {
            observers[i].load(saved.get(i));
        }
    }
}
