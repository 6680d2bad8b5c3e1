package org.tablewalk.machine.arm64;

import org.tablewalk.arch.arm64.Descriptor;
import org.tablewalk.machine.Bus;
import org.tablewalk.machine.Cells;
import org.tablewalk.machine.Event;
import org.tablewalk.machine.arm64.tlb.Tlb;
import org.tablewalk.machine.arm64.tlb.TlbTags;
import org.tablewalk.machine.arm64.tlb.WalkCache;
import org.tablewalk.machine.arm64.walk.AccessCells;
import org.tablewalk.machine.arm64.walk.Stage1Cells;
import org.tablewalk.machine.arm64.walk.Stage2Rules;

/** The table walk of an {@link AccessUnit} at stage 2: one read per level, and an update where hardware sets flags in the leaf; each a micro-step. What it finds is what the {@link Stage2Rules} say. */
final class Stage2Walk {
    /** In the operand of {@link Event#WALK_READ} beside the level: nobody asked for the walk. */
    static final int SPECULATIVE = Event.SPECULATIVE;

    private final Cells cells;
    private final ArmMap map;
    private final AccessUnit access;
    private final TakenRegisters taken;
    private final Tlb tlb;
    private final WalkCache walkCache;
    private final Stage2Rules rules;
    private final Bus bus;
    private final boolean choosesVictims;
    private final boolean ntConflict;

    Stage2Walk(Cells cells, ArmMap map, AccessUnit access, TakenRegisters taken, Tlb tlb, Bus bus) {
        this.cells = cells;
        this.map = map;
        this.access = access;
        this.taken = taken;
        this.tlb = tlb;
        this.bus = bus;
        walkCache = tlb.walkCache();
        rules = map.design().stage2();
        choosesVictims = map.config().tlb().replacement() == ArmConfig.Replacement.ANY;
        ntConflict = map.config().ntConflict();
    }

    /** Begins a walk: from the root, or from the deepest table that the walk cache has. */
    int begin(int cpu, int unit, boolean speculative) {
        long ipa = cells.get(unit + AccessCells.IPA);
        boolean cached = taken.cached(cpu, unit);
        int table = cached ? walkCache.find(cpu, taken.vmid(cpu, unit), ipa) : -1;
        if (!cached) {
            cells.put(unit + AccessCells.MARKS, cells.get(unit + AccessCells.MARKS) | AccessCells.MET);
        }
        int level = table < 0 ? taken.startLevel(cpu, unit) : TlbTags.level(cells.get(table)) + 1;
        cells.put(unit + AccessCells.LEVEL, level);
        cells.put(unit + AccessCells.TABLE, table < 0 ? taken.root(cpu, unit) : rules.next(cells.get(table + 1)));
        cells.put(unit + AccessCells.PHASE, AccessCells.WALK);
        if (!speculative) {
            bus.event(Event.TLB_MISS, cpu, ipa, cells.get(unit + AccessCells.KIND), level);
        }
        return AccessUnit.GOES_ON;
    }

    /** How many ways the next read, or update, can go. */
    int alternatives(int cpu, int unit) {
        int victims = choosesVictims ? victims(cpu, unit) : 1;
        return cells.get(unit + AccessCells.PHASE) == AccessCells.WALK ? taken.values(cpu, unit) * victims : victims;
    }

    /** How many entries could go for the one that the next read fills. */
    private int victims(int cpu, int unit) {
        int level = (int) cells.get(unit + AccessCells.LEVEL);
        int cell = map.tableCell(address(cpu, unit, level), cells);
        long descriptor = cell < 0 ? Stage2Rules.POISON : cells.get(cell);
        boolean fills = cells.get(unit + AccessCells.MARKS) == 0 && rules.translates(descriptor, level) && !rules.ntUncached(descriptor, level);
        return fills ? tlb.victims(cpu, taken.vmid(cpu, unit), cells.get(unit + AccessCells.IPA), level, descriptor) : 1;
    }

    /** Where the next read goes. */
    private long address(int cpu, int unit, int level) {
        return rules.entry(cells.get(unit + AccessCells.TABLE), cells.get(unit + AccessCells.IPA), level, taken.startLevel(cpu, unit));
    }

