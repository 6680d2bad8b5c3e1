package org.tablewalk.machine.arm64;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.IntToLongFunction;
import org.tablewalk.arch.arm64.Stage1Registers;
import org.tablewalk.arch.arm64.Stage2Geometry;
import org.tablewalk.arch.arm64.Stage2Registers;

/**
 * A read-only view of the VMs of an Arm machine and of its CPUs' registers of the translation regime. A machine without a {@link Regime} has one VM, number 0, and of the registers those of
 * EL2.
 */
public final class RegimeState {
    private static final List<String> NAMES = List.of("VTTBR_EL2", "VTCR_EL2", "HCR_EL2", "TTBR0_EL1", "TTBR1_EL1", "TCR_EL1", "SCTLR_EL1");

    /** The bits of VTTBR_EL2 that hold the address of the root. */
    public static final long BASE = (1L << 48) - 2;
    private static final int ASID_SHIFT = 48;
    /** ASIDs have 8 bits here. */
    private static final int ASIDS = 0xff;

    private final ArmMap map;
    private final IntToLongFunction cells;

    RegimeState(ArmMap map, IntToLongFunction cells) {
        this.map = map;
        this.cells = cells;
    }

    /**
     * A register of a CPU.
     *
     * @param number   as {@link ArmIntrinsics#VTTBR_EL2} and so on
     * @param inEffect what is in effect
     * @param written  what was written last
     * @param pending  whether that is not in effect yet
     */
    public record Register(int number, String name, long inEffect, long written, boolean pending) {}

    /**
     * What an access in flight took when it began.
     *
     * @param startLevel -1 if its VTCR_EL2 contradicts itself
     */
    public record Taken(long vttbr, long vtcr, int vmid, long root, int startLevel) {}

    /** The name of a register. */
    public static String name(int number) {
        return NAMES.get(number - 1);
    }

    /** Number of VMs. */
    public int vms() {
        return map.config().regime() == null ? 1 : map.config().regime().vms().size();
    }

    /** A VM as the scenario has it. */
    public Regime.Vm vm(int vm) {
        return map.config().vm(vm);
    }

    /** Where the root of a VM's tree is. */
    public long root(int vm) {
        return map.root(vm);
    }

    /** The VM whose root is at an address, or -1. */
    public int vmOf(long root) {
        for (int vm = 0; vm < vms(); vm++) {
            if (map.root(vm) == root) {
                return vm;
            }
        }
        return -1;
    }

    /** The VM whose tree a CPU's VTTBR_EL2 in effect names, or -1. */
    public int loaded(int cpu) {
        return vmOf(register(cpu, ArmIntrinsics.VTTBR_EL2).inEffect() & BASE);
    }

    /** The VM whose tree a CPU's access in flight walks, or its speculative walk; -1 for none. Meaningful only while there is such an access. */
    public int walked(int cpu, boolean speculation) {
        return map.config().regime() == null ? 0 : vmOf(taken(cpu, speculation).root());
    }

    /** The VMIDs under which a VM's tree is walked: those that registers give it or are about to, else the one that it has from the start. */
    public Set<Integer> vmids(int vm) {
        Set<Integer> vmids = new TreeSet<>();
        for (int cpu = 0; map.config().regime() != null && cpu < map.config().cpus(); cpu++) {
            Register vttbr = register(cpu, ArmIntrinsics.VTTBR_EL2);
            for (long value : new long[] {vttbr.inEffect(), vttbr.written()}) {
                if (vmOf(value & BASE) == vm) {
                    vmids.add(vmid(value));
                }
            }
        }
        return vmids.isEmpty() ? Set.of(vm(vm).vmid()) : vmids;
    }

    /** The ASIDs under which an address space of a VM's guest is walked: those that registers give it or are about to, else the one that it has from the start. */
    public Set<Integer> asids(int vm, int space) {
        GuestTables guest = vm(vm).guest();
        Set<Integer> asids = new TreeSet<>();
        for (int cpu = 0; cpu < map.config().cpus(); cpu++) {
            Register ttbr = register(cpu, guest.spaces().get(space).upper() ? ArmIntrinsics.TTBR1_EL1 : ArmIntrinsics.TTBR0_EL1);
            for (long value : new long[] {ttbr.inEffect(), ttbr.written()}) {
                if (loaded(cpu) == vm && Stage1Registers.base(value) == guest.root(space)) {
                    asids.add((int) (value >>> ASID_SHIFT) & ASIDS);
                }
            }
        }
        return asids.isEmpty() ? Set.of(guest.spaces().get(space).asid()) : asids;
    }

    /** A CPU's registers. */
    public List<Register> registers(int cpu) {
        List<Register> registers = new ArrayList<>();
        for (int number = ArmIntrinsics.VTTBR_EL2; number <= (map.config().regime() == null ? ArmIntrinsics.HCR_EL2 : Registers.COUNT); number++) {
            registers.add(register(cpu, number));
        }
        return registers;
    }

    /** A register of a CPU. */
    public Register register(int cpu, int number) {
        boolean pending = (cells.applyAsLong(map.cpu(cpu) + ArmMap.UNSYNCED) >>> number - 1 & 1) != 0;
        long inEffect = cells.applyAsLong(Registers.inEffect(map, cpu, number));
        return new Register(number, NAMES.get(number - 1), inEffect, pending ? cells.applyAsLong(Registers.next(map, cpu, number)) : inEffect, pending);
    }

    /** What a CPU's access in flight took, or its speculative walk; without a regime what there is. Meaningful only while there is such an access. */
    public Taken taken(int cpu, boolean speculation) {
        ArmConfig config = map.config();
        if (config.regime() == null) {
            return new Taken(map.vttbr(0), map.config().vtcr(0), config.vmid(), config.poolBase(), config.geometry().startLevel());
        }
        int cell = Registers.takenCell(map, cpu, speculation);
        long vttbr = cells.applyAsLong(cell);
        long vtcr = cells.applyAsLong(cell + Registers.VTCR_TAKEN);
        int start = Stage2Registers.startLevel(vtcr, config.geometry().granule());
        return new Taken(vttbr, vtcr, vmid(vttbr), start < 0 ? 0 : Stage2Registers.root(vttbr, vtcr, config.geometry().granule()), start);
    }

    /** The VMID in a value of VTTBR_EL2, of the width that VMIDs have. */
    public int vmid(long vttbr) {
        return (int) (vttbr >>> 48) & (map.config().regime() == null ? 0xffff : (1 << map.config().regime().vmidBits()) - 1);
    }

    /** A walk of the tables of a VM as they are, in one go. */
    public ArmState.Translation translate(int vm, long ipa) {
        return new Walks(map, cells, 0).stage2(vm, ipa, false);
    }

    /** The shape of a VM's tree. */
    public Stage2Geometry geometry(int vm) {
        return map.config().geometry(vm);
    }
}
