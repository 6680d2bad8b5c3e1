package org.tablewalk.explore.graph;

import java.util.List;
import org.tablewalk.explore.store.SearchLimit;

/** The transitions without a completed access of all states, as arrays: those of state s lead to {@code to[first[s]]..to[first[s + 1] - 1]}. */
public final class Graph {
    private final int[] first;
    private final int[] to;

    private Graph(int[] first, int[] to) {
        this.first = first;
        this.to = to;
    }

    /**
     * The graph that logs tell, or null if it has no cycle for sure: every transition leads to a state with a higher number.
     *
     * @throws SearchLimit if it has more transitions than an array has room for
     */
    public static Graph of(int states, List<EdgeLog> logs) {
        if (logs.stream().noneMatch(EdgeLog::backward)) {
            return null;
        }
        long edges = logs.stream().mapToLong(EdgeLog::edges).sum();
        if (edges > Integer.MAX_VALUE - 8) {
            throw new SearchLimit("transitions");
        }
        int[] first = new int[states + 1];
        for (var log : logs) {
            log.read((from, to, count) -> first[from + 1] = count);
        }
        for (int state = 0; state < states; state++) {
            first[state + 1] += first[state];
        }
        int[] all = new int[(int) edges];
        for (var log : logs) {
            log.read((from, to, count) -> System.arraycopy(to, 0, all, first[from], count));
        }
        return new Graph(first, all);
    }

    public int states() {
        return first.length - 1;
    }

    public int first(int state) {
        return first[state];
    }

    public int to(int edge) {
        return to[edge];
    }
}
