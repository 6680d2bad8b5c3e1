package org.tablewalk.session;

import org.tablewalk.check.Checks;
import org.tablewalk.check.RunChecks;
import org.tablewalk.format.scenario.ArmBlueprint;
import org.tablewalk.format.scenario.Blueprint;
import org.tablewalk.machine.Machine;
import org.tablewalk.machine.arm64.ArmMachine;

/** Which checks judge the runs of which kind of machine. */
public final class ScenarioChecks {
    private ScenarioChecks() { }

    /**
     * What judges a run.
     *
     * @param machine made by the blueprint, before its first step
     */
    public static RunChecks of(Blueprint blueprint, Machine machine) {
        return switch (blueprint) {
            case ArmBlueprint arm -> Checks.of((ArmMachine) machine);
        };
    }
}
