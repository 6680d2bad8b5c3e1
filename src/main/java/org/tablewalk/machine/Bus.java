package org.tablewalk.machine;

/** Where the parts of one machine send their events: the sink can be exchanged between steps, the parts keep the bus. */
public final class Bus implements EventSink {
    private EventSink sink = EventSink.NONE;

    /** Directs later events. */
    public void attach(EventSink events) {
        sink = events;
    }

    @Override
    public void event(int kind, int cpu, long a, long b, long c) {
        sink.event(kind, cpu, a, b, c);
    }
}
