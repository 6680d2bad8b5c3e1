package org.tablewalk.picture.stage2;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import org.tablewalk.arch.arm64.Descriptor;
import org.tablewalk.arch.arm64.Stage2Geometry;
import org.tablewalk.machine.arm64.ArmState;
import org.tablewalk.machine.arm64.RegimeState;

/** Which pages of table memory are reached from which VM's root, at one moment: VMs share the memory that their tables come from. */
public final class VmPages {
    /** There is one VM: all tables are its own. */
    public static final VmPages ONE = new VmPages(List.of());

    private final List<BitSet> pages;

    private VmPages(List<BitSet> pages) {
        this.pages = pages;
    }

    /** The pages of a state's VMs. */
    public static VmPages of(ArmState state) {
        RegimeState regime = state.regime();
        if (regime.vms() == 1) {
            return ONE;
        }
        List<BitSet> pages = new ArrayList<>();
        for (int vm = 0; vm < regime.vms(); vm++) {
            pages.add(reached(state, regime.geometry(vm), regime.root(vm)));
        }
        return new VmPages(pages);
    }

    private static BitSet reached(ArmState state, Stage2Geometry geometry, long root) {
        var reached = new BitSet();
        int first = state.map().pageOf(root);
        reached.set(first, first + geometry.rootTables());
        var queue = new ArrayDeque<long[]>();
        queue.add(new long[] {root, geometry.startLevel(), geometry.rootEntries()});
        while (!queue.isEmpty()) {
            long[] table = queue.remove();
            int level = (int) table[1];
            for (int i = 0; level < 3 && i < table[2]; i++) {
                long word = state.word(table[0] + 8L * i);
                int page = Descriptor.table(word, level) ? state.map().pageOf(Descriptor.nextTable(word, geometry.granule(), geometry.lpa2())) : -1;
                if (page >= 0 && !reached.get(page)) {
                    reached.set(page);
                    queue.add(new long[] {state.map().pageAddress(page), level + 1L, geometry.granule().entriesPerTable()});
                }
            }
        }
        return reached;
    }

    /** Whether another VM reaches a page and this one does not. */
    boolean others(int vm, int page) {
        return !pages.isEmpty() && !pages.get(vm).get(page) && of(page) >= 0;
    }

    /** The first VM that reaches a page of the pool, or -1. */
    public int of(int page) {
        for (int vm = 0; vm < pages.size(); vm++) {
            if (pages.get(vm).get(page)) {
                return vm;
            }
        }
        return -1;
    }
}
