package org.tablewalk.machine.arm64;

import org.tablewalk.arch.arm64.Descriptor;
import org.tablewalk.arch.arm64.Granule;
import org.tablewalk.machine.Bus;
import org.tablewalk.machine.Cells;
import org.tablewalk.machine.Event;
import org.tablewalk.machine.Fault;
import org.tablewalk.machine.arm64.tlb.Tlb;
import org.tablewalk.machine.arm64.tlb.TlbTags;
import org.tablewalk.machine.arm64.tlb.TlbiOp;
import org.tablewalk.machine.arm64.tlb.TlbiTarget;
import org.tablewalk.machine.arm64.tlb.WalkCache;

/**
 * An access on its way through the TLB and the table walk: look up, one read per level, perform; each a micro-step. A CPU has two of
 * these units in its state: the access of its current instruction, and a speculative walk.
 */
final class AccessUnit {
    /** Cells of one unit. */
    static final int CELLS = 8;
    static final int PHASE = 0;
    static final int IPA = 1;
    static final int KIND = 2;
    static final int LEVEL = 3;
    static final int TABLE = 4;
    static final int DESCRIPTOR = 5;
    static final int DESCRIPTOR_LEVEL = 6;
    /** Mask of TLBI slots that marked this access: it finishes, but fills nothing. */
    static final int MARKS = 7;
    /** Among the marks: this access fills nothing though no TLBI waits for it: on hardware that completes early one met it, or its translations are not for the TLB that its CPU shares. */
    static final long MET = Long.MIN_VALUE;

    // Phases.
    static final int NONE = 0;
    static final int WALK = 1;
    static final int PERFORM = 2;
    /** Several entries matched; which answer is the next choice. */
    static final int OVERLAP = 3;
    /** An nT block was read while older entries match: use it or raise a conflict abort is the next choice. */
    static final int NT_CHOICE = 4;
    /** The next micro-step is that of the {@link Stage1Unit}. */
    static final int STAGE_1 = 5;
    /** A leaf was read in which hardware sets flags before it uses it. */
    static final int UPDATE = 6;

    // Outcomes of a micro-step.
    static final int GOES_ON = 0;
    static final int FINISHED = 1;
    static final int FAULTED = 2;

    /** What a walk finds in a freed table: a pattern that is not a valid descriptor (KVM itself leaves whatever the next user writes). */
    static final long POISON = 0x6b6b6b6b6b6b6b6aL;

    private final Cells cells;
    private final ArmMap map;
    private final Tlb tlb;
    private final WalkCache walkCache;
    private final Overlap overlap;
    private final Bus bus;
    private final ArmConfig config;
    private final Registers registers;
    private final Granule granule;
    private final boolean lpa2;
    private final int[] shift = new int[4];
    private final long indexMask;
    private final LeafRules rules;
    private final boolean choosesVictims;
    private final Stage1Unit stage1;
    private long fault;
    private long performed;

    /**
     * The units of all CPUs.
     *
     * @param stage1Tlb the TLBs on the side of stage 1, or null: guests have none
     */
    AccessUnit(Cells cells, ArmMap map, Tlb tlb, Tlb stage1Tlb, Registers registers, Bus bus) {
        this.cells = cells;
        this.map = map;
        this.tlb = tlb;
        this.registers = registers;
        this.bus = bus;
        walkCache = tlb.walkCache();
        overlap = new Overlap(map, tlb);
        config = map.config();
        granule = config.geometry().granule();
        lpa2 = config.geometry().lpa2();
        indexMask = granule.entriesPerTable() - 1L;
        for (int level = 0; level < 4; level++) {
            shift[level] = granule.entryShift(level);
        }
        rules = new LeafRules(config);
        choosesVictims = config.tlb().replacement() == ArmConfig.Replacement.ANY;
        stage1 = stage1Tlb == null ? null : new Stage1Unit(cells, map, registers, this, stage1Tlb, bus);
    }

    /** The {@link Fault} word of the last {@link #FAULTED} outcome. */
    long fault() {
        return fault;
    }

