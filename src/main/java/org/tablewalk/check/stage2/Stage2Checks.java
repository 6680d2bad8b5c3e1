package org.tablewalk.check.stage2;

import java.util.function.Function;
import org.tablewalk.check.judge.Judge;
import org.tablewalk.check.tree.Checks;
import org.tablewalk.check.tree.TreeJudge;
import org.tablewalk.check.tree.WindowStates;
import org.tablewalk.machine.arm64.ArmMachine;

/** What judges the runs of an Arm machine. */
public final class Stage2Checks {
    private Stage2Checks() {}

    /** An observer of a machine in its first state. */
    public static Checks of(ArmMachine machine) {
        return new Checks(new ArmTables(machine), new ArmHardware(machine));
    }

    /** Makes judges of machines in their first state, whose cells can be compared with each other. */
    public static Function<ArmMachine, Judge> judges() {
        var windows = new WindowStates();
        return machine -> new TreeJudge(new ArmTables(machine), new ArmHardware(machine), windows);
    }
}
