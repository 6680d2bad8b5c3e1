package org.tablewalk.app.command;

import java.util.ArrayList;
import java.util.List;
import java.util.function.IntConsumer;
import org.tablewalk.check.RunChecks;
import org.tablewalk.format.scenario.Scenario;
import org.tablewalk.machine.Machine;
import org.tablewalk.machine.Move;
import org.tablewalk.trace.Observer;
import org.tablewalk.trace.Recorder;

/** A run being made on the command line: the machine, its recording and what watches it. */
public final class Execution {
    /** Steps between two looks at the size of the recording. */
    private static final int SLICE = 1 << 16;

    /** How a run stopped. */
    public enum Outcome {
        /** No CPU has anything left to do. */
        ENDED("ended"),
        /** A CPU waits for something that cannot come. */
        STUCK("stuck"),
        /** The recorded choices are used up. */
        REPLAYED("replayed"),
        /** The limit of steps was reached. */
        LIMIT("limit"),
        /** The recorded choices ask for a move that cannot be made. */
        DIVERGED("diverged"),
        /** The recording has reached its limit of bytes. */
        FULL("full"),
        /** Somebody stopped it. */
        STOPPED("stopped");

        private final String word;

        Outcome(String word) {
            this.word = word;
        }

        public String word() {
            return word;
        }
    }

    private final RunOptions.Chosen chosen;
    private final Machine machine;
    private final RunChecks checks;
    private final Halts halts;
    private final Recorder recorder;
    private final long recordingLimit;
    private Outcome outcome = Outcome.LIMIT;

    /**
     * A run before its first step.
     *
     * @param recordingLimit bytes of recording at which the run stops
     * @param others         who watches besides the checks
     */
    Execution(RunOptions.Chosen chosen, Machine machine, RunChecks checks, long recordingLimit, Observer... others) {
        this.recordingLimit = recordingLimit;
        this.chosen = chosen;
        this.machine = machine;
        this.checks = checks;
        halts = new Halts(machine.cpus());
        List<Observer> observers = new ArrayList<>(List.of(checks, halts));
        observers.addAll(List.of(others));
        recorder = new Recorder(machine, observers);
    }

    /** Makes at most so many steps; {@link #outcome} then says why there were no more. */
    public void run(long most) {
        run(most, null);
    }

    /** The same, watched: see {@link RunWatch}. */
    public void run(long most, RunWatch watch) {
        var policy = chosen.moves();
        while (steps() < most && recorder.run(policy, Math.min(SLICE, most - steps())) == SLICE) {
            if (recorder.recording().bytes() > recordingLimit) {
                outcome = Outcome.FULL;
                return;
            }
            if (watch != null && watch.looksAt(this)) {
                outcome = Outcome.STOPPED;
                return;
            }
        }
        boolean more = policy.choose(machine, steps(), recorder.lastMove()) != Move.NONE;
        outcome = more ? Outcome.LIMIT : whyNoMore();
    }

    private Outcome whyNoMore() {
        boolean busy = report().busy();
        if (chosen.order() == Scenario.Order.RECORDED) {
            return steps() < chosen.recordedMoves() ? Outcome.DIVERGED : busy ? Outcome.REPLAYED : Outcome.ENDED;
        }
        return busy ? Outcome.STUCK : Outcome.ENDED;
    }

    public RunOptions.Chosen chosen() {
        return chosen;
    }

    public Outcome outcome() {
        return outcome;
    }

    /** What a command that made this run ends with; {@code asked}: the user said how many steps to make. */
    public ExitCode exitCode(boolean asked) {
        return switch (outcome) {
            case ENDED, REPLAYED -> ExitCode.DONE;
            case STUCK, DIVERGED -> ExitCode.FAILED;
            case FULL, STOPPED -> ExitCode.LIMIT;
            case LIMIT -> asked ? ExitCode.DONE : ExitCode.LIMIT;
        };
    }

    /** What there is to tell of the state that the run has reached. */
    public Report report() {
        return chosen.kind().reporter().report(this);
    }

    /** Steps made. */
    public long steps() {
        return recorder.recording().length();
    }

    /** Bytes of the recording so far. */
    long recordingBytes() {
        return recorder.recording().bytes();
    }

    RunChecks checks() {
        return checks;
    }

    /** Why and where CPUs stopped. */
    public Halts halts() {
        return halts;
    }

    /** The machine in the state that the run has reached. Not to be stepped. */
    public Machine machine() {
        return machine;
    }

    /** The run and the step it has reached, for answers that are text. */
    public String title() {
        return chosen.title() + ", step " + steps() + ", stateHash " + stateHash();
    }

    /** Hash of the state now, of its cells alone. */
    public String stateHash() {
        return Json.hex(machine.cells().hash());
    }

    /** Hash of scenario, choices and final state. */
    public String runHash() {
        return recorder.recording().runHash(chosen.run().canonical(), machine.cells().hash());
    }

    /** Hands over the moves made, in order. */
    void moves(IntConsumer taker) {
        recorder.recording().moves(taker);
    }
}
