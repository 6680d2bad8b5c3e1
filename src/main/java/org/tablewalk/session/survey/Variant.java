package org.tablewalk.session.survey;

import java.util.List;
import org.tablewalk.format.edit.Weakening;
import org.tablewalk.session.ScenarioRun;

/**
 * A scenario that differs from another.
 *
 * @param labels   in what, one for each dimension
 * @param line     what was done to a line, or null if values differ
 * @param run      the variant, or null if it cannot be made
 * @param obstacle why it cannot be made, or null
 */
public record Variant(List<String> labels, Line line, ScenarioRun run, String obstacle) {
    /**
     * What was done to a line.
     *
     * @param of      the scenario before that
     * @param listing that the line stands in
     * @param number  of the line
     * @param index   of the line in the program
     * @param routine that it stands in
     * @param text    the line without comment
     * @param nth     which of the lines of its routine that read the same, from 1
     * @param change  what was done to it
     * @param after   the line after that
     */
    public record Line(ScenarioRun of, String listing, int number, int index, String routine, String text, int nth, Weakening change, String after) {}

    public Variant {
        labels = List.copyOf(labels);
    }
}
