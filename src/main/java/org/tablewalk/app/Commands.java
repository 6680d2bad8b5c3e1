package org.tablewalk.app;

import org.tablewalk.app.command.DecodeCommand;
import org.tablewalk.app.command.ExportCommand;
import org.tablewalk.app.command.Failures;
import org.tablewalk.app.command.RootCommand;
import org.tablewalk.app.command.RulesCommand;
import org.tablewalk.app.command.RunCommand;
import org.tablewalk.app.command.ScenariosCommand;
import org.tablewalk.app.command.StateCommand;
import org.tablewalk.app.command.Terminal;
import org.tablewalk.app.explore.ExploreCommand;
import org.tablewalk.app.lockstep.CompareCommand;
import picocli.CommandLine;

/** Composes the command line: every command with what it needs, and what happens when one fails. */
public final class Commands {
    private Commands() {}

    /** The whole command line, to be executed once. */
    public static CommandLine line(Terminal terminal) {
        return line(terminal, Composition.shipped());
    }

    /** The command line of a program that is put together in another way. */
    public static CommandLine line(Terminal terminal, Composition composition) {
        var scenarios = composition.source(terminal);
        var failures = new Failures(terminal);
        var line = new CommandLine(new RootCommand(terminal, Launcher::open))
                .addSubcommand(new TourCommand(terminal, composition))
                .addSubcommand(new ScenariosCommand(terminal, scenarios))
                .addSubcommand(new RunCommand(terminal, scenarios))
                .addSubcommand(new RulesCommand(terminal, scenarios))
                .addSubcommand(new StateCommand(terminal, scenarios))
                .addSubcommand(new ExploreCommand(terminal, scenarios))
                .addSubcommand(new CompareCommand(terminal, scenarios, composition::engine, composition::messages))
                .addSubcommand(new ExportCommand(terminal, scenarios))
                .addSubcommand(new RenderCommand(terminal, composition));
        composition.kinds().commands(terminal, scenarios).forEach(line::addSubcommand);
        return line.addSubcommand(new DecodeCommand(terminal))
                .setOut(terminal.out())
                .setErr(terminal.err())
                .setParameterExceptionHandler(failures)
                .setExecutionExceptionHandler(failures)
                .setCaseInsensitiveEnumValuesAllowed(true)
                // A name may begin with @; what a file holds is never taken for arguments.
                .setExpandAtFiles(false);
    }
}
