package org.tablewalk.machine.arm64;

import org.tablewalk.arch.arm64.Stage1Registers;
import org.tablewalk.arch.arm64.Stage2Registers;
import org.tablewalk.machine.Cells;
import org.tablewalk.machine.arm64.tlb.TlbiOp;
import org.tablewalk.machine.arm64.walk.AccessCells;

/**
 * The registers of the translation regime, each as it is in effect and as it was last written: a write is in effect after an ISB, or an exception or its return; before that each walk takes the
 * one or the other, register by register (Arm ARM, D19.1.2, synchronization of system registers; inferred from memory). What each access in flight took when it began is with the {@link TakenRegisters}.
 *
 * <p>On a machine without a {@link Regime} the walks follow none of them: the tree is the only one there is.
 */
final class Registers {
    /** Number of registers; they count from 1, as in {@link ArmIntrinsics}. */
    static final int COUNT = 7;
    /** Those that a walk at stage 2 takes. */
    private static final int STAGE_2 = bit(ArmIntrinsics.VTTBR_EL2) | bit(ArmIntrinsics.VTCR_EL2);

    /** Those that a walk at stage 1 takes. */
    private static final int EL1_WALK = bit(ArmIntrinsics.TTBR0_EL1) | bit(ArmIntrinsics.TTBR1_EL1) | bit(ArmIntrinsics.TCR_EL1) | bit(ArmIntrinsics.SCTLR_EL1);

    // Offsets in the region of a CPU: EL1's registers in effect; what was written last of all but VTTBR_EL2; what the two accesses in flight took.
    private static final int EL1 = 0;
    private static final int NEXT = 4;
    private static final int TAKEN = NEXT + COUNT - 1;
    /** From the cell with what an access took of VTTBR_EL2 to that of VTCR_EL2. */
    static final int VTCR_TAKEN = 2;
    static final int CELLS = TAKEN + 2 * VTCR_TAKEN;

    private static final long FORCED_BROADCAST = 1L << 9;
    private static final long TGE = 1L << 27;

    private final Cells cells;
    private final ArmMap map;
    private final Regime regime;
    private final int[] vms;
    private final long vmidMask;
    /** The registers that walks take, a bit each. */
    private final int walked;
    /** Those that a TLBI takes: with two stages HCR_EL2 too. */
    private final int tlbi;
    /** VTCR_EL2 as it must be for the tree that a machine with one tree walks, without what the host decides. */
    private final long shape;

    Registers(Cells cells, ArmMap map) {
        this.cells = cells;
        this.map = map;
        ArmConfig config = map.config();
        regime = config.regime();
        shape = config.geometry().vtcr();
        vmidMask = regime == null ? 0xffff : (1L << regime.vmidBits()) - 1;
        walked = regime == null || regime.stage1() == null ? STAGE_2 : STAGE_2 | EL1_WALK;
        tlbi = bit(ArmIntrinsics.VTTBR_EL2) | (twoStages() ? bit(ArmIntrinsics.HCR_EL2) : 0);
        vms = new int[config.cpus()];
        for (ArmConfig.Actor actor : config.actors()) {
            vms[actor.cpu()] = actor.vm();
        }
    }

    private static int bit(int register) {
        return 1 << register - 1;
    }

    /** The cell of a register as it is in effect. */
    static int inEffect(ArmMap map, int cpu, int register) {
        return switch (register) {
            case ArmIntrinsics.VTTBR_EL2 -> map.cpu(cpu) + ArmMap.VTTBR;
            case ArmIntrinsics.VTCR_EL2 -> map.cpu(cpu) + ArmMap.VTCR;
            case ArmIntrinsics.HCR_EL2 -> map.cpu(cpu) + ArmMap.HCR;
            default -> map.regime(cpu) + EL1 + register - ArmIntrinsics.TTBR0_EL1;
        };
    }

    /** The cell of what was written last to a register, where that is not in effect yet. */
    static int next(ArmMap map, int cpu, int register) {
        return register == ArmIntrinsics.VTTBR_EL2 ? map.cpu(cpu) + ArmMap.VTTBR_NEXT : map.regime(cpu) + NEXT + register - ArmIntrinsics.VTCR_EL2;
    }

