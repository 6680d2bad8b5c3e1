package org.tablewalk.machine.arm64;

import org.tablewalk.arch.arm64.TlbiOperand;
import org.tablewalk.machine.Bus;
import org.tablewalk.machine.Cells;
import org.tablewalk.machine.Event;
import org.tablewalk.machine.listing.Cpus;

/**
 * TLB invalidations in flight. A TLBI takes a slot; it arrives at each CPU separately, removes what matches there and marks every
 * access in flight that may use a matching translation. It is finished when it has arrived everywhere and nothing it marked is left.
 */
final class Invalidations {
    private final Cells cells;
    private final ArmMap map;
    private final Tlb tlb;
    private final AccessUnit access;
    private final Cpus running;
    private final Bus bus;
    private final boolean early;

    Invalidations(Cells cells, ArmMap map, Tlb tlb, AccessUnit access, Cpus running, Bus bus) {
        this.cells = cells;
        this.map = map;
        this.tlb = tlb;
        this.access = access;
        this.running = running;
        this.bus = bus;
        early = map.config().freedoms().completion() == ArmConfig.Completion.EARLY;
    }

    /** Issues a TLBI; false if every slot is in use. {@code size} is bytes, for the range operation only. */
    boolean issue(int cpu, TlbiOp op, int vmid, long operand, long size) {
        long used = cells.get(map.slotsUsed);
        int index = Long.numberOfTrailingZeros(~used);
        // The last bit of an access's marks says something else.
        if (index >= ArmMap.TLBI_SLOTS - 1) {
            return false;
        }
        int slot = map.slot(index);
        int cpus = map.config().cpus();
        long targets = op.broadcast() ? -1L >>> 64 - cpus : 1L << cpu;
        cells.put(map.slotsUsed, used | 1L << index);
        cells.put(slot + ArmMap.SLOT_HEAD, Long.MIN_VALUE | (long) vmid << 16 | (long) cpu << 8 | op.ordinal());
        cells.put(slot + ArmMap.SLOT_OPERAND, operand);
        cells.put(slot + ArmMap.SLOT_SIZE, size);
        cells.put(slot + ArmMap.SLOT_PENDING, targets);
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
        long head = cells.get(slot + ArmMap.SLOT_HEAD);
        TlbiOp op = TlbiOp.values()[(int) head & 0xff];
        int vmid = (int) (head >>> 16) & 0xffff;
        long operand = cells.get(slot + ArmMap.SLOT_OPERAND);
        long size = cells.get(slot + ArmMap.SLOT_SIZE);
        long address = TlbiOperand.address(operand);
        int removed = switch (op.scope()) {
            case VMID -> tlb.removeAll(cpu, vmid);
            case EVERYTHING -> tlb.removeAll(cpu, -1);
            case ADDRESS -> tlb.removeAddress(cpu, vmid, address, hint(operand), false);
            case LAST_LEVEL -> tlb.removeAddress(cpu, vmid, address, hint(operand), true);
            case RANGE -> tlb.removeRange(cpu, vmid, operand, size);
            case STAGE_1 -> 0;
        };
        boolean marked = mark(cpu, index, op, vmid, op.scope() == TlbiOp.Scope.RANGE ? operand : address, size, ArmMap.DEMAND);
        marked |= mark(cpu, index, op, vmid, op.scope() == TlbiOp.Scope.RANGE ? operand : address, size, ArmMap.SPECULATION);
        if (marked) {
            cells.put(slot + ArmMap.SLOT_MARKED, cells.get(slot + ArmMap.SLOT_MARKED) | 1L << cpu);
        }
        cells.put(slot + ArmMap.SLOT_PENDING, cells.get(slot + ArmMap.SLOT_PENDING) & ~(1L << cpu));
        int arriving = map.cpu(cpu) + ArmMap.ARRIVING;
        cells.put(arriving, cells.get(arriving) & ~(1L << index));
        if (cells.get(arriving) == 0) {
            cells.put(map.arrivable, cells.get(map.arrivable) & ~(1L << cpu));
        }
        bus.event(Event.TLBI_ARRIVE, cpu, index, removed, marked ? 1 : 0);
        finishIfDone(index);
    }

    private static int hint(long operand) {
        return TlbiOperand.level(TlbiOperand.ttl(operand));
    }

    private boolean mark(int cpu, int index, TlbiOp op, int vmid, long address, long size, int unitOffset) {
        int unit = map.cpu(cpu) + unitOffset;
        if (cells.get(unit + AccessUnit.PHASE) == AccessUnit.NONE || !uses(unit, op, vmid, address, size)) {
            return false;
        }
        long marks = cells.get(unit + AccessUnit.MARKS);
        if (early && marks == 0) {
            cells.put(unit + AccessUnit.MARKS, AccessUnit.MET);
            return false;
        }
        cells.put(unit + AccessUnit.MARKS, marks | 1L << index);
        return true;
    }

