package org.tablewalk.explore;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import org.tablewalk.check.judge.Finding;
import org.tablewalk.check.judge.Rule;
import org.tablewalk.explore.graph.Components;
import org.tablewalk.explore.graph.EdgeLog;
import org.tablewalk.explore.graph.Graph;
import org.tablewalk.explore.store.StateSet;
import org.tablewalk.explore.store.StateStore;
import org.tablewalk.machine.Machine;
import org.tablewalk.machine.Move;

/**
 * Looks for cycles without a completed access under weak fairness: what could be done all along the cycle, a CPU's next step, the arrival of an invalidation, a buffered store becoming
 * visible, the next read of a speculative walk, is done in it. Nobody need evict or begin to speculate.
 *
 * <p>There is such a cycle exactly where a strongly connected component of the transitions without a completed access does or disables each of those somewhere: then the cycle through all
 * of these places is one.
 */
final class Livelock {
    private static final int[] FAIR = {Move.RUN, Move.ARRIVE, Move.DRAIN, Move.WALKER};
    /** Components that are told. */
    private static final int MOST = 16;

    private final Worker worker;
    private final Machine machine;
    private int[] states;
    private final long[] always = new long[Move.KINDS];
    private final long[] taken = new long[Move.KINDS];

    private Livelock(Worker worker) {
        this.worker = worker;
        machine = worker.stepper().machine();
    }

    /** The lassos of a search that stands still, those with the shortest stem first. */
    static List<Lasso> of(StateStore store, Worker worker, List<EdgeLog> logs) {
        Graph graph = Graph.of(store.states().count(), logs);
        var lassos = new ArrayList<Lasso>();
        if (graph != null) {
            var livelock = new Livelock(worker);
            for (int[] component : Components.of(graph)) {
                if (lassos.size() < MOST && livelock.fair(component)) {
                    lassos.add(livelock.lasso(store.states()));
                }
            }
        }
        return lassos;
    }

    private boolean inside(int state) {
        return Arrays.binarySearch(states, state) >= 0;
    }

    private boolean fair(int[] component) {
        states = component;
        forget();
        for (int state : component) {
            List<Lasso.Turn> edges = edges(state);
            see();
            edges.forEach(this::see);
            if (satisfied()) {
                return true;
            }
        }
        return false;
    }

    private void forget() {
        Arrays.fill(always, -1);
        Arrays.fill(taken, 0);
    }

    /** The transitions of a state that stay in the component. */
    private List<Lasso.Turn> edges(int state) {
        var edges = new ArrayList<Lasso.Turn>();
        worker.load(state);
        worker.moves(move -> {
            int to = worker.successor(move);
            if (!worker.stepper().accessDone() && inside(to)) {
                edges.add(new Lasso.Turn(state, move, to));
            }
        });
        return edges;
    }

    /** Takes in what can be done in the state that is loaded. */
    private void see() {
        for (int kind : FAIR) {
            always[kind] &= machine.enabled(kind);
        }
    }

    /** Takes in a transition. */
    private void see(Lasso.Turn turn) {
        taken[Move.kind(turn.move())] |= 1L << Move.actor(turn.move());
    }

    private boolean satisfied() {
        return taken[Move.RUN] != 0 && Arrays.stream(FAIR).allMatch(kind -> (always[kind] & ~taken[kind]) == 0);
    }

    /** The shortest loop of a small component, from the first of its states; of a large one a loop that goes where each thing is done or cannot be. */
    private Lasso lasso(StateSet set) {
        List<Lasso.Turn> loop = ShortestLoop.fits(states) ? shortest() : null;
        if (loop == null) {
            loop = tour(states[0]);
        }
        int start = loop.getFirst().from();
        int depth = 0;
        for (int state = start; set.parent(state) >= 0; state = set.parent(state)) {
            depth++;
        }
        forget();
        loop.forEach(this::see);
        worker.load(start);
        int actor = Long.numberOfTrailingZeros(taken[Move.RUN]);
        var finding = new Finding(Rule.LIVELOCK, 0, actor, 0, 0, 0);
        return new Lasso(new Cause(Rule.LIVELOCK.id(), finding, machine.line(actor), depth, start, Move.NONE), loop);
    }

    private List<Lasso.Turn> shortest() {
        var edges = new ArrayList<List<Lasso.Turn>>();
        long[][] enabled = new long[states.length][];
        for (int i = 0; i < states.length; i++) {
            edges.add(edges(states[i]));
            worker.load(states[i]);
            enabled[i] = Arrays.stream(FAIR).mapToLong(machine::enabled).toArray();
        }
        List<Lasso.Turn> loop = ShortestLoop.of(states, edges, enabled, FAIR);
        if (loop != null) {
            Lasso.Turn first = loop.stream().min(Comparator.comparingInt(Lasso.Turn::from)).orElseThrow();
            Collections.rotate(loop, -loop.indexOf(first));
        }
        return loop;
    }

    private List<Lasso.Turn> tour(int start) {
        var loop = new ArrayList<Lasso.Turn>();
        forget();
        worker.load(start);
        see();
        while (!satisfied()) {
            goOn(loop, start, this::helps);
        }
        if (loop.isEmpty() || loop.getLast().to() != start) {
            goOn(loop, start, turn -> turn.to() == start);
        }
        return loop;
    }

    /** Goes on, by a shortest way, to a transition that is wanted and through it. */
    private void goOn(List<Lasso.Turn> loop, int start, Predicate<Lasso.Turn> wanted) {
        int from = loop.isEmpty() ? start : loop.getLast().to();
        Map<Integer, Lasso.Turn> reachedBy = new HashMap<>();
        var left = new ArrayDeque<Integer>(List.of(from));
        while (!left.isEmpty()) {
            for (Lasso.Turn turn : edges(left.remove())) {
                if (wanted.test(turn)) {
                    take(loop, reachedBy, from, turn);
                    return;
                }
                if (turn.to() != from && reachedBy.putIfAbsent(turn.to(), turn) == null) {
                    left.add(turn.to());
                }
            }
        }
        throw new IllegalStateException("a component without a way from " + from);
    }

    /** Whether a transition does what was not done yet, or leads to where something cannot be done that always could. */
    private boolean helps(Lasso.Turn turn) {
        int kind = Move.kind(turn.move());
        boolean fair = Arrays.stream(FAIR).anyMatch(each -> each == kind);
        if (fair && (always[kind] & ~taken[kind] & 1L << Move.actor(turn.move())) != 0 || kind == Move.RUN && taken[Move.RUN] == 0) {
            return true;
        }
        worker.load(turn.to());
        return Arrays.stream(FAIR).anyMatch(each -> (always[each] & ~taken[each] & ~machine.enabled(each)) != 0);
    }

    private void take(List<Lasso.Turn> loop, Map<Integer, Lasso.Turn> reachedBy, int from, Lasso.Turn last) {
        var way = new ArrayDeque<Lasso.Turn>(List.of(last));
        while (way.getFirst().from() != from) {
            way.addFirst(reachedBy.get(way.getFirst().from()));
        }
        for (Lasso.Turn turn : way) {
            see(turn);
            worker.load(turn.to());
            see();
            loop.add(turn);
        }
    }
}
