package org.tablewalk.session;

import org.tablewalk.check.Checks;
import org.tablewalk.check.RunChecks;
import org.tablewalk.check.shadow.RoleMeaning;
import org.tablewalk.check.shadow.ShadowChecks;
import org.tablewalk.format.scenario.ArmBlueprint;
import org.tablewalk.format.scenario.Blueprint;
import org.tablewalk.format.scenario.X86Blueprint;
import org.tablewalk.kvm.shadow.RoleRules;
import org.tablewalk.machine.Machine;
import org.tablewalk.machine.arm64.ArmMachine;
import org.tablewalk.machine.x86.X86Machine;
import org.tablewalk.machine.x86.X86Map;

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
            case X86Blueprint x86 -> {
                X86Map map = ((X86Machine) machine).map();
                yield new ShadowChecks(map, machine.cells(), meaning(map));
            }
        };
    }

    /** What the role words of a machine mean: the listing of its design says. */
    public static RoleMeaning meaning(X86Map map) {
        RoleRules rules = new RoleRules(map);
        return new RoleMeaning() {
            @Override
            public boolean direct(long role) {
                return rules.direct(role);
            }

            @Override
            public boolean passthrough(long role) {
                return rules.passthrough(role);
            }

            @Override
            public boolean hasGuestEntries(long role) {
                return rules.hasGuestEntries(role);
            }
        };
    }
}
