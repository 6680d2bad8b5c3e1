package org.tablewalk.explore;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.tablewalk.machine.Move;

/**
 * Looks for a weakly fair loop with as few transitions as any in a small component: breadth first over states and what has been done, from every state. What is demanded of a loop: that each
 * thing which can be done somewhere in the component is done in it, or cannot be done at some state of it; and that some CPU runs.
 */
final class ShortestLoop {
    /** Larger components, and more visits, take longer than the answer is worth. */
    private static final int MOST_NODES = 1 << 20;
    private static final int MOST_VISITS = 40_000_000;
    private static final int MOST_STATES = 4096;

    private final int[] states;
    private final List<List<Lasso.Turn>> edges;
    /** For each state the demands that it meets, for each kind the number of its first demand. */
    private final int[] met;
    private final long[] somewhere;
    private final int[] kinds;
    private final int bits;
    private int[] before;
    private int[] seen;
    private Lasso.Turn[] by;
    private int visits;

    /**
     * Of a component.
     *
     * @param edges   for each of its states the transitions that stay in it
     * @param enabled for each of its states and each of the kinds who can
     * @param kinds   of moves that must be done if they can be
     */
    private ShortestLoop(int[] states, List<List<Lasso.Turn>> edges, long[][] enabled, int[] kinds) {
        this.states = states;
        this.edges = edges;
        this.kinds = kinds;
        somewhere = new long[kinds.length];
        for (long[] here : enabled) {
            for (int k = 0; k < kinds.length; k++) {
                somewhere[k] |= here[k];
            }
        }
        bits = 1 + Arrays.stream(somewhere).mapToInt(Long::bitCount).sum();
        met = new int[states.length];
        for (int i = 0; i < states.length; i++) {
            for (int k = 0; k < kinds.length; k++) {
                for (long left = somewhere[k] & ~enabled[i][k]; left != 0; left &= left - 1) {
                    met[i] |= bit(k, Long.numberOfTrailingZeros(left));
                }
            }
        }
    }

    /** Whether a component is small enough for {@link #of}. */
    static boolean fits(int[] states) {
        return states.length <= MOST_STATES;
    }

    /** The loop, or null if that is too much to look for. */
    static List<Lasso.Turn> of(int[] states, List<List<Lasso.Turn>> edges, long[][] enabled, int[] kinds) {
        var search = new ShortestLoop(states, edges, enabled, kinds);
        return search.bits > 20 || (long) states.length << search.bits > MOST_NODES ? null : search.best();
    }

    /** The bit of a demand; bit 0 is that some CPU runs. */
    private int bit(int k, int actor) {
        int bit = 1;
        for (int i = 0; i < k; i++) {
            bit += Long.bitCount(somewhere[i]);
        }
        return 1 << bit + Long.bitCount(somewhere[k] & (1L << actor) - 1);
    }

    private int done(Lasso.Turn turn) {
        int kind = Move.kind(turn.move());
        int done = kind == Move.RUN ? 1 : 0;
        for (int k = 0; k < kinds.length; k++) {
            done |= kinds[k] == kind && (somewhere[k] >>> Move.actor(turn.move()) & 1) != 0 ? bit(k, Move.actor(turn.move())) : 0;
        }
        return done;
    }

    private List<Lasso.Turn> best() {
        int nodes = states.length << bits;
        before = new int[nodes];
        seen = new int[nodes];
        by = new Lasso.Turn[nodes];
        List<Lasso.Turn> best = null;
        for (int start = 0; start < states.length && visits < MOST_VISITS; start++) {
            List<Lasso.Turn> loop = from(start, best == null ? Integer.MAX_VALUE : best.size());
            best = loop != null ? loop : best;
        }
        return best;
    }

    /** A shortest loop through a state, if it has fewer transitions than so many; else null. */
    private List<Lasso.Turn> from(int start, int fewer) {
        var left = new ArrayDeque<Integer>(List.of(start << bits | met[start]));
        var next = new ArrayDeque<Integer>();
        for (int length = 1; length < fewer && !left.isEmpty(); length++) {
            for (int node : left) {
                for (Lasso.Turn turn : edges.get(node >> bits)) {
                    int to = Arrays.binarySearch(states, turn.to());
                    int reached = to << bits | node & (1 << bits) - 1 | done(turn) | met[to];
                    visits++;
                    if (reached == (start + 1 << bits) - 1) {
                        return loop(node, start << bits | met[start], turn);
                    }
                    if (seen[reached] != start + 1) {
                        seen[reached] = start + 1;
                        before[reached] = node;
                        by[reached] = turn;
                        next.add(reached);
                    }
                }
            }
            var empty = left;
            left = next;
            next = empty;
            next.clear();
        }
        return null;
    }

    private List<Lasso.Turn> loop(int node, int first, Lasso.Turn last) {
        var loop = new ArrayList<Lasso.Turn>(List.of(last));
        for (int at = node; at != first; at = before[at]) {
            loop.addFirst(by[at]);
        }
        return loop;
    }
}
