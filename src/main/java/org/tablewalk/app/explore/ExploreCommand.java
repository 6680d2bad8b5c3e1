package org.tablewalk.app.explore;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.tablewalk.app.command.ExitCode;
import org.tablewalk.app.command.InputException;
import org.tablewalk.app.command.OutputFile;
import org.tablewalk.app.command.RecordedScenario;
import org.tablewalk.app.command.RootCommand;
import org.tablewalk.app.command.RunOptions;
import org.tablewalk.app.command.ScenarioSource;
import org.tablewalk.app.command.Terminal;
import org.tablewalk.app.command.Version;
import org.tablewalk.explore.Progress;
import org.tablewalk.explore.Search;

import org.tablewalk.explore.SearchResult;
import org.tablewalk.session.ScenarioRun;
import org.tablewalk.session.survey.Survey;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParentCommand;

/** {@code tablewalk explore FILE|NAME}: searches every schedule of a scenario. */
@Command(
        name = "explore",
        description = "Searches every schedule of a scenario, every interleaving and every choice of the hardware, for violations of the rules.",
        mixinStandardHelpOptions = true,
        versionProvider = Version.class,
        footer = {
            "",
            "A property holds if no state that can be reached violates it and every one was seen: states are compared exactly. Livelock is a cycle without a",
            "completed access although every CPU, barrier, buffered store, walk under way and invalidation that can move on all the time does (weak fairness).",
            "Answer (--json): properties, each with property, verdict (holds, violated, unknown), complete, freedoms, states, transitions, depth, seconds,",
            "statesPerSecond, bytesPerState, reductions, witnessSteps, loopSteps, causes, expected.",
            "",
            "Exit code: 0 every property holds but those that the scenario expects to be violated, 1 one is violated, or holds against what is expected,",
            "2 wrong usage or bad input, 3 a limit was reached before there was a verdict."
        })
public final class ExploreCommand implements Callable<Integer> {
    private static final double SECONDS_BETWEEN_LINES = 5;

    private final Terminal terminal;
    private final ScenarioSource scenarios;

    @ParentCommand
    private RootCommand root;

    @Mixin
    private RunOptions options;

    @Mixin
    private SearchLimits limits;

    @Mixin
    private SearchFiles files;

    @Mixin
    private SurveyOptions survey;

    @Option(names = "--property", paramLabel = "P", description = "Asks for this property only; may be repeated. The search stops when all that are asked for are violated.")
    private List<String> properties = new ArrayList<>();

    @Option(names = "--witness", paramLabel = "OUT", description = "Writes a shortest run that violates a property as a scenario file with its choices; run OUT repeats it.")
    private Path witness;

    private double told;

    public ExploreCommand(Terminal terminal, ScenarioSource scenarios) {
        this.terminal = terminal;
        this.scenarios = scenarios;
    }

    @Override
    public Integer call() throws IOException {
        var chosen = options.open(scenarios);
        if (!(chosen.run() instanceof ScenarioRun run)) {
            throw new InputException(chosen.name() + ": expected a scenario, found a trace, in which nothing can be chosen");
        }
        if (survey.asked()) {
            return survey(run);
        }
        var output = witness == null ? null : OutputFile.at(terminal.resolve(witness), options.file(scenarios));
        var search = new Search(run::machine, run.machineKind().judges(), limits.options().withStopAt(Set.copyOf(properties)));
        var asked = asked(search.properties());
        files.apply(search, terminal, run.canonical(), options.file(scenarios));
        var result = search.run(this::tell);
        var expectations = new Expectations(run.source().expectations());
        var answer = ExploreAnswer.of(chosen.name(), chosen.parameters(), freedoms(chosen, run), asked, result, expectations);
        if (output != null) {
            write(run, result, asked, output);
        }
        terminal.answer(root.json(), answer, () -> print(answer, terminal.out()));
        return switch (expectations.verdict(answer.properties())) {
            case HOLDS -> ExitCode.DONE.number();
            case VIOLATED -> ExitCode.FAILED.number();
            case UNKNOWN -> ExitCode.LIMIT.number();
        };
    }