    /** The physical address of the access that was performed last. */
    long performed() {
        return performed;
    }

    /**
     * Begins an access and looks it up in the TLB: the first micro-step.
     *
     * @param chosen registers taken as they were written though not in effect, see {@link Registers#begin}
     */
    int begin(int cpu, int unit, long ipa, int kind, boolean speculative, int chosen) {
        cells.put(unit + IPA, ipa);
        cells.put(unit + KIND, kind);
        if (!speculative) {
            bus.event(Event.ACCESS_START, cpu, ipa, kind, 0);
        }
        registers.begin(cpu, unit, chosen);
        return stage1 != null && registers.stage1(cpu, chosen) ? stage1.begin(cpu, unit, ipa, kind, speculative, chosen) : enter(cpu, unit, ipa, speculative);
    }

    /** Begins to translate, by stage 2, an address that stage 1 gives. */
    int translate(int cpu, int unit, long ipa, int kind, boolean speculative) {
        cells.put(unit + IPA, ipa);
        cells.put(unit + KIND, kind);
        return enter(cpu, unit, ipa, speculative);
    }

    /** The step of stage 1 that an access is at: {@link Stage1Unit#NONE} where stage 1 is off. */
    int stage1Step(int cpu, int unit) {
        return stage1 == null ? Stage1Unit.NONE : stage1.step(cpu, unit);
    }

    /** Whether an access in flight uses, or is on its way to, a translation of stage 2 alone. */
    boolean usesStage2(int cpu, int unit) {
        return cells.get(unit + PHASE) != STAGE_1 && stage1Step(cpu, unit) != Stage1Unit.HIT;
    }

    /** Whether an access in flight uses, or is on its way to, something of stage 1 that an operation names. */
    boolean usesStage1(int cpu, int unit, TlbiOp op, int asid, TlbiTarget target) {
        return stage1Step(cpu, unit) != Stage1Unit.NONE && stage1.uses(cpu, unit, op, asid, target);
    }

    private int enter(int cpu, int unit, long ipa, boolean speculative) {
        int start = registers.startLevel(cpu, unit);
        if (start < 0 || ipa < 0 || ipa >= registers.limit(cpu, unit)) {
            // A start level that does not fit the size is a translation fault at level 0 (Arm ARM, AArch64.S2InconsistentSL; inferred from memory).
            return fail(cpu, unit, Fault.TRANSLATION, Math.max(0, start), 0, speculative);
        }
        return lookup(cpu, unit, speculative);
    }

    private int lookup(int cpu, int unit, boolean speculative) {
        long ipa = cells.get(unit + IPA);
        long vmid = registers.vmid(cpu, unit);
        int found = registers.cached(cpu, unit) ? tlb.lookup(cpu, vmid, ipa) : 0;
        if (found == 1 || speculative && found > 0) {
            if (speculative && stage1Step(cpu, unit) == Stage1Unit.NONE) {
                tlb.use(cpu, 0);
                return FINISHED;
            }
            return hit(cpu, unit, ipa, 0, tlb.word(0), speculative);
        }
        if (found > 1) {
            bus.event(Event.TLB_OVERLAP, cpu, ipa, found, 0);
            cells.put(unit + PHASE, OVERLAP);
            return GOES_ON;
        }
        return walkFromTop(cpu, unit, vmid, speculative);
    }

    private int walkFromTop(int cpu, int unit, long vmid, boolean speculative) {
        long ipa = cells.get(unit + IPA);
        boolean cached = registers.cached(cpu, unit);
        int table = cached ? walkCache.find(cpu, vmid, ipa) : -1;
        if (!cached) {
            cells.put(unit + MARKS, cells.get(unit + MARKS) | MET);
        }
        int level = registers.startLevel(cpu, unit);
        long next = registers.root(cpu, unit);
        if (table >= 0) {
            level = TlbTags.level(cells.get(table)) + 1;
            next = Descriptor.nextTable(cells.get(table + 1), granule, lpa2);
        }
        cells.put(unit + LEVEL, level);
        cells.put(unit + TABLE, next);
        cells.put(unit + PHASE, WALK);
        if (!speculative) {
            bus.event(Event.TLB_MISS, cpu, ipa, cells.get(unit + KIND), level);
        }
        return GOES_ON;
    }

