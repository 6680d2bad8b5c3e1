package org.tablewalk.check.tree;

import org.tablewalk.arch.arm64.Descriptor;
import org.tablewalk.arch.arm64.Granule;
import org.tablewalk.check.judge.Found;
import org.tablewalk.check.judge.Frames;
import org.tablewalk.check.judge.Rule;

/** Judges what is done about old translations: TLBIs, barriers, changes of tree, and memory that is freed or given away while some may still be used. */
final class Invalidating {
    private final Tables tables;
    private final Hardware hardware;
    private final Links links;
    private final Debts debts;
    private final CpuNotes cpus;
    private final Frames frames;
    private final Reuse reuse;
    private final Found found;

    Invalidating(Tables tables, Hardware hardware, Links links, Debts debts, CpuNotes cpus, Frames frames, Reuse reuse, Found found) {
        this.tables = tables;
        this.hardware = hardware;
        this.links = links;
        this.debts = debts;
        this.cpus = cpus;
        this.frames = frames;
        this.reuse = reuse;
        this.found = found;
    }

    /** A TLBI was issued. It is wrong if it names none of the entries that its CPU owes one for. */
    void issued(int cpu, int slot, int operation, long operand) {
        if (hardware.unsynchronised(cpu)) {
            found.add(Rule.NO_ISB, cpu, 0, operand, 0);
        }
        boolean alone = hardware.alone();
        boolean local = hardware.local(operation) && !alone;
        if (!local && hardware.takesAll(slot)) {
            cpus.switched(cpu, false);
        }
        Rule wrong = null;
        long entry = 0;
        boolean names = false;
        for (int debt = 0; debt < debts.size(); debt++) {
            boolean own = debts.debtor(debt) == cpu && !debts.told(debt);
            var miss = hardware.misses(slot, debts.tree(debt), debts.level(debt), debts.ipa(debt), Descriptor.table(debts.old(debt), debts.level(debt)), debts.old(debt));
            if (miss == Hardware.Miss.NONE && !local) {
                names |= own;
                if (own && debts.progress(debt) == Debts.NOTHING) {
                    found.add(Rule.TLBI_BEFORE_STORE, cpu, debts.address(debt), debts.ipa(debt), operand);
                }
                debts.issued(debt, cpu);
            } else if (own && nearer(wrong, rule(miss)) && debts.progress(debt) == Debts.VISIBLE) {
                wrong = rule(miss);
                entry = debts.address(debt);
            }
        }
        if (!names && wrong != null) {
            found.add(wrong, cpu, entry, operand, operation);
        }
    }

    /** Whether what is wrong tells more than what was found wrong before: of several debts a TLBI by address is for the one that it names. */
    private static boolean nearer(Rule before, Rule wrong) {
        return before == null || before == Rule.WRONG_ADDRESS && wrong != null && wrong != Rule.WRONG_ADDRESS;
    }

    private static Rule rule(Hardware.Miss miss) {
        return switch (miss) {
            case NONE -> Rule.WRONG_SCOPE;
            case VMID -> Rule.WRONG_VMID;
            case ADDRESS -> Rule.WRONG_ADDRESS;
            case LEVEL -> Rule.WRONG_LEVEL;
            case STAGE -> null;
        };
    }

    void barrier(int cpu, long kind) {
        boolean visible = hardware.makesVisible(kind);
        if (visible) {
            cpus.make(cpu, 0);
        }
        if (debts.size() > 0) {
            debts.barrier(cpu, visible, tables.completesTlbis(kind) || hardware.alone() && hardware.completesLocally(kind));
        }
    }

    void register(int cpu, int register, long value) {
        if (hardware.loadsOtherTree(register, value)) {
            cpus.switched(cpu, true);
        }
    }

    /** A page of the pool was freed: nothing may lead to it any more, in the tables or in a cache. */
    void freed(int cpu, long pa) {
        int page = tables.pageOf(pa);
        long parent = page < 0 ? -1 : links.parentOf(page);
        int debt = reuse.debt(pa);
        if (parent >= 0 && reuse.next(tables.word(parent)) == pa && Descriptor.valid(tables.word(parent)) && links.find(parent)) {
            found.add(Rule.FREED_WHILE_OWED, cpu, parent, pa, 1);
        } else if (debt >= 0) {
            found.add(Rule.FREED_WHILE_OWED, cpu, debts.address(debt), pa, 0);
        }
    }

    /** Frames were given to somebody. */
    void given(int cpu, long pa, long size, int owner) {
        frames.give(pa, size, owner);
        Granule granule = tables.geometry().granule();
        for (int debt = 0; debt < debts.size() && owner != Frames.GUEST; debt++) {
            int level = debts.level(debt);
            if (Descriptor.leaf(debts.old(debt), level)) {
                long from = Descriptor.outputAddress(debts.old(debt), level, granule, tables.geometry().lpa2());
                if (from < pa + size && pa < from + tables.geometry().entrySize(level)) {
                    found.add(Rule.FREED_WHILE_OWED, cpu, debts.address(debt), pa, owner);
                }
            }
        }
    }
}
