package org.tablewalk.explore;

import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import java.util.function.Function;
import org.tablewalk.check.judge.Judge;
import org.tablewalk.machine.Cells;
import org.tablewalk.machine.Event;
import org.tablewalk.machine.EventSink;
import org.tablewalk.machine.Machine;
import org.tablewalk.machine.Move;

/**
 * One thread's machine with who watches it: makes transitions and takes them back. A transition is a move and, where that is asked for, everything that CPUs then do that is their own
 * affair ({@link Machine#local}) and that tells the judge nothing: such steps commute with every move of others, so that no order but this one need be tried.
 */
final class Stepper implements EventSink {
    /** Private steps of one CPU in one transition; one that goes on beyond, perhaps for ever, is a state between. */
    private static final int MOST_PRIVATE = 4096;

    /** Hears of a transition's move that shows something. */
    interface Listener {
        /** The move has been made; {@code line} is where its actor was before. */
        void shown(int move, int line);
    }

    private final Machine machine;
    private final Judge judge;
    private final FaultCount faults;
    private final boolean fuse;
    private final Listener listener;
    private final Cells machineCells;
    private final Cells judgeCells;
    private final Cells[] all;
    private boolean accessDone;
    private boolean told;
    private boolean tooManyFaults;
    private final boolean notesLines;
    private final BitSet lines = new BitSet();
    private int[] moves = new int[64];
    private int count;

    Stepper(SearchOptions options, Machine machine, Function<Machine, Judge> judges, Listener listener) {
        this.machine = machine;
        this.listener = listener;
        fuse = options.fuse();
        notesLines = options.lines();
        judge = judges.apply(machine);
        machineCells = machine.cells();
        judgeCells = judge.cells();
        faults = options.maxFaults() < 0 ? null : new FaultCount(machine.cpus(), options.maxFaults());
        all = faults == null ? new Cells[] {machineCells, judgeCells} : new Cells[] {machineCells, judgeCells, faults.cells()};
        machine.attach(this);
    }

    Machine machine() {
        return machine;
    }

    Judge judge() {
        return judge;
    }

    /** What makes up the state: the machine's cells first. */
    List<Cells> cells() {
        return List.of(all);
    }

    /** The cells' journals are empty and begin now. */
    void begin() {
        for (Cells each : all) {
            each.journalling(true);
        }
    }

    /** The cells are about to be set to another state. */
    void release() {
        for (Cells each : all) {
            each.journalling(false);
        }
    }

    /** Makes the transition of a move. */
    void make(int move) {
        act(move);
        settle();
    }

    /** Makes a move alone. */
    void act(int move) {
        count = 0;
        accessDone = false;
        tooManyFaults = false;
        step(move);
    }

    /** Before the first transition: what CPUs do that is their own affair. */
    void settleStart() {
        count = 0;
        accessDone = false;
        settle();
    }

    /** The CPUs whose next steps are to be made at once. */
    long restless() {
        long cpus = 0;
        for (int cpu = 0; fuse && cpu < machine.cpus(); cpu++) {
            cpus |= machine.local(cpu) ? 1L << cpu : 0;
        }
        return cpus;
    }

    private void settle() {
        for (long left = restless(); left != 0; left &= left - 1) {
            settle(Long.numberOfTrailingZeros(left));
        }
    }

    /**
     * Makes a CPU's steps that are its own affair.
     *
     * @return whether the judge would have taken as little notice in any other state
     */
    boolean settle(int cpu) {
        int move = Move.of(Move.RUN, cpu, 0);
        told = false;
        for (int steps = 0; steps < MOST_PRIVATE && machine.local(cpu); steps++) {
            if (!quiet(move)) {
                return false;
            }
        }
        return !told;
    }

    /** Makes a step that is a CPU's own affair; if the judge takes notice, takes it back: then it is a transition of its own. */
    private boolean quiet(int move) {
        int machineMark = machineCells.journalSize();
        int judgeMark = judgeCells.journalSize();
        if (notesLines) {
            run(machine.line(Move.actor(move)));
        }
        judge.before(move);
        machine.step(move);
        judge.after();
        if (judge.found().size() > 0 || judgeCells.journalSize() > judgeMark) {
            machineCells.undo(machineMark);
            judgeCells.undo(judgeMark);
            return false;
        }
        note(move);
        return true;
    }

    private void step(int move) {
        int line = machine.line(Move.actor(move));
        if (notesLines && Move.kind(move) == Move.RUN) {
            run(line);
        }
        judge.before(move);
        machine.step(move);
        judge.after();
        note(move);
        if (faults != null) {
            tooManyFaults = faults.exceeded();
        }
        if (judge.found().size() > 0 || tooManyFaults) {
            listener.shown(move, line);
        }
    }

    private void note(int move) {
        if (count == moves.length) {
            moves = Arrays.copyOf(moves, count * 2);
        }
        moves[count++] = move;
    }

    /** Takes the transition back. */
    void undo() {
        for (Cells each : all) {
            each.undo(0);
        }
    }

    private void run(int line) {
        if (line >= 0) {
            lines.set(line);
        }
    }

    /** The lines that some CPU has made a step of, if they are noted. */
    BitSet lines() {
        return lines;
    }

    /** Steps of the transition. */
    int steps() {
        return count;
    }

    /** A step's move. */
    int move(int index) {
        return moves[index];
    }

    /** Whether the step being shown, or made last by {@link #make}, gave a CPU more faults than the limit. */
    boolean tooManyFaults() {
        return tooManyFaults;
    }

    /** Whether an access completed in the transition. */
    boolean accessDone() {
        return accessDone;
    }

    @Override
    public void event(int kind, int actor, long a, long b, long c) {
        if (kind == Event.ACCESS_DONE) {
            accessDone = true;
        }
        told |= !judge.ignores(kind);
        judge.event(kind, actor, a, b, c);
        if (faults != null) {
            faults.event(kind, actor, a, b, c);
        }
    }
}
