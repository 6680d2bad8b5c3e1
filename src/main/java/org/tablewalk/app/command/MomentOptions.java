package org.tablewalk.app.command;

import java.io.IOException;
import java.nio.file.Path;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Which moment of which run: the same words for every command that looks at one. */
public final class MomentOptions {
    @Mixin
    private RunOptions options;

    @Option(names = "--step", paramLabel = "N", description = "Steps made; 0 is the start. Default: the end, or the step of a link.")
    private Long step;

    /** The file that is run, or null for a scenario that ships. */
    Path file(ScenarioSource scenarios) throws IOException {
        return options.file(scenarios);
    }

    /**
     * Opens the run.
     *
     * @throws IOException if the scenario cannot be read, or is none, or its parameters do not fit it
     */
    RunOptions.Chosen open(ScenarioSource scenarios) throws IOException {
        if (step != null && step < 0) {
            throw new InputException("--step: expected 0 or more, found " + step);
        }
        return options.open(scenarios);
    }

    /**
     * Makes the run up to the moment.
     *
     * @throws InputException if it does not come so far
     */
    Execution reach(RunOptions.Chosen chosen) {
        var execution = chosen.start();
        long asked = step != null ? step : chosen.step();
        execution.run(asked);
        if (execution.outcome() == Execution.Outcome.FULL) {
            throw new InputException("--step: expected fewer than " + execution.steps() + " steps, after which the recording has reached its limit of bytes");
        }
        if ((step != null || chosen.link() != null) && execution.steps() < asked) {
            throw new InputException("--step: the run has only " + execution.steps() + " steps, found " + asked);
        }
        return execution;
    }
}
