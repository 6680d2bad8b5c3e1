package org.tablewalk.machine.x86;

import org.tablewalk.machine.EventSink;

/** Where the parts of one machine send their events: the sink can be exchanged between steps, the parts keep the bus. */
final class Bus {
    private EventSink sink = EventSink.NONE;

    void attach(EventSink events) {
        sink = events;
    }

    void event(int kind, int cpu, long a, long b, long c) {
        sink.event(kind, cpu, a, b, c);
    }
}
