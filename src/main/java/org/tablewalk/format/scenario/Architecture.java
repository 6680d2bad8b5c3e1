package org.tablewalk.format.scenario;

import java.util.Map;
import java.util.Optional;
import org.tablewalk.check.judge.Rule;
import org.tablewalk.format.FormatException;

/** One kind of machine, as scenario files describe it: what {@code machine.arch} can name. */
public interface Architecture {
    /** The word for {@code machine.arch}. */
    String word();

    /** Whose machines these are, for messages: {@code Arm's}. */
    String owner();

    /** The listings that its scenarios can name. */
    default Library library() {
        return Library.EMPTY;
    }

    /**
     * The machine, its memory and what its tables hold at the start, from the members of a scenario.
     *
     * @throws FormatException at the first member that is wrong
     */
    Hardware read(ScenarioReader reader, Fields scenario) throws FormatException;

    /**
     * A scenario made of a file that is none but describes such a machine in another form; empty if this is no such file.
     *
     * @param root of a file that names no format
     * @throws FormatException at the first thing that is wrong
     */
    default Optional<Scenario> other(ScenarioReader reader, Node.Struct root) throws FormatException {
        return Optional.empty();
    }

    /**
     * The machine of a scenario that this read.
     *
     * @param values of the scenario's parameters
     * @throws FormatException at the first number, contradiction or listing line that is wrong
     */
    Blueprint build(Scenario scenario, Values values) throws FormatException;

    /** Whether a run of a machine that this built can break a rule at all, as far as anybody judges it. */
    default boolean judged(Rule rule, Blueprint machine) {
        return false;
    }

    /**
     * Adds the machine, its memory and its tables to a canonical text.
     *
     * @param hardware that this read
     * @throws FormatException if an expression has no 64-bit value
     */
    void canonical(Canonical canonical, Hardware hardware, Map<String, Object> file) throws FormatException;
}
