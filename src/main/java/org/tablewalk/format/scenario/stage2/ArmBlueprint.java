package org.tablewalk.format.scenario.stage2;

import org.tablewalk.format.scenario.Blueprint;
import org.tablewalk.machine.arm64.ArmConfig;
import org.tablewalk.machine.arm64.ArmIntrinsics;
import org.tablewalk.machine.arm64.ArmMachine;
import org.tablewalk.machine.listing.Intrinsics;
import org.tablewalk.machine.listing.Program;

/**
 * An Arm machine that can be made.
 *
 * @param config  the hardware
 * @param program the code
 */
public record ArmBlueprint(ArmConfig config, Program program) implements Blueprint {
    @Override
    public ArmMachine build() {
        return new ArmMachine(config, program);
    }

    @Override
    public Intrinsics intrinsics() {
        return ArmIntrinsics.of(config);
    }
}
