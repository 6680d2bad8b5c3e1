package org.tablewalk.explore;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** The states of one depth, handed out to threads batch by batch. Their numbers are consecutive, but for those that were done before a search was taken up again. */
final class Level {
    private static final int MOST = 64;

    /**
     * States with consecutive numbers.
     *
     * @param from the first
     * @param to   one more than the last
     */
    record Range(int from, int to) {}

    private final int depth;
    private final int to;
    private final int batch;
    private final Deque<Range> left = new ArrayDeque<>();
    private final Set<Range> taken = new HashSet<>();

    /**
     * A level whose states have numbers below {@code to}.
     *
     * @param left those that are not done
     */
    Level(int depth, int to, List<Range> left, int workers) {
        this.depth = depth;
        this.to = to;
        this.left.addAll(left);
        int states = left.stream().mapToInt(range -> range.to() - range.from()).sum();
        batch = Math.clamp(states / (workers * 8L), 1, MOST);
    }

    int depth() {
        return depth;
    }

    int to() {
        return to;
    }

    /** States that nobody else gets; null when none are left. Afterwards they must be {@link #done}. */
    synchronized Range take() {
        Range next = left.poll();
        if (next != null && next.to() - next.from() > batch) {
            left.addFirst(new Range(next.from() + batch, next.to()));
            next = new Range(next.from(), next.from() + batch);
        }
        if (next != null) {
            taken.add(next);
        }
        return next;
    }

    /** Of states that were taken those below {@code end} are done. */
    synchronized void done(Range range, int end) {
        taken.remove(range);
        if (end < range.to()) {
            left.addFirst(new Range(end, range.to()));
        }
    }

    /** States that are not done. */
    synchronized List<Range> left() {
        var all = new ArrayList<>(left);
        all.addAll(taken);
        return all;
    }
}
