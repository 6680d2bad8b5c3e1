package org.tablewalk.machine.arm64;

import org.tablewalk.arch.arm64.Granule;
import org.tablewalk.arch.arm64.Stage1Descriptor;
import org.tablewalk.arch.arm64.Stage1Geometry;
import org.tablewalk.arch.arm64.Stage1Registers;
import org.tablewalk.arch.arm64.Stage2Registers;
import org.tablewalk.machine.Bus;
import org.tablewalk.machine.Cells;
import org.tablewalk.machine.Event;
import org.tablewalk.machine.Fault;
import org.tablewalk.machine.arm64.tlb.EntryKind;
import org.tablewalk.machine.arm64.tlb.Overlap;
import org.tablewalk.machine.arm64.tlb.Stage1Entries;
import org.tablewalk.machine.arm64.tlb.Tlb;
import org.tablewalk.machine.arm64.tlb.TlbTags;
import org.tablewalk.machine.arm64.tlb.TlbiOp;
import org.tablewalk.machine.arm64.tlb.TlbiReach;
import org.tablewalk.machine.arm64.tlb.TlbiTarget;
import org.tablewalk.machine.arm64.walk.AccessCells;
import org.tablewalk.machine.arm64.walk.Stage1Cells;
import org.tablewalk.machine.arm64.walk.Stage1Rules;

/**
 * The stage-1 side of an {@link AccessUnit}, where the guest has its MMU on: looks the virtual address up, and hands every address that stage 1 gives, those of its
 * own descriptors first, to the unit, which translates it by stage 2. What the descriptors say is the {@link Stage1Walk}'s. Each lookup, each read and each update is a micro-step.
 */
final class Stage1Unit {
    /** In the operand of {@link Event#WALK_READ} and {@link Event#TLB_MISS} beside the level: it is of stage 1. */
    static final int STAGE_1 = Event.STAGE_1;

    private final Cells cells;
    private final ArmMap map;
    private final Registers registers;
    private final TakenRegisters taken;
    private final AccessUnit access;
    private final Tlb tlb;
    private final Stage1Entries entries;
    private final Overlap overlap;
    private final Bus bus;
    private final Granule granule;
    private final Stage1Rules rules;
    private final Stage1Walk walk;

    Stage1Unit(Cells cells, ArmMap map, Registers registers, TakenRegisters taken, AccessUnit access, Tlb tlb, Bus bus) {
        this.cells = cells;
        this.map = map;
        this.registers = registers;
        this.taken = taken;
        this.access = access;
        this.tlb = tlb;
        this.bus = bus;
        entries = map.design().stage1Entries(tlb, map.stage1Region());
        overlap = map.design().overlap(tlb);
        granule = map.config().geometry().granule();
        rules = map.design().stage1();
        walk = new Stage1Walk(cells, map, this, access, tlb, entries, bus);
    }

    /** The first cell of what stage 1 knows of an access. */
    int cells(int cpu, int unit) {
        return map.stage1(cpu) + (unit == map.cpu(cpu) + ArmMap.DEMAND ? 0 : Stage1Cells.CELLS);
    }

    /** The step of an access: {@link Stage1Cells#NONE} if stage 1 has nothing to do with it. */
    int step(int cpu, int unit) {
        return (int) cells.get(cells(cpu, unit) + Stage1Cells.STEP);
    }

    /** An access is over. */
    void end(int cpu, int unit) {
        int s = cells(cpu, unit);
        for (int i = 0; i < Stage1Cells.CELLS; i++) {
            cells.put(s + i, 0);
        }
    }

    /** Whether an access uses a leaf or tables that an operation names. Before the leaf is known, what is under the last table read counts. */
    boolean uses(int cpu, int unit, TlbiOp op, int asid, TlbiTarget target) {
        int s = cells(cpu, unit);
        int step = (int) cells.get(s + Stage1Cells.STEP);
        boolean leaf = step == Stage1Cells.FINAL || step == Stage1Cells.HIT;
        int level = (int) cells.get(s + Stage1Cells.LEVEL);
        long size = granule.entrySize(leaf ? level : Math.max(0, level - 1));
        boolean global = leaf && Stage1Descriptor.global(cells.get(s + Stage1Cells.DESCRIPTOR));
        return TlbiReach.of(op, EntryKind.STAGE_1).takes(true, target.meets(TlbTags.address(cells.get(s + Stage1Cells.VA)) & -size, size), (cells.get(s + Stage1Cells.CONTEXT)
                & 0xff) == asid, global);
    }

