package org.tablewalk.app;

import picocli.CommandLine;

/** Composes the command line: every command with what it needs, and what happens when one fails. */
final class Commands {
    private Commands() {}

    /** The whole command line, to be executed once. */
    static CommandLine line(Terminal terminal) {
        var failures = new Failures(terminal);
        return new CommandLine(new RootCommand())
                .addSubcommand(new DecodeCommand(terminal))
                .setOut(terminal.out())
                .setErr(terminal.err())
                .setParameterExceptionHandler(failures)
                .setExecutionExceptionHandler(failures)
                .setCaseInsensitiveEnumValuesAllowed(true);
    }
}
