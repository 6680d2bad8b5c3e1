package org.tablewalk.viewmodel.inspector;

import java.util.List;

/**
 * Facts under a heading.
 *
 * @param heading in words
 * @param pressing whether they stand above the fields of the word, because they matter more than its bits
 */
public record FactSection(String heading, List<Fact> facts, boolean pressing) {
    /** Facts below the fields. */
    public FactSection(String heading, List<Fact> facts) {
        this(heading, facts, false);
    }
}
