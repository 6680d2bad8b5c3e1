package org.tablewalk.app;

import picocli.CommandLine;

/** Composes the command line: every command with what it needs, and what happens when one fails. */
final class Commands {
    private Commands() {}

    /** The whole command line, to be executed once. */
    static CommandLine line(Terminal terminal) {
        var composition = new Composition();
        var scenarios = composition.source(terminal);
        var failures = new Failures(terminal);
        return new CommandLine(new RootCommand(terminal))
                .addSubcommand(new TourCommand(terminal, composition))
                .addSubcommand(new ScenariosCommand(terminal, scenarios))
                .addSubcommand(new RunCommand(terminal, scenarios))
                .addSubcommand(new StateCommand(terminal, scenarios))
                .addSubcommand(new RenderCommand(terminal, composition))
                .addSubcommand(new ShadowCommand(terminal, scenarios))
                .addSubcommand(new DecodeCommand(terminal))
                .setOut(terminal.out())
                .setErr(terminal.err())
                .setParameterExceptionHandler(failures)
                .setExecutionExceptionHandler(failures)
                .setCaseInsensitiveEnumValuesAllowed(true);
    }
}
