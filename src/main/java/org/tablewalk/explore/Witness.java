package org.tablewalk.explore;

import java.util.Arrays;
import org.tablewalk.explore.store.StateStore;
import org.tablewalk.machine.Move;

/** Gives back the moves that lead to a state: what is stored is only where each state was first reached from. */
final class Witness {
    private final StateStore store;
    private final Worker worker;
    private int[] moves = new int[256];
    private int count;

    Witness(StateStore store, Worker worker) {
        this.store = store;
        this.worker = worker;
    }

    /** The moves of a run to what a cause shows. The move that shows it is the last one. */
    int[] to(Cause cause) {
        int[] moves = toState(cause.state());
        if (cause.move() == Move.NONE) {
            return moves;
        }
        int[] all = Arrays.copyOf(moves, moves.length + 1);
        all[moves.length] = cause.move();
        return all;
    }

    /** The moves of a run to a state. */
    int[] toState(int state) {
        count = 0;
        settleFirst();
        int[] path = path(state);
        for (int i = 1; i < path.length; i++) {
            transition(path[i - 1], path[i]);
        }
        return Arrays.copyOf(moves, count);
    }

    /** The moves of a loop. */
    int[] around(Lasso lasso) {
        count = 0;
        for (var turn : lasso.loop()) {
            worker.load(turn.from());
            worker.successor(turn.move());
            keep();
        }
        return Arrays.copyOf(moves, count);
    }

    /** The states on the way, the start first. */
    private int[] path(int state) {
        int length = 0;
        for (int s = state; s >= 0; s = store.states().parent(s)) {
            length++;
        }
        int[] path = new int[length];
        for (int s = state; s >= 0; s = store.states().parent(s)) {
            path[--length] = s;
        }
        return path;
    }

    private void settleFirst() {
        worker.loadStart();
        worker.stepper().settleStart();
        keep();
        worker.stepper().undo();
    }

    /** Adds the steps of a transition that leads from one state to another. */
    private void transition(int from, int to) {
        worker.load(from);
        int before = count;
        worker.moves(move -> {
            if (count == before && worker.successor(move) == to) {
                keep();
            }
        });
        if (count == before) {
            throw new IllegalStateException("no transition from state " + from + " to " + to);
        }
    }

    private void keep() {
        int steps = worker.stepper().steps();
        if (count + steps > moves.length) {
            moves = Arrays.copyOf(moves, Math.max(count + steps, moves.length * 2));
        }
        for (int i = 0; i < steps; i++) {
            moves[count++] = worker.stepper().move(i);
        }
    }
}
