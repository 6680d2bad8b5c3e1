package org.tablewalk.format.scenario.shadow;

import org.tablewalk.format.scenario.Blueprint;
import org.tablewalk.machine.listing.Intrinsics;
import org.tablewalk.machine.listing.Program;
import org.tablewalk.machine.x86.X86Config;
import org.tablewalk.machine.x86.X86Intrinsics;
import org.tablewalk.machine.x86.X86Machine;

/**
 * An x86 machine that can be made.
 *
 * @param config  the hardware
 * @param program the code: KVM's and the guests'
 */
public record X86Blueprint(X86Config config, Program program) implements Blueprint {
    @Override
    public X86Machine build() {
        return new X86Machine(config, program);
    }

    @Override
    public Intrinsics intrinsics() {
        return X86Intrinsics.of(config);
    }
}