    /** The registers written and not in effect yet, a bit each: VTTBR_EL2 is bit 0. */
    int pending(int cpu) {
        return (int) cells.get(map.cpu(cpu) + ArmMap.UNSYNCED);
    }

    /** Whether a register of that number can be read and written. */
    boolean exists(long register) {
        return register >= ArmIntrinsics.VTTBR_EL2 && register <= (regime == null ? ArmIntrinsics.HCR_EL2 : COUNT);
    }

    /** What an instruction reads: with a regime what was written last (direct reads see direct writes in program order). */
    long read(int cpu, int register) {
        boolean written = regime != null && (pending(cpu) & bit(register)) != 0;
        return cells.get(written ? next(map, cpu, register) : inEffect(map, cpu, register));
    }

    /** What hardware takes of a register: it as it is in effect, or with a bit of {@code chosen} what was written last. */
    long taken(int cpu, int register, int chosen) {
        return cells.get((chosen & bit(register)) != 0 ? next(map, cpu, register) : inEffect(map, cpu, register));
    }

    /** A write. Without a regime only VTTBR_EL2 waits for the ISB. */
    void write(int cpu, int register, long value) {
        if (regime == null && register != ArmIntrinsics.VTTBR_EL2) {
            cells.put(inEffect(map, cpu, register), value);
            return;
        }
        int unsynced = map.cpu(cpu) + ArmMap.UNSYNCED;
        cells.put(next(map, cpu, register), value);
        cells.put(unsynced, cells.get(unsynced) | bit(register));
    }

    /** A context synchronisation event: what was written is in effect. */
    void synchronise(int cpu) {
        for (int left = pending(cpu); left != 0; left &= left - 1) {
            int register = Integer.numberOfTrailingZeros(left) + 1;
            cells.put(inEffect(map, cpu, register), cells.get(next(map, cpu, register)));
            cells.put(next(map, cpu, register), 0);
        }
        cells.put(map.cpu(cpu) + ArmMap.UNSYNCED, 0);
    }

    /** Whether entering the guest is what loads the registers; else the listings have loaded them and entered. */
    boolean loadsOnEntry() {
        return regime == null || regime.entry() == Regime.Entry.MACHINE;
    }

    /** The guest is entered: the machine loads the VTTBR_EL2 of the CPU's VM where that is its to do, and its VTCR_EL2 where VMs have their own; an ERET synchronises. */
    void enter(int cpu) {
        int state = map.cpu(cpu);
        cells.put(state + ArmMap.GUEST, 1);
        if (regime != null) {
            synchronise(cpu);
        }
        if (loadsOnEntry()) {
            load(cells, map, cpu, vms[cpu]);
        }
    }

    /** Writes the registers of EL1 for a VM's own tables, in effect. */
    static void loadGuest(Cells cells, ArmMap map, int cpu, GuestTables guest, Regime.Flags flags) {
        cells.put(inEffect(map, cpu, ArmIntrinsics.TTBR0_EL1), guest.firstTtbr(false));
        cells.put(inEffect(map, cpu, ArmIntrinsics.TTBR1_EL1), guest.firstTtbr(true));
        cells.put(inEffect(map, cpu, ArmIntrinsics.TCR_EL1), guest.tcr(flags));
        cells.put(inEffect(map, cpu, ArmIntrinsics.SCTLR_EL1), guest.on() ? Stage1Registers.MMU_ON : 0);
    }

    /** Loads the VTTBR_EL2 of a VM, and its VTCR_EL2 where VMs have their own. */
    static void load(Cells cells, ArmMap map, int cpu, int vm) {
        int state = map.cpu(cpu);
        cells.put(state + ArmMap.VTTBR, map.vttbr(vm));
        cells.put(state + ArmMap.VTTBR_NEXT, 0);
        cells.put(state + ArmMap.UNSYNCED, 0);
        if (map.config().regime() != null) {
            cells.put(state + ArmMap.VTCR, map.config().vtcr(vm));
        }
    }

