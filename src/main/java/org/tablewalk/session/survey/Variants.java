package org.tablewalk.session.survey;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.tablewalk.format.FormatException;
import org.tablewalk.format.edit.EditedScenario;
import org.tablewalk.format.edit.LineEdit;
import org.tablewalk.format.edit.ListingText;
import org.tablewalk.format.edit.Weakening;
import org.tablewalk.format.scenario.MachineFactory;
import org.tablewalk.format.scenario.Scenario;
import org.tablewalk.machine.listing.Program;
import org.tablewalk.session.ScenarioRun;

/** Makes the variants of a scenario. */
public final class Variants {
    /** More than so many are too many to look at. */
    public static final int MOST = 10_000;

    private final ScenarioRun run;
    private final MachineFactory factory = new MachineFactory();

    public Variants(ScenarioRun run) {
        this.run = run;
    }

    /**
     * Every combination of some parameters' values. One that contradicts itself is a variant that cannot be made.
     *
     * @param dimensions values by parameter; the last varies fastest
     */
    public List<Variant> combinations(Map<String, List<String>> dimensions) {
        List<Map<String, String>> all = new ArrayList<>(List.of(Map.of()));
        dimensions.forEach((name, values) -> {
            List<Map<String, String>> longer = new ArrayList<>();
            for (Map<String, String> one : all) {
                for (String value : values) {
                    Map<String, String> next = new LinkedHashMap<>(one);
                    next.put(name, value);
                    longer.add(next);
                }
            }
            all.clear();
            all.addAll(longer);
        });
        return all.stream().map(values -> {
            // What follows from a parameter by default follows from its varied value too.
            Map<String, String> given = new LinkedHashMap<>(run.changed());
            given.putAll(values);
            return made(List.copyOf(values.values()), null, run.source().scenario(), given);
        }).toList();
    }

    /** Each line of some listings, weakened in each way it allows. */
    public List<Variant> weakened(List<String> listings) throws FormatException {
        return weakened(List.of(), listings, EnumSet.allOf(Weakening.class), List.of());
    }

    /**
     * Lines of some listings, weakened in some of the ways that they allow.
     *
     * @param labels   of what the scenario differs in already; line and text follow
     * @param listings names; empty for all that the program is made of
     * @param calls    only lines that call one of these; empty for all
     */
    public List<Variant> weakened(List<String> labels, List<String> listings, Set<Weakening> ways, List<String> calls) throws FormatException {
        List<Variant> variants = new ArrayList<>();
        Program program = run.source().blueprint().program();
        Map<String, TreeSet<Integer>> lines = new LinkedHashMap<>();
        Map<String, Integer> index = new HashMap<>();
        for (int line : program.lineOf()) {
            Program.Line l = program.lines().get(line);
            lines.computeIfAbsent(l.source(), source -> new TreeSet<>()).add(l.number());
            index.put(l.source() + ":" + l.number(), line);
        }
        for (String listing : listings.isEmpty() ? List.copyOf(lines.keySet()) : listings) {
            if (!lines.containsKey(listing)) {
                throw new FormatException(run.name(), 0, 0, "expected one of the listings " + String.join(", ", lines.keySet()) + ", found '" + listing + "'");
            }
            ListingText text = EditedScenario.text(run.source().scenario(), run.parameters(), listing);
            for (int number : lines.get(listing)) {
                // The braces around an actor's own lines are none of the text.
                boolean within = number >= text.first() && number < text.first() + text.lines().size();
                if (within && (calls.isEmpty() || calls.stream().anyMatch(call -> code(text, number).matches("(.*\\W)?" + call + "\\s*\\(.*")))) {
                    for (Weakening weakening : ways) {
                        weakened(variants, labels, text, number, index.get(listing + ":" + number), weakening);
                    }
                }
            }
        }
        return variants;
    }

    private static String code(ListingText text, int line) {
        return text.line(line).replaceAll("//.*", "").strip();
    }

    private void weakened(List<Variant> variants, List<String> labels, ListingText text, int line, int index, Weakening weakening) {
        List<LineEdit> edits = weakening.edits(text, line);
        if (edits.isEmpty()) {
            return;
        }
        String after = String.join(" ", edits.getFirst().with()).strip();
        List<String> all = Stream.concat(labels.stream(), Stream.of(text.listing() + ":" + line, text.line(line).strip())).toList();
        var changed = new Variant.Line(run, text.listing(), line, index, routine(index), code(text, line), nth(text, line, index), weakening, after);
        Map<String, String> given = run.changed();
        if (!weakening.modelled()) {
            variants.add(new Variant(all, changed, null, null));
            return;
        }
        try {
            variants.add(made(all, changed, EditedScenario.of(run.source().scenario(), given, edits), given));
        } catch (FormatException e) {
            variants.add(new Variant(all, changed, null, e.getMessage()));
        }
    }

    private Program.Routine routineAt(int line) {
        return run.source().blueprint().program().routines().stream().filter(r -> r.firstLine() <= line && line <= r.lastLine()).findFirst().orElse(null);
    }

    private String routine(int line) {
        Program.Routine routine = routineAt(line);
        return routine == null ? "" : routine.name();
    }

    /** Which of the lines of its routine that read the same a line is. */
    private int nth(ListingText text, int number, int index) {
        Program.Routine routine = routineAt(index);
        int first = routine == null ? text.first() : run.source().blueprint().program().lines().get(routine.firstLine()).number();
        return (int) IntStream.range(Math.max(first, text.first()), number).filter(line -> code(text, line).equals(code(text, number))).count() + 1;
    }

    private Variant made(List<String> labels, Variant.Line line, Scenario scenario, Map<String, String> given) {
        try {
            return new Variant(labels, line, new ScenarioRun(factory.build(scenario, given), run.machineKind(), run.seed(), run.file()), null);
        } catch (FormatException e) {
            return new Variant(labels, line, null, e.getMessage());
        }
    }
}
