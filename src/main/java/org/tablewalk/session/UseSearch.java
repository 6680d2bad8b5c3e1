package org.tablewalk.session;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.tablewalk.format.Problem;
import org.tablewalk.machine.Event;
import org.tablewalk.machine.EventSink;
import org.tablewalk.machine.Image;
import org.tablewalk.machine.Machine;
import org.tablewalk.machine.Move;

/**
 * Looks for a continuation in which a CPU uses what an entry said before, and makes a run of it: moves of that CPU alone where they do, others' only where it waits for them.
 * Nothing that would take the old translation from it is tried.
 */
final class UseSearch implements Errand, EventSink {
    /** States looked at in all, and in one slice. */
    private static final int MOST = 12_000;
    private static final int SLICE = 500;

    private final Run run;
    private final int index;
    private final long position;
    private final Subject subject;
    private final long entry;
    private final int cpu;
    private final Machine machine;
    private final List<State> states = new ArrayList<>();
    private final Set<Long> seen = new HashSet<>();
    /** Of states to go on from: those that took the fewest moves of others come first. */
    private final Deque<Integer> next = new ArrayDeque<>();
    private Run made;
    private boolean done;
    private boolean failed;

    /**
     * A state on a way.
     *
     * @param parent number of the state before, or -1
     */
    private record State(Image image, int parent, int move) {}

    /**
     * A search from where a run is shown.
     *
     * @param index of the run in the list of runs
     */
    UseSearch(Run run, int index, Subject subject, long entry, int cpu) {
        this.run = run;
        this.index = index;
        this.subject = subject;
        this.entry = entry;
        this.cpu = cpu;
        position = run.cursor().position();
        machine = subject.machine();
        machine.attach(this);
        add(run.cursor().machine().cells().image(), -1, Move.NONE, true);
    }

    @Override
    public long slice() {
        for (int i = 0; i < SLICE; i++) {
            Integer state = next.poll();
            if (state == null || states.size() >= MOST) {
                failed = true;
                return position;
            }
            int last = expand(state);
            if (last != Move.NONE) {
                make(state, last);
                return made.recording().length();
            }
        }
        return -1;
    }

    /** Tries every move of a state; the one with which the old translation is used, or none. */
    private int expand(int state) {
        Image image = states.get(state).image();
        machine.cells().restore(image);
        int[] moves = moves();
        for (int move : moves) {
            machine.cells().restore(image);
            boolean holds = Move.actor(move) == cpu && subject.holdsOld(machine, entry, cpu);
            done = false;
            machine.step(move);
            if (holds && done) {
                return move;
            }
            add(machine.cells().image(), state, move, Move.actor(move) == cpu);
        }
        return Move.NONE;
    }

    private int[] moves() {
        return IntStream.of(Move.DRAIN, Move.WALKER, Move.RUN).flatMap(kind -> IntStream.range(0, machine.cpus())
                .filter(actor -> (machine.enabled(kind) >>> actor & 1) != 0)
                .flatMap(actor -> IntStream.range(0, machine.alternatives(kind, actor)).map(a -> Move.of(kind, actor, a)))).toArray();
    }

    private void add(Image image, int parent, int move, boolean own) {
        if (seen.add(image.hash())) {
            states.add(new State(image, parent, move));
            if (own) {
                next.addFirst(states.size() - 1);
            } else {
                next.addLast(states.size() - 1);
            }
        }
    }

    private void make(int state, int last) {
        List<Integer> way = new ArrayList<>(List.of(last));
        for (int s = state; states.get(s).parent() >= 0; s = states.get(s).parent()) {
            way.add(states.get(s).move());
        }
        Collections.reverse(way);
        made = run.fork(index, position);
        way.forEach(made::take);
    }

    @Override
    public void event(int kind, int actor, long a, long b, long c) {
        done |= kind == Event.ACCESS_DONE && actor == cpu;
    }

    @Override
    public Run made() {
        return made;
    }

    @Override
    public Problem problem() {
        return failed ? new Problem(subject.name(), 0, 0, "no run was found in which vCPU " + cpu + " uses the old translation from here: looked at " + states.size()
                + (next.isEmpty() ? " states, all that its moves lead to" : " states")) : null;
    }
}
