package org.tablewalk.session;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import org.tablewalk.format.FormatException;
import org.tablewalk.format.TextInput;
import org.tablewalk.format.casemate.CasemateTrace;
import org.tablewalk.format.kvmmmu.KvmmmuTrace;
import org.tablewalk.format.scenario.MachineFactory;
import org.tablewalk.format.scenario.Scenario;
import org.tablewalk.format.scenario.ScenarioMachine;
import org.tablewalk.format.scenario.Scenarios;

/** Opens what a user names: shipped scenarios, scenario files, traces. What a file is, its content decides, not its name. */
public final class Opener {
    private static final int SNIFF = 1024;

    private final Scenarios scenarios;
    private final MachineFactory machines;

    public Opener(Scenarios scenarios, MachineFactory machines) {
        this.scenarios = scenarios;
        this.machines = machines;
    }

    /**
     * A shipped scenario by name.
     *
     * @param seed of the seeded order, or null for the scenario's own
     * @throws FormatException if there is none of that name or a value is wrong
     */
    public Subject shipped(String name, Map<String, String> parameters, Long seed) throws IOException {
        return scenario(scenarios.load(name), parameters, seed);
    }

    /**
     * A file.
     *
     * @throws FormatException if its content is wrong
     * @throws IOException     if it cannot be read
     */
    public Subject file(Path file, Map<String, String> parameters, Long seed) throws IOException {
        byte[] start = TextInput.start(file, SNIFF);
        if (CasemateTrace.looksLike(start)) {
            return new Subject.CasemateRun(CasemateTrace.open(file));
        }
        if (KvmmmuTrace.looksLike(start)) {
            return new Subject.KvmmmuRun(KvmmmuTrace.open(file));
        }
        return scenario(scenarios.read(file), parameters, seed);
    }

    /** A scenario that is open already, with other values. */
    public Subject scenario(Scenario scenario, Map<String, String> parameters, Long seed) throws FormatException {
        ScenarioMachine machine = machines.build(scenario, parameters);
        return new Subject.ScenarioRun(machine, seed == null ? machine.seed() : seed);
    }
}
