package org.tablewalk.app.explore;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.tablewalk.app.command.InputException;
import org.tablewalk.format.FormatException;
import org.tablewalk.format.edit.Weakening;
import org.tablewalk.format.scenario.Parameter;
import org.tablewalk.session.ScenarioRun;
import org.tablewalk.session.survey.Variant;
import org.tablewalk.session.survey.Variants;
import picocli.CommandLine.Option;

/** Which variants of a scenario are searched instead of the scenario itself. */
public final class SurveyOptions {
    @Option(names = "--mutate", arity = "0..1", fallbackValue = "", paramLabel = "LISTING,...",
            description = "Searches the scenario once for each line of these listings (default: all) and each way to weaken it: removed, local instead of broadcast, a weaker"
                    + " barrier, without or with a shared lock, swapped with the next, twice.")
    private String mutate;

    @Option(names = "--only", split = ",", paramLabel = "WAY,...", description = "With --mutate: only these ways, by the words of the answer (remove, local, ...).")
    private List<String> only = new ArrayList<>();

    @Option(names = "--calls", split = ",", paramLabel = "CALL,...", description = "With --mutate: only lines that call one of these, as in tlbi,dsb,isb.")
    private List<String> calls = new ArrayList<>();

    @Option(names = "--vary", paramLabel = "k[=v,...]",
            description = "Searches the scenario with each of these values of a parameter (default: all it has); repeated, with every combination. With --mutate the lines of each are weakened.")
    private List<String> vary = new ArrayList<>();

    /** Whether variants are asked for. */
    boolean asked() {
        return mutate != null || !vary.isEmpty();
    }

    /** What differs between them, a word for each label. */
    List<String> dimensions() {
        return Stream.concat(vary.stream().map(v -> v.split("=", 2)[0]), mutate == null ? Stream.of() : Stream.of("line", "text")).toList();
    }

    List<Variant> variants(ScenarioRun run) throws FormatException {
        if (mutate == null) {
            return combinations(run);
        }
        List<String> listings = mutate.isBlank() ? List.of() : Arrays.asList(mutate.split(","));
        List<Variant> all = new ArrayList<>();
        for (Variant one : vary.isEmpty() ? List.of(new Variant(List.of(), null, run, null)) : combinations(run)) {
            all.addAll(one.run() == null ? List.of(one) : new Variants(one.run()).weakened(one.labels(), listings, ways(), calls));
        }
        return few(all);
    }

    private Set<Weakening> ways() {
        var ways = EnumSet.noneOf(Weakening.class);
        for (Weakening way : Weakening.values()) {
            if (only.isEmpty() || only.contains(way.word())) {
                ways.add(way);
            }
        }
        for (String word : only) {
            if (Arrays.stream(Weakening.values()).noneMatch(way -> way.word().equals(word))) {
                throw new InputException("--only: expected some of " + Arrays.stream(Weakening.values()).map(Weakening::word).collect(Collectors.joining(", ")) + "; found '" + word
                        + "'");
            }
        }
        return ways;
    }

    private List<Variant> combinations(ScenarioRun run) {
        Map<String, List<String>> dimensions = new LinkedHashMap<>();
        long product = 1;
        for (String v : vary) {
            String[] parts = v.split("=", 2);
            Parameter parameter = run.source().scenario().parameter(parts[0]);
            if (parameter == null) {
                throw new InputException("--vary: expected a parameter of " + run.name() + ", found '" + parts[0] + "'");
            }
            List<String> values = parts.length == 2 ? Arrays.stream(parts[1].split(",")).map(text -> normal(parameter, text)).toList() : all(parameter);
            dimensions.put(parts[0], values);
            product = Math.multiplyExact(product, values.size());
            if (product > Variants.MOST) {
                throw new InputException("--vary: expected at most " + Variants.MOST + " combinations, found " + product);
            }
        }
        return new Variants(run).combinations(dimensions);
    }

    private static List<Variant> few(List<Variant> variants) {
        if (variants.size() > Variants.MOST) {
            throw new InputException("--mutate: expected at most " + Variants.MOST + " variants, found " + variants.size() + "; name some listings");
        }
        return variants;
    }

    private static String normal(Parameter parameter, String text) {
        String value = parameter.normal(text);
        if (value == null) {
            throw new InputException("--vary: expected for " + parameter.name() + " " + parameter.range() + ", found '" + text + "'");
        }
        return value;
    }

    private static List<String> all(Parameter parameter) {
        return switch (parameter) {
            case Parameter.Choice choice -> choice.options().stream().map(option -> option.text()).toList();
            case Parameter.Flag flag -> List.of("false", "true");
            case Parameter.Whole whole -> {
                if (whole.max() - whole.min() > 63) {
                    throw new InputException("--vary: expected some values of " + whole.name() + ", which has " + whole.range() + ", as in " + whole.name() + "=" + whole.min()
                            + ","
                            + whole.max());
                }
                yield LongStream.rangeClosed(whole.min(), whole.max()).mapToObj(Long::toString).toList();
            }
        };
    }
}
