package org.tablewalk.check.shadow;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.tablewalk.arch.x86.Pte;
import org.tablewalk.arch.x86.RoleField;
import org.tablewalk.arch.x86.Spte;
import org.tablewalk.check.twotrees.RoleMeaning;
import org.tablewalk.machine.x86.X86Map;
import org.tablewalk.machine.x86.X86State;
import org.tablewalk.machine.x86.X86State.ShadowPage;

/**
 * What must hold of the shadow pages of one state whenever mmu_lock is free (domain sections 2.1, 3.3, 3.4, 5). {@link #of} judges everything; the
 * single questions are there for whoever knows what a step touched, and cost no more than that.
 *
 * <p>A page of the TDP MMU is no shadow page: it has neither hash nor parents nor reverse map, and is not judged.
 */
public final class Invariants {
    private final X86State state;
    private final RoleMeaning meaning;
    private final List<Violation> found = new ArrayList<>();

    /**
     * Questions about one state, or about the live one of a machine at rest between two steps.
     *
     * @param meaning of the role words of the machine's design
     */
    public Invariants(X86State state, RoleMeaning meaning) {
        this.state = state;
        this.meaning = meaning;
    }

    /** Everything that is broken in a state in which mmu_lock is free. Looks at every entry of every page and at every list. */
    public static List<Violation> of(X86State state, RoleMeaning meaning) {
        Invariants invariants = new Invariants(state, meaning);
        invariants.everything();
        return invariants.found;
    }

    /** What the questions so far found broken. */
    public List<Violation> found() {
        return found;
    }

    /** All questions about all there is. */
    void everything() {
        List<ShadowPage> pages = state.shadowPages().stream().filter(p -> !p.tdpMmu()).toList();
        for (ShadowPage p : pages) {
            page(p);
            for (int i = 0; i < 512; i++) {
                entry(p.table() + 8L * i);
            }
        }
        for (int cpu = 0; cpu < state.map().config().cpus(); cpu++) {
            for (int i = 0; i < 3 * 512; i++) {
                entry(state.map().specialPage(cpu, 0) + 8L * i);
            }
        }
        portals();
        new Books(state, this).all(pages);
    }

    /** Whether no CPU handles an exit. */
    public static boolean quiet(X86State state) {
        for (int cpu = 0; cpu < state.map().config().cpus(); cpu++) {
            X86State.Cpu c = state.cpu(cpu);
            boolean over = c.status() == X86State.Status.IDLE || c.status() == X86State.Status.ENDED || c.status() == X86State.Status.FAILED;
            if (!over && !c.guest()) {
                return false;
            }
        }
        return true;
    }

    void broken(Rule rule, ShadowPage page, long gfn, long entry, long is, long due) {
        found.add(new Violation(rule, page == null ? 0 : page.id(), gfn, entry, is, due));
    }

    int level(ShadowPage page) {
        return state.role(page.role(), RoleField.LEVEL);
    }

    /**
     * The gfn that a page remembers for one of its entries: of the guest entry it was made from, by counting for a direct page, the root's for one
     * without guest entries. Removal looks the entry up by it.
     */
    long gfn(ShadowPage page, int index) {
        if (meaning.passthrough(page.role())) {
            return page.gfn();
        }
        if (page.gfns() != 0 && !meaning.direct(page.role())) {
            return state.word(page.gfns() + 8L * index);
        }
        return page.gfn() + ((long) index << 9 * (level(page) - 1));
    }

    /** An entry of a shadow table or a special page, whatever it is now. */
    public void entry(long address) {
        long entry = state.word(address);
        if (!Spte.present(entry)) {
            return;
        }
        if (X86State.special(address)) {
            special(address, entry);
            return;
        }
        ShadowPage page = state.shadowPageAt(address);
        if (page == null || page.tdpMmu()) {
            return;
        }
        int level = level(page);
        if (Spte.leaf(entry, level)) {
            leafEntry(page, address, level);
        } else {
            link(page, address, entry, level);
        }
    }

    private void special(long address, long entry) {
        if (X86State.special(X86State.table(entry))) {
            return;
        }
        ShadowPage child = state.shadowPageAt(X86State.table(entry));
        if (child == null) {
            broken(Rule.ENTRY_WITHOUT_PARENT, null, -1, address, -1, -1);
        } else if (child.rootCount() == 0 && !state.entries(child.parents()).contains(address)) {
            broken(Rule.ENTRY_WITHOUT_PARENT, child, child.gfn(), address, 0, 1);
        }
    }

    private void link(ShadowPage page, long address, long entry, int level) {
        ShadowPage child = state.shadowPageAt(X86State.table(entry));
        if (child == null) {
            broken(Rule.ENTRY_WITHOUT_PARENT, page, -1, address, -1, -1);
            return;
        }
        if (!state.entries(child.parents()).contains(address)) {
            broken(Rule.ENTRY_WITHOUT_PARENT, child, child.gfn(), address, 0, 1);
        }
        if (level(child) != level - 1) {
            broken(Rule.LEVELS, child, child.gfn(), address, level(child), level - 1);
        }
        if (child.unsync() || child.unsyncChildren() > 0) {
            int index = index(address);
            if ((bitmap(page, index >> 6) >>> (index & 63) & 1) == 0) {
                broken(Rule.UNSYNC_BIT, page, page.gfn(), address, 0, 1);
            }
        }
    }

