package org.tablewalk.explore.graph;

import java.util.List;
import org.tablewalk.explore.store.SearchLimit;

/** The transitions without a completed access of all states, as arrays: those of state s lead to {@code to[first[s]]..to[first[s + 1] - 1]}. */
public final class Graph {
    private final int[] first;
    private final int[] to;
    private boolean backward;

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
        var graph = new Graph(new int[states + 1], null);
        long[] edges = new long[1];
        for (var log : logs) {
            log.read((from, to, count) -> {
                graph.first[from + 1] = count;
                edges[0] += count;
                for (int i = 0; i < count; i++) {
                    graph.backward |= to[i] <= from;
                }
            });
        }
        if (!graph.backward) {
            return null;
        }
        if (edges[0] > Integer.MAX_VALUE - 8) {
            throw new SearchLimit("transitions");
        }
        for (int state = 0; state < states; state++) {
            graph.first[state + 1] += graph.first[state];
        }
        int[] all = new int[(int) edges[0]];
        for (var log : logs) {
            log.read((from, to, count) -> System.arraycopy(to, 0, all, graph.first[from], count));
        }
        return new Graph(graph.first, all);
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
