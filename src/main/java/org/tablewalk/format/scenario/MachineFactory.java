package org.tablewalk.format.scenario;

import java.util.Map;
import org.tablewalk.format.FormatException;

/** Makes machines of scenarios: sets the parameters, checks everything against everything, assembles the listings. */
public final class MachineFactory {
    /**
     * The machine of a scenario.
     *
     * @param given values of parameters, as after {@code --set}; the others have their defaults
     * @throws FormatException at the first value, number, contradiction or listing line that is wrong
     */
    public ScenarioMachine build(Scenario scenario, Map<String, String> given) throws FormatException {
        Values values = Values.of(scenario, given);
        Blueprint blueprint = scenario.architecture().build(scenario, values);
        Scenario.Schedule schedule = scenario.schedule();
        long seed = schedule.seed().word(values, "a seed");
        long steps = schedule.steps().evaluate(values, "a number of steps", 0, Limits.STEPS);
        return new ScenarioMachine(scenario, values.texts(), blueprint, schedule.order(), seed, Choices.parse(values.file(), schedule.choices()), steps,
                Canonical.text(scenario, values), ExpectChecks.of(scenario, values, blueprint));
    }
}
