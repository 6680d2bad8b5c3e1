package org.tablewalk.machine.arm64;

import org.tablewalk.arch.arm64.Descriptor;
import org.tablewalk.arch.arm64.Granule;
import org.tablewalk.arch.arm64.Stage1Descriptor;
import org.tablewalk.arch.arm64.Stage1Geometry;
import org.tablewalk.arch.arm64.Stage1Registers;
import org.tablewalk.machine.Bus;
import org.tablewalk.machine.Cells;
import org.tablewalk.machine.Event;
import org.tablewalk.machine.Fault;
import org.tablewalk.machine.arm64.tlb.EntryKind;
import org.tablewalk.machine.arm64.tlb.Tlb;
import org.tablewalk.machine.arm64.tlb.TlbTags;
import org.tablewalk.machine.arm64.tlb.TlbiOp;
import org.tablewalk.machine.arm64.tlb.TlbiReach;
import org.tablewalk.machine.arm64.tlb.TlbiTarget;

/**
 * The stage-1 side of an {@link AccessUnit}, where the guest has its MMU on: looks the virtual address up, walks the guest's tables, and hands every address that stage 1 gives, those of its own
 * descriptors first, to the unit, which translates it by stage 2. Each lookup, each read and each update is a micro-step.
 */
final class Stage1Unit {
    /** Cells of one access: a CPU has two, as it has units. */
    static final int CELLS = 8;
    static final int STEP = 0;
    static final int VA = 1;
    static final int KIND = 2;
    /** Level of the next read, or once the leaf is known of the leaf. */
    static final int LEVEL = 3;
    /** IPA of the table that the next read indexes. */
    static final int TABLE = 4;
    static final int DESCRIPTOR = 5;
    /** VMID and ASID, as {@link TlbTags#context} has them. */
    static final int CONTEXT = 6;
    /** TCR_EL1 as the access took it. */
    static final int TCR = 7;

    // Steps.
    /** Stage 1 is off, or no access is in flight. */
    static final int NONE = 0;
    /** The address of the next descriptor is translated, then that is read. */
    static final int READ = 1;
    /** The same to set flags in the descriptor just read. */
    static final int UPDATE = 2;
    /** The address that stage 1 gives is translated, then the access performed. */
    static final int FINAL = 3;
    /** Several entries matched; which answer is the next choice. */
    static final int OVERLAP = 4;
    /** A combined entry has translated the virtual address. */
    static final int HIT = 5;
    /** A combined entry lacks a right that stage 2 refuses: stage 1 is walked for the address to report, as AT S1E1 does. */
    static final int REPORT = 6;

    /** In the operand of {@link Event#WALK_READ} and {@link Event#TLB_MISS} beside the level: it is of stage 1. */
    static final int STAGE_1 = 512;
    private final Cells cells;
    private final ArmMap map;
    private final Registers registers;
    private final AccessUnit access;
    private final Tlb tlb;
    private final Stage1Entries entries;
    private final Overlap overlap;
    private final Bus bus;
    private final Granule granule;

    Stage1Unit(Cells cells, ArmMap map, Registers registers, AccessUnit access, Tlb tlb, Bus bus) {
        this.cells = cells;
        this.map = map;
        this.registers = registers;
        this.access = access;
        this.tlb = tlb;
        this.bus = bus;
        entries = new Stage1Entries(map, tlb);
        overlap = new Overlap(map, tlb);
        granule = map.config().geometry().granule();
    }

    private int cells(int cpu, int unit) {
        return map.stage1(cpu) + (unit == map.cpu(cpu) + ArmMap.DEMAND ? 0 : CELLS);
    }

    /** The step of an access: {@link #NONE} if stage 1 has nothing to do with it. */
    int step(int cpu, int unit) {
        return (int) cells.get(cells(cpu, unit) + STEP);
    }

    /** The virtual address of an access that stage 1 translates. */
    long va(int cpu, int unit) {
        return cells.get(cells(cpu, unit) + VA);
    }

    /** Whether the step translates the address of a descriptor, not what stage 1 gives. */
    static boolean onWalk(int step) {
        return step == READ || step == UPDATE || step == REPORT;
    }

    /** An access is over. */
    void end(int cpu, int unit) {
        int s = cells(cpu, unit);
        for (int i = 0; i < CELLS; i++) {
            cells.put(s + i, 0);
        }
    }

