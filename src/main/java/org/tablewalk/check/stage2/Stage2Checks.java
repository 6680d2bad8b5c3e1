package org.tablewalk.check.stage2;

import org.tablewalk.check.tree.Checks;
import org.tablewalk.check.tree.Links;
import org.tablewalk.machine.arm64.ArmMachine;

/** What judges the runs of an Arm machine. */
public final class Stage2Checks {
    private Stage2Checks() {}

    /** An observer of a machine in its first state. */
    public static Checks of(ArmMachine machine) {
        var tables = new ArmTables(machine);
        var links = new Links(tables);
        links.read();
        return new Checks(tables, links, machine.cpus());
    }
}
