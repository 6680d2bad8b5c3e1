package org.tablewalk.session.survey;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
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
            return made(List.copyOf(values.values()), null, "", run.source().scenario(), given);
        }).toList();
    }

    /**
     * Each line of some listings, weakened in each way it allows.
     *
     * @param listings names; empty for all that the program is made of
     */
    public List<Variant> weakened(List<String> listings) throws FormatException {
        List<Variant> variants = new ArrayList<>();
        Program program = run.source().blueprint().program();
        Map<String, TreeSet<Integer>> lines = new LinkedHashMap<>();
        for (int line : program.lineOf()) {
            Program.Line l = program.lines().get(line);
            lines.computeIfAbsent(l.source(), source -> new TreeSet<>()).add(l.number());
        }
        for (String listing : listings.isEmpty() ? List.copyOf(lines.keySet()) : listings) {
            if (!lines.containsKey(listing)) {
                throw new FormatException(run.name(), 0, 0, "expected one of the listings " + String.join(", ", lines.keySet()) + ", found '" + listing + "'");
            }
            ListingText text = EditedScenario.text(run.source().scenario(), run.parameters(), listing);
            for (int line : lines.get(listing)) {
                for (Weakening weakening : Weakening.values()) {
                    weakened(variants, text, line, weakening);
                }
            }
        }
        return variants;
    }

    private void weakened(List<Variant> variants, ListingText text, int line, Weakening weakening) {
        if (line < text.first() || line >= text.first() + text.lines().size()) {
            return;     // the braces around an actor's own lines
        }
        List<LineEdit> edits = weakening.edits(text, line);
        if (edits.isEmpty()) {
            return;
        }
        String after = String.join(" ", edits.getFirst().with()).strip();
        List<String> labels = List.of(text.listing() + ":" + line, text.line(line).strip());
        Map<String, String> given = run.changed();
        if (!weakening.modelled()) {
            variants.add(new Variant(labels, weakening, after, null, null));
            return;
        }
        try {
            variants.add(made(labels, weakening, after, EditedScenario.of(run.source().scenario(), given, edits), given));
        } catch (FormatException e) {
            variants.add(new Variant(labels, weakening, after, null, e.getMessage()));
        }
    }

    private Variant made(List<String> labels, Weakening weakening, String after, Scenario scenario, Map<String, String> given) {
        try {
            return new Variant(labels, weakening, after, new ScenarioRun(factory.build(scenario, given), run.machineKind(), run.seed(), run.file()), null);
        } catch (FormatException e) {
            return new Variant(labels, weakening, after, null, e.getMessage());
        }
    }
}