    /** A match of the last lookup translates an address, by its word or by a mixture of it with another's. */
    private int hit(int cpu, int unit, long ipa, int match, long word, boolean speculative) {
        long tag = tlb.tag(match);
        if (!speculative) {
            bus.event(Event.TLB_HIT, cpu, ipa, tag, word);
        }
        if (dirties(cpu, unit, word, speculative)) {
            // The entry says that the page is clean: hardware makes it dirty in the tables first.
            tlb.drop(cpu, match);
            return walkFromTop(cpu, unit, registers.vmid(cpu, unit), speculative);
        }
        tlb.use(cpu, match);
        return translated(cpu, unit, tlb.said(tag, word, ipa), TlbTags.level(tag), 0, speculative);
    }

    /** How many ways the next micro-step of a unit in flight can go. */
    int alternatives(int cpu, int unit) {
        return switch ((int) cells.get(unit + PHASE)) {
            case OVERLAP -> overlap.answers(tlb.lookup(cpu, registers.vmid(cpu, unit), cells.get(unit + IPA)), cells.get(unit + IPA));
            case NT_CHOICE -> 2;
            case WALK -> registers.values(cpu, unit) * (choosesVictims ? victims(cpu, unit) : 1);
            case UPDATE -> choosesVictims ? victims(cpu, unit) : 1;
            case STAGE_1 -> stage1.alternatives(cpu, unit);
            default -> 1;
        };
    }

    /** The next micro-step of a unit in flight. */
    int advance(int cpu, int unit, int alternative, boolean speculative) {
        return switch ((int) cells.get(unit + PHASE)) {
            case WALK -> {
                int values = registers.values(cpu, unit);
                if (values > 1 && registers.meets(cpu, unit, alternative % values) && cells.get(unit + LEVEL) == registers.startLevel(cpu, unit)) {
                    cells.put(unit + TABLE, registers.root(cpu, unit));
                }
                yield walk(cpu, unit, alternative / values, speculative);
            }
            case PERFORM -> Stage1Unit.onWalk(stage1Step(cpu, unit)) ? stage1.arrived(cpu, unit, output(unit), speculative) : perform(cpu, unit);
            case STAGE_1 -> stage1.advance(cpu, unit, alternative, speculative);
            case UPDATE -> update(cpu, unit, alternative, speculative);
            case OVERLAP -> resolveOverlap(cpu, unit, alternative);
            case NT_CHOICE -> alternative == 0
                    ? translated(cpu, unit, cells.get(unit + DESCRIPTOR), (int) cells.get(unit + DESCRIPTOR_LEVEL), 0, false)
                    : conflict(cpu, unit);
            default -> throw new IllegalStateException("no access in flight on CPU " + cpu);
        };
    }

    /** How many entries could go for the one that the next read of a walk fills. */
    private int victims(int cpu, int unit) {
        int level = (int) cells.get(unit + LEVEL);
        int cell = live(address(cpu, unit, cells.get(unit + IPA), level));
        long descriptor = cell < 0 ? POISON : cells.get(cell);
        boolean fills = cells.get(unit + MARKS) == 0 && rules.translates(descriptor, level) && !rules.ntUncached(descriptor, level);
        return fills ? tlb.victims(cpu, registers.vmid(cpu, unit), cells.get(unit + IPA), level, descriptor) : 1;
    }

    /** Where the next read of a walk goes. */
    private long address(int cpu, int unit, long ipa, int level) {
        long index = ipa >>> shift[level];
        // The root's tables are concatenated: its index is not cut to one table.
        return cells.get(unit + TABLE) + 8 * (level == registers.startLevel(cpu, unit) ? index : index & indexMask);
    }

