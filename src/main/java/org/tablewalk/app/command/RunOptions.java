package org.tablewalk.app.command;

import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import org.tablewalk.format.link.StepLink;
import org.tablewalk.format.scenario.Parameter;
import org.tablewalk.format.scenario.Scenario;
import org.tablewalk.format.scenario.ScenarioMachine;
import org.tablewalk.machine.Machine;
import org.tablewalk.machine.Policy;
import org.tablewalk.session.ScenarioRun;
import org.tablewalk.session.Subject;
import org.tablewalk.trace.Observer;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Which run: a scenario, values for its parameters, and how its moves are chosen. The same words for every command that needs one. */
public final class RunOptions {
    @Parameters(paramLabel = "FILE|NAME|LINK", description = "A scenario file, a trace, the name of a scenario that ships, or a step's link as the window copies it.")
    private String source;

    @Option(names = "--set", paramLabel = "k=v", description = "Sets a parameter; may be repeated. 'scenarios show NAME' lists them.")
    private Map<String, String> parameters = new LinkedHashMap<>();

    @Option(names = "--seed", paramLabel = "N", description = "Chooses moves at random from this seed.")
    private Long seed;

    @Option(names = "--policy", paramLabel = "P", description = "How moves are chosen: inOrder, seeded or recorded. Default: the scenario's.")
    private String policy;

    /**
     * Opens the run.
     *
     * @throws IOException if the scenario cannot be read, or is none, or its parameters do not fit it
     */
    public Chosen open(ScenarioSource scenarios) throws IOException {
        var link = scenarios.link(source);
        if (link != null) {
            return linked(link, scenarios);
        }
        var subject = scenarios.open(source, parameters);
        if (!(subject instanceof ScenarioRun run)) {
            return trace(subject, scenarios);
        }
        var machine = run.source();
        var order = policy != null ? order(policy) : seed != null ? Scenario.Order.SEEDED : machine.order();
        if (order == Scenario.Order.RECORDED && machine.order() != order) {
            throw new InputException("--policy: " + source + " has no recorded choices");
        }
        if (seed != null && order != Scenario.Order.SEEDED) {
            throw new InputException("--seed: has no meaning with --policy " + word(order));
        }
        return new Chosen(run, scenarios.kind(run), order, seed != null ? seed : machine.seed(), null, scenarios.recordingLimit());
    }

    private Chosen trace(Subject trace, ScenarioSource scenarios) {
        var option = !parameters.isEmpty() ? "--set" : seed != null ? "--seed" : policy != null && order(policy) != Scenario.Order.RECORDED ? "--policy" : null;
        if (option != null) {
            throw new InputException(option + ": " + source + " is a trace, in which nothing can be set");
        }
        return new Chosen(trace, scenarios.kind(trace), Scenario.Order.RECORDED, trace.seed(), null, scenarios.recordingLimit());
    }

    private Chosen linked(StepLink link, ScenarioSource scenarios) throws IOException {
        var option = !parameters.isEmpty() ? "--set" : seed != null ? "--seed" : policy != null ? "--policy" : null;
        if (option != null) {
            throw new InputException(option + ": a link says it already");
        }
        var subject = scenarios.open(link);
        var order = subject instanceof ScenarioRun run ? run.source().order() : Scenario.Order.RECORDED;
        return new Chosen(subject, scenarios.kind(subject), order, subject.seed(), link, scenarios.recordingLimit());
    }

    /** The file that is run, or null for a scenario that ships. */
    public Path file(ScenarioSource scenarios) throws IOException {
        return scenarios.file(source);
    }

    private static Scenario.Order order(String word) {
        for (var order : Scenario.Order.values()) {
            if (word(order).equalsIgnoreCase(word)) {
                return order;
            }
        }
        throw new InputException("--policy: expected inOrder, seeded or recorded, found '" + word + "'");
    }

    private static String word(Scenario.Order order) {
        return switch (order) {
            case IN_ORDER -> "inOrder";
            case SEEDED, RECORDED -> order.name().toLowerCase(Locale.ROOT);
        };
    }

    /**
     * A run that can be made.
     *
     * @param run      a scenario with its parameters, or a trace
     * @param kind     what it is of
     * @param order    how moves are chosen
     * @param seed     of the seeded order
     * @param link     that named the run, with choices and steps of its own, or null
     * @param recordingLimit bytes of recording at which the run stops
     */
    public record Chosen(Subject run, Kind kind, Scenario.Order order, long seed, StepLink link, long recordingLimit) {
        /** Starts the run: a machine before its first step, recorded and watched. */
        public Execution start() {
            return start(run.machine());
        }

        /** Starts the run of a machine that the scenario made; others watch it besides the checks. */
        public Execution start(Machine machine, Observer... others) {
            return new Execution(this, machine, run.checks(machine), recordingLimit, others);
        }

        /**
         * The scenario and its machine.
         *
         * @throws InputException if it is a trace
         */
        public ScenarioMachine source() {
            if (run instanceof ScenarioRun scenario) {
                return scenario.source();
            }
            throw new InputException(name() + ": expected a scenario, found a trace");
        }

        /** A new way to choose moves, from the first one on. */
        Policy moves() {
            var own = run instanceof ScenarioRun scenario ? scenario.source().policy(order, seed) : run.policy();
            return link == null ? own : link.choices().over(own);
        }

        /** Steps to make unless something else is asked for: those of a link, or as many as there can be. */
        long steps() {
            return link == null || run.recorded() ? run.maxSteps() : link.steps();
        }

        /** The step to stop at unless something else is asked for. */
        long step() {
            return link == null ? run.maxSteps() : link.step();
        }

        /** Moves that were recorded before this run is made. */
        long recordedMoves() {
            return run instanceof ScenarioRun scenario ? scenario.source().choices().length() : run.maxSteps();
        }

        /** The name of the scenario or trace. */
        public String name() {
            return run.name();
        }

        /** The order's word, as options and scenario files write it. */
        public String policy() {
            return word(order);
        }

        /** What the run is called in answers that are text: its name, and how moves are chosen. */
        public String title() {
            return name() + ", " + (order == Scenario.Order.SEEDED ? "seed " + seed : policy());
        }

        /** Values by name: numbers as numbers, flags as truth values, choices as words. */
        public Map<String, Object> parameters() {
            var typed = new LinkedHashMap<String, Object>();
            run.parameters().forEach((name, value) -> typed.put(name, switch (source().scenario().parameter(name)) {
                case Parameter.Whole whole -> whole.number(value);
                case Parameter.Flag flag -> Boolean.valueOf(value);
                case Parameter.Choice choice -> value;
            }));
            return typed;
        }
    }
}
