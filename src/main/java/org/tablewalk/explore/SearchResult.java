package org.tablewalk.explore;

import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import java.util.Optional;

/** What a search has found. Of use to one thread at a time: witnesses are made by the search's own machine. */
public final class SearchResult {
    private final Search search;
    private final Stop stop;
    private final Progress progress;
    private final List<Lasso> lassos;

    SearchResult(Search search, Stop stop, Progress progress, List<Lasso> lassos) {
        this.search = search;
        this.stop = stop;
        this.progress = progress;
        this.lassos = lassos;
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

    /** Steps that the transitions consisted of. */
    public long steps() {
        return search.seen().steps();
    }

    /** The lines of listing, as {@link org.tablewalk.machine.Machine#line} counts, that some CPU makes a step of in some run, if they were to be noted; without those before a search was taken up again. */
    public BitSet lines() {
        var lines = new BitSet();
        search.workers().forEach(worker -> lines.or(worker.stepper().lines()));
        return lines;
    }

    /** How it was made. */
    public SearchOptions options() {
        return search.options();
    }

    /** What was found, by cause. */
    public List<Cause> causes() {
        return progress.causes();
    }

    /** The verdict on a property, by its id, that was looked for. */
    public Verdict verdict(String property) {
        return first(property).isPresent() ? Verdict.VIOLATED : complete() ? Verdict.HOLDS : Verdict.UNKNOWN;
    }

    /** Of a property's causes the one that is nearest to the start. */
    public Optional<Cause> first(String property) {
        return causes().stream().filter(cause -> cause.property().equals(property)).min((one, other) -> Integer.compare(one.depth(), other.depth()));
    }

    /** The moves of a run to what a cause shows, from the machine's start, with as few transitions as any; of a cycle, to its beginning and once around. */
    public int[] witness(Cause cause) {
        int[] way = witness().to(cause);
        int[] loop = loop(cause);
        int[] moves = Arrays.copyOf(way, way.length + loop.length);
        System.arraycopy(loop, 0, moves, way.length, loop.length);
        return moves;
    }

    /** The moves that the run of a cycle ends with and that it can repeat for ever; none if the cause is no cycle. */
    public int[] loop(Cause cause) {
        return lassos.stream().filter(lasso -> lasso.cause().equals(cause)).findFirst().map(lasso -> witness().around(lasso)).orElseGet(() -> new int[0]);
    }

    private Witness witness() {
        return new Witness(search.seen().store(), search.workers().getFirst());
    }
}
