package org.tablewalk.app.casemate;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.tablewalk.app.command.ExitCode;
import org.tablewalk.app.command.InputException;
import org.tablewalk.app.command.RootCommand;
import org.tablewalk.app.command.ScenarioSource;
import org.tablewalk.app.command.Terminal;
import org.tablewalk.app.command.Version;
import org.tablewalk.check.casemate.CasemateVerdict.Outcome;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;

/** {@code tablewalk check TRACE...}: what casemate's rules say of traces, and the architecture's beside them. */
@Command(
        name = "check",
        description = "Checks casemate traces by casemate's rules, until a record is refused, and by the architecture's.",
        mixinStandardHelpOptions = true,
        versionProvider = Version.class,
        footer = {
            "",
            "The rules are those of casemate's checker 3.0.2, with its deviations from the architecture: what it says, not what the hardware needs.",
            "Answer (--json): traces, each with file, verdict (accepted, violation, unknown), flaggedId (number of the refused record, or null), message (in",
            "casemate's words, or null), and architecture: the same three by the architecture's rules, unknown where the trace does not tell enough.",
            "",
            "Exit code: 0 casemate accepts all, 1 it refuses one, 2 wrong usage or a file that cannot be used, 3 a limit was reached before there was a verdict."
        })
public final class CheckCommand implements Callable<Integer> {
    private final Terminal terminal;
    private final ScenarioSource scenarios;

    @ParentCommand
    private RootCommand root;

    @Parameters(arity = "1..*", paramLabel = "TRACE", description = "Files that casemate, or a program that uses it, has recorded.")
    private List<String> files;

    @Option(names = "--no-locks", description = "Without casemate's rules on locks and owners of entries: its racy mode.")
    private boolean noLocks;

    public CheckCommand(Terminal terminal, ScenarioSource scenarios) {
        this.terminal = terminal;
        this.scenarios = scenarios;
    }

    @Override
    public Integer call() throws IOException {
        var checked = new ArrayList<CheckedTrace>();
        for (String name : files) {
            var path = scenarios.file(name);
            if (path == null) {
                throw new InputException("check: expected a casemate trace, found '" + name + "', which is no file");
            }
            checked.add(CheckedTrace.of(name, path, !noLocks));
        }
        terminal.answer(root.json(), new Answer(checked.stream().map(CheckedTrace::answer).toList()), () -> checked.forEach(trace -> trace.print(terminal.out())));
        return exitCode(checked.stream().map(trace -> trace.casemate().outcome()).toList()).number();
    }

    private static ExitCode exitCode(List<Outcome> outcomes) {
        return outcomes.contains(Outcome.VIOLATION) ? ExitCode.FAILED : outcomes.contains(Outcome.UNKNOWN) ? ExitCode.LIMIT : ExitCode.DONE;
    }

    /** The answer. */
    record Answer(List<CheckedTrace.Line> traces) {}
}