    private int walk(int cpu, int unit, int victim, boolean speculative) {
        long ipa = cells.get(unit + IPA);
        int level = (int) cells.get(unit + LEVEL);
        int vmid = registers.vmid(cpu, unit);
        long address = address(cpu, unit, ipa, level);
        long descriptor = read(cpu, address, level, speculative);
        if (Descriptor.table(descriptor, level)) {
            if (cells.get(unit + MARKS) == 0) {
                walkCache.add(cpu, vmid, ipa, level, descriptor);
            }
            cells.put(unit + TABLE, Descriptor.nextTable(descriptor, granule, lpa2));
            cells.put(unit + LEVEL, level + 1L);
            return GOES_ON;
        }
        if (updated(cpu, unit, descriptor, level, speculative) != descriptor) {
            cells.put(unit + DESCRIPTOR, descriptor);
            cells.put(unit + PHASE, UPDATE);
            return GOES_ON;
        }
        return leaf(cpu, unit, descriptor, level, address, victim, speculative);
    }

    /** A leaf with the flags that hardware sets in it for this access; a walk that nobody asked for does not make a page dirty. */
    private long updated(int cpu, int unit, long leaf, int level, boolean speculative) {
        boolean accessed = registers.accessFlag(cpu, unit) && rules.translates(leaf | Descriptor.AF, level);
        return accessed ? leaf | Descriptor.AF | (dirties(cpu, unit, leaf, speculative) ? Descriptor.S2AP_W : 0) : leaf;
    }

    private boolean dirties(int cpu, int unit, long leaf, boolean speculative) {
        return registers.dirtyState(cpu, unit) && !speculative && cells.get(unit + KIND) == Event.WRITE && (leaf & (Descriptor.DBM | Descriptor.S2AP_W)) == Descriptor.DBM;
    }

    /** The flags are set in one go, if the word is still what was read; else it is read again. */
    private int update(int cpu, int unit, int victim, boolean speculative) {
        int level = (int) cells.get(unit + LEVEL);
        long address = address(cpu, unit, cells.get(unit + IPA), level);
        long descriptor = cells.get(unit + DESCRIPTOR);
        int cell = live(address);
        if (cell < 0 || cells.get(cell) != descriptor) {
            cells.put(unit + PHASE, WALK);
            return GOES_ON;
        }
        long updated = updated(cpu, unit, descriptor, level, speculative);
        cells.put(cell, updated);
        bus.event(Event.AD_UPDATE, cpu, address, descriptor, updated);
        return leaf(cpu, unit, updated, level, address, victim, speculative);
    }

    private int leaf(int cpu, int unit, long descriptor, int level, long address, int victim, boolean speculative) {
        long ipa = cells.get(unit + IPA);
        int vmid = registers.vmid(cpu, unit);
        boolean ends = speculative && stage1Step(cpu, unit) == Stage1Unit.NONE;
        if (!rules.translates(descriptor, level)) {
            return fail(cpu, unit, rules.fault(descriptor, level), level, address, speculative);
        }
        if (rules.ntUncached(descriptor, level)) {
            if (ends) {
                return finish(unit);
            }
            long base = ipa & -1L << shift[level];
            if (!speculative && config.ntConflict() && tlb.holdsAny(cpu, vmid, base, 1L << shift[level])) {
                cells.put(unit + DESCRIPTOR, descriptor);
                cells.put(unit + DESCRIPTOR_LEVEL, level);
                cells.put(unit + PHASE, NT_CHOICE);
                return GOES_ON;
            }
        } else if (cells.get(unit + MARKS) == 0) {
            tlb.fill(cpu, vmid, ipa, level, descriptor, victim);
        }
        return ends ? finish(unit) : translated(cpu, unit, descriptor, level, address, speculative);
    }

    /** The cell of a word that a walk finds: of a table in use, or of memory with contents that an entry takes for a table. Or -1. */
    private int live(long address) {
        int page = map.pageOf(address);
        if (page < 0) {
            return map.contentCell(address);
        }
        return cells.get(map.pageUse + page) == ArmState.PageUse.TABLE.ordinal() ? map.cellOf(address) : -1;
    }

