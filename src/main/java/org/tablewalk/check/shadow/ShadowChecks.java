package org.tablewalk.check.shadow;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.tablewalk.arch.x86.Pte;
import org.tablewalk.arch.x86.RoleField;
import org.tablewalk.arch.x86.Spte;
import org.tablewalk.check.judge.Silent;
import org.tablewalk.check.twotrees.RoleMeaning;
import org.tablewalk.check.twotrees.ShadowCounter;
import org.tablewalk.check.twotrees.ShadowTally;
import org.tablewalk.machine.Cells;
import org.tablewalk.machine.Event;
import org.tablewalk.machine.x86.X86Map;
import org.tablewalk.machine.x86.X86State;
import org.tablewalk.machine.x86.X86State.ShadowPage;
import org.tablewalk.trace.MarkKind;

/**
 * The one observer of a run of an x86 machine: counters, marks, and whether the invariants hold each time mmu_lock is released.
 *
 * <p>It sees every event of a run flat out, so the frequent ones only add to a field or to a list of what was touched; the invariants are asked only of
 * what was touched since mmu_lock was last free, so a release costs what the work under the lock did. {@link Invariants#of} of the state at a mark
 * tells what is broken there, and looks at everything.
 */
public final class ShadowChecks extends ShadowTally {
    private static final int MMU_LOCK = 0;
    private static final int TABLES = (int) (X86Map.TABLES >>> 36);
    private static final int SPECIAL = (int) (X86Map.SPECIAL >>> 36);

    private final X86State state;
    private final RoleMeaning meaning;
    private final Touched touched = new Touched();
    /** Whether mmu_lock was released in the step that is being made. */
    private boolean released;
    private int releaser;

    private record Saved(Object tally, Touched.Saved touched) {}

    /**
     * An observer of a machine in its first state.
     *
     * @param cells   the machine's
     * @param meaning of the role words of the machine's design
     */
    public ShadowChecks(X86Map map, Cells cells, RoleMeaning meaning) {
        super(List.of(ShadowCounter.values()), new Silent());
        state = new X86State(map, cells::get);
        this.meaning = meaning.remembered();
    }

    /** The invariants are asked when the step that released the lock is over: only then its own stores are done. */
    @Override
    public void after(long at) {
        if (released) {
            released = false;
            judge();
        }
        super.after(at);
    }

    @Override
    public void event(int kind, int actor, long a, long b, long c) {
        switch (kind) {
            case Event.TLB_HIT -> add(ShadowCounter.TLB_HITS);
            case Event.TLB_MISS -> add(ShadowCounter.TLB_MISSES);
            case Event.WALK_READ -> add(ShadowCounter.WALK_READS);
            case Event.WORD_WRITE -> write(a, b, c);
            case Event.EXCEPTION -> add(ShadowCounter.EXITS);
            case Event.FAULT -> mark(ShadowCounter.PAGE_FAULTS, MarkKind.FAULT, actor, a);
            case Event.INJECT -> mark(ShadowCounter.INJECTED_FAULTS, MarkKind.INJECTED, actor, a);
            case Event.TLBI_ISSUE -> mark(ShadowCounter.REMOTE_FLUSHES, MarkKind.TLBI, actor, c);
            case Event.SP_ALLOC, Event.SP_REUSE, Event.SP_ZAP, Event.SP_UNSYNC, Event.SP_SYNC -> {
                page(kind, actor, a);
                touched.add(Touched.PAGE, state.map().pageOf(a), 0, 0);
            }
            case Event.SP_FREE -> add(ShadowCounter.SHADOW_PAGES_FREED);
            case Event.SPTE_SET -> {
                if ((c & Pte.MMU_PRESENT) != 0) {
                    add(ShadowCounter.LEAF_SPTES_SET);
                }
            }
            case Event.SP_LINK, Event.SP_UNLINK -> {
                touched.add(Touched.ENTRY, a, 0, 0);
                touched.add(Touched.PAGE, state.map().pageOf(b), 0, 0);
            }
            case Event.RMAP_ADD -> touched.add(Touched.ENTRY, b, 0, 0);
            case Event.RMAP_REMOVE -> touched.add(Touched.ENTRY, b, 0, 0);
            case Event.RMAP_MISSING -> {
                add(ShadowCounter.BROKEN_INVARIANTS);
                mark(ShadowCounter.RMAP_MISSING, MarkKind.INVARIANT, actor, b);
            }
            case Event.TRACK -> touched.add(Touched.TRACKED, a, 0, 0);
            case Event.PTE_WRITE -> mark(ShadowCounter.EMULATED_WRITES, MarkKind.EMULATED_WRITE, actor, a);
            case Event.SPECIAL_PAGE -> add(ShadowCounter.SPECIAL_PAGES);
            case Event.ROOT -> mark(ShadowCounter.ROOTS_LOADED, MarkKind.ROOT, actor, a);
            case Event.ROOT_REUSE -> mark(ShadowCounter.ROOTS_REUSED, MarkKind.ROOT, actor, a);
            case Event.UNLOCK -> {
                if (a == MMU_LOCK) {
                    released = true;
                    releaser = actor;
                }
            }
            case Event.HALT -> mark(MarkKind.HALT, actor, a);
            default -> {}
        }
    }

    /** Accessed and dirty bits, which hardware sets without the lock, change nothing that is judged. */
    private void write(long address, long old, long value) {
        int region = (int) (address >>> 36);
        if (region != TABLES && region != SPECIAL) {
            return;
        }
        add(ShadowCounter.PTE_WRITES);
        if (((old ^ value) & (Pte.FRAME | Pte.P | Pte.PS | Pte.MMU_PRESENT)) == 0) {
            return;
        }
        if (region == TABLES && (old & Pte.MMU_PRESENT) != 0) {
            ShadowPage page = state.shadowPageAt(address);
            int level = page == null ? 0 : state.role(page.role(), RoleField.LEVEL);
            if (page != null && !page.tdpMmu() && Spte.leaf(old, level)) {
                long gfn = new Invariants(state, meaning).gfn(page, (int) (address >>> 3) & 511);
                touched.add(Touched.LEFT, address, gfn, level);
            }
        }
        touched.add(Touched.ENTRY, address, 0, 0);
    }

    /** The lock may already be the next CPU's; it has done nothing under it yet. */
    private void judge() {
        Invariants invariants = new Invariants(state, meaning);
        for (int i = 0; i < touched.size(); i++) {
            switch (touched.kind(i)) {
                case Touched.ENTRY -> invariants.entry(touched.a(i));
                case Touched.LEFT -> invariants.left(touched.a(i), touched.b(i), touched.level(i));
                case Touched.PAGE -> {
                    ShadowPage page = touched.a(i) < 0 ? null : state.shadowPage((int) touched.a(i));
                    if (page != null && !page.tdpMmu()) {
                        invariants.page(page);
                        invariants.tracking(page.gfn());
                    }
                }
                default -> invariants.tracking(touched.a(i));
            }
        }
        if (touched.size() > 0) {
            invariants.portals();
        }
        touched.clear();
        Set<Violation> distinct = new LinkedHashSet<>(invariants.found());
        for (Violation v : distinct) {
            mark(ShadowCounter.BROKEN_INVARIANTS, MarkKind.INVARIANT, releaser, v.address());
        }
    }

    @Override
    public Object save() {
        return new Saved(super.save(), touched.save());
    }

    @Override
    public void load(Object saved) {
        Saved s = (Saved) saved;
        super.load(s.tally());
        touched.load(s.touched());
        released = false;
    }
}
