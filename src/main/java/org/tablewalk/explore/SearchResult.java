package org.tablewalk.explore;

import java.util.List;

/** What a search has found. */
public final class SearchResult {
    private final Search search;
    private final Stop stop;
    private final Progress progress;
    private final long steps;

    SearchResult(Search search, Stop stop, Progress progress, long steps) {
        this.search = search;
        this.stop = stop;
        this.progress = progress;
        this.steps = steps;
    }

    /** Why it ended. */
    public Stop stop() {
        return stop;
    }

    /** Whether every state that can be reached was seen. */
    public boolean complete() {
        return stop == Stop.COMPLETE;
    }

    /** How far it came. */
    public Progress progress() {
        return progress;
    }

    /** Steps that were made in all. */
    public long steps() {
        return steps;
    }

    /** What was found, by cause. */
    public List<Cause> causes() {
        return progress.causes();
    }

    /** The moves of a shortest run to what a cause shows, from the machine's start. */
    public int[] witness(Cause cause) {
        return new Witness(search.store(), search.workers().getFirst()).to(cause);
    }
}