    private long read(int cpu, long address, int level, boolean speculative) {
        int cell = live(address);
        long descriptor = cell < 0 ? POISON : cells.get(cell);
        if (cell < 0) {
            bus.event(Event.FREED_TABLE_READ, cpu, address, level, 0);
        }
        bus.event(Event.WALK_READ, cpu, address, descriptor, level | (speculative ? 256 : 0));
        return descriptor;
    }

    /** Checks rights; a valid descriptor whose rights fail may stay cached. */
    private int translated(int cpu, int unit, long descriptor, int level, long address, boolean speculative) {
        int kind = (int) cells.get(unit + KIND);
        if (!LeafRules.permits(descriptor, kind)) {
            return fail(cpu, unit, Fault.PERMISSION, level, address, speculative);
        }
        cells.put(unit + DESCRIPTOR, descriptor);
        cells.put(unit + DESCRIPTOR_LEVEL, level);
        cells.put(unit + PHASE, PERFORM);
        return stage1Step(cpu, unit) == Stage1Unit.NONE ? GOES_ON
                : stage1.translated(cpu, unit, descriptor, level, !rules.ntUncached(descriptor, level), speculative);
    }

    /** The physical address of an access that is translated. */
    private long output(int unit) {
        int level = (int) cells.get(unit + DESCRIPTOR_LEVEL);
        return Descriptor.outputAddress(cells.get(unit + DESCRIPTOR), level, granule, lpa2) | cells.get(unit + IPA) & (1L << shift[level]) - 1;
    }

    private int perform(int cpu, int unit) {
        long ipa = cells.get(unit + IPA);
        long descriptor = cells.get(unit + DESCRIPTOR);
        int level = (int) cells.get(unit + DESCRIPTOR_LEVEL);
        performed = Descriptor.outputAddress(descriptor, level, granule, lpa2) | ipa & (1L << shift[level]) - 1;
        bus.event(Event.ACCESS_DONE, cpu, ipa, performed, cells.get(unit + KIND));
        return finish(unit);
    }

    private int resolveOverlap(int cpu, int unit, int alternative) {
        long ipa = cells.get(unit + IPA);
        int found = tlb.lookup(cpu, registers.vmid(cpu, unit), ipa);
        if (found < 2) {
            // An invalidation arrived in between: the lookup is made again.
            return lookup(cpu, unit, false);
        }
        int answer = overlap.answer(found, ipa, alternative);
        if (answer == Overlap.ABORT) {
            return conflict(cpu, unit);
        }
        return answer == Overlap.MIXTURE ? hit(cpu, unit, ipa, 0, overlap.mixture(ipa), false) : hit(cpu, unit, ipa, answer, tlb.word(answer), false);
    }

    private int conflict(int cpu, int unit) {
        bus.event(Event.CONFLICT_ABORT, cpu, cells.get(unit + IPA), 0, 0);
        return fail(cpu, unit, Fault.CONFLICT, registers.startLevel(cpu, unit), 0, false);
    }

    /** A fault of stage 2. */
    int fail(int cpu, int unit, int kind, int level, long address, boolean speculative) {
        return fail(cpu, unit, kind, level, address, speculative, Stage1Unit.onWalk(stage1Step(cpu, unit)) ? Fault.ON_WALK : 0);
    }

    /** A fault, with what else its word says. */
    int fail(int cpu, int unit, int kind, int level, long address, boolean speculative, long more) {
        if (speculative) {
            return finish(unit);
        }
        fault = Fault.of(kind, level, (int) cells.get(unit + KIND)) | more;
        bus.event(Event.FAULT, cpu, cells.get(unit + IPA), address, fault);
        finish(unit);
        return FAULTED;
    }

    /** Clears the unit but for the marks and the address, which the owner still needs: see {@link #clear}. */
    int finish(int unit) {
        cells.put(unit + PHASE, NONE);
        return FINISHED;
    }

    /** Zeroes a unit that has finished. */
    void clear(int cpu, int unit) {
        if (stage1 != null) {
            stage1.end(cpu, unit);
        }
        for (int i = 0; i < CELLS; i++) {
            cells.put(unit + i, 0);
        }
    }
}