    /** Whether an access in flight may use a translation that the operation names. A walk below the leaf counts: its tables are on the way. */
    private boolean uses(int unit, TlbiOp op, int vmid, long address, long size) {
        // An access in flight is the guest's, also while a speculative walk goes on under the host.
        boolean sameVmid = map.config().vmid() == vmid;
        long ipa = cells.get(unit + AccessUnit.IPA);
        return switch (op.scope()) {
            case EVERYTHING -> true;
            case VMID -> sameVmid;
            case ADDRESS, LAST_LEVEL -> sameVmid && usesAddress(unit, ipa, address);
            case RANGE -> sameVmid && usesRange(unit, ipa, address, size);
            case STAGE_1 -> false;
        };
    }

    /** The invalidated address and the access lie under the same entry of the level at which the access stands. */
    private boolean usesAddress(int unit, long ipa, long address) {
        int shift = map.config().geometry().granule().entryShift(levelUsed(unit));
        return ipa >>> shift == address >>> shift;
    }

    /** Level of the entry an access stands under: its leaf, or the last table read on the way. */
    private int levelUsed(int unit) {
        return cells.get(unit + AccessUnit.PHASE) == AccessUnit.PERFORM
                ? (int) cells.get(unit + AccessUnit.DESCRIPTOR_LEVEL)
                : Math.max(map.config().geometry().startLevel(), (int) cells.get(unit + AccessUnit.LEVEL) - 1);
    }

    private boolean usesRange(int unit, long ipa, long base, long size) {
        int shift = map.config().geometry().granule().entryShift(levelUsed(unit));
        return ipa >>> shift >= base >>> shift && ipa >>> shift <= base + size - 1 >>> shift;
    }

    /** Called when a unit has finished: what marked it no longer waits for it. */
    void release(int cpu, int unit) {
        long marks = cells.get(unit + AccessUnit.MARKS);
        access.clear(unit);
        if (marks == 0) {
            return;
        }
        int state = map.cpu(cpu);
        long stillMarked = cells.get(state + ArmMap.DEMAND + AccessUnit.MARKS) | cells.get(state + ArmMap.SPECULATION + AccessUnit.MARKS);
        for (long left = marks & ~stillMarked & ~AccessUnit.MET; left != 0; left &= left - 1) {
            int index = Long.numberOfTrailingZeros(left);
            int marked = map.slot(index) + ArmMap.SLOT_MARKED;
            cells.put(marked, cells.get(marked) & ~(1L << cpu));
            finishIfDone(index);
        }
    }

    private void finishIfDone(int index) {
        int slot = map.slot(index);
        int issuer = (int) (cells.get(slot + ArmMap.SLOT_HEAD) >>> 8) & 0xff;
        boolean done = cells.get(slot + ArmMap.SLOT_PENDING) == 0 && cells.get(slot + ArmMap.SLOT_MARKED) == 0;
        if (done) {
            for (int i = 0; i < ArmMap.SLOT_CELLS; i++) {
                cells.put(slot + i, 0);
            }
            cells.put(map.slotsUsed, cells.get(map.slotsUsed) & ~(1L << index));
            int issued = map.cpu(issuer) + ArmMap.ISSUED;
            cells.put(issued, cells.get(issued) & ~(1L << index));
            bus.event(Event.TLBI_DONE, issuer, index, 0, 0);
        }
        int waits = map.cpu(issuer) + ArmMap.WAITS_DSB;
        if (cells.get(waits) != 0 && complete(issuer, (int) cells.get(waits))) {
            running.wake(issuer);
        }
    }

    /**
     * Whether a barrier of this kind has nothing to wait for: ISH and SY wait for the issuer's stores and all its TLBIs, everywhere,
     * with what they marked; NSH for its stores and its own CPU's part; ISHST and NSHST for its stores only.
     */
    boolean complete(int cpu, int barrier) {
        int state = map.cpu(cpu);
        if (cells.get(state + ArmMap.STORES) != 0) {
            return false;
        }
        return switch (barrier) {
            case ArmIntrinsics.ISH, ArmIntrinsics.SY -> cells.get(state + ArmMap.ISSUED) == 0;
            case ArmIntrinsics.NSH -> {
                boolean clear = true;
                for (long left = cells.get(state + ArmMap.ISSUED); left != 0; left &= left - 1) {
                    int slot = map.slot(Long.numberOfTrailingZeros(left));
                    long here = cells.get(slot + ArmMap.SLOT_PENDING) | cells.get(slot + ArmMap.SLOT_MARKED);
                    clear &= (here >>> cpu & 1) == 0;
                }
                yield clear;
            }
            default -> true;
        };
    }
}
