package org.tablewalk.machine.arm64;

import java.util.function.IntToLongFunction;
import org.tablewalk.arch.arm64.Descriptor;
import org.tablewalk.machine.Event;
import org.tablewalk.machine.Fault;
import org.tablewalk.machine.arm64.ArmState.Translation;
import org.tablewalk.machine.arm64.Stage1State.Walk;
import org.tablewalk.machine.arm64.walk.Stage1Rules;
import org.tablewalk.machine.arm64.walk.Stage2Rules;
import org.tablewalk.machine.arm64.walk.Stage2Start;

/**
 * Walks in one go, over cells from anywhere: what an access of the machine comes to, micro-step by micro-step, if TLBs know nothing and nothing comes between. Only the loops are here: where a walk
 * starts, what it reads and what that means the {@link Stage1Rules} and {@link Stage2Rules} say to both.
 *
 * @param map   of the machine
 * @param cells gives the value of a cell by its number
 * @param vtcr  as far as it says which flags hardware sets in descriptors of stage 2; 0 for the tables as they are. The flags are not written
 */
record Walks(ArmMap map, IntToLongFunction cells, long vtcr) {
    /**
     * Of the tree of a VM.
     *
     * @param writes whether hardware may make a page dirty on the way
     */
    Translation stage2(int vm, long ipa, boolean writes) {
        Stage2Rules rules = map.design().stage2();
        Stage2Start start = map.start(vm);
        if (!Stage2Start.walked(start.level(), start.limit(), ipa)) {
            return new Translation(Fault.TRANSLATION, Math.max(0, start.level()), 0, 0, 0);
        }
        long table = start.root();
        for (int level = start.level();; level++) {
            long address = rules.entry(table, ipa, level, start.level());
            int cell = map.tableCell(address, cells);
            long descriptor = cell < 0 ? Stage2Rules.POISON : cells.applyAsLong(cell);
            if (!Descriptor.table(descriptor, level)) {
                long leaf = rules.updated(vtcr, descriptor, level, writes);
                return rules.translates(leaf, level) ? new Translation(0, level, leaf, address, rules.output(leaf, level, ipa))
                        : new Translation(rules.fault(leaf, level), level, leaf, address, 0);
            }
            table = rules.next(descriptor);
        }
    }

    /** Of both stages, with the MMU on: a VM's tree, and the registers of stage 1. TCR_EL1 says which flags hardware sets there. */
    Walk both(int vm, long ttbr0, long ttbr1, long tcr, long va, int kind) {
        Stage1Rules rules = map.design().stage1();
        var geometry = rules.geometry(tcr, va);
        if (geometry == null) {
            return new Walk(0, 0, -1, -1, null, Fault.of(Fault.TRANSLATION, 0, kind) | Fault.STAGE_1);
        }
        long table = Stage1Rules.root(ttbr0, ttbr1, va);
        for (int level = geometry.startLevel();; level++) {
            long address = rules.entry(table, tcr, va, level);
            Translation stage2 = stage2(vm, address, false);
            if (stage2.fault(Event.READ) != 0) {
                return new Walk(level, 0, -1, -1, stage2, stage2.word(Event.READ) | Fault.ON_WALK);
            }
            long word = map.guestWord(stage2.pa(), cells);
            if (!Descriptor.table(word, level)) {
                long leaf = rules.updated(tcr, word, level, kind == Event.WRITE);
                Translation update = leaf == word ? stage2 : stage2(vm, address, true);
                return leaf != word && update.fault(Event.WRITE) != 0 ? new Walk(level, word, -1, -1, update, update.word(Event.WRITE) | Fault.ON_WALK)
                        : leaf(vm, va, kind, level, leaf, update);
            }
            table = rules.next(word);
        }
    }

    private Walk leaf(int vm, long va, int kind, int level, long leaf, Translation read) {
        Stage1Rules rules = map.design().stage1();
        if (!rules.translates(leaf, level)) {
            return new Walk(level, leaf, read.pa(), -1, read, Fault.of(rules.fault(leaf, level), level, kind) | Fault.STAGE_1);
        }
        long ipa = rules.output(leaf, level, va);
        Translation stage2 = stage2(vm, ipa, kind == Event.WRITE);
        return new Walk(level, leaf, read.pa(), ipa, stage2,
                Stage1Rules.permits(leaf, kind) ? stage2.word(kind) : Fault.of(Fault.PERMISSION, level, kind) | Fault.STAGE_1);
    }
}
