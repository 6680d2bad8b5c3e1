package org.tablewalk.app.command;

import java.io.IOException;
import java.nio.file.Path;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Which run, and how far: the same words for every command that makes a run to its end. */
public final class BoundedRunOptions {
    @Mixin
    private RunOptions options;

    @Option(names = "--steps", paramLabel = "N", description = "Stops after so many steps. Default: the scenario's limit, or the steps of a link.")
    private Long steps;

    /**
     * Opens the run; see {@link RunOptions#open}.
     *
     * @throws IOException if the scenario cannot be read, or is none, or its parameters do not fit it
     */
    public RunOptions.Chosen open(ScenarioSource scenarios) throws IOException {
        if (steps != null && steps < 0) {
            throw new InputException("--steps: expected 0 or more, found " + steps);
        }
        return options.open(scenarios);
    }

    /** The file that is run, or null for a scenario that ships. */
    Path file(ScenarioSource scenarios) throws IOException {
        return options.file(scenarios);
    }

    /** Makes the steps asked for, or else as many as the scenario allows. */
    public void run(Execution execution) {
        execution.run(steps != null ? steps : execution.chosen().steps());
    }

    /** The same, watched. */
    void run(Execution execution, RunWatch watch) {
        execution.run(steps != null ? steps : execution.chosen().steps(), watch);
    }

    /** What the command that made the run ends with. */
    public ExitCode exitCode(Execution execution) {
        return execution.exitCode(steps != null || execution.chosen().link() != null);
    }
}
