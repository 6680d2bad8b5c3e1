package org.tablewalk.explore;

import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** What all threads of a search have found, grouped by cause. */
final class Causes {
    /** Causes that are kept; more of a property that is violated anyway tell nobody anything. */
    private static final int MOST = 4096;

    private record Key(String property, long entry, int line) {}

    private final Map<Key, Cause> first = new LinkedHashMap<>();
    private final Set<String> violated = new LinkedHashSet<>();

    /** Keeps a cause if it is new, or nearer to the start than what is known of it. */
    synchronized void add(Cause cause) {
        var key = new Key(cause.property(), cause.finding() == null ? 0 : cause.finding().entry(), cause.line());
        Cause known = first.get(key);
        if (known == null ? first.size() < MOST || !violated.contains(cause.property()) : cause.depth() < known.depth()) {
            first.put(key, cause);
        }
        violated.add(cause.property());
    }

    /** All causes, in the order in which they were found. */
    synchronized List<Cause> list() {
        return List.copyOf(first.values());
    }

    /** The properties that are violated. */
    synchronized Set<String> violated() {
        return Set.copyOf(violated);
    }
}
