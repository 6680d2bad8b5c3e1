package org.tablewalk.check.tree;

import org.tablewalk.check.judge.Found;
import org.tablewalk.check.judge.Rule;
import org.tablewalk.arch.arm64.Descriptor;

/** Judges what code leaves behind when it ends, and a run when nothing goes on. */
final class Ends {
    private final Tables tables;
    private final Hardware hardware;
    private final Links links;
    private final Debts debts;
    private final CpuNotes cpus;
    private final Groups groups;
    private final Found found;

    Ends(Tables tables, Hardware hardware, Links links, Debts debts, CpuNotes cpus, Groups groups, Found found) {
        this.tables = tables;
        this.hardware = hardware;
        this.links = links;
        this.debts = debts;
        this.cpus = cpus;
        this.groups = groups;
        this.found = found;
    }

    long faultIpa(int cpu) {
        return cpus.faultIpa(cpu);
    }

    int faultAccess(int cpu) {
        return cpus.faultAccess(cpu);
    }

    /**
     * A CPU's code is at its end: whoever waits for it goes on. What it still owes is a breach, told once.
     *
     * @param guests whether that is the code of a guest, which goes on through its accesses, too; else what its own tables owe is still to come
     */
    void told(int cpu, boolean guests) {
        for (int debt = 0; debts.untold(cpu) && debt < debts.size(); debt++) {
            if (debts.debtor(debt) == cpu && !debts.told(debt) && (guests || !GuestTrees.has(debts.tree(debt)))) {
                debts.tell(debt);
                found.add(left(debts.progress(debt)), cpu, debts.address(debt), debts.ipa(debt), debts.progress(debt));
            }
        }
        for (int group = groups.size() - 1; group >= 0; group--) {
            if (groups.writer(group) == cpu) {
                links.find(groups.address(group));
                found.add(Rule.MIXED_GROUP, cpu, groups.address(group), links.ipa(), 0);
                groups.remove(group);
            }
        }
        if (cpus.make(cpu) != 0 && !cpus.makeTold(cpu)) {
            cpus.tellMake(cpu);
            found.add(Rule.MAKE_NOT_VISIBLE, cpu, cpus.make(cpu), 0, 0);
        }
        if (cpus.switched(cpu)) {
            cpus.switched(cpu, false);
            found.add(Rule.TREE_SWITCHED, cpu, 0, 0, 0);
        }
        cpus.done(cpu);
    }

    private static Rule left(int progress) {
        return switch (progress) {
            case Debts.ISSUED, Debts.STAGE_1_ISSUED -> Rule.NO_COMPLETION;
            case Debts.STAGE_2_GONE -> Rule.NO_STAGE_1_TLBI;
            default -> Rule.NO_TLBI;
        };
    }

    /** Nothing is enabled any more. Tables and counts are judged if every CPU came to its end, else an edit may have been cut off. */
    void end() {
        for (int cpu = 0; cpu < hardware.cpus(); cpu++) {
            if (hardware.lives(cpu)) {
                found.add(Rule.STUCK, cpu, 0, 0, 0);
            }
        }
        if (found.size() > 0 || hardware.failed()) {
            return;
        }
        for (int page = 0; page < tables.pages(); page++) {
            if (hardware.inUse(page)) {
                table(page);
            }
        }
    }

    private void table(int page) {
        long pa = tables.pageAddress(page);
        if (tables.rootOf(pa) == null && !links.find(pa)) {
            found.add(Rule.LEAKED_TABLE, 0, links.parentOf(page), pa, 0);
            return;
        }
        long counted = hardware.references(page);
        if (counted < 0) {
            return;
        }
        int entries = tables.geometry().granule().entriesPerTable();
        long due = 1;
        for (int i = 0; i < entries; i++) {
            due += Descriptor.valid(tables.word(pa + 8L * i)) ? 1 : 0;
        }
        if (counted != due) {
            found.add(Rule.REFERENCE_COUNT, 0, pa, due, counted);
        }
    }
}
