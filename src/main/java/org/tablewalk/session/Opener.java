package org.tablewalk.session;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.tablewalk.format.FormatException;
import org.tablewalk.format.Problem;
import org.tablewalk.format.TextInput;
import org.tablewalk.format.edit.EditedScenario;
import org.tablewalk.format.edit.LineEdit;
import org.tablewalk.format.link.StepLink;
import org.tablewalk.format.lockstep.LockStepSet;
import org.tablewalk.format.lockstep.LockStepSets;
import org.tablewalk.format.scenario.MachineFactory;
import org.tablewalk.format.scenario.Scenario;
import org.tablewalk.format.scenario.ScenarioMachine;
import org.tablewalk.format.scenario.Scenarios;

/** Opens what a user names: shipped scenarios, scenario files, traces. What a file is, its content decides, not its name. */
public final class Opener {
    private static final int SNIFF = 1024;
    /** Bytes looked at of a file that is not opened yet: a guess may take longer than a decision. */
    private static final int LOOKED_AT = 1 << 16;
    /** Time for it: the one who asks stands before the window and drags the file. */
    private static final Duration GLANCE = Duration.ofMillis(100);

    private final List<MachineKind> machines;
    private final List<TraceKind> traces;
    private final Scenarios scenarios;
    private final MachineFactory factory = new MachineFactory();

    /**
     * An opener.
     *
     * @param machines the kinds of machines that scenarios can name; a file that names none has the first
     * @param traces   the kinds of traces; of two that look alike the first is meant
     */
    public Opener(List<MachineKind> machines, List<TraceKind> traces) {
        this.machines = List.copyOf(machines);
        this.traces = List.copyOf(traces);
        scenarios = new Scenarios(machines.stream().map(MachineKind::architecture).toList());
    }

    /** The scenarios that ship, and how scenario files are read. */
    public Scenarios scenarios() {
        return scenarios;
    }

    /**
     * A shipped scenario by name.
     *
     * @param seed of the seeded order, or null for the scenario's own
     * @throws FormatException if there is none of that name or a value is wrong
     */
    public ScenarioRun shipped(String name, Map<String, String> parameters, Long seed) throws IOException {
        return scenario(scenarios.load(name), parameters, seed, null);
    }

    /**
     * What a link names, before its first step.
     *
     * @throws FormatException if there is no such thing, or it is another than the link was made of
     */
    public Subject link(StepLink link) throws IOException {
        Subject subject = link.file() == null ? shipped(link.name(), link.values(), link.seed()) : file(path(link.file()), link.values(), link.seed());
        if (subject.recorded() && !link.values().isEmpty()) {
            throw new FormatException(new Problem(link.name(), 0, 0, "expected no values, for nothing in a trace can be set; found "
                    + String.join(", ", link.values().keySet())));
        }
        if (link.hash() != null && !link.hash().equals(StepLink.hash(subject.canonical()))) {
            throw new FormatException(new Problem(link.file() == null ? link.name() : link.file(), 0, 0, "expected the content that the link was made of ("
                    + link.hash() + "), found another (" + StepLink.hash(subject.canonical()) + "): it was changed, or the link comes from another version"));
        }
        return subject;
    }

    private static Path path(String file) throws FormatException {
        try {
            return Path.of(file);
        } catch (InvalidPathException e) {
            throw new FormatException(new Problem(file, 0, 0, "expected the path of a file, found one that this system cannot have"));
        }
    }

    /**
     * A file.
     *
     * @throws FormatException if its content is wrong
     * @throws IOException     if it cannot be read
     */
    public Subject file(Path file, Map<String, String> parameters, Long seed) throws IOException {
        Optional<TraceKind> trace = trace(file);
        return trace.isPresent() ? trace.get().open(file) : scenario(scenarios.read(file), parameters, seed, file.toString());
    }

    /**
     * Whether a file is a set of machines to be looked at side by side.
     *
     * @throws IOException if it cannot be read
     */
    public boolean set(Path file) throws IOException {
        return LockStepSets.looksLike(TextInput.start(file, SNIFF));
    }

    /** The file that is meant where a folder is named that some kind's producer leaves; else what was named. */
    public Path meant(Path named) {
        return !Files.isDirectory(named) ? named : traces.stream().map(t -> t.in(named)).flatMap(Optional::stream).findFirst().orElse(named);
    }

    /**
     * What kind of trace a file is; empty if none.
     *
     * @throws IOException if it cannot be read
     */
    public Optional<TraceKind> trace(Path file) throws IOException {
        byte[] start = TextInput.start(file, SNIFF);
        return traces.stream().filter(t -> t.looksLike(start)).findFirst();
    }

    /**
     * A scenario that is read already, with values.
     *
     * @param file it was read from, or null if it ships
     */
    public ScenarioRun scenario(Scenario scenario, Map<String, String> parameters, Long seed, String file) throws FormatException {
        return scenario(scenario, List.of(), parameters, seed, file);
    }

    /**
     * One of several machines that are to be side by side.
     *
     * @throws FormatException if there is no such scenario, or a value or an edit is wrong
     */
    public ScenarioRun machine(LockStepSet.Machine machine) throws IOException {
        try {
            Scenario scenario = machine.file() == null ? scenarios.load(machine.scenario()) : scenarios.read(path(machine.file()));
            return scenario(scenario, machine.edits(), machine.values(), machine.seed(), machine.file());
        } catch (FormatException e) {
            throw machine.wrong(e);
        } catch (NoSuchFileException e) {
            throw machine.wrong(new FormatException(new Problem(machine.file(), 0, 0, "no such file")));
        }
    }

    /**
     * A scenario that is open already, with other values or other edits.
     *
     * @param edits of what was read, all of them
     * @throws FormatException if a value is wrong, or the listings cannot be assembled
     */
    public ScenarioRun again(ScenarioRun run, List<LineEdit> edits, Map<String, String> parameters, Long seed) throws FormatException {
        return scenario(run.original(), edits, parameters, seed, run.file());
    }

    private ScenarioRun scenario(Scenario original, List<LineEdit> edits, Map<String, String> parameters, Long seed, String file) throws FormatException {
        Scenario scenario = edits.isEmpty() ? original : EditedScenario.of(original, parameters, edits);
        ScenarioMachine machine = factory.build(scenario, parameters);
        MachineKind kind = machines.stream().filter(k -> k.architecture().word().equals(scenario.architecture().word())).findFirst().orElseThrow();
        return new ScenarioRun(machine, kind, seed == null ? machine.seed() : seed, file, original, edits);
    }

    /** What a file looks like from its first bytes, before it is opened: {@code scenario}, the name of a kind of trace, or {@code unknown}. */
    public String kindOf(Path file) {
        byte[] start;
        try {
            start = TextInput.start(file, LOOKED_AT, GLANCE);
        } catch (FormatException e) {
            return "unknown";
        }
        for (TraceKind trace : traces) {
            if (trace.looksLike(start)) {
                return trace.name();
            }
        }
        for (byte c : start) {
            if (!Character.isWhitespace(c)) {
                return c == '{' ? "scenario" : "unknown";
            }
        }
        return file.toString().toLowerCase(Locale.ROOT).endsWith(".json") ? "scenario" : "unknown";
    }
}
