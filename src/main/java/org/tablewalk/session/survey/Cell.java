package org.tablewalk.session.survey;

import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.tablewalk.explore.Cause;
import org.tablewalk.explore.SearchResult;

/**
 * What was found of a variant.
 *
 * @param violated ids of properties that some run violates, in order
 * @param added    those of them that no run violates of the scenario before a line was changed; if values differ, all
 * @param complete whether no other property is violated in any run; else nobody knows
 * @param reached  whether some run comes to the line that was changed
 * @param states   that were seen
 * @param witness  moves of a run with as few transitions as any that violates one of {@code added}; null if there are none
 * @param property that it violates, or null
 */
public record Cell(Variant variant, List<String> violated, List<String> added, boolean complete, boolean reached, long states, int[] witness, String property) {
    /** Of a variant that could not be made, or that differs in nothing that any run comes to. */
    static Cell none(Variant variant, boolean reached) {
        return new Cell(variant, List.of(), List.of(), !reached, reached, 0, null, null);
    }

    /**
     * Of a variant that was searched.
     *
     * @param before what is violated without the change
     */
    static Cell of(Variant variant, Set<String> before, boolean beforeComplete, SearchResult result) {
        var violated = new TreeSet<String>();
        Cause nearest = null;
        for (Cause cause : result.causes()) {
            violated.add(cause.property());
            if (!before.contains(cause.property())) {
                nearest = nearest == null || cause.depth() < nearest.depth() ? cause : nearest;
            }
        }
        var added = violated.stream().filter(property -> !before.contains(property)).toList();
        return new Cell(variant, List.copyOf(violated), added, result.complete() && beforeComplete, true, result.progress().states(),
                nearest == null ? null : result.witness(nearest), nearest == null ? null : nearest.property());
    }

    /**
     * One word: cannot-be-made, not-modelled, not-reached (no run comes to the line), violated, as-before (nothing that is not violated without the change too), holds or unknown.
     */
    public String verdict() {
        if (variant.line() != null && !variant.line().change().modelled()) {
            return "not-modelled";
        }
        if (!reached) {
            return "not-reached";
        }
        if (variant.run() == null) {
            return "cannot-be-made";
        }
        if (!added.isEmpty()) {
            return "violated";
        }
        return !complete ? "unknown" : violated.isEmpty() ? "holds" : "as-before";
    }
}
