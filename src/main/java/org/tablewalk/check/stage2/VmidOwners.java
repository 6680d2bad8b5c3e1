package org.tablewalk.check.stage2;

import java.util.List;
import java.util.stream.IntStream;
import org.tablewalk.machine.arm64.ArmIntrinsics;
import org.tablewalk.machine.arm64.ArmState;
import org.tablewalk.machine.arm64.RegimeState;

/** Whose a VMID is in one state: a TLB entry names its VM by nothing else. */
public final class VmidOwners {
    private VmidOwners() {}

    /**
     * The VMs whose a VMID may be: those whose tree some CPU has loaded under it; if there is none those that have it from the start; if nobody has it any. Never empty.
     */
    public static List<Integer> of(ArmState state, int vmid) {
        if (state.map().config().regime() == null) {
            return List.of(0);
        }
        RegimeState vms = state.regime();
        List<Integer> loaded = IntStream.range(0, state.map().config().cpus()).filter(cpu -> vms.loaded(cpu) >= 0 && vmid(vms, cpu) == vmid).map(vms::loaded).distinct().boxed()
                .toList();
        if (!loaded.isEmpty()) {
            return loaded;
        }
        List<Integer> given = IntStream.range(0, vms.vms()).filter(vm -> vms.vm(vm).vmid() == vmid).boxed().toList();
        return !given.isEmpty() ? given : IntStream.range(0, vms.vms()).boxed().toList();
    }

    private static int vmid(RegimeState vms, int cpu) {
        return vms.vmid(vms.register(cpu, ArmIntrinsics.VTTBR_EL2).inEffect());
    }
}