    /** Whether an access uses a leaf or tables that an operation names. Before the leaf is known, what is under the last table read counts. */
    boolean uses(int cpu, int unit, TlbiOp op, int asid, TlbiTarget target) {
        int s = cells(cpu, unit);
        int step = (int) cells.get(s + STEP);
        boolean leaf = step == FINAL || step == HIT;
        int level = (int) cells.get(s + LEVEL);
        long size = granule.entrySize(leaf ? level : Math.max(0, level - 1));
        boolean global = leaf && Stage1Descriptor.global(cells.get(s + DESCRIPTOR));
        return TlbiReach.of(op, EntryKind.STAGE_1).takes(true, target.meets(TlbTags.address(cells.get(s + VA)) & -size, size), (cells.get(s + CONTEXT) & 0xff) == asid, global);
    }

    /** Begins an access to a virtual address and looks it up: the first micro-step. The registers have been taken. */
    int begin(int cpu, int unit, long va, int kind, boolean speculative, int chosen) {
        int s = cells(cpu, unit);
        long tcr = registers.taken(cpu, ArmIntrinsics.TCR_EL1, chosen);
        long ttbr0 = registers.taken(cpu, ArmIntrinsics.TTBR0_EL1, chosen);
        long ttbr1 = registers.taken(cpu, ArmIntrinsics.TTBR1_EL1, chosen);
        boolean upper = va < 0;
        cells.put(s + STEP, READ);
        cells.put(s + VA, va);
        cells.put(s + KIND, kind);
        cells.put(s + CONTEXT, TlbTags.context(registers.vmid(cpu, unit), Stage1Registers.asid(tcr & ~Stage1Registers.AS, ttbr0, ttbr1)));
        cells.put(s + TCR, tcr);
        int bits = Stage1Registers.vaBits(tcr, upper);
        boolean legal = bits >= Stage1Geometry.MIN_VA_BITS && bits <= Stage1Geometry.MAX_VA_BITS && Stage1Registers.granule(tcr, upper, granule);
        var geometry = legal ? new Stage1Geometry(granule, bits) : null;
        if (geometry == null || Stage1Registers.disabled(tcr, upper) || !(upper ? geometry.upper(va) : geometry.lower(va))) {
            return fail(cpu, unit, Fault.TRANSLATION, 0, 0, speculative);
        }
        cells.put(s + LEVEL, geometry.startLevel());
        cells.put(s + TABLE, Stage1Registers.base(upper ? ttbr1 : ttbr0));
        return lookup(cpu, unit, speculative);
    }

    private int lookup(int cpu, int unit, boolean speculative) {
        int s = cells(cpu, unit);
        long va = cells.get(s + VA);
        long context = cells.get(s + CONTEXT);
        int found = entries.lookup(cpu, context, va);
        if (found > 1 && !speculative) {
            bus.event(Event.TLB_OVERLAP, cpu, va, found, 0);
            cells.put(s + STEP, OVERLAP);
            return waits(unit);
        }
        if (found > 0) {
            return hit(cpu, unit, 0, tlb.word(0), speculative);
        }
        int cached = tlb.walkCache().find(cpu, context, TlbTags.address(va));
        if (cached >= 0) {
            cells.put(s + LEVEL, TlbTags.level(cells.get(cached)) + 1L);
            cells.put(s + TABLE, Descriptor.nextTable(cells.get(cached + 1), granule, false));
        }
        return miss(cpu, unit, speculative);
    }

    private int miss(int cpu, int unit, boolean speculative) {
        int s = cells(cpu, unit);
        cells.put(s + STEP, READ);
        if (!speculative) {
            bus.event(Event.TLB_MISS, cpu, cells.get(s + VA), cells.get(s + KIND), cells.get(s + LEVEL) | STAGE_1);
        }
        return waits(unit);
    }

    /** The next micro-step is this unit's. */
    private int waits(int unit) {
        cells.put(unit + AccessUnit.PHASE, AccessUnit.STAGE_1);
        return AccessUnit.GOES_ON;
    }

