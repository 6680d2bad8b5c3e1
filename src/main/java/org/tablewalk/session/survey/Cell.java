package org.tablewalk.session.survey;

import java.util.List;
import java.util.TreeSet;
import org.tablewalk.explore.Cause;
import org.tablewalk.explore.SearchResult;

/**
 * What was found of a variant.
 *
 * @param violated ids of properties that some run violates, in order
 * @param complete whether no other property is violated in any run; else nobody knows
 * @param states   that were seen
 * @param witness  moves of a run with as few transitions as any that violates one of them; null if none is violated
 * @param property that it violates, or null
 */
public record Cell(Variant variant, List<String> violated, boolean complete, long states, int[] witness, String property) {
    /** Of a variant that could not be made. */
    static Cell none(Variant variant) {
        return new Cell(variant, List.of(), false, 0, null, null);
    }

    static Cell of(Variant variant, SearchResult result) {
        var violated = new TreeSet<String>();
        Cause nearest = null;
        for (Cause cause : result.causes()) {
            violated.add(cause.property());
            nearest = nearest == null || cause.depth() < nearest.depth() ? cause : nearest;
        }
        return new Cell(variant, List.copyOf(violated), result.complete(), result.progress().states(), nearest == null ? null : result.witness(nearest),
                nearest == null ? null : nearest.property());
    }

    /** One word: cannot-be-made, not-modelled, violated, holds or unknown. */
    public String verdict() {
        if (variant.change() != null && !variant.change().modelled()) {
            return "not-modelled";
        }
        if (variant.run() == null) {
            return "cannot-be-made";
        }
        if (!violated.isEmpty()) {
            return "violated";
        }
        return complete ? "holds" : "unknown";
    }
}
