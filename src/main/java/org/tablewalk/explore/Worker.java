package org.tablewalk.explore;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Function;
import java.util.function.IntConsumer;
import org.tablewalk.check.judge.Finding;
import org.tablewalk.check.judge.Found;
import org.tablewalk.check.judge.Judge;
import org.tablewalk.check.judge.Rule;
import org.tablewalk.explore.graph.EdgeLog;
import org.tablewalk.explore.store.Part;
import org.tablewalk.explore.store.Shape;
import org.tablewalk.explore.store.StateStore;
import org.tablewalk.explore.store.StateTree;
import org.tablewalk.machine.Machine;
import org.tablewalk.machine.Move;

/** One thread's part of a search: sets its machine to a state, makes each transition that is enabled there, numbers the state it leads to, takes it back. */
final class Worker implements Stepper.Listener {
    private final Stepper stepper;
    private final String atMostFaults;
    private final Machine machine;
    private final Judge judge;
    private final Causes causes;
    private final EdgeLog edges;
    private final List<Part> parts = new ArrayList<>();
    private final IntConsumer transition = this::transition;
    private final Settled settled = new Settled();
    private final int[] groupOf;
    private final int[] before;
    private final int[] made;
    private final boolean[] canRemember;
    private StateStore store;
    private StateTree tree;

    private int state;
    private int depth;
    private Batch batch;
    private long transitions;
    private long steps;

    Worker(SearchOptions options, Machine machine, Function<Machine, Judge> judges, Causes causes) {
        this.machine = machine;
        this.causes = causes;
        atMostFaults = Property.atMostFaults(options.maxFaults());
        stepper = new Stepper(options, machine, judges, this);
        judge = stepper.judge();
        edges = options.progress() ? new EdgeLog() : null;
        groupOf = new int[machine.cpus()];
        before = new int[machine.cpus()];
        made = new int[machine.cpus()];
        canRemember = new boolean[machine.cpus()];
        int leaf = 0;
        for (var cells : stepper.cells()) {
            parts.add(Part.of(cells, leaf, leaf == 0 && machine.layout().farSize() > 0));
            leaf += parts.getLast().leaves();
        }
    }

    /** Where leaves stand: the same for every worker of a search. */
    Shape shape() {
        return new Shape(machine.layout(), parts);
    }

    /** States are numbered here from now on; {@code room} is called where there is none left for more. */
    void use(StateStore shared, Runnable room) {
        store = shared;
        batch = new Batch(shared.states(), edges, room);
        tree = new StateTree(shared, parts);
        Arrays.setAll(groupOf, shared.shape()::cpuGroup);
    }

    /** Adds the first state. */
    void start() {
        stepper.begin();
        stepper.settleStart();
        store.states().add(tree.key(), -1);
        stepper.undo();
    }

    /** Makes every transition of a state. */
    void expand(int number, int level) {
        state = number;
        depth = level;
        load(number);
        try {
            if (!transitions()) {
                end();
            }
        } catch (OutOfMemoryError | RuntimeException e) {
            stepper.undo();
            throw e;
        }
        if (batch.full()) {
            batch.flush();
        }
    }

    /** Numbers the states that transitions made so far lead to. */
    void flush() {
        batch.flush();
    }

    /** Makes them; false if nothing goes on by itself any more: hardware may still speculate or evict. */
    private boolean transitions() {
        moves(transition);
        return (machine.enabled(Move.RUN) | machine.enabled(Move.ARRIVE) | machine.enabled(Move.DRAIN) | machine.enabled(Move.WALKER)) != 0;
    }

    /** Hands over each move that is enabled in the state that is loaded; whoever makes one must take it back. */
    void moves(IntConsumer taker) {
        for (int kind = 0; kind < Move.KINDS; kind++) {
            for (long left = machine.enabled(kind); left != 0; left &= left - 1) {
                int actor = Long.numberOfTrailingZeros(left);
                int alternatives = machine.alternatives(kind, actor);
                for (int alternative = 0; alternative < alternatives; alternative++) {
                    taker.accept(Move.of(kind, actor, alternative));
                }
            }
        }
    }