    /** The guest is left by an exception: the nVHE host runs with VTTBR_EL2 zero (domain section 4.2), unless it is for listings to say what it holds. */
    void leave(int cpu) {
        int state = map.cpu(cpu);
        cells.put(state + ArmMap.GUEST, 0);
        if (regime != null) {
            synchronise(cpu);
        }
        if (loadsOnEntry()) {
            cells.put(state + ArmMap.VTTBR, 0);
        }
    }

    /**
     * Whether the hardware can walk what VTCR_EL2 says once the guest is entered: without a regime the one tree there is; with one any tree of the machine's granule. Another granule is one
     * that this machine's TLBs are not made for.
     */
    boolean walkable(int cpu) {
        if (regime != null && loadsOnEntry()) {
            return true;
        }
        long vtcr = cells.get(map.cpu(cpu) + ArmMap.VTCR) & ~Stage2Registers.OF_THE_HOST;
        return regime == null ? vtcr == shape : ((vtcr ^ shape) & Stage2Registers.OF_THE_GRANULE) == 0;
    }

    /** In how many ways an access that begins can take the registers: each that is written and not in effect is taken old or new. */
    int choices(int cpu) {
        return regime == null ? 1 : 1 << Integer.bitCount(pending(cpu) & walked);
    }

    /** The registers that an access takes as they were written, in one of these ways. */
    int chosen(int cpu, int choice) {
        return regime == null ? 0 : Integer.expand(choice, pending(cpu) & walked);
    }

    /** The cell with what an access in flight took of VTTBR_EL2. */
    static int takenCell(ArmMap map, int cpu, boolean speculation) {
        return map.regime(cpu) + TAKEN + (speculation ? 1 : 0);
    }

    /** Whether a walk that outlived an exception is still on its way at EL2: a DSB there waits for it. ST barriers are about stores, which walks are not. */
    boolean walksOn(int cpu, int barrier) {
        int state = map.cpu(cpu);
        boolean loads = barrier != ArmIntrinsics.ISHST && barrier != ArmIntrinsics.NSHST;
        return loads && !loadsOnEntry() && cells.get(state + ArmMap.GUEST) == 0 && cells.get(state + ArmMap.SPECULATION + AccessCells.PHASE) != AccessCells.NONE;
    }

    /** The VMID in a value of VTTBR_EL2. */
    int vmid(long vttbr) {
        return (int) (vttbr >>> 48 & vmidMask);
    }

    /** Whether guests can have a stage 1 at all. */
    boolean twoStages() {
        return map.config().twoStages();
    }

    /** In how many ways a TLBI can take the registers that are written and not in effect. */
    int tlbiChoices(int cpu) {
        return 1 << Integer.bitCount(pending(cpu) & tlbi);
    }

    /**
     * The VMID that a TLBI is about, in one of these ways; -1 if it is about no guest: at EL2 with HCR_EL2.TGE set, on a host with VHE, TLBIs of stage 1 are about the host's own regime (Linux,
     * vhe/tlb.c, comment before the change of TGE). Those by IPA and of both stages are about EL1&amp;0 whatever TGE says (inferred from memory).
     */
    int tlbiVmid(int cpu, TlbiOp op, int choice) {
        int chosen = Integer.expand(choice, pending(cpu) & tlbi);
        boolean host = twoStages() && op.scope().guests() && cells.get(map.cpu(cpu) + ArmMap.GUEST) == 0 && (taken(cpu, ArmIntrinsics.HCR_EL2, chosen) & TGE) != 0;
        return host ? -1 : vmid(taken(cpu, ArmIntrinsics.VTTBR_EL2, chosen));
    }

    /** Whether TLBIs that the guest issues for its own CPU go to all: HCR_EL2.FB. */
    boolean forcesBroadcast(int cpu) {
        return (read(cpu, ArmIntrinsics.HCR_EL2) & FORCED_BROADCAST) != 0;
    }

    /** Whether stage 1 translates for an access that begins and takes the registers so. */
    boolean stage1(int cpu, int chosen) {
        return (taken(cpu, ArmIntrinsics.SCTLR_EL1, chosen) & Stage1Registers.MMU_ON) != 0;
    }
}
