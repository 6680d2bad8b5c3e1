package org.tablewalk.app.explore;

import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.tablewalk.session.survey.Cell;

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
     * @param verdict  holds, violated, unknown, not-modelled, cannot-be-made
     * @param violated ids of properties
     * @param nearest  the one of these that the shortest run violates, or null
     * @param obstacle why it cannot be made, or null
     */
    record Line(Map<String, String> variant, String change, String after, String verdict, boolean complete, List<String> violated, String nearest, Integer witnessSteps,
            long states,
            String obstacle) {}

    static SurveyAnswer of(String scenario, List<String> dimensions, List<Cell> cells) {
        List<Line> lines = new ArrayList<>();
        for (Cell cell : cells) {
            Map<String, String> variant = new LinkedHashMap<>();
            for (int i = 0; i < dimensions.size(); i++) {
                variant.put(dimensions.get(i), cell.variant().labels().get(i));
            }
            lines.add(new Line(variant, cell.variant().change() == null ? null : cell.variant().change().word(),
                    cell.variant().after().isEmpty() ? null : cell.variant().after(), cell.verdict(), cell.complete(), cell.violated(), cell.property(),
                    cell.witness() == null ? null : cell.witness().length, cell.states(), cell.variant().obstacle()));
        }
        return new SurveyAnswer(scenario, dimensions, lines.stream().noneMatch(line -> line.verdict().equals("unknown")), lines);
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
        String words = line.violated().isEmpty() ? line.verdict() : String.join(", ", line.violated()) + " (" + line.nearest() + " in " + line.witnessSteps() + " steps)";
        return line.complete() || line.verdict().equals("not-modelled") ? words : words + ", not complete";
    }
}
