package org.tablewalk.format.scenario;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.tablewalk.format.FormatException;

/**
 * A scenario with values as one fixed text: what decides a run, what it is judged by where the file says so, and nothing else, all expressions computed, the parameters with their
 * values as defaults. It is a scenario file itself. Two files that differ in layout, prose or names of milestones give the same text.
 */
public final class Canonical {
    private final Scenario scenario;
    private final Values values;

    private Canonical(Scenario scenario, Values values) {
        this.scenario = scenario;
        this.values = values;
    }

    /**
     * The text.
     *
     * @throws FormatException if an expression has no 64-bit value
     */
    static String text(Scenario scenario, Values values) throws FormatException {
        return JsonText.of(new Canonical(scenario, values).file());
    }

    private Map<String, Object> file() throws FormatException {
        Map<String, Object> file = new LinkedHashMap<>();
        file.put("format", ScenarioReader.FORMAT);
        file.put("name", scenario.name().text());
        file.put("parameters", parameters());
        Map<String, Object> constants = new LinkedHashMap<>();
        for (Scenario.Constant c : scenario.constants()) {
            constants.put(c.name().text(), number(c.value()));
        }
        file.put("constants", constants);
        scenario.architecture().canonical(this, scenario.hardware(), file);
        file.put("actors", actors());
        List<Object> listings = new ArrayList<>();
        for (Scenario.Listing l : scenario.listings()) {
            listings.add(l.lines().isEmpty() ? values.word(l.name()) : members("name", values.word(l.name()), "lines", texts(l.lines())));
        }
        file.put("listings", listings);
        Map<String, Object> expect = ExpectChecks.canonical(scenario, values);
        if (!expect.isEmpty()) {
            file.put("expect", expect);
        }
        return file;
    }

    private Map<String, Object> parameters() {
        Map<String, Object> parameters = new LinkedHashMap<>();
        for (Parameter p : scenario.parameters()) {
            String value = values.texts().get(p.name());
            Map<String, Object> all = switch (p) {
                case Parameter.Whole w -> members("type", "integer", "min", w.min(), "max", w.max(), "default", Long.parseLong(value));
                case Parameter.Choice c -> members("type", "choice", "options", texts(c.options()), "default", value);
                case Parameter.Flag f -> members("type", "flag", "default", Boolean.parseBoolean(value));
            };
            if (p.constant()) {
                all.put("constant", true);
            }
            parameters.put(p.name(), all);
        }
        return parameters;
    }

    private List<Object> actors() throws FormatException {
        List<Object> actors = new ArrayList<>();
        for (Scenario.Actor a : scenario.actors()) {
            String first = a.cpus().first().word(values, "a CPU") + "..";
            String last = a.cpus().last() == null ? "" : Long.toString(a.cpus().last().word(values, "a CPU"));
            Map<String, Object> actor = members("cpu", first + last);
            if (a.routine() == null) {
                actor.put("lines", texts(a.lines()));
            } else {
                actor.put("routine", values.word(a.routine()));
                actor.put("arguments", numbers(a.arguments()));
            }
            if (a.vm() != null) {
                actor.put("vm", values.word(a.vm()));
            }
            actors.add(actor);
        }
        return actors;
    }

    /** A word with the parameters in it replaced by their values. */
    public String word(Quoted word) {
        return values.word(word);
    }

    public List<Object> numbers(List<Expression> expressions) throws FormatException {
        List<Object> numbers = new ArrayList<>();
        for (Expression e : expressions) {
            numbers.add(number(e));
        }
        return numbers;
    }

    /** A number, or hexadecimal digits for what is likely an address and would not survive every JSON reader. */
    public Object number(Expression e) throws FormatException {
        long value = e.word(values, "a number");
        return value >= 0 && value < 1 << 20 ? (Object) value : "0x" + Long.toHexString(value);
    }

    private static List<String> texts(List<Quoted> quoted) {
        return quoted.stream().map(Quoted::text).toList();
    }

    /** Names and values, in this order. */
    public static Map<String, Object> members(Object... pairs) {
        Map<String, Object> members = new LinkedHashMap<>();
        for (int i = 0; i < pairs.length; i += 2) {
            members.put((String) pairs[i], pairs[i + 1]);
        }
        return members;
    }
}
