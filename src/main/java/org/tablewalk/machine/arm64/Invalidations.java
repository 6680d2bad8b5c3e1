package org.tablewalk.machine.arm64;

import org.tablewalk.arch.arm64.Stage2Geometry;
import org.tablewalk.arch.arm64.TlbiOperand;
import org.tablewalk.machine.Bus;
import org.tablewalk.machine.Cells;
import org.tablewalk.machine.Event;
import org.tablewalk.machine.arm64.tlb.Tlb;
import org.tablewalk.machine.arm64.tlb.TlbRemoval;
import org.tablewalk.machine.arm64.tlb.TlbiOp;
import org.tablewalk.machine.arm64.tlb.TlbiTarget;
import org.tablewalk.machine.arm64.walk.AccessCells;
import org.tablewalk.machine.listing.Cpus;

/**
 * TLB invalidations in flight. A TLBI takes a slot; it arrives at each CPU separately, removes what matches there and marks every
 * access in flight that may use a matching translation. It is finished when it has arrived everywhere and nothing it marked is left.
 */
final class Invalidations {
    /** Operations that can be in flight at once, over all CPUs; a CPU that finds no free slot waits. */
    static final int SLOTS = 64;

    // Offsets in the cells of a slot.
    static final int SLOT_HEAD = 0;
    static final int SLOT_OPERAND = 1;
    static final int SLOT_VMID = 2;
    static final int SLOT_PENDING = 3;
    static final int SLOT_MARKED = 4;
    /** Cells of a slot. */
    static final int CELLS = 5;

    private final Cells cells;
    private final ArmMap map;
    private final Tlb tlb;
    private final TlbRemoval removal;
    /** On the side of stage 1; null if guests have none. */
    private final TlbRemoval removal1;
    private final boolean pieces;
    private final AccessUnit access;
    private final Cpus running;
    private final Bus bus;
    private final Registers registers;
    private final TakenRegisters taken;
    private final Stage2Geometry geometry;
    private final boolean early;
    /** Whether stores of guests, which have been translated, wait in buffers: an invalidation is finished when they are out. Of which translation they are nobody knows any more. */
    private final boolean buffers;
    private final boolean hints;
    private final boolean walksHeedHints;

    Invalidations(Cells cells, ArmMap map, Tlb tlb, Tlb tlb1, AccessUnit access, Registers registers, TakenRegisters taken, Cpus running, Bus bus) {
        this.cells = cells;
        this.map = map;
        this.tlb = tlb;
        removal = tlb.removal();
        removal1 = tlb1 == null ? null : tlb1.removal();
        pieces = tlb1 != null && map.config().regime().stage1().pieces();
        this.access = access;
        this.registers = registers;
        this.taken = taken;
        this.running = running;
        this.bus = bus;
        geometry = map.config().geometry();
        hints = map.config().freedoms().hints() != ArmConfig.Hints.NOTHING;
        walksHeedHints = map.config().freedoms().hints() == ArmConfig.Hints.WALKS;
        early = map.config().freedoms().completion() == ArmConfig.Completion.EARLY;
        buffers = map.config().contents() != null && !early;
    }

    /** Issues a TLBI; false if every slot is in use. */
    boolean issue(int cpu, TlbiOp op, int vmid, long operand) {
        long used = cells.get(map.slotsUsed);
        int index = Long.numberOfTrailingZeros(~used);
        // The last bit of an access's marks says something else.
        if (index >= SLOTS - 1) {
            return false;
        }
        int slot = map.slot(index);
        int cpus = map.config().cpus();
        long targets = op.broadcast() ? -1L >>> 64 - cpus : 1L << cpu;
        cells.put(map.slotsUsed, used | 1L << index);
        cells.put(slot + SLOT_HEAD, Long.MIN_VALUE | (long) cpu << 8 | op.ordinal());
        cells.put(slot + SLOT_OPERAND, operand);
        cells.put(slot + SLOT_VMID, vmid);
        cells.put(slot + SLOT_PENDING, targets);
        for (long left = targets; left != 0; left &= left - 1) {
            int state = map.cpu(Long.numberOfTrailingZeros(left)) + ArmMap.ARRIVING;
            cells.put(state, cells.get(state) | 1L << index);
        }
        cells.put(map.arrivable, cells.get(map.arrivable) | targets);
        int issued = map.cpu(cpu) + ArmMap.ISSUED;
        cells.put(issued, cells.get(issued) | 1L << index);
        bus.event(Event.TLBI_ISSUE, cpu, index, op.ordinal(), operand);
        return true;
    }

