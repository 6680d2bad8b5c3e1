package org.tablewalk.check.stage2;

import java.util.List;
import java.util.function.IntToLongFunction;
import org.tablewalk.arch.arm64.Stage2Registers;
import org.tablewalk.check.judge.Frames;
import org.tablewalk.machine.arm64.ArmConfig;
import org.tablewalk.machine.arm64.ArmIntrinsics;
import org.tablewalk.machine.arm64.ArmMap;
import org.tablewalk.machine.arm64.ArmState;
import org.tablewalk.machine.arm64.ArmState.InFlight;
import org.tablewalk.machine.arm64.ArmState.Translation;
import org.tablewalk.machine.arm64.Stage1State;
import org.tablewalk.machine.arm64.Regime;
import org.tablewalk.machine.arm64.RegimeState;
import org.tablewalk.machine.arm64.tlb.TlbiOp;

/** What CPUs that take tree and VMID from registers walk, and for which VM, as their registers are now. */
final class RegimeHardware {
    private final ArmMap map;
    private final Regime regime;
    private final RegimeState live;
    private final RegimeState first;
    /** Or null if guests have no stage 1. */
    private final Stage1State stages;
    /** By CPU, the VM that it runs where no register says another. */
    private final int[] vms;

    RegimeHardware(ArmMap map, IntToLongFunction cells, ArmState live, ArmState first) {
        this.map = map;
        this.live = live.regime();
        this.first = first.regime();
        regime = map.config().regime();
        stages = regime.stage1() == null ? null : new Stage1State(map, cells);
        vms = new int[map.config().cpus()];
        map.config().actors().forEach(actor -> vms[actor.cpu()] = actor.vm());
    }

    private long inEffect(int cpu, int register) {
        return live.register(cpu, register).inEffect();
    }

    /** The root that a walk of the CPU's guest begins at; -1 if its registers contradict each other. */
    long root(int cpu) {
        long vtcr = inEffect(cpu, ArmIntrinsics.VTCR_EL2);
        var granule = map.config().geometry().granule();
        return Stage2Registers.startLevel(vtcr, granule) < 0 ? -1 : Stage2Registers.root(inEffect(cpu, ArmIntrinsics.VTTBR_EL2), vtcr, granule);
    }

    int vmid(int cpu) {
        return live.vmid(inEffect(cpu, ArmIntrinsics.VTTBR_EL2));
    }

    int tlb(int cpu) {
        return regime.tlbOf(cpu);
    }

    /** The VM whose tree the registers name; in the host, where they need name none, the VM that the CPU runs. */
    int vm(int cpu) {
        int loaded = live.loaded(cpu);
        return loaded >= 0 ? loaded : vms[cpu];
    }

    /** Whether a walk by the registers ends at a physical address; of those that name the tree of no VM nothing is denied. */
    boolean reaches(int cpu, long address, int access, long pa) {
        int vm = live.loaded(cpu);
        if (vm < 0 || ((inEffect(cpu, ArmIntrinsics.VTCR_EL2) ^ live.geometry(vm).vtcr()) & ~Stage2Registers.OF_THE_HOST) != 0) {
            return true;
        }
        if (stages != null) {
            return stages.reaches(cpu, vm, address, access, pa);
        }
        Translation now = live.translate(vm, address);
        return now.permits(access) && now.pa() == pa;
    }

    /** What stage 1 gives for an address, or -1 if that cannot be said. */
    long ipa(int cpu, long address) {
        return stages == null ? address : stages.walk(cpu, vm(cpu), address).ipa();
    }

    /** Where a walk of the CPU's VM ends now. */
    Translation translateOwn(int cpu, long ipa) {
        return live.translate(vm(cpu), ipa);
    }

    /** Where it ended before the first step. */
    Translation translateFirst(int cpu, long ipa) {
        return first.translate(vm(cpu), ipa);
    }

    /** Whether memory is the CPU's VM's, or no VM's at all. */
    boolean owns(int cpu, long pa) {
        return backs(regime.vms().get(vm(cpu)).slots(), pa) || !backs(regime.slots(), pa);
    }

    private static boolean backs(List<ArmConfig.Slot> slots, long pa) {
        return slots.stream().anyMatch(slot -> pa >= slot.pa() && pa - slot.pa() < slot.size());
    }

    /** The owner number of the VM whose root is at an address: the first VM is {@link Frames#GUEST}, the others follow. */
    int owner(long root) {
        return Frames.GUEST + live.vmOf(root);
    }

    /** The same of a CPU's VM. */
    int guest(int cpu) {
        return Frames.GUEST + vm(cpu);
    }

    static boolean names(InFlight tlbi, int vmid) {
        return tlbi.op().scope() == TlbiOp.Scope.EVERYTHING || tlbi.vmid() == vmid;
    }

    /** Whether it takes all that a stage 1 has made of a tree's entries. */
    static boolean takesCombined(InFlight tlbi) {
        return switch (tlbi.op().scope()) {
            case EVERYTHING, VMID -> true;
            case STAGE_1 -> tlbi.vmid() >= 0;
            case ADDRESS, RANGE, VA, VA_ANY_ASID, ASID -> false;
        };
    }

    static boolean takes(InFlight tlbi, int vmid) {
        return tlbi.op().scope() == TlbiOp.Scope.EVERYTHING || tlbi.op().scope() == TlbiOp.Scope.VMID && tlbi.vmid() == vmid;
    }
}
