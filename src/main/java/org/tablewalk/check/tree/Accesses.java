package org.tablewalk.check.tree;

import org.tablewalk.check.judge.Found;
import org.tablewalk.check.judge.Frames;
import org.tablewalk.check.judge.Rule;
import org.tablewalk.machine.Event;
import org.tablewalk.machine.Fault;

/** Judges the guest's accesses: where they arrive, and whether they may fault. */
final class Accesses {
    private static final int NOBODY = -1;

    private final Hardware hardware;
    private final Debts debts;
    private final CpuNotes cpus;
    private final Frames frames;
    private final DirtyLog dirty;
    private final Windows windows;
    private final Found found;
    private final boolean stage1;
    private final Tables tables;
    /** Or null. */
    private final GuestTrees guests;

    Accesses(Hardware hardware, Debts debts, CpuNotes cpus, Frames frames, DirtyLog dirty, Windows windows, Tables tables, Found found) {
        this.tables = tables;
        guests = tables.guests();
        this.hardware = hardware;
        this.debts = debts;
        this.cpus = cpus;
        this.frames = frames;
        this.dirty = dirty;
        this.windows = windows;
        this.found = found;
        stage1 = hardware.stage1();
    }

    /** An access begins: with a stage 1 the address is a virtual one, which its end need not name. */
    void begins(int cpu, long address) {
        if (stage1) {
            cpus.accesses(cpu, address);
        }
    }

    void must(int cpu) {
        cpus.must(cpu, true);
    }

    /**
     * An access was performed. One that the tables do not give any more is harm, unless the code that took it away is still at it: then nobody relies
     * on it yet.
     */
    void done(int cpu, long address, long pa, int access) {
        long va = stage1 ? cpus.accessed(cpu) : address;
        boolean combined = stage1 && address == va;
        long ipa = combined ? hardware.ipa(cpu, va) : address;
        if (!hardware.reaches(cpu, va, access, pa) && !(combined ? explainedByFrame(pa) : explained(ipa)) && !explainedByGuest(cpu, va)) {
            found.add(Rule.STALE_ACCESS, cpu, owed(cpu, va, ipa), ipa < 0 ? va : ipa, access);
        }
        if (foreign(cpu, pa)) {
            found.add(Rule.FOREIGN_FRAME, cpu, 0, ipa, pa);
        }
        if (access == Event.WRITE) {
            dirty.written(ipa);
        }
        if (cpus.must(cpu)) {
            cpus.must(cpu, false);
        }
    }

    private boolean foreign(int cpu, long pa) {
        int owner = frames.untouched() ? NOBODY : frames.owner(pa, NOBODY);
        return owner == NOBODY ? !hardware.owns(cpu, pa) : owner != hardware.guest(cpu);
    }

    private boolean explained(long ipa) {
        for (int other = 0; other < hardware.cpus(); other++) {
            if (cpus.taking(other, ipa)) {
                return true;
            }
        }
        return false;
    }

    /**
     * An access by an entry that combines both stages knows of no IPA, and what stage 1 gives by now may be another: what explains it is the change of an entry of stage 2 that led where it
     * arrived. Where an IPA is its own virtual address this is asked, too.
     */
    private boolean explainedByFrame(long pa) {
        for (int debt = 0; debt < debts.size(); debt++) {
            if (!GuestTrees.has(debts.tree(debt)) && debts.going(debt) && tables.leads(debts.address(debt), debts.old(debt), debts.level(debt), pa)) {
                return true;
            }
        }
        return false;
    }

    /** The guest's own code is still at taking it away, on any of its CPUs. */
    private boolean explainedByGuest(int cpu, long va) {
        int debt = debts.size() == 0 ? -1 : owedByGuest(cpu, va);
        return debt >= 0 && debts.going(debt);
    }

    /** The debt of an entry of the guest's own that a CPU's access to a virtual address may have used, or -1. */
    private int owedByGuest(int cpu, long va) {
        int tree = guests == null ? -1 : guests.walked(cpu, va);
        for (int debt = 0; tree >= 0 && debt < debts.size(); debt++) {
            if (debts.tree(debt) == tree && covers(debt, va)) {
                return debt;
            }
        }
        return -1;
    }

    private long owed(int cpu, long va, long ipa) {
        int own = owedByGuest(cpu, va);
        for (int debt = 0; own < 0 && debt < debts.size(); debt++) {
            if (!GuestTrees.has(debts.tree(debt)) && covers(debt, ipa)) {
                own = debt;
            }
        }
        return own < 0 ? 0 : debts.address(own);
    }

    private boolean covers(int debt, long ipa) {
        return ipa >= debts.ipa(debt) && ipa - debts.ipa(debt) < hardware.entrySize(debts.level(debt));
    }

    /** An access faulted, by a descriptor at an address. */
    void faulted(int cpu, long ipa, long address, long fault) {
        cpus.fault(cpu, ipa, Fault.access(fault));
        if (cpus.must(cpu)) {
            cpus.must(cpu, false);
            found.add(Rule.MUST_NOT_FAULT, cpu, address, ipa, Fault.access(fault));
        }
        if (Fault.kind(fault) == Fault.TRANSLATION) {
            windows.faulted(cpu, ipa, address, fault);
            late(cpu, ipa, address);
        }
    }

    private void late(int cpu, long ipa, long address) {
        for (int other = 0; other < hardware.cpus(); other++) {
            if (cpus.makeTold(other) && hardware.buffered(other, address)) {
                found.add(Rule.LATE_MAKE, cpu, address, ipa, other);
            }
        }
    }
}
