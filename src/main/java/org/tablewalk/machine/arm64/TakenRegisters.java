package org.tablewalk.machine.arm64;

import org.tablewalk.arch.arm64.Granule;
import org.tablewalk.arch.arm64.Stage2Registers;
import org.tablewalk.machine.Cells;
import org.tablewalk.machine.arm64.walk.Stage2Start;

/** What each access in flight took of the registers of stage 2 when it began, and what follows from it: the VMID, where the walk starts, which flags hardware sets. Without a {@link Regime} nothing is taken: the tree is the only one there is. */
final class TakenRegisters {
    private final Cells cells;
    private final ArmMap map;
    private final Registers registers;
    private final Regime regime;
    private final Granule granule;
    /** Where every walk starts without a regime. */
    private final Stage2Start only;
    private final int vmid;
    /** CPUs that share a TLB with others. */
    private final long shared;

    TakenRegisters(Cells cells, ArmMap map, Registers registers) {
        this.cells = cells;
        this.map = map;
        this.registers = registers;
        regime = map.config().regime();
        granule = map.config().geometry().granule();
        only = map.start(0);
        vmid = map.config().vmid();
        shared = regime == null ? 0 : regime.sharedTlbs().stream().filter(group -> Long.bitCount(group) > 1).reduce(0L, (a, b) -> a | b);
    }

    private int cell(int cpu, int unit) {
        return Registers.takenCell(map, cpu, unit != map.cpu(cpu) + ArmMap.DEMAND);
    }

    /** An access begins and takes the registers; of those written and not in effect those with a bit of {@code chosen} as they were written. */
    void begin(int cpu, int unit, int chosen) {
        if (regime == null) {
            return;
        }
        int taken = cell(cpu, unit);
        cells.put(taken, registers.taken(cpu, ArmIntrinsics.VTTBR_EL2, chosen));
        cells.put(taken + Registers.VTCR_TAKEN, registers.taken(cpu, ArmIntrinsics.VTCR_EL2, chosen));
    }

    /** An access is over. */
    void end(int cpu, int unit) {
        if (regime != null) {
            int taken = cell(cpu, unit);
            cells.put(taken, 0);
            cells.put(taken + Registers.VTCR_TAKEN, 0);
        }
    }

    /**
     * Whether an access uses and fills the TLB of its CPU. One whose VTTBR_EL2 has CnP clear does not share translations with other CPUs: a TLB that several CPUs share holds none of them here
     * (hardware need not cache anything; the bit: Arm ARM, FEAT_TTCNP; inferred from memory).
     */
    boolean cached(int cpu, int unit) {
        return regime == null || (shared >>> cpu & 1) == 0 || (cells.get(cell(cpu, unit)) & 1) != 0;
    }

    /**
     * Values of VTTBR_EL2 that the next read of a walk may go by: what it began with; and, where listings load registers, for a walk that has outlived an exception also what is in effect by now
     * and what is written (Arm ARM, R_LFHQG, as cited by KVM's "nvhe: Synchronise with page table walker on vcpu run", 2023; inferred from memory: such a walk goes on at EL2 until a DSB).
     */
    int values(int cpu, int unit) {
        return outlives(cpu, unit) ? 1 + (other(cpu, unit, Registers.inEffect(map, cpu, ArmIntrinsics.VTTBR_EL2)) ? 1 : 0) + (written(cpu, unit) ? 1 : 0) : 1;
    }

    /** A walk goes by one of these values from here on, 0 for what it went by. Whether that is another. */
    boolean meets(int cpu, int unit, int value) {
        if (value == 0) {
            return false;
        }
        int inEffect = Registers.inEffect(map, cpu, ArmIntrinsics.VTTBR_EL2);
        boolean effective = value == 1 && other(cpu, unit, inEffect);
        cells.put(cell(cpu, unit), cells.get(effective ? inEffect : Registers.next(map, cpu, ArmIntrinsics.VTTBR_EL2)));
        return true;
    }

    /** Only a speculative walk can: what an instruction asked for has ended before the exception. */
    private boolean outlives(int cpu, int unit) {
        return !registers.loadsOnEntry() && unit != map.cpu(cpu) + ArmMap.DEMAND;
    }

    private boolean other(int cpu, int unit, int cell) {
        return cells.get(cell) != cells.get(cell(cpu, unit));
    }

    private boolean written(int cpu, int unit) {
        int next = Registers.next(map, cpu, ArmIntrinsics.VTTBR_EL2);
        return (registers.pending(cpu) & 1) != 0 && other(cpu, unit, next) && cells.get(next) != cells.get(Registers.inEffect(map, cpu, ArmIntrinsics.VTTBR_EL2));
    }

    /** The VMID. Without a regime accesses and speculative walks are the one guest's: one that ends while the host is on the CPU keeps the VMID it began with. */
    int vmid(int cpu, int unit) {
        return regime == null ? vmid : registers.vmid(cells.get(cell(cpu, unit)));
    }

    /** The level at which the walk starts, or -1 if what was taken of VTCR_EL2 contradicts itself. */
    int startLevel(int cpu, int unit) {
        return regime == null ? only.level() : Stage2Registers.startLevel(vtcr(cpu, unit), granule);
    }

    /** Where the root is. */
    long root(int cpu, int unit) {
        return regime == null ? only.root() : Stage2Registers.root(cells.get(cell(cpu, unit)), vtcr(cpu, unit), granule);
    }

    /** The first address beyond the address space. */
    long limit(int cpu, int unit) {
        return regime == null ? only.limit() : Stage2Registers.limit(vtcr(cpu, unit));
    }

    /** VTCR_EL2 as far as it says which flags hardware sets in descriptors of stage 2. Without a regime it sets none, whatever VTCR_EL2 says. */
    long flags(int cpu, int unit) {
        return regime == null ? 0 : vtcr(cpu, unit);
    }

    private long vtcr(int cpu, int unit) {
        return cells.get(cell(cpu, unit) + Registers.VTCR_TAKEN);
    }
}
