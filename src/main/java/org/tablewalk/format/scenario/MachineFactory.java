package org.tablewalk.format.scenario;

import java.util.Map;
import org.tablewalk.format.FormatException;
import org.tablewalk.machine.arm64.ArmConfig;
import org.tablewalk.machine.x86.X86Config;

/** Makes machines of scenarios: sets the parameters, checks everything against everything, assembles the listings. */
public final class MachineFactory {
    private final Library library;

    /**
     * A factory.
     *
     * @param library the listings that scenarios can name
     */
    public MachineFactory(Library library) {
        this.library = library;
    }

    /**
     * The machine of a scenario.
     *
     * @param given values of parameters, as after {@code --set}; the others have their defaults
     * @throws FormatException at the first value, number, contradiction or listing line that is wrong
     */
    public ScenarioMachine build(Scenario scenario, Map<String, String> given) throws FormatException {
        Values values = Values.of(scenario, given);
        Blueprint blueprint = switch (scenario.hardware()) {
            case ArmHardware arm -> {
                ArmConfig config = ArmConfigBuilder.build(scenario, arm, values);
                yield new ArmBlueprint(config, ProgramBuilder.build(scenario, values, Dialect.of(arm, config), library));
            }
            case X86Hardware x86 -> {
                X86Config config = X86ConfigBuilder.build(scenario, x86, values);
                Library shadow = library.shadow();
                yield new X86Blueprint(config, ProgramBuilder.build(scenario, values, Dialect.of(x86, config, shadow), shadow));
            }
        };
        Scenario.Schedule schedule = scenario.schedule();
        long seed = schedule.seed().word(values, "a seed");
        long steps = schedule.steps().evaluate(values, "a number of steps", 0, Limits.STEPS);
        return new ScenarioMachine(scenario, values.texts(), blueprint, schedule.order(), seed, Choices.parse(values.file(), schedule.choices()), steps, Canonical.text(scenario, values));
    }
}
