package org.tablewalk.machine.arm64;

import org.tablewalk.arch.arm64.Descriptor;
import org.tablewalk.machine.Bus;
import org.tablewalk.machine.Cells;
import org.tablewalk.machine.Event;
import org.tablewalk.machine.Fault;
import org.tablewalk.machine.arm64.tlb.Stage1Entries;
import org.tablewalk.machine.arm64.tlb.Tlb;
import org.tablewalk.machine.arm64.tlb.TlbTags;
import org.tablewalk.machine.arm64.walk.AccessCells;
import org.tablewalk.machine.arm64.walk.Stage1Cells;
import org.tablewalk.machine.arm64.walk.Stage1Rules;

/**
 * The table walk of a {@link Stage1Unit}: what follows once stage 2 has translated the address of a descriptor. What a descriptor means the {@link Stage1Rules} say; what is found is kept as the
 * {@link Stage1Entries} say.
 */
final class Stage1Walk {
    private final Cells cells;
    private final ArmMap map;
    private final Stage1Unit stage1;
    private final AccessUnit access;
    private final Tlb tlb;
    private final Stage1Entries entries;
    private final Stage1Rules rules;
    private final Bus bus;

    Stage1Walk(Cells cells, ArmMap map, Stage1Unit stage1, AccessUnit access, Tlb tlb, Stage1Entries entries, Bus bus) {
        this.cells = cells;
        this.map = map;
        this.stage1 = stage1;
        this.access = access;
        this.tlb = tlb;
        this.entries = entries;
        this.bus = bus;
        rules = map.design().stage1();
    }

    /** IPA of the descriptor that is read next, or updated. */
    long address(int s) {
        return rules.entry(cells.get(s + Stage1Cells.TABLE), cells.get(s + Stage1Cells.TCR), cells.get(s + Stage1Cells.VA), (int) cells.get(s + Stage1Cells.LEVEL));
    }

    /** The address of a descriptor is translated: the read, or the update, of that word. */
    int arrived(int cpu, int unit, long pa, boolean speculative) {
        int s = stage1.cells(cpu, unit);
        int level = (int) cells.get(s + Stage1Cells.LEVEL);
        int cell = map.cellOf(pa);
        long word = map.guestWord(pa, cells);
        if (cells.get(s + Stage1Cells.STEP) == Stage1Cells.UPDATE && word == cells.get(s + Stage1Cells.DESCRIPTOR)) {
            long updated = updated(s, word, level, speculative);
            cells.put(cell, updated);
            bus.event(Event.AD_UPDATE, cpu, pa, word, updated);
            return leaf(cpu, unit, updated, level, pa, speculative);
        }
        bus.event(Event.WALK_READ, cpu, pa, word, level | Stage1Unit.STAGE_1 | (speculative ? 256 : 0));
        if (Descriptor.table(word, level)) {
            if (cells.get(unit + AccessCells.MARKS) == 0) {
                tlb.walkCache().add(cpu, cells.get(s + Stage1Cells.CONTEXT), TlbTags.address(cells.get(s + Stage1Cells.VA)), level, word);
            }
            cells.put(s + Stage1Cells.TABLE, rules.next(word));
            cells.put(s + Stage1Cells.LEVEL, level + 1L);
            return stage1.waits(unit);
        }
        if (cells.get(s + Stage1Cells.STEP) != Stage1Cells.REPORT && updated(s, word, level, speculative) != word) {
            cells.put(s + Stage1Cells.DESCRIPTOR, word);
            cells.put(s + Stage1Cells.STEP, Stage1Cells.UPDATE);
            return stage1.waits(unit);
        }
        return leaf(cpu, unit, word, level, pa, speculative);
    }

    private long updated(int s, long word, int level, boolean speculative) {
        return rules.updated(cells.get(s + Stage1Cells.TCR), word, level, !speculative && cells.get(s + Stage1Cells.KIND) == Event.WRITE);
    }

    private int leaf(int cpu, int unit, long leaf, int level, long pa, boolean speculative) {
        int s = stage1.cells(cpu, unit);
        if (!rules.translates(leaf, level)) {
            return stage1.fail(cpu, unit, rules.fault(leaf, level), level, pa, speculative);
        }
        if (cells.get(s + Stage1Cells.STEP) == Stage1Cells.REPORT) {
            int refused = (int) cells.get(s + Stage1Cells.DESCRIPTOR);
            cells.put(s + Stage1Cells.STEP, Stage1Cells.FINAL);
            cells.put(unit + AccessCells.IPA, rules.output(leaf, level, cells.get(s + Stage1Cells.VA)));
            cells.put(unit + AccessCells.KIND, cells.get(s + Stage1Cells.KIND));
            return access.fail(cpu, unit, Fault.PERMISSION, refused, 0, speculative);
        }
        if (cells.get(unit + AccessCells.MARKS) == 0) {
            entries.add(cpu, cells.get(s + Stage1Cells.CONTEXT), cells.get(s + Stage1Cells.VA), leaf, level);
        }
        if (!Stage1Rules.permits(leaf, (int) cells.get(s + Stage1Cells.KIND))) {
            return stage1.fail(cpu, unit, Fault.PERMISSION, level, pa, speculative);
        }
        cells.put(s + Stage1Cells.DESCRIPTOR, leaf);
        cells.put(s + Stage1Cells.STEP, Stage1Cells.FINAL);
        return stage1.waits(unit);
    }
}