    private void transition(int move) {
        stepper.act(move);
        tree.look();
        settle();
        batch.add(state, tree.root(), stepper.accessDone());
        transitions++;
        stepper.undo();
    }

    /** Lets CPUs do what is their own affair: where they come to rest is remembered, so that it need hardly ever be done. */
    private void settle() {
        long restless = stepper.restless();
        int remembered = 0;
        for (long left = restless; left != 0; left &= left - 1) {
            int cpu = Long.numberOfTrailingZeros(left);
            int group = groupOf[cpu];
            int known = group < 0 ? -1 : settled.find(cpu, tree.group(group));
            if (known < 0) {
                settleAll(restless);
                return;
            }
            remembered += settled.steps(known);
            tree.suppose(group, settled.after(known));
        }
        steps += stepper.steps() + remembered;
    }

    private void settleAll(long restless) {
        tree.look();
        for (long left = restless; left != 0; left &= left - 1) {
            int cpu = Long.numberOfTrailingZeros(left);
            before[cpu] = groupOf[cpu] < 0 ? 0 : tree.group(groupOf[cpu]);
            int steps = stepper.steps();
            canRemember[cpu] = stepper.settle(cpu) && groupOf[cpu] >= 0;
            made[cpu] = stepper.steps() - steps;
        }
        tree.look();
        for (long left = restless; left != 0; left &= left - 1) {
            int cpu = Long.numberOfTrailingZeros(left);
            if (canRemember[cpu]) {
                settled.add(cpu, before[cpu], tree.group(groupOf[cpu]), made[cpu]);
            }
        }
        steps += stepper.steps();
    }

    /** Nothing goes on by itself any more. */
    private void end() {
        judge.before(Move.NONE);
        judge.end();
        Found found = judge.found();
        boolean stuck = false;
        for (int i = 0; i < found.size(); i++) {
            add(found.get(i, 0), Move.NONE, -1);
            stuck |= found.rule(i) == Rule.STUCK;
        }
        if (machine.live() != 0 && !stuck) {
            add(new Finding(Rule.STUCK, 0, Long.numberOfTrailingZeros(machine.live()), 0, 0, 0), Move.NONE, -1);
        }
    }

    @Override
    public void shown(int move, int line) {
        Found found = judge.found();
        for (int i = 0; i < found.size(); i++) {
            add(found.get(i, 0), move, line);
        }
        if (stepper.tooManyFaults()) {
            causes.add(new Cause(atMostFaults, null, line, depth + 1, state, move));
        }
    }

    private void add(Finding finding, int move, int lineBefore) {
        int line = move != Move.NONE && finding.actor() == Move.actor(move) ? lineBefore : machine.line(finding.actor());
        causes.add(new Cause(finding.rule().id(), finding, line, move == Move.NONE ? depth : depth + 1, state, move));
    }

    /** Sets the machine and who watches it to a state. */
    void load(int number) {
        stepper.release();
        tree.load(store.states().key(number));
        stepper.begin();
    }

    /** Sets the machine and who watches it to how they were made, before anything that is a CPU's own affair. */
    void loadStart() {
        stepper.release();
        tree.load(0);
        stepper.begin();
    }

    /** The number of the state that a transition from the one loaded leads to, or -1 if it has not been seen; the transition is taken back. */
    int successor(int move) {
        stepper.make(move);
        int to = store.states().find(tree.key());
        stepper.undo();
        return to;
    }

    Stepper stepper() {
        return stepper;
    }

    /** Bytes of what this worker keeps. */
    long bytes() {
        return tree.bytes() + settled.bytes() + (edges == null ? 0 : edges.bytes());
    }

    EdgeLog edges() {
        return edges;
    }

    long transitionsMade() {
        return transitions;
    }

    /** Steps that the transitions consisted of. */
    long steps() {
        return steps;
    }
}
