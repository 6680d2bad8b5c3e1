package org.tablewalk.app;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ScopeType;
import picocli.CommandLine.Spec;

/** {@code tablewalk} itself, and the option that every command has. */
@Command(
        name = "tablewalk",
        description = "Page tables at work, stepped forward and back.",
        mixinStandardHelpOptions = true,
        versionProvider = Version.class,
        synopsisSubcommandLabel = "COMMAND")
final class RootCommand implements Runnable {
    @Spec
    private CommandSpec spec;

    @Option(names = "--json", scope = ScopeType.INHERIT, description = "Answer in JSON.")
    private boolean json;

    /** Whether the answer is to be JSON, on whichever command the option stood. */
    boolean json() {
        return json;
    }

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "which command?");
    }
}
