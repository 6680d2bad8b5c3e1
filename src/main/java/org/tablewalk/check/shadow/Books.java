package org.tablewalk.check.shadow;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.tablewalk.arch.x86.RoleField;
import org.tablewalk.arch.x86.Spte;
import org.tablewalk.machine.x86.X86Config;
import org.tablewalk.machine.x86.X86Map;
import org.tablewalk.machine.x86.X86State;
import org.tablewalk.machine.x86.X86State.ShadowPage;

/** The lists and counts that the VM keeps of all its shadow pages: hash, reverse map, write tracking, pages in use, active list, roots. */
final class Books {
    private final X86State state;
    private final Invariants invariants;

    Books(X86State state, Invariants invariants) {
        this.state = state;
        this.invariants = invariants;
    }

    /** Judges all of them, given the shadow pages that are not the TDP MMU's. */
    void all(List<ShadowPage> pages) {
        buckets();
        reverseMap();
        tracking(pages);
        usedPages(pages.size());
        activeList(pages);
        if (Invariants.quiet(state)) {
            rootCounts(pages);
        }
    }

    private int level(ShadowPage page) {
        return invariants.level(page);
    }

    private void broken(Rule rule, ShadowPage page, long gfn, long entry, long is, long due) {
        invariants.broken(rule, page, gfn, entry, is, due);
    }

    /** The buckets of the hash: only pages, each in its own. */
    private void buckets() {
        for (int bucket = 0; bucket < X86Map.BUCKETS; bucket++) {
            for (long header : state.bucket(bucket)) {
                ShadowPage page = state.shadowPageAt(header);
                if (page == null || page.header() != header || X86State.bucketOf(page.gfn()) != bucket) {
                    broken(Rule.HASHED_WRONGLY, page, page == null ? -1 : page.gfn(), 0, bucket, -1);
                }
            }
        }
    }

    private void reverseMap() {
        for (X86Config.Slot slot : state.map().config().slots()) {
            for (int level = 1; level <= 3; level++) {
                long step = 1L << 9 * (level - 1);
                for (long gfn = slot.gfn() & -step; gfn < slot.gfn() + slot.pages(); gfn += step) {
                    list(Math.max(gfn, slot.gfn()), gfn, level);
                }
            }
        }
    }

    /** One list of the reverse map. {@code within} is a gfn of the slot that the head of {@code gfn} belongs to. */
    private void list(long within, long gfn, int level) {
        List<Long> entries = state.rmap(within, level);
        Set<Long> seen = new HashSet<>();
        for (long address : entries) {
            ShadowPage page = state.shadowPageAt(address);
            long entry = state.word(address);
            boolean maps = page != null && Spte.present(entry) && Spte.leaf(entry, level(page)) && level(page) == level && seen.add(address);
            if (!maps) {
                broken(Rule.RMAP_WITHOUT_LEAF, page, gfn, address, -1, -1);
            } else if ((invariants.gfn(page, Invariants.index(address)) ^ gfn) >>> 9 * (level - 1) != 0) {
                broken(Rule.REMOVAL_GFN, page, gfn, address, gfn, invariants.gfn(page, Invariants.index(address)));
            }
        }
    }

    private void tracking(List<ShadowPage> pages) {
        Map<Long, Integer> due = new HashMap<>();
        pages.stream().filter(invariants::counts).forEach(p -> due.merge(p.gfn(), 1, Integer::sum));
        for (X86Config.Slot slot : state.map().config().slots()) {
            for (long gfn = slot.gfn(); gfn < slot.gfn() + slot.pages(); gfn++) {
                int count = state.tracked(gfn);
                if (count != due.getOrDefault(gfn, 0)) {
                    broken(Rule.TRACKING, null, gfn, 0, count, due.getOrDefault(gfn, 0));
                }
            }
        }
    }

    /** That the VM counts that many pages, less those on their way to be freed. */
    private void usedPages(int pages) {
        int dying = 0;
        for (long sp = state.word(X86Map.VM + X86Map.VM_INVALID_HEAD); sp != 0 && dying <= pages; sp = state.word(sp + X86Map.SP_NEXT)) {
            dying++;
        }
        long used = state.word(X86Map.VM + X86Map.VM_USED_PAGES);
        if (used != pages - dying) {
            broken(Rule.USED_PAGES, null, -1, 0, used, pages - dying);
        }
    }

    private void activeList(List<ShadowPage> pages) {
        Set<Long> due = new HashSet<>();
        pages.stream().filter(p -> state.role(p.role(), RoleField.INVALID) == 0).forEach(p -> due.add(p.header()));
        long previous = 0;
        for (long sp = state.word(X86Map.VM + X86Map.VM_ACTIVE_HEAD); sp != 0; sp = state.word(sp + X86Map.SP_NEXT)) {
            if (!due.remove(sp) || state.word(sp + X86Map.SP_PREV) != previous) {
                broken(Rule.ACTIVE_LIST, state.shadowPageAt(sp), -1, 0, -1, -1);
                return;
            }
            previous = sp;
        }
        if (!due.isEmpty() || state.word(X86Map.VM + X86Map.VM_ACTIVE_TAIL) != previous) {
            broken(Rule.ACTIVE_LIST, due.isEmpty() ? null : state.shadowPageAt(due.iterator().next()), -1, 0, due.size(), 0);
        }
    }

    private void rootCounts(List<ShadowPage> pages) {
        Map<Long, Integer> uses = new HashMap<>();
        for (int cpu = 0; cpu < state.map().config().cpus(); cpu++) {
            X86State.Mmu mmu = state.mmu(cpu);
            uses.merge(mmu.rootHpa(), 1, Integer::sum);
            mmu.prevRoots().forEach(r -> uses.merge(r.hpa(), 1, Integer::sum));
            for (int i = 0; i < 3 * 512; i++) {
                long address = state.map().specialPage(cpu, 0) + 8L * i;
                long entry = state.word(address);
                if (Spte.present(entry)) {
                    uses.merge(X86State.table(entry), 1, Integer::sum);
                }
            }
        }
        for (ShadowPage p : pages) {
            int due = uses.getOrDefault(p.table(), 0);
            if (p.rootCount() != due) {
                broken(Rule.ROOT_COUNT, p, p.gfn(), 0, p.rootCount(), due);
            }
        }
    }
}
