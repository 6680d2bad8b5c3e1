package org.tablewalk.machine.arm64;

import java.util.List;
import java.util.function.IntToLongFunction;
import java.util.stream.IntStream;

/** Where accesses to virtual addresses may arrive while registers of EL1 are written and not in effect: each counts with either value. */
public final class BothStages {
    private static final int[] EL1 = {ArmIntrinsics.TTBR0_EL1, ArmIntrinsics.TTBR1_EL1, ArmIntrinsics.TCR_EL1, ArmIntrinsics.SCTLR_EL1};

    private final ArmMap map;
    private final IntToLongFunction cells;
    private final boolean ntFaults;

    /**
     * Of a machine whose guests can have a stage 1.
     *
     * @param cells gives the value of a cell by its number
     */
    public BothStages(ArmMap map, IntToLongFunction cells) {
        this.map = map;
        this.cells = cells;
        ntFaults = map.config().bbmLevel() >= 1 && map.config().ntResponse() == ArmConfig.NtResponse.FAULT;
    }

    /** Whether an access of a CPU in a VM arrives at a physical address. */
    public boolean reaches(int cpu, int vm, long va, int access, long pa) {
        var regime = new RegimeState(map, cells);
        List<Integer> pending = IntStream.of(EL1).filter(register -> regime.register(cpu, register).pending()).boxed().toList();
        return IntStream.range(0, 1 << pending.size()).mapToObj(choice -> new Stage1State(map, taken(cpu, pending, choice)).walk(cpu, vm, va))
                .anyMatch(walk -> walk.permits(access, ntFaults) && walk.stage2().pa() == pa);
    }

    /** What stage 1 gives for an address by the registers in effect, or -1. */
    public long ipa(int cpu, int vm, long va) {
        return new Stage1State(map, cells).walk(cpu, vm, va).ipa();
    }

    /** The cells with some registers as they were written. */
    private IntToLongFunction taken(int cpu, List<Integer> pending, int choice) {
        return choice == 0 ? cells : cell -> {
            for (int i = 0; i < pending.size(); i++) {
                if ((choice >>> i & 1) != 0 && cell == Registers.inEffect(map, cpu, pending.get(i))) {
                    return cells.applyAsLong(Registers.next(map, cpu, pending.get(i)));
                }
            }
            return cells.applyAsLong(cell);
        };
    }
}
