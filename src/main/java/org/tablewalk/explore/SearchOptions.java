package org.tablewalk.explore;

import java.util.Set;

/**
 * How a search is made and how far it may go.
 *
 * @param fuse       whether steps that are a CPU's own affair are made at once instead of in every order
 * @param progress   whether cycles without a completed access are looked for
 * @param maxFaults  faults of one CPU beyond which a run is a violation; -1 to count none
 * @param workers    threads, 1..64
 * @param maxStates  states at which the search stops without a verdict; at most {@link Integer#MAX_VALUE}
 * @param maxBytes   bytes of stored states at which it stops without a verdict
 * @param maxSeconds seconds after which it stops without a verdict
 * @param stopAt     properties by id; the search stops when all of them are violated. Empty: it goes on to the end
 * @param lines      whether the lines are noted that some CPU comes to
 */
public record SearchOptions(boolean fuse, boolean progress, int maxFaults, int workers, long maxStates, long maxBytes, double maxSeconds, Set<String> stopAt, boolean lines) {
    public SearchOptions {
        stopAt = Set.copyOf(stopAt);
        if (workers < 1 || workers > 64) {
            throw new IllegalArgumentException("workers " + workers);
        }
    }

    /** Everything at once, in one thread, as far as half of the heap reaches. */
    public static final SearchOptions DEFAULT = new SearchOptions(true, true, -1, 1, Integer.MAX_VALUE, Runtime.getRuntime().maxMemory() / 2,
            Double.POSITIVE_INFINITY, Set.of(), false);

    public SearchOptions withFuse(boolean on) {
        return new SearchOptions(on, progress, maxFaults, workers, maxStates, maxBytes, maxSeconds, stopAt, lines);
    }

    public SearchOptions withProgress(boolean on) {
        return new SearchOptions(fuse, on, maxFaults, workers, maxStates, maxBytes, maxSeconds, stopAt, lines);
    }

    public SearchOptions withMaxFaults(int faults) {
        return new SearchOptions(fuse, progress, faults, workers, maxStates, maxBytes, maxSeconds, stopAt, lines);
    }

    public SearchOptions withWorkers(int threads) {
        return new SearchOptions(fuse, progress, maxFaults, threads, maxStates, maxBytes, maxSeconds, stopAt, lines);
    }

    public SearchOptions withMaxStates(long states) {
        return new SearchOptions(fuse, progress, maxFaults, workers, states, maxBytes, maxSeconds, stopAt, lines);
    }

    public SearchOptions withMaxBytes(long bytes) {
        return new SearchOptions(fuse, progress, maxFaults, workers, maxStates, bytes, maxSeconds, stopAt, lines);
    }

    public SearchOptions withMaxSeconds(double seconds) {
        return new SearchOptions(fuse, progress, maxFaults, workers, maxStates, maxBytes, seconds, stopAt, lines);
    }

    public SearchOptions withStopAt(Set<String> properties) {
        return new SearchOptions(fuse, progress, maxFaults, workers, maxStates, maxBytes, maxSeconds, properties, lines);
    }

    /** Whether the lines are noted that some CPU comes to. */
    public SearchOptions withLines(boolean on) {
        return new SearchOptions(fuse, progress, maxFaults, workers, maxStates, maxBytes, maxSeconds, stopAt, on);
    }
}
