package org.tablewalk.app;

import java.util.List;
import org.tablewalk.check.Checks;
import org.tablewalk.format.scenario.Scenario;
import org.tablewalk.machine.Move;
import org.tablewalk.machine.arm64.ArmMachine;
import org.tablewalk.machine.arm64.ArmState;
import org.tablewalk.trace.Recorder;

/** A run being made on the command line: the machine, its recording and what watches it. */
final class Execution {
    /** How a run stopped. */
    enum Outcome {
        /** No CPU has anything left to do. */
        ENDED("ended"),
        /** A CPU waits for something that cannot come. */
        STUCK("stuck"),
        /** The recorded choices are used up. */
        REPLAYED("replayed"),
        /** The limit of steps was reached. */
        LIMIT("limit");

        private final String word;

        Outcome(String word) {
            this.word = word;
        }

        String word() {
            return word;
        }
    }

    private final RunOptions.Chosen chosen;
    private final ArmMachine machine;
    private final Checks checks;
    private final Recorder recorder;
    private Outcome outcome = Outcome.LIMIT;

    Execution(RunOptions.Chosen chosen, ArmMachine machine, Checks checks) {
        this.chosen = chosen;
        this.machine = machine;
        this.checks = checks;
        recorder = new Recorder(machine, List.of(checks));
    }

    /** Makes at most so many steps; {@link #outcome} then says why there were no more. */
    void run(long most) {
        var policy = chosen.scenario().policy(chosen.order(), chosen.seed());
        recorder.run(policy, most);
        boolean more = policy.choose(machine, steps(), recorder.lastMove()) != Move.NONE;
        outcome = more ? Outcome.LIMIT : whyNoMore();
    }

    private Outcome whyNoMore() {
        var state = state();
        boolean busy = false;
        for (int cpu = 0; cpu < machine.cpus(); cpu++) {
            busy |= switch (state.cpu(cpu).status()) {
                case IDLE, ENDED, FAILED -> false;
                default -> true;
            };
        }
        return !busy ? Outcome.ENDED : chosen.order() == Scenario.Order.RECORDED ? Outcome.REPLAYED : Outcome.STUCK;
    }

    RunOptions.Chosen chosen() {
        return chosen;
    }

    Outcome outcome() {
        return outcome;
    }

    /** Steps made. */
    long steps() {
        return recorder.recording().length();
    }

    Checks checks() {
        return checks;
    }

    /** The state now. */
    ArmState state() {
        return new ArmState(machine.map(), machine.cells().image());
    }

    /** Hash of the state now, of its cells alone. */
    String stateHash() {
        return Json.hex(machine.cells().hash());
    }

    /** Hash of scenario, choices and final state. */
    String runHash() {
        return recorder.recording().runHash(chosen.scenario().canonical(), machine.cells().hash());
    }

    /** The moves made. */
    int[] moves() {
        var moves = new int[Math.toIntExact(steps())];
        for (int i = 0; i < moves.length; i++) {
            moves[i] = recorder.recording().move(i);
        }
        return moves;
    }
}
