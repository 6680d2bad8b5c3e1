package org.tablewalk.app.lockstep;

import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.function.Supplier;
import org.tablewalk.app.command.ExitCode;
import org.tablewalk.app.command.InputException;
import org.tablewalk.app.command.RootCommand;
import org.tablewalk.app.command.ScenarioSource;
import org.tablewalk.app.command.Terminal;
import org.tablewalk.app.command.Version;
import org.tablewalk.format.lockstep.LockStepSet;
import org.tablewalk.format.lockstep.LockStepSets;
import org.tablewalk.session.Command.OpenLockStep;
import org.tablewalk.session.Command.Run;
import org.tablewalk.session.Command.Seek;
import org.tablewalk.session.Command.Step;
import org.tablewalk.session.Engine;
import org.tablewalk.session.Granularity;
import org.tablewalk.session.LockStepFrame;
import org.tablewalk.viewmodel.Messages;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;

/** {@code tablewalk compare FILE|NAME}: runs machines side by side and tells where they part. */
@Command(
        name = "compare",
        description = "Runs two to five machines side by side, aligned by what they do, and tells where they first do something different.",
        mixinStandardHelpOptions = true,
        versionProvider = Version.class,
        footer = {
            "",
            "The machines make the same moves for as long as they do the same; afterwards each goes its own way, with the same seed. What they do is",
            "compared event by event; calls and returns of routines do not count, for the same deed is the same whichever routine did it.",
            "",
            "Exit code: 0 every run ended, or made the steps asked for, and nothing is wrong in any; 1 harm or a breach was found in one that its",
            "scenario does not expect; 2 wrong usage or bad input; 3 a limit was reached before the end."
        })
public final class CompareCommand implements Callable<Integer> {
    private final Terminal terminal;
    private final ScenarioSource scenarios;
    private final Supplier<Engine> engines;
    private final Supplier<Messages> messages;

    @ParentCommand
    private RootCommand root;

    @Parameters(arity = "0..1", paramLabel = "FILE|NAME", description = "A scenario file, or the name of a scenario that ships.")
    private String source;

    @Option(names = "--set", paramLabel = "k=v,...",
            description = "One machine, with these values of its parameters; give it once for each machine. An empty word is a machine with"
                    + " the defaults.")
    private List<String> machines = new ArrayList<>();

    @Option(names = "--sets", paramLabel = "FILE|NAME",
            description = "A file with a set of machines, or the name of a set that ships: bbm-levels, good-and-bad, flush-order, pcid-switch.")
    private String sets;

    @Option(names = "--seed", paramLabel = "N", description = "Chooses moves at random from this seed. Default: each scenario's own.")
    private Long seed;

    @Option(names = "--steps", paramLabel = "N", description = "Stops when the first machine has made so many steps. Default: at the ends.")
    private Long steps;

    public CompareCommand(Terminal terminal, ScenarioSource scenarios, Supplier<Engine> engines, Supplier<Messages> messages) {
        this.terminal = terminal;
        this.scenarios = scenarios;
        this.engines = engines;
        this.messages = messages;
    }

    @Override
    public Integer call() throws IOException {
        if (steps != null && steps < 0) {
            throw new InputException("--steps: expected 0 or more, found " + steps);
        }
        var engine = engines.get();
        send(engine, new OpenLockStep(set()));
        if (engine.lockStep() == null) {
            throw new InputException(engine.frame().problem().toString());
        }
        if (steps == null) {
            send(engine, new Run());
        }
        for (long i = 0; steps != null && i < steps && !engine.frame().ended(); i++) {
            send(engine, new Step(Granularity.MICRO, false, -1));
        }
        var end = engine.lockStep();
        var problem = end.lead().problem();
        if (end.parting() != null) {
            send(engine, new Seek(end.machines().getFirst().parted() + 1));
        }
        var answer = CompareAnswer.of(end, engine.lockStep(), scenarios, messages.get());
        terminal.answer(root.json(), answer, () -> answer.print(terminal.out()));
        if (problem != null && !root.json()) {
            terminal.err().println("tablewalk: " + Terminal.plain(problem.toString()));
        }
        boolean limit = steps == null && (problem != null || end.machines().stream().map(LockStepFrame.Machine::frame).anyMatch(f -> !f.ended() || f.length() >= f.subject()
                .maxSteps()));
        return (answer.failed() ? ExitCode.FAILED : limit ? ExitCode.LIMIT : ExitCode.DONE).number();
    }

    private static void send(Engine engine, org.tablewalk.session.Command command) {
        engine.handle(command, 0);
        while (engine.busy()) {
            engine.work(0);
        }
    }

    private LockStepSet set() throws IOException {
        if (sets != null) {
            if (source != null || !machines.isEmpty() || seed != null) {
                throw new InputException("--sets: expected no FILE|NAME, --set or --seed beside it, for a set says it all");
            }
            return LockStepSets.shipped().contains(sets) ? LockStepSets.load(sets) : LockStepSets.read(scenarios.path(sets));
        }
        if (source == null) {
            throw new InputException("expected FILE|NAME, or --sets");
        }
        if (machines.size() < LockStepSet.FEWEST || machines.size() > LockStepSet.MOST) {
            throw new InputException("--set: expected once for each of " + LockStepSet.FEWEST + ".." + LockStepSet.MOST + " machines, found " + machines.size());
        }
        var file = scenarios.file(source);
        List<LockStepSet.Machine> all = new ArrayList<>();
        for (String values : machines) {
            all.add(new LockStepSet.Machine(values.isEmpty() ? "as by default" : values, file == null ? source : null, file == null ? null : file.toString(), values(values), seed,
                    List.of()));
        }
        return new LockStepSet(source, source, "", all);
    }

    private static Map<String, String> values(String text) {
        Map<String, String> values = new LinkedHashMap<>();
        for (String part : text.isEmpty() ? new String[0] : text.split(",", -1)) {
            int equals = part.indexOf('=');
            if (equals < 1) {
                throw new InputException("--set: expected k=v or several of them with commas between, found '" + part + "'");
            }
            values.put(part.substring(0, equals), part.substring(equals + 1));
        }
        return values;
    }
}
