package org.tablewalk.machine.arm64;

import org.tablewalk.machine.Bus;
import org.tablewalk.machine.Cells;
import org.tablewalk.machine.Event;
import org.tablewalk.machine.Fault;
import org.tablewalk.machine.arm64.tlb.Overlap;
import org.tablewalk.machine.arm64.tlb.Tlb;
import org.tablewalk.machine.arm64.tlb.TlbTags;
import org.tablewalk.machine.arm64.tlb.TlbiOp;
import org.tablewalk.machine.arm64.tlb.TlbiTarget;
import org.tablewalk.machine.arm64.walk.AccessCells;
import org.tablewalk.machine.arm64.walk.Stage1Cells;
import org.tablewalk.machine.arm64.walk.Stage2Rules;
import org.tablewalk.machine.arm64.walk.Stage2Start;

/**
 * An access on its way through the TLB and the table walk: look up, walk, perform; each a micro-step. A CPU has two of these units in its state: the access of its current instruction, and a
 * speculative walk. Beside it are the {@link Stage2Walk} and, where guests have one, the {@link Stage1Unit}.
 */
final class AccessUnit {
    // Outcomes of a micro-step.
    static final int GOES_ON = 0;
    static final int FINISHED = 1;
    static final int FAULTED = 2;

    private final Cells cells;
    private final Tlb tlb;
    private final Overlap overlap;
    private final Bus bus;
    private final Registers registers;
    private final TakenRegisters taken;
    private final Stage2Rules rules;
    private final Stage2Walk walk;
    private final Stage1Unit stage1;
    private long fault;
    private long performed;

