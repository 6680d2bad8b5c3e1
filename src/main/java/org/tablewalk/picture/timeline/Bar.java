package org.tablewalk.picture.timeline;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import org.tablewalk.trace.Segment;
import org.tablewalk.trace.Segment.Kind;

/**
 * A stretch of a lane with the stretches inside of it.
 *
 * @param inside by position
 */
record Bar(Segment segment, List<Bar> inside) {
    /** The outermost bars of a lane, of what can be seen between two positions. */
    static List<Bar> of(Segment[] segments, double from, double to) {
        List<Bar> outermost = new ArrayList<>();
        Deque<Bar> around = new ArrayDeque<>();
        for (Segment s : segments) {
            if (s.to() <= from || s.from() >= to) {
                continue;
            }
            while (!around.isEmpty() && around.getLast().segment().depth() >= s.depth()) {
                around.removeLast();
            }
            var bar = new Bar(s, new ArrayList<>());
            (around.isEmpty() ? outermost : around.getLast().inside()).add(bar);
            around.add(bar);
        }
        return outermost;
    }

    Kind kind() {
        return segment.kind();
    }

    /** Rows that it needs if each bar inside another has a row below it. */
    int rows() {
        int most = 0;
        for (Bar bar : inside) {
            most = Math.max(most, bar.rows());
        }
        return most + 1;
    }

    /** The routines from this one down to the first that does more than call another; only as many are passed over as rows are missing. */
    List<Bar> chain(int rows) {
        List<Bar> chain = new ArrayList<>(List.of(this));
        while (chain.getLast().rows() > rows && chain.getLast().inside.size() == 1 && chain.getLast().inside.getFirst().kind() == Kind.ROUTINE) {
            chain.add(chain.getLast().inside.getFirst());
        }
        return chain;
    }

    /** What is done in it, whatever routines it is done by. */
    List<Bar> deeds() {
        List<Bar> deeds = new ArrayList<>();
        for (Bar bar : inside) {
            if (bar.kind() == Kind.ROUTINE) {
                deeds.addAll(bar.deeds());
            } else {
                deeds.add(bar);
            }
        }
        return deeds;
    }
}
