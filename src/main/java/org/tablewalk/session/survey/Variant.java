package org.tablewalk.session.survey;

import java.util.List;
import org.tablewalk.format.edit.Weakening;
import org.tablewalk.session.ScenarioRun;

/**
 * A scenario that differs from another.
 *
 * @param labels   in what, one for each dimension
 * @param change   what was done to a line, or null if values differ
 * @param after    the line after that; empty if values differ
 * @param run      the variant, or null if it cannot be made
 * @param obstacle why it cannot be made, or null
 */
public record Variant(List<String> labels, Weakening change, String after, ScenarioRun run, String obstacle) {
    public Variant {
        labels = List.copyOf(labels);
    }
}