    /**
     * The units of all CPUs.
     *
     * @param stage1Tlb the TLBs on the side of stage 1, or null: guests have none
     */
    AccessUnit(Cells cells, ArmMap map, Tlb tlb, Tlb stage1Tlb, Registers registers, TakenRegisters taken, Bus bus) {
        this.cells = cells;
        this.tlb = tlb;
        this.registers = registers;
        this.taken = taken;
        this.bus = bus;
        overlap = map.design().overlap(tlb);
        rules = map.design().stage2();
        walk = new Stage2Walk(cells, map, this, taken, tlb, bus);
        stage1 = stage1Tlb == null ? null : new Stage1Unit(cells, map, registers, taken, this, stage1Tlb, bus);
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
     * @param chosen registers taken as they were written though not in effect, see {@link TakenRegisters#begin}
     */
    int begin(int cpu, int unit, long ipa, int kind, boolean speculative, int chosen) {
        cells.put(unit + AccessCells.IPA, ipa);
        cells.put(unit + AccessCells.KIND, kind);
        if (!speculative) {
            bus.event(Event.ACCESS_START, cpu, ipa, kind, 0);
        }
        taken.begin(cpu, unit, chosen);
        return stage1 != null && registers.stage1(cpu, chosen) ? stage1.begin(cpu, unit, ipa, kind, speculative, chosen) : enter(cpu, unit, ipa, speculative);
    }

    /** Begins to translate, by stage 2, an address that stage 1 gives. */
    int translate(int cpu, int unit, long ipa, int kind, boolean speculative) {
        cells.put(unit + AccessCells.IPA, ipa);
        cells.put(unit + AccessCells.KIND, kind);
        return enter(cpu, unit, ipa, speculative);
    }

    /** The step of stage 1 that an access is at: {@link Stage1Cells#NONE} where stage 1 is off. */
    int stage1Step(int cpu, int unit) {
        return stage1 == null ? Stage1Cells.NONE : stage1.step(cpu, unit);
    }

    /** Whether an access in flight uses, or is on its way to, a translation of stage 2 alone. */
    boolean usesStage2(int cpu, int unit) {
        return cells.get(unit + AccessCells.PHASE) != AccessCells.STAGE_1 && stage1Step(cpu, unit) != Stage1Cells.HIT;
    }

    /** Whether an access in flight uses, or is on its way to, something of stage 1 that an operation names. */
    boolean usesStage1(int cpu, int unit, TlbiOp op, int asid, TlbiTarget target) {
        return stage1Step(cpu, unit) != Stage1Cells.NONE && stage1.uses(cpu, unit, op, asid, target);
    }

    private int enter(int cpu, int unit, long ipa, boolean speculative) {
        int start = taken.startLevel(cpu, unit);
        if (!Stage2Start.walked(start, taken.limit(cpu, unit), ipa)) {
            return fail(cpu, unit, Fault.TRANSLATION, Math.max(0, start), 0, speculative);
        }
        return lookup(cpu, unit, speculative);
    }

    private int lookup(int cpu, int unit, boolean speculative) {
        long ipa = cells.get(unit + AccessCells.IPA);
        long vmid = taken.vmid(cpu, unit);
        int found = taken.cached(cpu, unit) ? tlb.lookup(cpu, vmid, ipa) : 0;
        if (found == 1 || speculative && found > 0) {
            if (speculative && stage1Step(cpu, unit) == Stage1Cells.NONE) {
                tlb.use(cpu, 0);
                return FINISHED;
            }
            return hit(cpu, unit, ipa, 0, tlb.word(0), speculative);
        }
        if (found > 1) {
            bus.event(Event.TLB_OVERLAP, cpu, ipa, found, 0);
            cells.put(unit + AccessCells.PHASE, AccessCells.OVERLAP);
            return GOES_ON;
        }
        return walk.begin(cpu, unit, speculative);
    }

    /** A match of the last lookup translates an address, by its word or by a mixture of it with another's. */
    private int hit(int cpu, int unit, long ipa, int match, long word, boolean speculative) {
        long tag = tlb.tag(match);
        if (!speculative) {
            bus.event(Event.TLB_HIT, cpu, ipa, tag, word);
        }
        if (walk.dirties(cpu, unit, word, speculative)) {
            // The entry says that the page is clean: hardware makes it dirty in the tables first.
            tlb.drop(cpu, match);
            return walk.begin(cpu, unit, speculative);
        }
        tlb.use(cpu, match);
        return translated(cpu, unit, tlb.said(tag, word, ipa), TlbTags.level(tag), 0, speculative);
    }

    /** How many ways the next micro-step of a unit in flight can go. */
    int alternatives(int cpu, int unit) {
        return switch ((int) cells.get(unit + AccessCells.PHASE)) {
            case AccessCells.OVERLAP -> overlap.answers(tlb.lookup(cpu, taken.vmid(cpu, unit), cells.get(unit + AccessCells.IPA)), cells.get(unit + AccessCells.IPA));
            case AccessCells.NT_CHOICE -> 2;
            case AccessCells.WALK, AccessCells.UPDATE -> walk.alternatives(cpu, unit);
            case AccessCells.STAGE_1 -> stage1.alternatives(cpu, unit);
            default -> 1;
        };
    }

    /** The next micro-step of a unit in flight. */
    int advance(int cpu, int unit, int alternative, boolean speculative) {
        return switch ((int) cells.get(unit + AccessCells.PHASE)) {
            case AccessCells.WALK -> walk.read(cpu, unit, alternative, speculative);
            case AccessCells.PERFORM -> Stage1Cells.onWalk(stage1Step(cpu, unit)) ? stage1.arrived(cpu, unit, output(unit), speculative) : perform(cpu, unit);
            case AccessCells.STAGE_1 -> stage1.advance(cpu, unit, alternative, speculative);
            case AccessCells.UPDATE -> walk.update(cpu, unit, alternative, speculative);
            case AccessCells.OVERLAP -> resolveOverlap(cpu, unit, alternative);
            case AccessCells.NT_CHOICE -> alternative == 0
                    ? translated(cpu, unit, cells.get(unit + AccessCells.DESCRIPTOR), (int) cells.get(unit + AccessCells.DESCRIPTOR_LEVEL), 0, false)
                    : conflict(cpu, unit);
            default -> throw new IllegalStateException("no access in flight on CPU " + cpu);
        };
    }

    /** Checks rights; a valid descriptor whose rights fail may stay cached. */
    int translated(int cpu, int unit, long descriptor, int level, long address, boolean speculative) {
        int kind = (int) cells.get(unit + AccessCells.KIND);
        if (!Stage2Rules.permits(descriptor, kind)) {
            return fail(cpu, unit, Fault.PERMISSION, level, address, speculative);
        }
        cells.put(unit + AccessCells.DESCRIPTOR, descriptor);
        cells.put(unit + AccessCells.DESCRIPTOR_LEVEL, level);
        cells.put(unit + AccessCells.PHASE, AccessCells.PERFORM);
        return stage1Step(cpu, unit) == Stage1Cells.NONE ? GOES_ON
                : stage1.translated(cpu, unit, descriptor, level, !rules.ntUncached(descriptor, level), speculative);
    }

    /** The physical address of an access that is translated. */
    private long output(int unit) {
        return rules.output(cells.get(unit + AccessCells.DESCRIPTOR), (int) cells.get(unit + AccessCells.DESCRIPTOR_LEVEL), cells.get(unit + AccessCells.IPA));
    }

    private int perform(int cpu, int unit) {
        performed = output(unit);
        bus.event(Event.ACCESS_DONE, cpu, cells.get(unit + AccessCells.IPA), performed, cells.get(unit + AccessCells.KIND));
        return finish(unit);
    }

    private int resolveOverlap(int cpu, int unit, int alternative) {
        long ipa = cells.get(unit + AccessCells.IPA);
        int found = tlb.lookup(cpu, taken.vmid(cpu, unit), ipa);
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
        bus.event(Event.CONFLICT_ABORT, cpu, cells.get(unit + AccessCells.IPA), 0, 0);
        return fail(cpu, unit, Fault.CONFLICT, taken.startLevel(cpu, unit), 0, false);
    }

    /** A fault of stage 2. */
    int fail(int cpu, int unit, int kind, int level, long address, boolean speculative) {
        return fail(cpu, unit, kind, level, address, speculative, Stage1Cells.onWalk(stage1Step(cpu, unit)) ? Fault.ON_WALK : 0);
    }

    /** A fault, with what else its word says. */
    int fail(int cpu, int unit, int kind, int level, long address, boolean speculative, long more) {
        if (speculative) {
            return finish(unit);
        }
        fault = Fault.of(kind, level, (int) cells.get(unit + AccessCells.KIND)) | more;
        bus.event(Event.FAULT, cpu, cells.get(unit + AccessCells.IPA), address, fault);
        finish(unit);
        return FAULTED;
    }

    /** Clears the unit but for the marks and the address, which the owner still needs: see {@link #clear}. */
    int finish(int unit) {
        cells.put(unit + AccessCells.PHASE, AccessCells.NONE);
        return FINISHED;
    }

    /** Zeroes a unit that has finished. */
    void clear(int cpu, int unit) {
        if (stage1 != null) {
            stage1.end(cpu, unit);
        }
        for (int i = 0; i < AccessCells.CELLS; i++) {
            cells.put(unit + i, 0);
        }
    }
}
