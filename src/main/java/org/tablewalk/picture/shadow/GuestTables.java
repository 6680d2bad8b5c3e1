package org.tablewalk.picture.shadow;

import org.tablewalk.arch.x86.Pte;
import org.tablewalk.arch.x86.WalkRules;
import org.tablewalk.machine.x86.X86Map;
import org.tablewalk.machine.x86.X86State;
import org.tablewalk.picture.twotrees.Census;
import org.tablewalk.picture.twotrees.GuestWords;
import org.tablewalk.picture.twotrees.ShadowSource;
import org.tablewalk.picture.twotrees.ShadowSource.Contents;
import org.tablewalk.picture.twotrees.ShadowSource.GuestEntry;
import org.tablewalk.picture.twotrees.ShadowSource.GuestRoot;
import org.tablewalk.picture.twotrees.ShadowSource.GuestTable;

/** The tables of the guest in an x86 machine's image: those whose translations KVM shadows. */
final class GuestTables {
    private final X86State state;
    private final X86Map map;
    private final Counted<GuestTable> counted;

    /**
     * The tables of an image.
     *
     * @param earlier those of the image that {@code same} compares it with, or null
     */
    GuestTables(X86State state, SameWords same, GuestTables earlier) {
        this.state = state;
        map = state.map();
        counted = new Counted<>(this::count, earlier == null ? null : earlier.counted,
                t -> t.cpu() < 0 && same.table(map.pfnOf(t.gfn()) << 12));
    }

    /** Lets go of the earlier image. */
    void forget() {
        counted.forget();
    }

    /** How the tables that KVM shadows for a CPU are walked, see {@link WalkRules}; 0 where it shadows none. */
    int rules(int cpu) {
        X86State.Cpu c = state.cpu(cpu);
        return switch (map.config().virtualization()) {
            case SHADOW, NESTED_NPT -> WalkRules.of(c.cr0(), c.cr4(), c.efer());
            case NESTED_EPT -> state.mmu(cpu).cpuLevel() == 5 ? WalkRules.EPT5 : WalkRules.EPT4;
            case DIRECT, TDP_MMU -> 0;
        };
    }

    GuestRoot root(int cpu) {
        long cr3 = state.cpu(cpu).cr3();
        int rules = rules(cpu);
        int level = WalkRules.levels(rules);
        return new GuestRoot(cpu, cr3, level == 0 ? null : new GuestTable((cr3 & Pte.FRAME) >>> 12, level, rules, WalkRules.mode(rules) == 3 ? cpu : -1));
    }

    GuestEntry entry(GuestTable table, int index) {
        return inMemory(table) ? GuestWords.entry(word(table, index), table)
                : new GuestEntry(GuestEntry.Kind.NO_MEMORY, 0, ShadowSource.UNKNOWN, 0, false, false);
    }

    Contents contents(GuestTable table) {
        return counted.of(table);
    }

    private Contents count(GuestTable table) {
        Census census = new Census(table.size());
        for (int i = 0; inMemory(table) && i < table.size(); i++) {
            long word = word(table, i);
            if (word != 0) {
                census.add(i, GuestWords.kind(word, table));
            }
        }
        return census.contents();
    }

    private boolean inMemory(GuestTable table) {
        return table.cpu() >= 0 || map.slotOf(table.gfn()) >= 0;
    }

    private long word(GuestTable table, int index) {
        int bytes = WalkRules.entryBytes(table.rules());
        if (table.cpu() >= 0) {
            X86State.Mmu mmu = state.mmu(table.cpu());
            return mmu.cpuLevel() == 3 ? mmu.pdptrs().get(index) : state.guestEntry((state.cpu(table.cpu()).cr3() & 0xffff_ffe0L) + 8L * index, 8);
        }
        return state.guestEntry((table.gfn() << 12) + (long) bytes * index, bytes);
    }
}