    private void leafEntry(ShadowPage page, long address, int level) {
        long gfn = gfn(page, index(address));
        if (state.map().rmapHead(gfn, level) != 0 && state.rmap(gfn, level).contains(address)) {
            return;
        }
        long pfn = (state.word(address) & Pte.FRAME) >>> 12;
        long mapped = state.map().gfnOf(pfn);
        boolean elsewhere = mapped >= 0 && mapped != gfn && state.rmap(mapped, level).contains(address);
        broken(elsewhere ? Rule.REMOVAL_GFN : Rule.LEAF_WITHOUT_RMAP, page, gfn, address, elsewhere ? mapped : -1, gfn);
    }

    static int index(long address) {
        return (int) (address >>> 3) & 511;
    }

    private long bitmap(ShadowPage page, int word) {
        return state.word(page.header() + X86Map.SP_UNSYNC_CHILD_BITMAP + 8L * word);
    }

    /** A page's own lists and counts, without its entries. */
    public void page(ShadowPage page) {
        parents(page);
        long times = state.bucket(X86State.bucketOf(page.gfn())).stream().filter(h -> h == page.header()).count();
        if (times != 1) {
            broken(Rule.NOT_HASHED, page, page.gfn(), 0, times, 1);
        }
        int bits = 0;
        for (int i = 0; i < 8; i++) {
            bits += Long.bitCount(bitmap(page, i));
        }
        if (bits != page.unsyncChildren() || page.unsync() && level(page) != 1) {
            broken(Rule.UNSYNC_COUNT, page, page.gfn(), 0, page.unsyncChildren(), bits);
        }
        if (page.gfns() != 0 && meaning.direct(page.role())) {
            broken(Rule.DIRECT_GFNS, page, page.gfn(), 0, -1, -1);
        }
    }

    private void parents(ShadowPage page) {
        List<Long> parents = state.entries(page.parents());
        Set<Long> seen = new HashSet<>();
        for (long address : parents) {
            long entry = state.word(address);
            boolean points = Spte.present(entry) && X86State.table(entry) == page.table()
                    && (X86State.special(address) || state.shadowPageAt(address) != null && !Spte.leaf(entry, level(state.shadowPageAt(address))));
            if (!points || !seen.add(address)) {
                broken(Rule.PARENT_WITHOUT_ENTRY, page, page.gfn(), address, -1, -1);
            }
        }
    }

    /** That an entry which held a leaf of that gfn, and holds it no longer, has left the reverse map. */
    public void left(long address, long gfn, int level) {
        if (!state.rmap(gfn, level).contains(address)) {
            return;
        }
        ShadowPage page = state.shadowPageAt(address);
        long entry = state.word(address);
        boolean again = page != null && Spte.present(entry) && Spte.leaf(entry, level(page)) && level(page) == level && gfn(page, index(address)) == gfn;
        if (!again) {
            broken(Rule.RMAP_WITHOUT_LEAF, page, gfn, address, -1, -1);
        }
    }

    /** Whether write tracking has to count a page. */
    boolean counts(ShadowPage page) {
        return !page.tdpMmu() && level(page) > 1 && state.role(page.role(), RoleField.INVALID) == 0 && meaning.hasGuestEntries(page.role());
    }

    /** Write tracking of one gfn. */
    public void tracking(long gfn) {
        if (state.map().gfnInfo(gfn) != 0) {
            long due = state.bucket(X86State.bucketOf(gfn)).stream().map(state::shadowPageAt)
                    .filter(p -> p != null && p.gfn() == gfn && counts(p)).count();
            if (due != state.tracked(gfn)) {
                broken(Rule.TRACKING, null, gfn, 0, state.tracked(gfn), due);
            }
        }
    }

    /** Pages in use above a guest's root: the root is followed down while the level is above the guest's. */
    public void portals() {
        Set<Long> seen = new HashSet<>();
        for (int cpu = 0; cpu < state.map().config().cpus(); cpu++) {
            X86State.Mmu mmu = state.mmu(cpu);
            ShadowPage page = state.shadowPageAt(mmu.rootHpa());
            while (page != null && mmu.cpuLevel() > 0 && level(page) > mmu.cpuLevel() && !page.tdpMmu() && !meaning.direct(page.role())) {
                if (page.accounted() && seen.add(page.id())) {
                    broken(Rule.PORTAL_TRACKED, page, page.gfn(), 0, level(page), mmu.cpuLevel());
                }
                long entry = state.word(page.table());
                page = Spte.present(entry) && !Spte.leaf(entry, level(page)) ? state.shadowPageAt(X86State.table(entry)) : null;
            }
        }
    }
}
