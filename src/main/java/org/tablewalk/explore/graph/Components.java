package org.tablewalk.explore.graph;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** The strongly connected components of a graph that have a cycle: Tarjan's algorithm, without recursion. */
public final class Components {
    private final Graph graph;
    /** For each state when it was reached, from 1 on; 0 for not yet. Negative once its component is known. */
    private final int[] reached;
    private final int[] low;
    private final int[] edge;
    private final int[] stack;
    private final int[] path;
    private int stacked;
    private int clock;
    private final List<int[]> found = new ArrayList<>();

    private Components(Graph graph) {
        this.graph = graph;
        reached = new int[graph.states()];
        low = new int[graph.states()];
        edge = new int[graph.states()];
        stack = new int[graph.states()];
        path = new int[graph.states()];
    }

    /** The states of each, in ascending order; the component with the lowest state first. */
    public static List<int[]> of(Graph graph) {
        var components = new Components(graph);
        for (int state = 0; state < graph.states(); state++) {
            if (components.reached[state] == 0) {
                components.visit(state);
            }
        }
        components.found.sort((one, other) -> Integer.compare(one[0], other[0]));
        return components.found;
    }

    private void visit(int start) {
        int depth = 0;
        path[0] = start;
        enter(start);
        while (depth >= 0) {
            int state = path[depth];
            if (edge[state] < graph.first(state + 1)) {
                int to = graph.to(edge[state]++);
                if (reached[to] == 0) {
                    path[++depth] = to;
                    enter(to);
                } else if (reached[to] > 0) {
                    low[state] = Math.min(low[state], reached[to]);
                }
            } else {
                if (low[state] == reached[state]) {
                    leave(state);
                }
                if (--depth >= 0) {
                    low[path[depth]] = Math.min(low[path[depth]], low[state]);
                }
            }
        }
    }

    private void enter(int state) {
        reached[state] = ++clock;
        low[state] = clock;
        edge[state] = graph.first(state);
        stack[stacked++] = state;
    }

    /** A component is complete: everything on the stack down to its root. */
    private void leave(int root) {
        int from = stacked;
        do {
            reached[stack[--from]] = -1;
        } while (stack[from] != root);
        if (stacked - from > 1 || loops(root)) {
            int[] states = Arrays.copyOfRange(stack, from, stacked);
            Arrays.sort(states);
            found.add(states);
        }
        stacked = from;
    }

    private boolean loops(int state) {
        for (int e = graph.first(state); e < graph.first(state + 1); e++) {
            if (graph.to(e) == state) {
                return true;
            }
        }
        return false;
    }
}
