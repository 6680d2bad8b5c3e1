package org.tablewalk.app.command;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.function.Consumer;
import org.tablewalk.format.link.StepLink;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ScopeType;
import picocli.CommandLine.Spec;

/** {@code tablewalk} itself: without a command it opens the window. Holds the option that every command has. */
@Command(
        name = "tablewalk",
        description = "Page tables at work, stepped forward and back. Without a command: the window, with FILE, or the step of LINK, opened in it.",
        mixinStandardHelpOptions = true,
        versionProvider = Version.class,
        synopsisSubcommandLabel = "[COMMAND]")
public final class RootCommand implements Callable<Integer> {
    private final Terminal terminal;
    private final Consumer<String> window;

    @Spec
    private CommandSpec spec;

    @Option(names = "--json", scope = ScopeType.INHERIT, description = "Answer in JSON.")
    private boolean json;

    @Option(names = "--or-tour", description = "Where there is no display, run tour instead of the window.")
    private boolean orTour;

    @Parameters(arity = "0..1", paramLabel = "FILE|LINK",
            description = "A scenario, a casemate trace, the text of a kernel's kvmmmu trace or a dump of its stage-2 tables to open, or a step's link.")
    private String file;

    /** The command; {@code window} opens the window with a file or a link, or with null for the first scenario. */
    public RootCommand(Terminal terminal, Consumer<String> window) {
        this.terminal = terminal;
        this.window = window;
    }

    /** Whether the answer is to be JSON, on whichever command the option stood. */
    public boolean json() {
        return json;
    }

    @Override
    public Integer call() throws IOException {
        String opened = file == null ? null : StepLink.means(file) ? StepLink.parse(file).text() : file(file);
        if (!display()) {
            if (orTour) {
                return spec.commandLine().getSubcommands().get("tour").execute();
            }
            throw new InputException("there is no display for a window; without one use: tablewalk tour");
        }
        window.accept(opened);
        return ExitCode.DONE.number();
    }

    private String file(String name) throws NoSuchFileException {
        try {
            Path path = terminal.resolve(Path.of(name));
            if (Files.exists(path)) {
                return path.toAbsolutePath().toString();
            }
        } catch (InvalidPathException e) {
            throw new InputException("expected the name of a file, found one that this system cannot have: " + e.getMessage(), e);
        }
        throw new NoSuchFileException(name, null, "no such file, and no command of that name");
    }

    /** Whether a window can be hoped for. Only systems with X11 say it in a variable; elsewhere the toolkit will find out. */
    private boolean display() {
        var system = System.getProperty("os.name").toLowerCase(Locale.ROOT);
        boolean x11 = !system.startsWith("windows") && !system.startsWith("mac");
        return !x11 || !terminal.environment().getOrDefault("DISPLAY", "").isEmpty();
    }
}
