package org.tablewalk.format.scenario;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A scenario file as read: not yet with values for its parameters, and not yet checked against itself
 * ({@link MachineFactory} does both). Numbers are {@link Expression}s, words may be or contain a parameter's {@code $name}.
 *
 * @param file       name of the file, for messages
 * @param name       short name, as on the command line
 * @param title      one line
 * @param summary    a few sentences
 * @param parameters in the file's order, which is the order the window shows
 * @param constants  further names for listings
 * @param architecture what kind of machine it is
 * @param hardware   the machine, its memory and what its tables hold at the start
 * @param actors     what CPUs run
 * @param listings   the code they run
 * @param notes      paragraphs for the reader
 * @param milestones moments worth stopping at
 * @param expectations what is expected of its runs
 */
public record Scenario(String file, Quoted name, String title, String summary, List<Parameter> parameters, List<Constant> constants,
        Architecture architecture, Hardware hardware, List<Actor> actors, List<Listing> listings, Schedule schedule, List<String> notes, List<Milestone> milestones,
        List<Expected> expectations) {
    /** A name that listings can use for a number. */
    public record Constant(Quoted name, Expression value) {}

    /**
     * What one CPU or several run.
     *
     * @param cpus      which
     * @param routine   the routine's name, or null if {@code lines} hold the code
     * @param arguments of the routine
     * @param lines     the code, or empty
     * @param vm        the VM in which their guest accesses are made, or null
     */
    public record Actor(Range cpus, Quoted routine, List<Expression> arguments, List<Quoted> lines, Quoted vm) {}

    /**
     * CPUs from one to another.
     *
     * @param first number of the first
     * @param last  number of the last, or null for the machine's last
     */
    public record Range(Expression first, Expression last) {}

    /**
     * A listing.
     *
     * @param name  of a shipped listing if there are no lines
     * @param lines its text, or empty
     */
    public record Listing(Quoted name, List<Quoted> lines) {}

    /** How moves are chosen. */
    public enum Order { IN_ORDER, SEEDED, RECORDED }

    /**
     * How moves are chosen unless the user says otherwise.
     *
     * @param seed    of {@link Order#SEEDED}
     * @param steps   the most steps a run makes
     * @param choices of {@link Order#RECORDED}: the moves, as {@link Choices} writes them
     * @param whole   whether it is run when it is opened, and its end is shown
     */
    public record Schedule(Order order, Expression seed, Expression steps, List<Quoted> choices, boolean whole) {}

    /** What a milestone waits for; all but the routine are notable events of the recording. */
    public enum Moment {
        BREAK, MAKE, TLBI, COMPLETE, FAULT, SPURIOUS, OVERLAP, CONFLICT, FREED_TABLE, HALT, ROOT, SHADOW_PAGE, REUSED_PAGE, ZAP, UNSYNC, SYNC,
        EMULATED_WRITE, INJECTED, INVARIANT, ROUTINE
    }

    /**
     * A moment worth stopping at.
     *
     * @param name    as {@code --phase} calls it
     * @param title   one line
     * @param moment  what happens
     * @param routine the routine that is entered, for {@link Moment#ROUTINE}, else null
     * @param cpu     the CPU it happens on, or -1 for any
     * @param nth     which one, 1 for the first
     */
    public record Milestone(Quoted name, String title, Moment moment, Quoted routine, int cpu, int nth) {}

    /** Of a value for every parameter those that are not the default. */
    public Map<String, String> changed(Map<String, String> values) {
        var changed = new LinkedHashMap<String, String>();
        for (Parameter p : parameters) {
            if (!p.preset().in(values).equals(values.get(p.name()))) {
                changed.put(p.name(), values.get(p.name()));
            }
        }
        return changed;
    }

    /** The same with other code, of which nothing is expected. */
    public Scenario withListings(List<Listing> otherListings, List<Actor> otherActors) {
        return new Scenario(file, name, title, summary, parameters, constants, architecture, hardware, List.copyOf(otherActors), List.copyOf(otherListings), schedule, notes,
                milestones, List.of());
    }

    /** The parameter of that name, or null. */
    public Parameter parameter(String parameter) {
        return parameters.stream().filter(p -> p.name().equals(parameter)).findFirst().orElse(null);
    }
}