    /** Begins an access to a virtual address and looks it up: the first micro-step. The registers have been taken. */
    int begin(int cpu, int unit, long va, int kind, boolean speculative, int chosen) {
        int s = cells(cpu, unit);
        long tcr = registers.taken(cpu, ArmIntrinsics.TCR_EL1, chosen);
        long ttbr0 = registers.taken(cpu, ArmIntrinsics.TTBR0_EL1, chosen);
        long ttbr1 = registers.taken(cpu, ArmIntrinsics.TTBR1_EL1, chosen);
        cells.put(s + Stage1Cells.STEP, Stage1Cells.READ);
        cells.put(s + Stage1Cells.VA, va);
        cells.put(s + Stage1Cells.KIND, kind);
        cells.put(s + Stage1Cells.CONTEXT, TlbTags.context(taken.vmid(cpu, unit), Stage1Registers.asid(tcr & ~Stage1Registers.AS, ttbr0, ttbr1)));
        cells.put(s + Stage1Cells.TCR, tcr);
        Stage1Geometry geometry = rules.geometry(tcr, va);
        if (geometry == null) {
            return fail(cpu, unit, Fault.TRANSLATION, 0, 0, speculative);
        }
        cells.put(s + Stage1Cells.LEVEL, geometry.startLevel());
        cells.put(s + Stage1Cells.TABLE, Stage1Rules.root(ttbr0, ttbr1, va));
        return lookup(cpu, unit, speculative);
    }

    private int lookup(int cpu, int unit, boolean speculative) {
        int s = cells(cpu, unit);
        long va = cells.get(s + Stage1Cells.VA);
        long context = cells.get(s + Stage1Cells.CONTEXT);
        int found = entries.lookup(cpu, context, va);
        if (found > 1 && !speculative) {
            bus.event(Event.TLB_OVERLAP, cpu, va, found, 0);
            cells.put(s + Stage1Cells.STEP, Stage1Cells.OVERLAP);
            return waits(unit);
        }
        if (found > 0) {
            return hit(cpu, unit, 0, tlb.word(0), speculative);
        }
        int cached = tlb.walkCache().find(cpu, context, TlbTags.address(va));
        if (cached >= 0) {
            cells.put(s + Stage1Cells.LEVEL, TlbTags.level(cells.get(cached)) + 1L);
            cells.put(s + Stage1Cells.TABLE, rules.next(cells.get(cached + 1)));
        }
        return miss(cpu, unit, speculative);
    }

    private int miss(int cpu, int unit, boolean speculative) {
        int s = cells(cpu, unit);
        cells.put(s + Stage1Cells.STEP, Stage1Cells.READ);
        if (!speculative) {
            bus.event(Event.TLB_MISS, cpu, cells.get(s + Stage1Cells.VA), cells.get(s + Stage1Cells.KIND), cells.get(s + Stage1Cells.LEVEL) | STAGE_1);
        }
        return waits(unit);
    }

    /** The next micro-step is this unit's. */
    int waits(int unit) {
        cells.put(unit + AccessCells.PHASE, AccessCells.STAGE_1);
        return AccessUnit.GOES_ON;
    }

    private int hit(int cpu, int unit, int match, long word, boolean speculative) {
        int s = cells(cpu, unit);
        long tag = tlb.tag(match);
        boolean combined = TlbTags.combined(tag);
        int kind = (int) cells.get(s + Stage1Cells.KIND);
        if (!speculative) {
            bus.event(Event.TLB_HIT, cpu, cells.get(s + Stage1Cells.VA), tag, word);
        }
        if (!Stage1Entries.permits(tag, word, kind)) {
            return lacks(cpu, unit, match, word, speculative);
        }
        tlb.use(cpu, match);
        if (combined && speculative) {
            return access.finish(unit);
        }
        if (!combined) {
            cells.put(s + Stage1Cells.DESCRIPTOR, word);
            cells.put(s + Stage1Cells.LEVEL, TlbTags.level(tag));
            cells.put(s + Stage1Cells.STEP, Stage1Cells.FINAL);
            return waits(unit);
        }
        cells.put(s + Stage1Cells.STEP, Stage1Cells.HIT);
        cells.put(s + Stage1Cells.LEVEL, TlbTags.origin(tag));
        cells.put(s + Stage1Cells.DESCRIPTOR, TlbTags.global(tag) ? 0 : Stage1Descriptor.NOT_GLOBAL);
        cells.put(unit + AccessCells.IPA, cells.get(s + Stage1Cells.VA));
        cells.put(unit + AccessCells.DESCRIPTOR, word);
        cells.put(unit + AccessCells.DESCRIPTOR_LEVEL, TlbTags.level(tag));
        cells.put(unit + AccessCells.PHASE, AccessCells.PERFORM);
        return AccessUnit.GOES_ON;
    }