    private int hit(int cpu, int unit, int match, long word, boolean speculative) {
        int s = cells(cpu, unit);
        long tag = tlb.tag(match);
        boolean combined = TlbTags.combined(tag);
        int kind = (int) cells.get(s + KIND);
        if (!speculative) {
            bus.event(Event.TLB_HIT, cpu, cells.get(s + VA), tag, word);
        }
        if (!Stage1Entries.permits(tag, word, kind)) {
            return lacks(cpu, unit, match, word, speculative);
        }
        tlb.use(cpu, match);
        if (combined && speculative) {
            return access.finish(unit);
        }
        if (!combined) {
            cells.put(s + DESCRIPTOR, word);
            cells.put(s + LEVEL, TlbTags.level(tag));
            cells.put(s + STEP, FINAL);
            return waits(unit);
        }
        cells.put(s + STEP, HIT);
        cells.put(s + LEVEL, TlbTags.origin(tag));
        cells.put(s + DESCRIPTOR, TlbTags.global(tag) ? 0 : Stage1Descriptor.NOT_GLOBAL);
        cells.put(unit + AccessUnit.IPA, cells.get(s + VA));
        cells.put(unit + AccessUnit.DESCRIPTOR, word);
        cells.put(unit + AccessUnit.DESCRIPTOR_LEVEL, TlbTags.level(tag));
        cells.put(unit + AccessUnit.PHASE, AccessUnit.PERFORM);
        return AccessUnit.GOES_ON;
    }

    /** An entry that matches lacks the right. Where hardware manages the dirty state it may be out of date, and goes; else it decides, and of a combined one the stage that refuses. */
    private int lacks(int cpu, int unit, int match, long word, boolean speculative) {
        int s = cells(cpu, unit);
        int kind = (int) cells.get(s + KIND);
        long tag = tlb.tag(match);
        if (kind == Event.WRITE && (Stage1Registers.dirtyState(cells.get(s + TCR)) || registers.dirtyState(cpu, unit))) {
            tlb.drop(cpu, match);
            return miss(cpu, unit, speculative);
        }
        if (Stage1Entries.refusedByStage1(tag, word, kind)) {
            return fail(cpu, unit, Fault.PERMISSION, TlbTags.origin(tag), 0, speculative);
        }
        if (speculative) {
            return access.finish(unit);
        }
        cells.put(s + DESCRIPTOR, TlbTags.level(tag));
        miss(cpu, unit, false);
        cells.put(s + STEP, REPORT);
        return AccessUnit.GOES_ON;
    }

    /** How many ways the next micro-step can go while it is this unit's. */
    int alternatives(int cpu, int unit) {
        int s = cells(cpu, unit);
        return cells.get(s + STEP) == OVERLAP ? overlap.answers(entries.lookup(cpu, cells.get(s + CONTEXT), cells.get(s + VA)), cells.get(s + VA)) : 1;
    }

    /** The next micro-step while it is this unit's: an overlap is resolved, or the unit begins to translate the next address by stage 2. */
    int advance(int cpu, int unit, int alternative, boolean speculative) {
        int s = cells(cpu, unit);
        int step = (int) cells.get(s + STEP);
        if (step == OVERLAP) {
            return resolve(cpu, unit, alternative);
        }
        if (step == FINAL) {
            int level = (int) cells.get(s + LEVEL);
            long ipa = Descriptor.outputAddress(cells.get(s + DESCRIPTOR), level, granule, false) | cells.get(s + VA) & granule.entrySize(level) - 1;
            return access.translate(cpu, unit, ipa, (int) cells.get(s + KIND), speculative);
        }
        return access.translate(cpu, unit, descriptorAddress(s), step == UPDATE ? Event.WRITE : Event.READ, speculative);
    }

    private long descriptorAddress(int s) {
        long tcr = cells.get(s + TCR);
        long va = cells.get(s + VA);
        return cells.get(s + TABLE) + 8L * new Stage1Geometry(granule, Stage1Registers.vaBits(tcr, va < 0)).index(va, (int) cells.get(s + LEVEL));
    }

