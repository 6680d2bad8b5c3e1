package org.tablewalk.app;

import org.tablewalk.format.scenario.Library;
import org.tablewalk.format.scenario.MachineFactory;
import org.tablewalk.format.scenario.Scenarios;
import picocli.CommandLine;

/** Composes the command line: every command with what it needs, and what happens when one fails. */
final class Commands {
    private Commands() {}

    /** The whole command line, to be executed once. */
    static CommandLine line(Terminal terminal) {
        var scenarios = new ScenarioSource(terminal, new Scenarios(), new MachineFactory(Library.shipped()));
        var failures = new Failures(terminal);
        return new CommandLine(new RootCommand())
                .addSubcommand(new RunCommand(terminal, scenarios))
                .addSubcommand(new StateCommand(terminal, scenarios))
                .addSubcommand(new ScenariosCommand(terminal, scenarios))
                .addSubcommand(new DecodeCommand(terminal))
                .setOut(terminal.out())
                .setErr(terminal.err())
                .setParameterExceptionHandler(failures)
                .setExecutionExceptionHandler(failures)
                .setCaseInsensitiveEnumValuesAllowed(true);
    }
}
