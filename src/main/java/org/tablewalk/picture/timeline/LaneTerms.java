package org.tablewalk.picture.timeline;

import org.tablewalk.picture.Words;
import org.tablewalk.trace.Fan;
import org.tablewalk.trace.Segment;

/** What lanes call what they show. */
public final class LaneTerms {
    private final Words words = new Words();
    private final boolean threads;
    private final boolean flushes;

    /**
     * The terms of a kind of subject.
     *
     * @param threads the lanes are the threads of an imported trace and not CPUs
     * @param flushes what is invalidated are other CPUs' TLBs as a whole
     */
    public LaneTerms(boolean threads, boolean flushes) {
        this.threads = threads;
        this.flushes = flushes;
    }

    /** A CPU or a thread. */
    String actor(int number) {
        return words.of(threads ? "thread" : "cpu", number);
    }

    /** What it did in a stretch that says nothing of its own. */
    String segment(Segment.Kind kind) {
        return words.of(threads && kind == Segment.Kind.HOST ? "segment.thread"
                : flushes && kind == Segment.Kind.WAIT_DSB ? "segment.flush" : "segment." + kind);
    }

    /** An invalidation. */
    String fan(Fan fan) {
        return flushes ? words.of("timeline.flush") : words.of("timeline.tlbi", fan.text());
    }
}
