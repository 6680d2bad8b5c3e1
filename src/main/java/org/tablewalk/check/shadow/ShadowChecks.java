package org.tablewalk.check.shadow;

import java.util.List;
import org.tablewalk.arch.x86.Pte;
import org.tablewalk.check.twotrees.RoleMeaning;
import org.tablewalk.check.twotrees.ShadowCounter;
import org.tablewalk.check.twotrees.ShadowTally;
import org.tablewalk.machine.Cells;
import org.tablewalk.machine.Event;
import org.tablewalk.machine.x86.X86Map;
import org.tablewalk.trace.MarkKind;

/**
 * The one observer of a run of an x86 machine: counters, marks, and what its {@link ShadowJudge} finds broken each time mmu_lock is released. It sees every event of a run flat out, so the
 * frequent ones only add to a field.
 */
public final class ShadowChecks extends ShadowTally {
    private static final int TABLES = (int) (X86Map.TABLES >>> 36);
    private static final int SPECIAL = (int) (X86Map.SPECIAL >>> 36);

    private final ShadowJudge judge;
    private int releaser;

    /**
     * An observer of a machine in its first state.
     *
     * @param cells   the machine's
     * @param meaning of the role words of the machine's design
     */
    public ShadowChecks(X86Map map, Cells cells, RoleMeaning meaning) {
        this(new ShadowJudge(map, cells, meaning));
    }

    private ShadowChecks(ShadowJudge judge) {
        super(List.of(ShadowCounter.values()), judge);
        this.judge = judge;
    }

    /** What the judge finds broken is counted when the step that released the lock is over. */
    @Override
    public void after(long at) {
        super.after(at);
        for (Violation v : judge.broken()) {
            mark(ShadowCounter.BROKEN_INVARIANTS, MarkKind.INVARIANT, releaser, v.address());
        }
    }

    @Override
    public void event(int kind, int actor, long a, long b, long c) {
        judge.event(kind, actor, a, b, c);
        switch (kind) {
            case Event.TLB_HIT -> add(ShadowCounter.TLB_HITS);
            case Event.TLB_MISS -> add(ShadowCounter.TLB_MISSES);
            case Event.WALK_READ -> add(ShadowCounter.WALK_READS);
            case Event.WORD_WRITE -> write(a);
            case Event.EXCEPTION -> add(ShadowCounter.EXITS);
            case Event.FAULT -> mark(ShadowCounter.PAGE_FAULTS, MarkKind.FAULT, actor, a);
            case Event.INJECT -> mark(ShadowCounter.INJECTED_FAULTS, MarkKind.INJECTED, actor, a);
            case Event.TLBI_ISSUE -> mark(ShadowCounter.REMOTE_FLUSHES, MarkKind.TLBI, actor, c);
            case Event.SP_ALLOC, Event.SP_REUSE, Event.SP_ZAP, Event.SP_UNSYNC, Event.SP_SYNC -> page(kind, actor, a);
            case Event.SP_FREE -> add(ShadowCounter.SHADOW_PAGES_FREED);
            case Event.SPTE_SET -> {
                if ((c & Pte.MMU_PRESENT) != 0) {
                    add(ShadowCounter.LEAF_SPTES_SET);
                }
            }
            case Event.RMAP_MISSING -> {
                add(ShadowCounter.BROKEN_INVARIANTS);
                mark(ShadowCounter.RMAP_MISSING, MarkKind.INVARIANT, actor, b);
            }
            case Event.PTE_WRITE -> mark(ShadowCounter.EMULATED_WRITES, MarkKind.EMULATED_WRITE, actor, a);
            case Event.SPECIAL_PAGE -> add(ShadowCounter.SPECIAL_PAGES);
            case Event.ROOT -> mark(ShadowCounter.ROOTS_LOADED, MarkKind.ROOT, actor, a);
            case Event.ROOT_REUSE -> mark(ShadowCounter.ROOTS_REUSED, MarkKind.ROOT, actor, a);
            case Event.UNLOCK -> releaser = actor;
            case Event.HALT -> mark(MarkKind.HALT, actor, a);
            default -> {}
        }
    }

    /** Accessed and dirty bits, which hardware sets without the lock, are no writes of entries. */
    private void write(long address) {
        int region = (int) (address >>> 36);
        if (region == TABLES || region == SPECIAL) {
            add(ShadowCounter.PTE_WRITES);
        }
    }
}