    /** An entry that matches lacks the right. Where hardware manages the dirty state it may be out of date, and goes; else it decides, and of a combined one the stage that refuses. */
    private int lacks(int cpu, int unit, int match, long word, boolean speculative) {
        int s = cells(cpu, unit);
        int kind = (int) cells.get(s + Stage1Cells.KIND);
        long tag = tlb.tag(match);
        if (kind == Event.WRITE && (Stage1Registers.dirtyState(cells.get(s + Stage1Cells.TCR)) || Stage2Registers.dirtyState(taken.flags(cpu, unit)))) {
            tlb.drop(cpu, match);
            return miss(cpu, unit, speculative);
        }
        if (Stage1Entries.refusedByStage1(tag, word, kind)) {
            return fail(cpu, unit, Fault.PERMISSION, TlbTags.origin(tag), 0, speculative);
        }
        if (speculative) {
            return access.finish(unit);
        }
        cells.put(s + Stage1Cells.DESCRIPTOR, TlbTags.level(tag));
        miss(cpu, unit, false);
        cells.put(s + Stage1Cells.STEP, Stage1Cells.REPORT);
        return AccessUnit.GOES_ON;
    }

    /** How many ways the next micro-step can go while it is this unit's. */
    int alternatives(int cpu, int unit) {
        int s = cells(cpu, unit);
        return cells.get(s + Stage1Cells.STEP) == Stage1Cells.OVERLAP ? overlap.answers(entries.lookup(cpu, cells.get(s + Stage1Cells.CONTEXT), cells.get(s + Stage1Cells.VA)),
                cells.get(s + Stage1Cells.VA)) : 1;
    }

    /** The next micro-step while it is this unit's: an overlap is resolved, or the unit begins to translate the next address by stage 2. */
    int advance(int cpu, int unit, int alternative, boolean speculative) {
        int s = cells(cpu, unit);
        int step = (int) cells.get(s + Stage1Cells.STEP);
        if (step == Stage1Cells.OVERLAP) {
            return resolve(cpu, unit, alternative);
        }
        if (step == Stage1Cells.FINAL) {
            int level = (int) cells.get(s + Stage1Cells.LEVEL);
            return access.translate(cpu, unit, rules.output(cells.get(s + Stage1Cells.DESCRIPTOR), level, cells.get(s + Stage1Cells.VA)), (int) cells.get(s + Stage1Cells.KIND),
                    speculative);
        }
        return access.translate(cpu, unit, walk.address(s), step == Stage1Cells.UPDATE ? Event.WRITE : Event.READ, speculative);
    }

    private int resolve(int cpu, int unit, int alternative) {
        int s = cells(cpu, unit);
        long va = cells.get(s + Stage1Cells.VA);
        int found = entries.lookup(cpu, cells.get(s + Stage1Cells.CONTEXT), va);
        if (found < 2) {
            // An invalidation arrived in between: the lookup is made again.
            return lookup(cpu, unit, false);
        }
        int answer = overlap.answer(found, va, alternative);
        if (answer == Overlap.ABORT) {
            bus.event(Event.CONFLICT_ABORT, cpu, va, 0, 0);
            return access.fail(cpu, unit, Fault.CONFLICT, 0, 0, false);
        }
        boolean mixture = answer == Overlap.MIXTURE;
        return hit(cpu, unit, mixture ? 0 : answer, mixture ? overlap.mixture(va) : tlb.word(answer), false);
    }

    /** The address of a descriptor is translated. */
    int arrived(int cpu, int unit, long pa, boolean speculative) {
        return walk.arrived(cpu, unit, pa, speculative);
    }

    /** Stage 2 has translated an address that this unit gave: what it says of the access's own address may be kept together with stage 1's word. */
    int translated(int cpu, int unit, long leaf, int level, boolean cacheable, boolean speculative) {
        int s = cells(cpu, unit);
        if (cells.get(s + Stage1Cells.STEP) != Stage1Cells.FINAL) {
            return AccessUnit.GOES_ON;
        }
        if (cacheable && cells.get(unit + AccessCells.MARKS) == 0) {
            entries.add(cpu, cells.get(s + Stage1Cells.CONTEXT), cells.get(s + Stage1Cells.VA), cells.get(s + Stage1Cells.DESCRIPTOR), (int) cells.get(s + Stage1Cells.LEVEL), cells
                    .get(unit + AccessCells.IPA), leaf, level);
        }
        return speculative ? access.finish(unit) : AccessUnit.GOES_ON;
    }

    /** A fault of stage 1: it is the guest's own. */
    int fail(int cpu, int unit, int kind, int level, long address, boolean speculative) {
        int s = cells(cpu, unit);
        cells.put(unit + AccessCells.IPA, cells.get(s + Stage1Cells.VA));
        cells.put(unit + AccessCells.KIND, cells.get(s + Stage1Cells.KIND));
        cells.put(s + Stage1Cells.STEP, Stage1Cells.NONE);
        return access.fail(cpu, unit, kind, level, address, speculative, Fault.STAGE_1);
    }
}
