package org.tablewalk.session.stage2;

import java.util.function.Function;
import org.tablewalk.check.RunChecks;
import org.tablewalk.check.judge.Judge;
import org.tablewalk.check.stage2.Stage2Checks;
import org.tablewalk.format.scenario.Architecture;
import org.tablewalk.format.scenario.stage2.ArmArchitecture;
import org.tablewalk.machine.Machine;
import org.tablewalk.machine.arm64.ArmMachine;
import org.tablewalk.machine.arm64.TlbiOp;
import org.tablewalk.session.MachineKind;

/** Arm machines, as the engine runs them. */
public final class Stage2Machines implements MachineKind {
    /** The kind's name. */
    public static final String NAME = "stage2";

    private final Architecture architecture = ArmArchitecture.shipped();

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public Architecture architecture() {
        return architecture;
    }

    @Override
    public RunChecks checks(Machine machine) {
        return Stage2Checks.of((ArmMachine) machine);
    }

    @Override
    public Function<Machine, Judge> judges() {
        var judges = Stage2Checks.judges();
        return machine -> judges.apply((ArmMachine) machine);
    }

    @Override
    public int cellOf(Machine machine, long address) {
        return ((ArmMachine) machine).map().cellOf(address);
    }

    @Override
    public boolean translates(Machine machine, long tag, long address) {
        return ((ArmMachine) machine).map().translates(tag, address);
    }

    @Override
    public String tlbiName(int operation) {
        return TlbiOp.values()[operation].mnemonic();
    }
}
