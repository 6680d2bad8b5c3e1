package org.tablewalk.check.twotrees;

import java.util.List;
import org.tablewalk.check.BrokenWindow;
import org.tablewalk.check.judge.Judge;
import org.tablewalk.check.Tally;
import org.tablewalk.machine.Event;
import org.tablewalk.trace.MarkKind;

/** A tally of what happens to shadow pages, of whatever it is that tells of it. */
public abstract class ShadowTally extends Tally<ShadowCounter> {
    /**
     * Everything at 0.
     *
     * @param counters in the order of {@link ShadowCounter}
     * @param judge    of the run
     */
    protected ShadowTally(List<ShadowCounter> counters, Judge judge) {
        super(counters, judge);
    }

    /** Counts and marks a station in the life of a shadow page: an event of one of the kinds SP_ALLOC, REUSE, ZAP, UNSYNC and SYNC. */
    protected final void page(int kind, int actor, long header) {
        switch (kind) {
            case Event.SP_ALLOC -> mark(ShadowCounter.SHADOW_PAGES_ALLOCATED, MarkKind.SHADOW_PAGE, actor, header);
            case Event.SP_REUSE -> mark(ShadowCounter.SHADOW_PAGES_REUSED, MarkKind.REUSED_PAGE, actor, header);
            case Event.SP_ZAP -> mark(ShadowCounter.SHADOW_PAGES_ZAPPED, MarkKind.ZAP, actor, header);
            case Event.SP_UNSYNC -> mark(ShadowCounter.UNSYNCED, MarkKind.UNSYNC, actor, header);
            case Event.SP_SYNC -> mark(ShadowCounter.SYNCED, MarkKind.SYNC, actor, header);
            default -> throw new IllegalArgumentException("expected an event of a shadow page, found kind " + kind);
        }
    }

    /** None: shadow pages are changed without break-before-make. */
    @Override
    public final List<BrokenWindow> windows() {
        return List.of();
    }
}