    /** Searches variants. The witnesses are not written: each is found again by exploring its variant alone. */
    private int survey(ScenarioRun run) throws IOException {
        var variants = survey.variants(run);
        if (witness != null) {
            throw new InputException("--witness: expected without --mutate and --vary");
        }
        var cells = new Survey(variants, limits.options().withStopAt(Set.copyOf(properties))).run(cell -> {
            if (!root.json()) {
                terminal.err().println(String.join("  ", cell.variant().labels()) + "  " + cell.verdict());
            }
        });
        var answer = SurveyAnswer.of(run.name(), survey.dimensions(), cells);
        terminal.answer(root.json(), answer, () -> answer.print(terminal.out()));
        return (answer.violated() ? ExitCode.FAILED : answer.complete() ? ExitCode.DONE : ExitCode.LIMIT).number();
    }

    /** What a proof is complete for: what the hardware may do, and the bounds that the scenario sets. */
    private static List<String> freedoms(RunOptions.Chosen chosen, ScenarioRun run) {
        var machine = run.machine();
        var freedoms = new ArrayList<>(run.machineKind().freedoms(machine));
        freedoms.add("cpus " + machine.cpus());
        if (!chosen.parameters().isEmpty()) {
            freedoms.add("parameters " + chosen.parameters().entrySet().stream().map(set -> set.getKey() + "=" + set.getValue()).collect(Collectors.joining(", ")));
        }
        return freedoms;
    }

    private List<String> asked(List<String> known) {
        for (String property : properties) {
            if (!known.contains(property)) {
                throw new InputException("--property: expected one of " + String.join(", ", known) + "; found '" + property + "'");
            }
        }
        return properties.isEmpty() ? known : List.copyOf(properties);
    }

    private void tell(Progress progress) {
        if (!root.json() && progress.seconds() - told > SECONDS_BETWEEN_LINES) {
            told = progress.seconds();
            terminal.err().println(String.format(Locale.ROOT, "%.0f s: %,d states, %,d not gone on from, depth %,d, %,d MB, %,d states/s, %d findings", progress.seconds(),
                    progress.states(), progress.states() - progress.expanded(), progress.depth(), progress.bytes() >> 20, Math.round(progress.statesPerSecond()),
                    progress.causes().size()));
        }
    }

    private static void write(ScenarioRun run, SearchResult result, List<String> asked, OutputFile output) throws IOException {
        int[] shortest = null;
        for (String property : asked) {
            int[] moves = result.first(property).map(result::witness).orElse(null);
            if (moves != null && (shortest == null || moves.length < shortest.length)) {
                shortest = moves;
            }
        }
        if (shortest != null) {
            int[] moves = shortest;
            new RecordedScenario(run.source(), moves.length, taker -> Arrays.stream(moves).forEach(taker)).write(output);
        }
    }

    private static void print(ExploreAnswer answer, PrintWriter out) {
        out.println(answer.scenario() + ", every schedule");
        answer.parameters().forEach((name, value) -> out.println("  %-18s %s".formatted(name, value)));
        var first = answer.properties().getFirst();
        out.println(String.format(Locale.ROOT, "%,d states, %,d transitions, depth %,d, %.3f s, %,d states/s, %.1f bytes a state", first.states(), first.transitions(),
                first.depth(), first.seconds(), first.statesPerSecond(), first.bytesPerState()));
        first.reductions().forEach(reduction -> out.println("reduction: " + reduction));
        out.println(answer.complete() ? "complete for: " + String.join("; ", first.freedoms())
                : String.format(Locale.ROOT, "not complete (%s): %,d states were not gone on from", answer.stop(), answer.unexpanded()));
        for (var line : answer.properties()) {
            out.println("  %-10s %-20s%s".formatted(line.verdict(), line.property(),
                    line.witnessSteps() == null ? "" : line.witnessSteps() + " steps, " + (line.loopSteps() == null ? "" : "the last " + line.loopSteps() + " again and again, ")
                            + line.causes() + (line.causes() == 1 ? " cause" : " causes"))
                    + (line.expected() ? " [expected to be violated]" : ""));
        }
    }
}
