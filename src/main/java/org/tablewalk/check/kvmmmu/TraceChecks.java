package org.tablewalk.check.kvmmmu;

import java.util.List;
import org.tablewalk.arch.x86.Spte;
import org.tablewalk.check.BrokenWindow;
import org.tablewalk.check.MarkList;
import org.tablewalk.check.Marks;
import org.tablewalk.check.RunChecks;
import org.tablewalk.check.twotrees.ShadowCounter;
import org.tablewalk.machine.Event;
import org.tablewalk.trace.MarkKind;
import org.tablewalk.trace.kvmmmu.KvmmmuMap;

/**
 * Counts and marks of a recorded run of an x86 shadow MMU: what its records tell, and nothing else. A trace has no accesses and no lists, so it has only
 * some of {@link ShadowCounter}'s keys and no invariant is asked.
 */
public final class TraceChecks implements RunChecks {
    private static final List<ShadowCounter> COUNTERS = List.of(ShadowCounter.SHADOW_PAGES_ALLOCATED, ShadowCounter.SHADOW_PAGES_REUSED,
            ShadowCounter.SHADOW_PAGES_ZAPPED, ShadowCounter.LEAF_SPTES_SET, ShadowCounter.UNSYNCED, ShadowCounter.SYNCED);
    private static final List<String> KEYS = COUNTERS.stream().map(ShadowCounter::key).toList();

    private final KvmmmuMap map;
    private final Marks marks = new Marks();
    private final long[] counts = new long[COUNTERS.size()];
    private long position;

    /** What counts the runs of a trace. */
    public TraceChecks(KvmmmuMap map) {
        this.map = map;
    }

    private record Saved(long[] counts, Marks.Saved marks) { }

    @Override
    public void before(int move, long at) {
        position = at;
    }

    @Override
    public void after(long at) {
        // A record is told while it is made.
    }

    @Override
    public void event(int kind, int actor, long a, long b, long c) {
        switch (kind) {
            case Event.SP_ALLOC -> mark(ShadowCounter.SHADOW_PAGES_ALLOCATED, MarkKind.SHADOW_PAGE, actor, a);
            case Event.SP_REUSE -> mark(ShadowCounter.SHADOW_PAGES_REUSED, MarkKind.REUSED_PAGE, actor, a);
            case Event.SP_ZAP -> mark(ShadowCounter.SHADOW_PAGES_ZAPPED, MarkKind.ZAP, actor, a);
            case Event.SP_UNSYNC -> mark(ShadowCounter.UNSYNCED, MarkKind.UNSYNC, actor, a);
            case Event.SP_SYNC -> mark(ShadowCounter.SYNCED, MarkKind.SYNC, actor, a);
            case Event.SPTE_SET -> {
                // An event that only says where an entry lies repeats its word.
                if (b != c && Spte.present(c) && (map.levelOf(a) == 0 || Spte.leaf(c, map.levelOf(a)))) {
                    counts[COUNTERS.indexOf(ShadowCounter.LEAF_SPTES_SET)]++;
                }
            }
            default -> { }
        }
    }

    private void mark(ShadowCounter counter, MarkKind kind, int actor, long address) {
        counts[COUNTERS.indexOf(counter)]++;
        marks.add(position, kind, actor, address);
    }

    @Override
    public List<String> keys() {
        return KEYS;
    }

    @Override
    public long[] counts() {
        return counts.clone();
    }

    @Override
    public MarkList marks() {
        return marks.list();
    }

    @Override
    public List<BrokenWindow> windows() {
        return List.of();
    }

    @Override
    public Object save() {
        return new Saved(counts.clone(), marks.save());
    }

    @Override
    public void load(Object saved) {
        Saved s = (Saved) saved;
        System.arraycopy(s.counts(), 0, counts, 0, counts.length);
        marks.load(s.marks());
    }
}
