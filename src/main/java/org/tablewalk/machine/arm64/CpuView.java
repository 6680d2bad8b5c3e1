package org.tablewalk.machine.arm64;

import java.util.ArrayList;
import java.util.List;
import java.util.function.IntToLongFunction;
import org.tablewalk.machine.arm64.ArmState.Access;
import org.tablewalk.machine.arm64.ArmState.Cpu;
import org.tablewalk.machine.arm64.ArmState.InFlight;
import org.tablewalk.machine.arm64.ArmState.Kind;
import org.tablewalk.machine.arm64.ArmState.Phase;
import org.tablewalk.machine.arm64.ArmState.Status;
import org.tablewalk.machine.arm64.ArmState.TlbEntry;
import org.tablewalk.machine.arm64.tlb.TlbShape;
import org.tablewalk.machine.arm64.tlb.TlbTags;
import org.tablewalk.machine.arm64.tlb.TlbiOp;
import org.tablewalk.machine.arm64.walk.AccessCells;
import org.tablewalk.machine.listing.Cpus;

/** The part of an {@link ArmState} that reads CPUs: what each does, its accesses and stores under way, its invalidations in flight, what its TLB holds. */
record CpuView(ArmMap map, IntToLongFunction cells) {
    /**
     * What a CPU does.
     *
     * @param pc op number it executes next, or -1
     */
    Cpu cpu(int cpu, int pc) {
        int state = map.cpu(cpu);
        Access access = access(state + ArmMap.DEMAND);
        int barrier = (int) cells.applyAsLong(state + ArmMap.WAITS_DSB);
        return new Cpu(cpu, status(cpu, access, barrier), pc, cells.applyAsLong(state + ArmMap.GUEST) != 0, access,
                access(state + ArmMap.SPECULATION), cells.applyAsLong(state + ArmMap.VTTBR), cells.applyAsLong(state + ArmMap.EXIT), barrier);
    }

    private Status status(int cpu, Access access, int barrier) {
        int state = map.cpu(cpu);
        boolean runnable = (cells.applyAsLong(map.runnable()) >>> cpu & 1) != 0;
        return switch ((int) cells.applyAsLong(state + ArmMap.STATUS)) {
            case Cpus.IDLE -> Status.IDLE;
            case Cpus.ENDED -> Status.ENDED;
            case Cpus.FAILED -> Status.FAILED;
            default -> access != null ? Status.IN_ACCESS
                    : runnable ? Status.RUNNING
                    : cells.applyAsLong(state + ArmMap.WAITS_LOCK) != 0 ? Status.WAITS_LOCK
                    : barrier != 0 ? Status.WAITS_DSB : Status.WAITS_STORES;
        };
    }

    private Access access(int unit) {
        int phase = (int) cells.applyAsLong(unit + AccessCells.PHASE);
        if (phase == AccessCells.NONE) {
            return null;
        }
        Phase p = switch (phase) {
            case AccessCells.WALK -> Phase.WALK;
            case AccessCells.PERFORM -> Phase.PERFORM;
            case AccessCells.OVERLAP -> Phase.OVERLAP;
            case AccessCells.NT_CHOICE -> Phase.NT_CHOICE;
            case AccessCells.STAGE_1 -> Phase.STAGE_1;
            default -> Phase.UPDATE;
        };
        int level = (int) cells.applyAsLong(unit + (p == Phase.WALK || p == Phase.UPDATE ? AccessCells.LEVEL : AccessCells.DESCRIPTOR_LEVEL));
        return new Access(cells.applyAsLong(unit + AccessCells.IPA), (int) cells.applyAsLong(unit + AccessCells.KIND), p, level,
                cells.applyAsLong(unit + AccessCells.TABLE), cells.applyAsLong(unit + AccessCells.DESCRIPTOR), cells.applyAsLong(unit + AccessCells.MARKS));
    }

    /** Invalidations in flight, by slot. */
    List<InFlight> tlbis() {
        List<InFlight> list = new ArrayList<>();
        for (long used = cells.applyAsLong(map.slotsUsed); used != 0; used &= used - 1) {
            int index = Long.numberOfTrailingZeros(used);
            int slot = map.slot(index);
            long head = cells.applyAsLong(slot + Invalidations.SLOT_HEAD);
            list.add(new InFlight(index, TlbiOp.of((int) head & 0xff), (int) (head >>> 8) & 0xff, (int) cells.applyAsLong(slot + Invalidations.SLOT_VMID),
                    cells.applyAsLong(slot + Invalidations.SLOT_OPERAND), cells.applyAsLong(slot + Invalidations.SLOT_PENDING),
                    cells.applyAsLong(slot + Invalidations.SLOT_MARKED)));
        }
        return list;
    }

    /** Buffered stores of a CPU, oldest first, as (address, value) pairs. */
    List<long[]> storeBuffer(int cpu) {
        List<long[]> list = new ArrayList<>();
        int state = map.cpu(cpu);
        for (int i = 0; i < cells.applyAsLong(state + ArmMap.STORES); i++) {
            list.add(new long[] {cells.applyAsLong(state + ArmMap.STORE_BUFFER + 2 * i), cells.applyAsLong(state + ArmMap.STORE_BUFFER + 2 * i + 1)});
        }
        return list;
    }

    /** A CPU's TLB entries, final ones first, in slot order. */
    List<TlbEntry> tlb(int cpu, TlbTags tags) {
        List<TlbEntry> entries = new ArrayList<>();
        TlbShape shape = map.tlbShape();
        int base = map.tlb(cpu) + TlbShape.HEADER;
        int finals = cells.applyAsLong(map.tlb(cpu) + TlbShape.COUNTS) == 0 ? 0 : shape.capacity();
        for (int slot = 0; slot < finals; slot++) {
            add(entries, tags, Kind.FINAL, slot, base + TlbShape.ENTRY * slot);
        }
        for (int slot = 0; slot < TlbShape.WALK_LEVELS * shape.walkWays(); slot++) {
            add(entries, tags, Kind.WALK, shape.capacity() + slot, base + TlbShape.ENTRY * (shape.capacity() + slot));
        }
        return entries;
    }

    private void add(List<TlbEntry> entries, TlbTags tags, Kind kind, int slot, int cell) {
        long tag = cells.applyAsLong(cell);
        if (tag != 0) {
            int level = TlbTags.level(tag);
            entries.add(new TlbEntry(slot, kind, TlbTags.vmid(tag), TlbTags.ipa(tag), tags.size(tag), level, cells.applyAsLong(cell + 1)));
        }
    }

    /** Number of final entries in a CPU's TLB, without listing them. */
    int tlbSize(int cpu) {
        long counts = cells.applyAsLong(map.tlb(cpu) + TlbShape.COUNTS);
        return TlbShape.count(counts, 0) + TlbShape.count(counts, 1) + TlbShape.count(counts, 2) + TlbShape.count(counts, 3);
    }
}
