package org.tablewalk.check.tree;

import org.tablewalk.arch.arm64.Descriptor;
import org.tablewalk.check.judge.Found;
import org.tablewalk.check.judge.Rule;

/**
 * Judges stores to descriptors: what needs a break, what must be clean first, what another CPU's change is lost by, and who may write; and notes what is owed from then on. A store counts
 * when its CPU makes it, also where it waits in a buffer: what must come before it is decided in the order of the program.
 */
final class Stores {
    /** The lock that delimits edits. */
    private static final int MMU_LOCK = 0;

    private final Tables tables;
    private final Hardware hardware;
    private final Links links;
    private final Debts debts;
    private final CpuNotes cpus;
    private final Windows windows;
    private final Changes changes;
    private final Reuse reuse;
    private final Groups groups;
    private final Found found;
    /** The same tables if they are guests' own, else null. */
    private final GuestTrees guests;

    /** Those to the hypervisor's tables. */
    Stores(Tables tables, Hardware hardware, Links links, Debts debts, CpuNotes cpus, Windows windows, Reuse reuse, Groups groups, Found found) {
        this(tables, null, hardware, links, debts, cpus, windows, reuse, groups, found);
    }

    /**
     * Those to the guests' own tables. What they owe of old translations is the same; of locks and windows nothing is known, and that a new mapping is not visible yet a guest finds out by a
     * fault that it handles (Linux, {@code __set_pte_complete()}).
     */
    Stores(GuestTrees guests, Hardware hardware, Links links, Debts debts, CpuNotes cpus, Found found) {
        this(guests, guests, hardware, links, debts, cpus, Windows.NONE, new Reuse(guests, links, debts), null, found);
    }

    private Stores(Tables tables, GuestTrees guests, Hardware hardware, Links links, Debts debts, CpuNotes cpus, Windows windows, Reuse reuse, Groups groups, Found found) {
        this.guests = guests;
        this.tables = tables;
        this.hardware = hardware;
        this.links = links;
        this.debts = debts;
        this.cpus = cpus;
        this.windows = windows;
        this.reuse = reuse;
        this.groups = groups;
        this.found = found;
        changes = new Changes(tables, hardware.bbmLevel());
    }

    /** Code read a word. Under a lock of its own it cannot miss another CPU's change. */
    void read(int cpu, long address, long value) {
        if (hardware.freed(address)) {
            found.add(Rule.FREED_WALK, cpu, address, 0, 0);
        }
        if (!cpus.exclusive(cpu)) {
            cpus.read(cpu, address, value);
        }
    }

    void locks(int cpu, int lock, int mode, boolean taken) {
        cpus.lock(cpu, lock, mode, taken);
        cpus.read(cpu, 0, 0);
        if (lock == MMU_LOCK) {
            windows.editsEnd(cpu);
        }
    }

    /** A store enters a buffer. */
    void issued(int cpu, long address, long value) {
        made(cpu, address, tables.word(address), value);
    }

    /** A store became visible, when it was made or, if it drains, later. */
    void visible(int cpu, long address, long old, long value, boolean drains) {
        if (!drains) {
            made(cpu, address, old, value);
        }
        windows.written(cpu, address, old, value);
        if (guests != null) {
            links.linked(address, value);
        } else {
            links.written(address, value);
            groups.written(cpu, address, old, value);
        }
    }

    private void made(int cpu, long address, long old, long value) {
        if (hardware.freed(address)) {
            found.add(Rule.FREED_WALK, cpu, address, 0, 1);
        }
        if (cpus.readAddress(cpu) == address) {
            if (cpus.readValue(cpu) != old) {
                found.add(Rule.LOST_UPDATE, cpu, address, 0, old);
            }
            cpus.read(cpu, address, value);
        }
        if (old == value || !links.find(address)) {
            return;
        }
        int level = links.level();
        long ipa = links.ipa();
        long root = links.root();
        if (guests == null && !hardware.mayWrite(cpu, ipa, level)) {
            found.add(Rule.UNLOCKED_WRITE, cpu, address, ipa, level);
        }
        int debt = debts.find(address);
        if (changes.valid(value, level)) {
            makes(cpu, address, old, value, level, ipa, debt);
        }
        if (debt >= 0 && debts.old(debt) == value) {
            debts.remove(debt);     // what may still be cached is true again
        } else if (changes.takesAway(old, value, level)) {
            debts.owe(address, old, ipa, level, guests == null ? hardware.tree(root) : guests.tree(root), cpu);
            if (guests == null) {
                cpus.takes(cpu, ipa, hardware.entrySize(level));
            }
        }
    }

    private void makes(int cpu, long address, long old, long value, int level, long ipa, int debt) {
        boolean broken = !changes.valid(old, level) || changes.nT(old, level);
        if (debt >= 0 ? changes.needsBreak(address, debts.old(debt), value, level) : changes.needsBreak(address, old, value, level)) {
            found.add(broken && debt >= 0 ? Rule.MAKE_BEFORE_CLEAN : Rule.NO_BREAK, cpu, address, ipa, value);
            if (guests != null && debt >= 0) {
                debts.relied(debt);
            }
        }
        int other = Descriptor.table(value, level) ? reuse.debt(tables.next(address, value)) : -1;
        if (other >= 0 && debts.address(other) != address) {
            found.add(Rule.FREED_WHILE_OWED, cpu, debts.address(other), tables.next(address, value), 0);
        }
        if (guests == null && !changes.cacheable(old, level) && cpus.make(cpu) == 0) {
            cpus.make(cpu, address);
        }
    }
}
