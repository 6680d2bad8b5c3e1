package org.tablewalk.explore;

import java.util.concurrent.atomic.AtomicLong;

/** The states of one depth, handed out to threads batch by batch: they have consecutive numbers. */
final class Level {
    private static final int MOST = 64;

    private final int depth;
    private final int to;
    private final int batch;
    private final AtomicLong next;

    /** The states {@code from..to-1}. */
    Level(int depth, int from, int to, int workers) {
        this.depth = depth;
        this.to = to;
        batch = Math.clamp((to - from) / (workers * 4L), 1, MOST);
        next = new AtomicLong(from);
    }

    int depth() {
        return depth;
    }

    int to() {
        return to;
    }

    /** The first state of a batch that nobody else gets; {@link #to} or more when none is left. */
    long take() {
        return next.getAndAdd(batch);
    }

    /** The first state that nobody has taken. */
    int left() {
        return (int) Math.min(to, next.get());
    }

    int end(long first) {
        return (int) Math.min(to, first + batch);
    }
}