    /** Reads the next descriptor. */
    int read(int cpu, int unit, int alternative, boolean speculative) {
        int values = taken.values(cpu, unit);
        int level = (int) cells.get(unit + AccessCells.LEVEL);
        if (values > 1 && taken.meets(cpu, unit, alternative % values) && level == taken.startLevel(cpu, unit)) {
            cells.put(unit + AccessCells.TABLE, taken.root(cpu, unit));
        }
        long address = address(cpu, unit, level);
        long descriptor = read(cpu, address, level, speculative);
        if (Descriptor.table(descriptor, level)) {
            if (cells.get(unit + AccessCells.MARKS) == 0) {
                walkCache.add(cpu, taken.vmid(cpu, unit), cells.get(unit + AccessCells.IPA), level, descriptor);
            }
            cells.put(unit + AccessCells.TABLE, rules.next(descriptor));
            cells.put(unit + AccessCells.LEVEL, level + 1L);
            return AccessUnit.GOES_ON;
        }
        if (updated(cpu, unit, descriptor, level, speculative) != descriptor) {
            cells.put(unit + AccessCells.DESCRIPTOR, descriptor);
            cells.put(unit + AccessCells.PHASE, AccessCells.UPDATE);
            return AccessUnit.GOES_ON;
        }
        return leaf(cpu, unit, descriptor, level, address, alternative / values, speculative);
    }

    private long read(int cpu, long address, int level, boolean speculative) {
        int cell = map.tableCell(address, cells);
        long descriptor = cell < 0 ? Stage2Rules.POISON : cells.get(cell);
        if (cell < 0) {
            bus.event(Event.FREED_TABLE_READ, cpu, address, level, 0);
        }
        bus.event(Event.WALK_READ, cpu, address, descriptor, level | (speculative ? SPECULATIVE : 0));
        return descriptor;
    }

    private long updated(int cpu, int unit, long leaf, int level, boolean speculative) {
        return rules.updated(taken.flags(cpu, unit), leaf, level, !speculative && cells.get(unit + AccessCells.KIND) == Event.WRITE);
    }

    /** Whether hardware makes a page dirty before an access uses a leaf. */
    boolean dirties(int cpu, int unit, long leaf, boolean speculative) {
        return !speculative && cells.get(unit + AccessCells.KIND) == Event.WRITE && Stage2Rules.dirties(taken.flags(cpu, unit), leaf);
    }

    /** The flags are set in one go, if the word is still what was read; else it is read again. */
    int update(int cpu, int unit, int victim, boolean speculative) {
        int level = (int) cells.get(unit + AccessCells.LEVEL);
        long address = address(cpu, unit, level);
        long descriptor = cells.get(unit + AccessCells.DESCRIPTOR);
        int cell = map.tableCell(address, cells);
        if (cell < 0 || cells.get(cell) != descriptor) {
            cells.put(unit + AccessCells.PHASE, AccessCells.WALK);
            return AccessUnit.GOES_ON;
        }
        long updated = updated(cpu, unit, descriptor, level, speculative);
        cells.put(cell, updated);
        bus.event(Event.AD_UPDATE, cpu, address, descriptor, updated);
        return leaf(cpu, unit, updated, level, address, victim, speculative);
    }

    private int leaf(int cpu, int unit, long descriptor, int level, long address, int victim, boolean speculative) {
        if (!rules.translates(descriptor, level)) {
            return access.fail(cpu, unit, rules.fault(descriptor, level), level, address, speculative);
        }
        boolean ends = speculative && access.stage1Step(cpu, unit) == Stage1Cells.NONE;
        long ipa = cells.get(unit + AccessCells.IPA);
        int vmid = taken.vmid(cpu, unit);
        if (rules.ntUncached(descriptor, level)) {
            if (ends) {
                return access.finish(unit);
            }
            if (!speculative && ntConflict && tlb.holdsAny(cpu, vmid, ipa & -rules.size(level), rules.size(level))) {
                cells.put(unit + AccessCells.DESCRIPTOR, descriptor);
                cells.put(unit + AccessCells.DESCRIPTOR_LEVEL, level);
                cells.put(unit + AccessCells.PHASE, AccessCells.NT_CHOICE);
                return AccessUnit.GOES_ON;
            }
        } else if (cells.get(unit + AccessCells.MARKS) == 0) {
            tlb.fill(cpu, vmid, ipa, level, descriptor, victim);
        }
        return ends ? access.finish(unit) : access.translated(cpu, unit, descriptor, level, address, speculative);
    }
}
