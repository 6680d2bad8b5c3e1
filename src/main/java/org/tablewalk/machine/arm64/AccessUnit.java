package org.tablewalk.machine.arm64;

import org.tablewalk.arch.arm64.Descriptor;
import org.tablewalk.arch.arm64.Granule;
import org.tablewalk.machine.Bus;
import org.tablewalk.machine.Cells;
import org.tablewalk.machine.Event;
import org.tablewalk.machine.Fault;
import org.tablewalk.machine.arm64.tlb.Tlb;
import org.tablewalk.machine.arm64.tlb.TlbTags;
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
    /** Among the marks: a TLBI met this access and does not wait for it, on hardware that completes early. */
    static final long MET = Long.MIN_VALUE;

    // Phases.
    static final int NONE = 0;
    static final int WALK = 1;
    static final int PERFORM = 2;
    /** Several entries matched; which answer is the next choice. */
    static final int OVERLAP = 3;
    /** An nT block was read while older entries match: use it or raise a conflict abort is the next choice. */
    static final int NT_CHOICE = 4;

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
    private long fault;

    AccessUnit(Cells cells, ArmMap map, Tlb tlb, Registers registers, Bus bus) {
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
    }

    /** The {@link Fault} word of the last {@link #FAULTED} outcome. */
    long fault() {
        return fault;
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
        int found = tlb.lookup(cpu, vmid, ipa);
        if (found == 1 || speculative && found > 0) {
            if (speculative) {
                tlb.use(cpu, 0);
                return FINISHED;
            }
            return hit(cpu, unit, ipa, 0, tlb.word(0));
        }
        if (found > 1) {
            bus.event(Event.TLB_OVERLAP, cpu, ipa, found, 0);
            cells.put(unit + PHASE, OVERLAP);
            return GOES_ON;
        }
        int cached = walkCache.find(cpu, vmid, ipa);
        int level = registers.startLevel(cpu, unit);
        long table = registers.root(cpu, unit);
        if (cached >= 0) {
            level = TlbTags.level(cells.get(cached)) + 1;
            table = Descriptor.nextTable(cells.get(cached + 1), granule, lpa2);
        }
        cells.put(unit + LEVEL, level);
        cells.put(unit + TABLE, table);
        cells.put(unit + PHASE, WALK);
        if (!speculative) {
            bus.event(Event.TLB_MISS, cpu, ipa, cells.get(unit + KIND), level);
        }
        return GOES_ON;
    }

    /** A match of the last lookup translates an address, by its word or by a mixture of it with another's. */
    private int hit(int cpu, int unit, long ipa, int match, long word) {
        long tag = tlb.tag(match);
        bus.event(Event.TLB_HIT, cpu, ipa, tag, word);
        tlb.use(cpu, match);
        return translated(cpu, unit, tlb.said(tag, word, ipa), TlbTags.level(tag), 0);
    }

    /** How many ways the next micro-step of a unit in flight can go. */
    int alternatives(int cpu, int unit) {
        return switch ((int) cells.get(unit + PHASE)) {
            case OVERLAP -> overlap.answers(tlb.lookup(cpu, registers.vmid(cpu, unit), cells.get(unit + IPA)), cells.get(unit + IPA));
            case NT_CHOICE -> 2;
            case WALK -> choosesVictims ? victims(cpu, unit) : 1;
            default -> 1;
        };
    }

    /** The next micro-step of a unit in flight. */
    int advance(int cpu, int unit, int alternative, boolean speculative) {
        return switch ((int) cells.get(unit + PHASE)) {
            case WALK -> walk(cpu, unit, alternative, speculative);
            case PERFORM -> perform(cpu, unit);
            case OVERLAP -> resolveOverlap(cpu, unit, alternative);
            case NT_CHOICE -> alternative == 0
                    ? translated(cpu, unit, cells.get(unit + DESCRIPTOR), (int) cells.get(unit + DESCRIPTOR_LEVEL), 0)
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
        if (!rules.translates(descriptor, level)) {
            return fail(cpu, unit, rules.fault(descriptor, level), level, address, speculative);
        }
        if (rules.ntUncached(descriptor, level)) {
            if (speculative) {
                return finish(unit);
            }
            long base = ipa & -1L << shift[level];
            if (config.ntConflict() && tlb.holdsAny(cpu, vmid, base, 1L << shift[level])) {
                cells.put(unit + DESCRIPTOR, descriptor);
                cells.put(unit + DESCRIPTOR_LEVEL, level);
                cells.put(unit + PHASE, NT_CHOICE);
                return GOES_ON;
            }
        } else if (cells.get(unit + MARKS) == 0) {
            tlb.fill(cpu, vmid, ipa, level, descriptor, victim);
        }
        return speculative ? finish(unit) : translated(cpu, unit, descriptor, level, address);
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
    private int translated(int cpu, int unit, long descriptor, int level, long address) {
        int kind = (int) cells.get(unit + KIND);
        if (!LeafRules.permits(descriptor, kind)) {
            return fail(cpu, unit, Fault.PERMISSION, level, address, false);
        }
        cells.put(unit + DESCRIPTOR, descriptor);
        cells.put(unit + DESCRIPTOR_LEVEL, level);
        cells.put(unit + PHASE, PERFORM);
        return GOES_ON;
    }

    private int perform(int cpu, int unit) {
        long ipa = cells.get(unit + IPA);
        long descriptor = cells.get(unit + DESCRIPTOR);
        int level = (int) cells.get(unit + DESCRIPTOR_LEVEL);
        long pa = Descriptor.outputAddress(descriptor, level, granule, lpa2) | ipa & (1L << shift[level]) - 1;
        bus.event(Event.ACCESS_DONE, cpu, ipa, pa, cells.get(unit + KIND));
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
        return answer == Overlap.MIXTURE ? hit(cpu, unit, ipa, 0, overlap.mixture(ipa)) : hit(cpu, unit, ipa, answer, tlb.word(answer));
    }

    private int conflict(int cpu, int unit) {
        bus.event(Event.CONFLICT_ABORT, cpu, cells.get(unit + IPA), 0, 0);
        return fail(cpu, unit, Fault.CONFLICT, registers.startLevel(cpu, unit), 0, false);
    }

    private int fail(int cpu, int unit, int kind, int level, long address, boolean speculative) {
        if (speculative) {
            return finish(unit);
        }
        fault = Fault.of(kind, level, (int) cells.get(unit + KIND));
        bus.event(Event.FAULT, cpu, cells.get(unit + IPA), address, fault);
        finish(unit);
        return FAULTED;
    }

    /** Clears the unit but for the marks and the address, which the owner still needs: see {@link #clear}. */
    private int finish(int unit) {
        cells.put(unit + PHASE, NONE);
        return FINISHED;
    }

    /** Zeroes a unit that has finished. */
    void clear(int unit) {
        for (int i = 0; i < CELLS; i++) {
            cells.put(unit + i, 0);
        }
    }
}
