package org.tablewalk.format.scenario;

import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.tablewalk.check.judge.Expectation;
import org.tablewalk.machine.InOrder;
import org.tablewalk.machine.Machine;
import org.tablewalk.machine.Policy;
import org.tablewalk.machine.Seeded;

/**
 * A checked scenario with values: makes machines that all begin in the same state.
 *
 * @param scenario   as read
 * @param parameters every parameter's value, in the file's order
 * @param blueprint  the hardware and the code
 * @param order      how moves are chosen unless the user says otherwise
 * @param seed       of the seeded order
 * @param choices    the recorded moves, empty unless the order is recorded
 * @param steps      the most steps a run makes
 * @param canonical  what decides a run, as text; part of its hash
 * @param expectations what is expected of all runs
 */
public record ScenarioMachine(Scenario scenario, Map<String, String> parameters, Blueprint blueprint, Scenario.Order order, long seed,
        RecordedMoves choices, long steps, String canonical, List<Expectation> expectations) implements Supplier<Machine> {
    /** A new machine before its first step. */
    @Override
    public Machine get() {
        return blueprint.build();
    }

    /** The scenario's own way to choose moves. */
    public Policy policy() {
        return policy(order, seed);
    }

    /** Another way to choose moves; {@link Scenario.Order#RECORDED} needs a scenario with recorded choices. */
    public Policy policy(Scenario.Order another, long anotherSeed) {
        return switch (another) {
            case IN_ORDER -> new InOrder();
            case SEEDED -> new Seeded(anotherSeed);
            case RECORDED -> choices;
        };
    }
}
