package org.tablewalk.machine;

/** Receives what a step does, while it does it. Events are facts for counting, drawing and telling; they never feed back into the machine. */
@FunctionalInterface
public interface EventSink {
    /** Ignores everything. */
    EventSink NONE = (kind, actor, a, b, c) -> {};

    /**
     * One fact.
     *
     * @param kind  an {@link Event} constant, which says what a, b and c are
     * @param actor the CPU it happens on or for
     */
    void event(int kind, int actor, long a, long b, long c);
}