    private int resolve(int cpu, int unit, int alternative) {
        int s = cells(cpu, unit);
        long va = cells.get(s + VA);
        int found = entries.lookup(cpu, cells.get(s + CONTEXT), va);
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

    /** Stage 2 has translated an address that this unit gave: what it says of the access's own address may be kept together with stage 1's word. */
    int translated(int cpu, int unit, long leaf, int level, boolean cacheable, boolean speculative) {
        int s = cells(cpu, unit);
        if (cells.get(s + STEP) != FINAL) {
            return AccessUnit.GOES_ON;
        }
        if (cacheable && cells.get(unit + AccessUnit.MARKS) == 0) {
            entries.add(cpu, cells.get(s + CONTEXT), cells.get(s + VA), cells.get(s + DESCRIPTOR), (int) cells.get(s + LEVEL), cells.get(unit + AccessUnit.IPA), leaf, level);
        }
        return speculative ? access.finish(unit) : AccessUnit.GOES_ON;
    }

    /** The address of a descriptor is translated: the read, or the update, of that word. */
    int arrived(int cpu, int unit, long pa, boolean speculative) {
        int s = cells(cpu, unit);
        int level = (int) cells.get(s + LEVEL);
        int cell = map.cellOf(pa);
        long word = cell < 0 ? 0 : cells.get(cell);
        if (cells.get(s + STEP) == UPDATE && word == cells.get(s + DESCRIPTOR)) {
            long updated = updated(s, word, speculative);
            cells.put(cell, updated);
            bus.event(Event.AD_UPDATE, cpu, pa, word, updated);
            return leaf(cpu, unit, updated, level, pa, speculative);
        }
        bus.event(Event.WALK_READ, cpu, pa, word, level | STAGE_1 | (speculative ? 256 : 0));
        if (Descriptor.table(word, level)) {
            if (cells.get(unit + AccessUnit.MARKS) == 0) {
                tlb.walkCache().add(cpu, cells.get(s + CONTEXT), TlbTags.address(cells.get(s + VA)), level, word);
            }
            cells.put(s + TABLE, Descriptor.nextTable(word, granule, false));
            cells.put(s + LEVEL, level + 1L);
            return waits(unit);
        }
        if (!Descriptor.leaf(word, level) || level < granule.minBlockLevel()) {
            return fail(cpu, unit, Fault.TRANSLATION, level, pa, speculative);
        }
        if (cells.get(s + STEP) != REPORT && updated(s, word, speculative) != word) {
            cells.put(s + DESCRIPTOR, word);
            cells.put(s + STEP, UPDATE);
            return waits(unit);
        }
        return leaf(cpu, unit, word, level, pa, speculative);
    }

    /** A leaf with the flags that hardware sets in it for this access; a walk that nobody asked for does not make a page dirty. */
    private long updated(int s, long leaf, boolean speculative) {
        long tcr = cells.get(s + TCR);
        long updated = (tcr & Stage1Registers.HA) != 0 ? leaf | Stage1Descriptor.AF : leaf;
        boolean dirties = Stage1Registers.dirtyState(tcr) && !speculative && cells.get(s + KIND) == Event.WRITE && Stage1Descriptor.writableClean(leaf);
        return dirties ? updated & ~Stage1Descriptor.READ_ONLY : updated;
    }

    private int leaf(int cpu, int unit, long leaf, int level, long pa, boolean speculative) {
        int s = cells(cpu, unit);
        if ((leaf & Stage1Descriptor.AF) == 0) {
            return fail(cpu, unit, Fault.ACCESS_FLAG, level, pa, speculative);
        }
        if (cells.get(s + STEP) == REPORT) {
            int refused = (int) cells.get(s + DESCRIPTOR);
            long ipa = Descriptor.outputAddress(leaf, level, granule, false) | cells.get(s + VA) & granule.entrySize(level) - 1;
            cells.put(s + STEP, FINAL);
            cells.put(unit + AccessUnit.IPA, ipa);
            cells.put(unit + AccessUnit.KIND, cells.get(s + KIND));
            return access.fail(cpu, unit, Fault.PERMISSION, refused, 0, speculative);
        }
        if (cells.get(unit + AccessUnit.MARKS) == 0) {
            entries.add(cpu, cells.get(s + CONTEXT), cells.get(s + VA), leaf, level);
        }
        if (!Stage1Entries.permits(leaf, (int) cells.get(s + KIND))) {
            return fail(cpu, unit, Fault.PERMISSION, level, pa, speculative);
        }
        cells.put(s + DESCRIPTOR, leaf);
        cells.put(s + STEP, FINAL);
        return waits(unit);
    }

    /** A fault of stage 1: it is the guest's own. */
    private int fail(int cpu, int unit, int kind, int level, long address, boolean speculative) {
        int s = cells(cpu, unit);
        cells.put(unit + AccessUnit.IPA, cells.get(s + VA));
        cells.put(unit + AccessUnit.KIND, cells.get(s + KIND));
        cells.put(s + STEP, NONE);
        return access.fail(cpu, unit, kind, level, address, speculative, Fault.STAGE_1);
    }
}
