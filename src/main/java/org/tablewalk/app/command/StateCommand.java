package org.tablewalk.app.command;

import java.io.IOException;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParentCommand;

/** {@code tablewalk state FILE|NAME [--step N]}: the tables, TLBs and registers at one moment of a run or a trace. */
@Command(
        name = "state",
        description = "Prints tables, TLBs, CPUs and invalidations in flight after so many steps of a run or a trace.",
        mixinStandardHelpOptions = true,
        versionProvider = Version.class)
public final class StateCommand implements Callable<Integer> {
    private final Terminal terminal;
    private final ScenarioSource scenarios;

    @ParentCommand
    private RootCommand root;

    @Mixin
    private RunOptions options;

    @Option(names = "--step", paramLabel = "N", description = "Steps made; 0 is the start. Default: the end, or the step of a link.")
    private Long step;

    public StateCommand(Terminal terminal, ScenarioSource scenarios) {
        this.terminal = terminal;
        this.scenarios = scenarios;
    }

    @Override
    public Integer call() throws IOException {
        if (step != null && step < 0) {
            throw new InputException("--step: expected 0 or more, found " + step);
        }
        var execution = options.open(scenarios).start();
        long asked = step != null ? step : execution.chosen().step();
        execution.run(asked);
        if (execution.outcome() == Execution.Outcome.FULL) {
            throw new InputException("--step: expected fewer than " + execution.steps() + " steps, after which the recording has reached its limit of bytes");
        }
        if ((step != null || execution.chosen().link() != null) && execution.steps() < asked) {
            throw new InputException("--step: the run has only " + execution.steps() + " steps, found " + asked);
        }
        var report = execution.report();
        terminal.answer(root.json(), report.state(), () -> report.print(terminal.out()));
        return ExitCode.DONE.number();
    }
}
