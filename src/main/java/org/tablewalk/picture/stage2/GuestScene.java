package org.tablewalk.picture.stage2;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.tablewalk.machine.arm64.ArmState;
import org.tablewalk.machine.arm64.GuestTables;
import org.tablewalk.machine.arm64.Stage1State;
import org.tablewalk.machine.arm64.tlb.EntryKind;
import org.tablewalk.picture.tree.TreeScene;
import org.tablewalk.trace.StepRecord;

/** Makes scenes of a guest's own trees. */
record GuestScene(ArmState state, List<Stage1Tables> all) {
    /** The tree of an address space. */
    TreeScene of(Stage1Tables tables, StepRecord step, Set<Long> next) {
        int cpus = state.map().config().cpus();
        List<TreeScene.Walk> walks = new ArrayList<>();
        List<TreeScene.Copy> copies = new ArrayList<>();
        for (int cpu = 0; cpu < cpus; cpu++) {
            for (boolean speculative : new boolean[] {false, true}) {
                Stage1State.Access access = state.stage1().access(cpu, speculative);
                if (access != null && reads(access) && state.regime().walked(cpu, speculative) == tables.vm() && tables.at(access.table()) >= 0) {
                    walks.add(new TreeScene.Walk(cpu, offset(tables, access.va()), access.level(), tables.at(access.table()),
                            speculative ? TreeScene.Walk.By.SPECULATION : TreeScene.Walk.By.ACCESS));
                }
            }
            copies(tables, cpu, copies);
        }
        Map<Long, Long> before = new HashMap<>();
        for (int i = 0; step != null && i < step.cells().length; i++) {
            long address = state.map().addressOf(step.cells()[i]);
            if (address >= 0 && tables.pageOf(address) >= 0) {
                before.put(address, step.before()[i]);
            }
        }
        return new TreeScene("", tables, cpus, before, next, copies, walks, Set.of(), Map.of());
    }

    /** Whether an access is on its way to a word of stage 1's tables. */
    static boolean reads(Stage1State.Access access) {
        return switch (access.step()) {
            case READ, UPDATE, REPORT -> true;
            case FINAL, OVERLAP, HIT -> false;
        };
    }

    /** Stage-1 entries of a CPU's TLB that are of a space. Combined ones hold no word of its tables. */
    private void copies(Stage1Tables tables, int cpu, List<TreeScene.Copy> copies) {
        GuestTables guest = state.regime().vm(tables.vm()).guest();
        boolean upper = guest.spaces().get(tables.space()).upper();
        Set<Integer> asids = state.regime().asids(tables.vm(), tables.space());
        for (Stage1State.Entry e : state.stage1().tlb(cpu)) {
            boolean here = state.regime().vmids(tables.vm()).contains(e.vmid()) && (e.global() || asids.contains(e.asid())) && e.va() < 0 == upper;
            if (here && e.kind() != EntryKind.COMBINED) {
                copies.add(new TreeScene.Copy(cpu, e.slot(), offset(tables, e.va()), e.level(), e.word()));
            }
        }
    }

    /** An address counted from the beginning of its range. */
    static long offset(Stage1Tables tables, long va) {
        return va & tables.format().geometry().size() - 1;
    }
}
