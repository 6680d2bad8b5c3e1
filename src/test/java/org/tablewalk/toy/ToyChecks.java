package org.tablewalk.toy;

import java.util.List;
import org.tablewalk.check.BrokenWindow;
import org.tablewalk.check.MarkList;
import org.tablewalk.check.Marks;
import org.tablewalk.check.RunChecks;
import org.tablewalk.check.judge.Silent;
import org.tablewalk.check.Verdicts;
import org.tablewalk.machine.Event;
import org.tablewalk.trace.MarkKind;

/** Counts a toy machine's hits, stale ones, walks and stores, and marks what happened to its tables. */
final class ToyChecks implements RunChecks {
    private static final List<String> KEYS = List.of("tlbHits", "staleHits", "walkReads", "tableStores");
    private static final int HITS = 0;
    private static final int STALE = 1;
    private static final int READS = 2;
    private static final int STORES = 3;

    private record Saved(long[] counts, Marks.Saved marks) {}

    private final ToyState state;
    private final Marks marks = new Marks();
    private final long[] counts = new long[KEYS.size()];
    private final Verdicts verdicts = new Verdicts(new Silent());
    private long position;

    ToyChecks(ToyState state) {
        this.state = state;
    }

    @Override
    public Verdicts verdicts() {
        return verdicts;
    }

    @Override
    public void before(int move, long at) {
        position = at;
    }

    @Override
    public void after(long at) {
        // Everything is known when it happens.
    }

    @Override
    public void event(int kind, int actor, long a, long b, long c) {
        switch (kind) {
            case Event.TLB_HIT -> {
                counts[HITS]++;
                counts[STALE] += state.stale((int) b) ? 1 : 0;
            }
            case Event.WALK_READ -> counts[READS]++;
            case Event.WORD_WRITE -> {
                counts[STORES]++;
                if (b != c) {
                    marks.add(position, ToyState.valid(b) ? MarkKind.BREAK : MarkKind.MAKE, actor, a);
                }
            }
            case Event.TLB_FLUSH -> marks.add(position, MarkKind.TLBI, actor, a);
            case Event.FAULT -> marks.add(position, MarkKind.FAULT, actor, a);
            case Event.HALT -> marks.add(position, MarkKind.HALT, actor, a);
            default -> {}
        }
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
        var s = (Saved) saved;
        System.arraycopy(s.counts(), 0, counts, 0, counts.length);
        marks.load(s.marks());
    }
}
