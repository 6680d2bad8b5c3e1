package org.tablewalk.check.kvmmmu;

import java.util.List;
import org.tablewalk.arch.x86.Spte;
import org.tablewalk.check.judge.Silent;
import org.tablewalk.check.twotrees.ShadowCounter;
import org.tablewalk.check.twotrees.ShadowTally;
import org.tablewalk.machine.Event;
import org.tablewalk.trace.kvmmmu.KvmmmuMap;

/**
 * Counts and marks of a recorded run of an x86 shadow MMU: what its records tell, and nothing else. A trace has no accesses and no lists, so it has only
 * some of {@link ShadowCounter}'s keys and no invariant is asked.
 */
public final class TraceChecks extends ShadowTally {
    private static final List<ShadowCounter> COUNTERS = List.of(ShadowCounter.SHADOW_PAGES_ALLOCATED, ShadowCounter.SHADOW_PAGES_REUSED,
            ShadowCounter.SHADOW_PAGES_ZAPPED, ShadowCounter.LEAF_SPTES_SET, ShadowCounter.UNSYNCED, ShadowCounter.SYNCED);

    private final KvmmmuMap map;

    /** What counts the runs of a trace. */
    public TraceChecks(KvmmmuMap map) {
        super(COUNTERS, new Silent());
        this.map = map;
    }

    @Override
    public void event(int kind, int actor, long a, long b, long c) {
        switch (kind) {
            case Event.SP_ALLOC, Event.SP_REUSE, Event.SP_ZAP, Event.SP_UNSYNC, Event.SP_SYNC -> page(kind, actor, a);
            case Event.SPTE_SET -> {
                // An event that only says where an entry lies repeats its word.
                if (b != c && Spte.present(c) && (map.levelOf(a) == 0 || Spte.leaf(c, map.levelOf(a)))) {
                    add(ShadowCounter.LEAF_SPTES_SET);
                }
            }
            default -> {}
        }
    }
}