    /** The invalidation of {@code slot} arrives at a CPU. */
    void arrive(int cpu, int index) {
        int slot = map.slot(index);
        long head = cells.get(slot + SLOT_HEAD);
        TlbiOp op = TlbiOp.of((int) head & 0xff);
        int vmid = (int) cells.get(slot + SLOT_VMID);
        long operand = cells.get(slot + SLOT_OPERAND);
        var target = TlbiTarget.of(op, operand, geometry, hints);
        int removed = removal.remove(cpu, op, vmid, target) + (removal1 == null ? 0 : removal1.removeStage1(cpu, op, vmid, TlbiOperand.asid(operand), target, pieces));
        boolean marked = mark(cpu, index, op, vmid, operand, target, ArmMap.DEMAND);
        marked |= mark(cpu, index, op, vmid, operand, target, ArmMap.SPECULATION);
        if (marked || buffered(cpu)) {
            cells.put(slot + SLOT_MARKED, cells.get(slot + SLOT_MARKED) | 1L << cpu);
        }
        cells.put(slot + SLOT_PENDING, cells.get(slot + SLOT_PENDING) & ~(1L << cpu));
        int arriving = map.cpu(cpu) + ArmMap.ARRIVING;
        cells.put(arriving, cells.get(arriving) & ~(1L << index));
        if (cells.get(arriving) == 0) {
            cells.put(map.arrivable, cells.get(map.arrivable) & ~(1L << cpu));
        }
        bus.event(Event.TLBI_ARRIVE, cpu, index, removed, marked ? 1 : 0);
        finishIfDone(index);
    }

    private boolean mark(int cpu, int index, TlbiOp op, int vmid, long operand, TlbiTarget target, int unitOffset) {
        int unit = map.cpu(cpu) + unitOffset;
        if (cells.get(unit + AccessCells.PHASE) == AccessCells.NONE || !uses(cpu, unit, op, vmid, operand, target)) {
            return false;
        }
        long marks = cells.get(unit + AccessCells.MARKS);
        if (early && marks == 0) {
            cells.put(unit + AccessCells.MARKS, AccessCells.MET);
            return false;
        }
        cells.put(unit + AccessCells.MARKS, marks | 1L << index);
        return true;
    }

    /** Whether an access in flight may use a translation that the operation names. A walk below the leaf counts: its tables are on the way. */
    private boolean uses(int cpu, int unit, TlbiOp op, int vmid, long operand, TlbiTarget target) {
        // An access in flight is the guest's, also while a speculative walk goes on under the host.
        boolean sameVmid = taken.vmid(cpu, unit) == vmid;
        return switch (op.scope()) {
            case EVERYTHING -> true;
            case VMID -> sameVmid;
            case ADDRESS, RANGE -> sameVmid && access.usesStage2(cpu, unit) && uses(unit, target, taken.startLevel(cpu, unit));
            case STAGE_1, VA, VA_ANY_ASID, ASID -> sameVmid && access.usesStage1(cpu, unit, op, TlbiOperand.asid(operand), target);
        };
    }

    /** A named address and the access lie under the same entry of the level at which the access stands: its leaf, or the last table read on the way. */
    private boolean uses(int unit, TlbiTarget target, int start) {
        boolean leaf = cells.get(unit + AccessCells.PHASE) == AccessCells.PERFORM;
        int table = (int) cells.get(unit + AccessCells.LEVEL) - 1;
        int level = leaf ? (int) cells.get(unit + AccessCells.DESCRIPTOR_LEVEL) : Math.max(start, table);
        if (walksHeedHints && !(leaf ? target.takesLeaf(level) : heeds(unit, table, target, start))) {
            return false;
        }
        long size = leaf ? tlb.span(cells.get(unit + AccessCells.DESCRIPTOR), level) : geometry.entrySize(level);
        return target.meets(cells.get(unit + AccessCells.IPA) & -size, size);
    }

