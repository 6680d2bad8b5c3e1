package org.tablewalk.app.explore;

import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.tablewalk.format.edit.Weakening;
import org.tablewalk.narrate.LineReasons;
import org.tablewalk.session.survey.Cell;
import org.tablewalk.session.survey.Variant;

/**
 * The answer of many searches.
 *
 * @param dimensions what differs between them
 * @param complete   whether every one of them has a verdict
 */
record SurveyAnswer(String scenario, List<String> dimensions, boolean complete, List<Line> cells) {
    /**
     * One of them.
     *
     * @param variant  by dimension
     * @param change   what was done to the line, or null
     * @param after    the line after that, or null
     * @param verdict  as {@link Cell#verdict}
     * @param violated ids of properties
     * @param added    those that are not violated without the change
     * @param nearest  the one of these that the shortest run violates, or null
     * @param reason   why nothing is added, where that is known; or null
     * @param obstacle why it cannot be made, or null
     */
    record Line(Map<String, String> variant, String change, String after, String verdict, boolean complete, List<String> violated, List<String> added, String nearest,
            Integer witnessSteps, long states, String reason, String obstacle) {}

    static SurveyAnswer of(String scenario, List<String> dimensions, List<Cell> cells) {
        var reasons = new LineReasons();
        List<Line> lines = new ArrayList<>();
        for (Cell cell : cells) {
            Map<String, String> variant = new LinkedHashMap<>();
            for (int i = 0; i < dimensions.size(); i++) {
                variant.put(dimensions.get(i), cell.variant().labels().get(i));
            }
            Variant.Line line = cell.variant().line();
            lines.add(new Line(variant, line == null ? null : line.change().word(), line == null || line.after().isEmpty() ? null : line.after(), cell.verdict(), cell.complete(),
                    cell.violated(), cell.added(), cell.property(), cell.witness() == null ? null : cell.witness().length, cell.states(), reason(reasons, cell),
                    cell.variant().obstacle()));
        }
        return new SurveyAnswer(scenario, dimensions, lines.stream().noneMatch(line -> line.verdict().equals("unknown")), lines);
    }

    private static String reason(LineReasons reasons, Cell cell) {
        Variant.Line line = cell.variant().line();
        boolean nothing = cell.verdict().equals("holds") || cell.verdict().equals("as-before");
        return line == null || !nothing || line.change() != Weakening.REMOVE ? null
                : reasons.needless(cell.variant().labels(), line.routine(), line.text(), line.nth());
    }

    boolean violated() {
        return cells.stream().anyMatch(line -> line.verdict().equals("violated"));
    }

    void print(PrintWriter out) {
        out.println(scenario + ", every schedule of each");
        String heading = "";
        for (Line line : cells) {
            if (line.change() == null) {
                out.println("  %-60s %s".formatted(String.join("  ", line.variant().values()), words(line)));
                continue;
            }
            String here = String.join("  ", line.variant().values());
            if (!here.equals(heading)) {
                heading = here;
                out.println(here);
            }
            out.println("    %-14s %s".formatted(line.change(), words(line)));
        }
    }

    private static String words(Line line) {
        if (line.obstacle() != null) {
            return line.verdict() + ": " + line.obstacle();
        }
        String words = line.added().isEmpty() ? line.verdict() : String.join(", ", line.added()) + " (" + line.nearest() + " in " + line.witnessSteps() + " steps)";
        words = line.complete() || line.verdict().equals("not-modelled") ? words : words + ", not complete";
        return line.reason() == null ? words : words + ": " + line.reason();
    }
}
