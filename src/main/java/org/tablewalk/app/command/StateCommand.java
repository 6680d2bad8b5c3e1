package org.tablewalk.app.command;

import java.io.IOException;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
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
    private MomentOptions moment;

    public StateCommand(Terminal terminal, ScenarioSource scenarios) {
        this.terminal = terminal;
        this.scenarios = scenarios;
    }

    @Override
    public Integer call() throws IOException {
        var execution = moment.reach(moment.open(scenarios));
        var report = execution.report();
        terminal.answer(root.json(), report.state(), () -> report.print(terminal.out()));
        return ExitCode.DONE.number();
    }
}
