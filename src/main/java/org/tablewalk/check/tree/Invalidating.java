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
    /** Or null if there is one tree under one VMID. */
    private final VmidTrees vmids;
    private final Found found;

    Invalidating(Tables tables, Hardware hardware, Links links, Debts debts, CpuNotes cpus, Frames frames, Reuse reuse, VmidTrees vmids, Found found) {
        this.tables = tables;
        this.hardware = hardware;
        this.links = links;
        this.debts = debts;
        this.cpus = cpus;
        this.frames = frames;
        this.reuse = reuse;
        this.vmids = vmids;
        this.found = found;
    }

    /** A TLBI was issued. It is wrong if it names none of the entries that its CPU owes one for. */
    void issued(int cpu, int slot, int operation, long operand) {
        if (hardware.unsynchronised(cpu, operation)) {
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
            int progress = debts.progress(debt);
            var miss = misses(slot, debt);
            boolean here = local && !alone(cpu, debt);
            boolean stage1 = miss == Hardware.Miss.STAGE && hardware.takesCombined(slot, debts.tree(debt)) && named(slot, debt);
            if (stage1 && !here) {
                names |= own;
                if (own && debts.half(debt)) {
                    found.add(Rule.STAGE_1_TOO_EARLY, cpu, debts.address(debt), debts.ipa(debt), operation);
                }
                debts.issuedStage1(debt, cpu);
            } else if (takes(miss) && !here) {
                names |= own;
                if (own && progress == Debts.NOTHING) {
                    found.add(Rule.TLBI_BEFORE_STORE, cpu, debts.address(debt), debts.ipa(debt), operand);
                }
                debts.issued(debt, cpu, miss == Hardware.Miss.COMBINED, local);
            } else if (stage1 && own && progress == Debts.STAGE_2_GONE) {
                wrong = Rule.WRONG_SCOPE;
                entry = debts.address(debt);
            } else if (own && nearer(wrong, rule(miss)) && progress == Debts.VISIBLE) {
                wrong = rule(miss);
                entry = debts.address(debt);
            }
        }
        if (!names && wrong != null) {
            found.add(wrong, cpu, entry, operand, operation);
        }
    }

    private Hardware.Miss misses(int slot, int debt) {
        int tree = debts.tree(debt);
        int level = debts.level(debt);
        long old = debts.old(debt);
        boolean table = Descriptor.table(old, level);
        var miss = GuestTrees.has(tree) ? tables.guests().misses(slot, tree, level, debts.ipa(debt), table, old) : hardware.misses(slot, tree, level, debts.ipa(debt), table, old);
        return takes(miss) && !named(slot, debt) ? Hardware.Miss.VMID : miss;
    }

    /** Whether a TLBI is about every VMID under which entries of a debt's tree may be anywhere. */
    private boolean named(int slot, int debt) {
        return vmids == null || vmids.all(under(debt), vmid -> hardware.names(slot, vmid));
    }

    /** The tree of stage 2 that gives the VMID of a debt's entries. */
    private int under(int debt) {
        int tree = debts.tree(debt);
        return GuestTrees.has(tree) ? tables.guests().under(tree) : tree;
    }

    /** Whether what a CPU does about a guest's entry need not leave it: no other TLB has met the guest. The hypervisor's is to reckon with all. */
    private boolean alone(int cpu, int debt) {
        return GuestTrees.has(debts.tree(debt)) && vmids.only(under(debt), hardware.tlb(cpu));
    }

    /** A CPU's guest, or its speculation, is about to use its tree under its VMID. */
    void used(int cpu) {
        int other = vmids == null ? -1 : vmids.used(hardware.tlb(cpu), hardware.vmid(cpu), hardware.tree(hardware.root(cpu)));
        if (other >= 0) {
            found.add(Rule.TREE_SWITCHED, cpu, 0, hardware.root(cpu), hardware.vmid(cpu));
        }
    }

    /** A TLBI has arrived at a CPU. */
    void arrived(int cpu, int slot) {
        if (vmids != null) {
            vmids.gone(hardware.tlb(cpu), vmid -> hardware.takes(slot, vmid));
        }
    }

    private static boolean takes(Hardware.Miss miss) {
        return miss == Hardware.Miss.NONE || miss == Hardware.Miss.COMBINED;
    }

    /** Whether what is wrong tells more than what was found wrong before: of several debts a TLBI by address is for the one that it names. */
    private static boolean nearer(Rule before, Rule wrong) {
        return before == null || before == Rule.WRONG_ADDRESS && wrong != null && wrong != Rule.WRONG_ADDRESS;
    }

    private static Rule rule(Hardware.Miss miss) {
        return switch (miss) {
            case NONE, COMBINED -> Rule.WRONG_SCOPE;
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
            boolean local = hardware.completesLocally(kind);
            debts.barrier(cpu, visible, tables.completesTlbis(kind) || hardware.alone() && local, local, debt -> alone(cpu, debt));
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
        if (parent >= 0 && tables.next(parent, tables.word(parent)) == pa && Descriptor.valid(tables.word(parent)) && links.find(parent)) {
            found.add(Rule.FREED_WHILE_OWED, cpu, parent, pa, 1);
        } else if (debt >= 0) {
            found.add(Rule.FREED_WHILE_OWED, cpu, debts.address(debt), pa, 0);
        }
    }

    /** Frames were given to somebody. */
    void given(int cpu, long pa, long size, int owner) {
        frames.give(pa, size, owner);
        Granule granule = tables.geometry().granule();
        for (int debt = 0; debt < debts.size(); debt++) {
            int level = debts.level(debt);
            // What a guest gives away of its own is nobody else's matter.
            if (!GuestTrees.has(debts.tree(debt)) && owner != hardware.owner(debts.tree(debt)) && Descriptor.leaf(debts.old(debt), level)) {
                long from = Descriptor.outputAddress(debts.old(debt), level, granule, tables.geometry().lpa2());
                if (from < pa + size && pa < from + tables.geometry().entrySize(level)) {
                    found.add(Rule.FREED_WHILE_OWED, cpu, debts.address(debt), pa, owner);
                }
            }
        }
    }
}