    /** Whether a walk that heeds hints is meant; one that has read no table yet has nothing to lose. */
    private boolean heeds(int unit, int table, TlbiTarget target, int start) {
        return cells.get(unit + AccessCells.PHASE) != AccessCells.WALK || table >= start && target.takesTable(table);
    }

    /** Called when a unit has finished: what marked it no longer waits for it. */
    void release(int cpu, int unit) {
        long marks = cells.get(unit + AccessCells.MARKS);
        access.clear(cpu, unit);
        taken.end(cpu, unit);
        wake(cpu);
        if (marks == 0) {
            return;
        }
        int state = map.cpu(cpu);
        long stillMarked = cells.get(state + ArmMap.DEMAND + AccessCells.MARKS) | cells.get(state + ArmMap.SPECULATION + AccessCells.MARKS);
        for (long left = buffered(cpu) ? 0 : marks & ~stillMarked & ~AccessCells.MET; left != 0; left &= left - 1) {
            unmark(cpu, Long.numberOfTrailingZeros(left));
        }
    }

    private boolean buffered(int cpu) {
        return buffers && cells.get(map.cpu(cpu) + ArmMap.STORES) != 0;
    }

    private void unmark(int cpu, int index) {
        int marked = map.slot(index) + SLOT_MARKED;
        cells.put(marked, cells.get(marked) & ~(1L << cpu));
        finishIfDone(index);
    }

    /** A buffered store of a CPU has become visible: if it was the last one, no invalidation waits for them any more. */
    void drained(int cpu) {
        int state = map.cpu(cpu);
        if (!buffers || buffered(cpu)) {
            return;
        }
        long marked = cells.get(state + ArmMap.DEMAND + AccessCells.MARKS) | cells.get(state + ArmMap.SPECULATION + AccessCells.MARKS);
        for (long left = cells.get(map.slotsUsed) & ~marked; left != 0; left &= left - 1) {
            int index = Long.numberOfTrailingZeros(left);
            if ((cells.get(map.slot(index) + SLOT_MARKED) >>> cpu & 1) != 0) {
                unmark(cpu, index);
            }
        }
    }

    private void finishIfDone(int index) {
        int slot = map.slot(index);
        int issuer = (int) (cells.get(slot + SLOT_HEAD) >>> 8) & 0xff;
        boolean done = cells.get(slot + SLOT_PENDING) == 0 && cells.get(slot + SLOT_MARKED) == 0;
        if (done) {
            for (int i = 0; i < CELLS; i++) {
                cells.put(slot + i, 0);
            }
            cells.put(map.slotsUsed, cells.get(map.slotsUsed) & ~(1L << index));
            int issued = map.cpu(issuer) + ArmMap.ISSUED;
            cells.put(issued, cells.get(issued) & ~(1L << index));
            bus.event(Event.TLBI_DONE, issuer, index, 0, 0);
        }
        wake(issuer);
    }

    /** A CPU whose DSB has nothing left to wait for goes on. */
    private void wake(int cpu) {
        int waits = map.cpu(cpu) + ArmMap.WAITS_DSB;
        if (cells.get(waits) != 0 && complete(cpu, (int) cells.get(waits))) {
            running.wake(cpu);
        }
    }

    /**
     * Whether a barrier of this kind has nothing to wait for: ISH and SY wait for the issuer's stores and all its TLBIs, everywhere,
     * with what they marked; NSH for its stores and its own CPU's part; ISHST and NSHST for its stores only.
     */
    boolean complete(int cpu, int barrier) {
        int state = map.cpu(cpu);
        if (cells.get(state + ArmMap.STORES) != 0 || registers.walksOn(cpu, barrier)) {
            return false;
        }
        return switch (barrier) {
            case ArmIntrinsics.ISH, ArmIntrinsics.SY -> cells.get(state + ArmMap.ISSUED) == 0;
            case ArmIntrinsics.NSH -> {
                boolean clear = true;
                for (long left = cells.get(state + ArmMap.ISSUED); left != 0; left &= left - 1) {
                    int slot = map.slot(Long.numberOfTrailingZeros(left));
                    long here = cells.get(slot + SLOT_PENDING) | cells.get(slot + SLOT_MARKED);
                    clear &= (here >>> cpu & 1) == 0;
                }
                yield clear;
            }
            default -> true;
        };
    }
}
