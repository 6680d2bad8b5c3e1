package org.tablewalk.format.scenario;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import org.tablewalk.format.FormatException;

/** Turns the bytes of a scenario file into a {@link Scenario}, or says where they are not one. */
public final class ScenarioReader {
    /** What the member {@code format} must say. */
    static final String FORMAT = "tablewalk-scenario-1";
    public static final int MAX_ITEMS = 64;
    private static final int MAX_LINES = Choices.MAX_LINES;

    private final Context context;
    private final List<Architecture> architectures;

    private ScenarioReader(Context context, List<Architecture> architectures) {
        this.context = context;
        this.architectures = architectures;
    }

    /** What reading every part needs: the file's name, and the parameters' names once they are known. */
    record Context(String file, List<String> parameters) {
        FormatException error(Node node, String message) {
            return error(node.line(), node.column(), message);
        }

        FormatException error(Quoted word, String message) {
            return error(word.line(), word.column(), message);
        }

        FormatException error(int line, int column, String message) {
            return new FormatException(file, line, column, message);
        }
    }

    /**
     * Reads a scenario.
     *
     * @param file          what messages call it
     * @param architectures the machines there are; a file that names none has the first
     * @throws FormatException at the first thing that is wrong
     */
    static Scenario read(String file, byte[] bytes, List<Architecture> architectures) throws FormatException {
        return new ScenarioReader(new Context(file, new ArrayList<>()), architectures).scenario(JsonTree.read(file, bytes));
    }

    private Scenario scenario(Node root) throws FormatException {
        if (root instanceof Node.Struct struct && !struct.members().containsKey("format")) {
            for (Architecture architecture : architectures) {
                var other = architecture.other(this, struct);
                if (other.isPresent()) {
                    return other.get();
                }
            }
        }
        var f = fields(root, "a scenario", "$schema", "format", "name", "title", "summary", "parameters", "constants", "machine", "memory",
                "vcpus", "vms", "regime", "stage1", "tables", "actors", "listings", "schedule", "notes", "milestones", "guards", "contents", "expect");
        if (!f.text("format").equals(FORMAT)) {
            throw context.error(f.node("format"), "expected a file of format '" + FORMAT + "', found '" + f.text("format") + "'");
        }
        f.text("$schema", "");
        Quoted name = f.quoted("name");
        if (!name.text().matches("[a-z0-9]+(-[a-z0-9]+){0,15}")) {
            throw context.error(name, "expected a name of small letters and digits joined by '-', found '" + name.text() + "'");
        }
        // Parameters first, wherever they stand: everything else may name them.
        List<Parameter> parameters = f.has("parameters") ? new ParameterReader(context).parameters(f.node("parameters")) : List.of();
        String title = f.text("title", name.text());
        String summary = f.text("summary", "");
        List<Scenario.Constant> constants = constants(f);
        // The machine before its parts: it says what they mean.
        Architecture architecture = architecture(f);
        return new Scenario(context.file(), name, title, summary, parameters, constants, architecture, architecture.read(this, f), each(f, "actors", this::actor),
                each(f, "listings", this::listing),
                f.has("schedule") ? schedule(f.node("schedule")) : schedule(new Node.Struct(f.line(), f.column(), Map.of())),
                f.strings("notes", MAX_ITEMS).stream().map(Quoted::text).toList(), milestones(f),
                f.has("expect") ? new ExpectReader(context, parameters).expectations(f.node("expect")) : List.of());
    }

    private List<Scenario.Constant> constants(Fields f) throws FormatException {
        List<Scenario.Constant> constants = new ArrayList<>();
        if (f.has("constants")) {
            if (!(f.node("constants") instanceof Node.Struct struct)) {
                throw context.error(f.node("constants"), "expected 'constants' to be an object, found " + f.node("constants").kind());
            }
            String[] names = struct.members().keySet().toArray(String[]::new);
            var values = fields(struct, "the constants", names);
            for (String name : names) {
                Node.Member m = struct.members().get(name);
                Quoted at = f.identifier(Quoted.plain(name, m.line(), m.column()), "a constant's name");
                constants.add(new Scenario.Constant(at, values.number(name)));
            }
        }
        return List.copyOf(constants);
    }

    /** What the rest of the hardware's members mean. */
    private Architecture architecture(Fields f) throws FormatException {
        Node arch = f.node("machine") instanceof Node.Struct machine && machine.members().containsKey("arch")
                ? machine.members().get("arch").value() : null;
        if (arch == null) {
            return architectures.getFirst();
        }
        String word = arch instanceof Node.Text text ? text.quoted().text() : "";
        for (Architecture known : architectures) {
            if (known.word().equals(word)) {
                return known;
            }
        }
        throw context.error(arch, "expected 'arch' of " + architectures.stream().map(Architecture::word).collect(Collectors.joining(" or ")) + ", found "
                + (word.isEmpty() ? arch.kind() : "'" + word + "'"));
    }

    private Scenario.Actor actor(Node node) throws FormatException {
        var f = fields(node, "an actor", "cpu", "routine", "arguments", "lines", "vm");
        if (f.has("routine") == f.has("lines")) {
            throw context.error(node, "expected either 'routine' or 'lines' in an actor, found " + (f.has("lines") ? "both" : "neither"));
        }
        if (f.has("lines") && f.has("arguments")) {
            throw context.error(f.node("arguments"), "expected 'arguments' with a 'routine' only, found them with 'lines'");
        }
        return new Scenario.Actor(range(f), f.wordOrNull("routine"), f.numbers("arguments", 6), f.strings("lines", MAX_LINES), f.wordOrNull("vm"));
    }

    private Scenario.Range range(Fields f) throws FormatException {
        if (!(f.node("cpu") instanceof Node.Text)) {
            Expression only = f.number("cpu");
            return new Scenario.Range(only, only);
        }
        Quoted word = f.word("cpu");
        if (word.text().equals("all")) {
            return new Scenario.Range(Expression.of(0, word.line(), word.column()), null);
        }
        int dots = word.text().indexOf("..");
        if (dots < 0) {
            Expression only = f.expression(word);
            return new Scenario.Range(only, only);
        }
        int end = word.text().length();
        return new Scenario.Range(f.expression(word.part(0, dots)), dots + 2 == end ? null : f.expression(word.part(dots + 2, end)));
    }

    private Scenario.Listing listing(Node node) throws FormatException {
        if (node instanceof Node.Text) {
            var f = new Fields(context, new Node.Struct(node.line(), node.column(),
                    Map.of("listing", new Node.Member(node.line(), node.column(), node))), "a listing", "listing");
            return new Scenario.Listing(f.word("listing"), List.of());
        }
        var f = fields(node, "a listing", "name", "lines");
        f.node("lines");
        return new Scenario.Listing(f.word("name"), f.strings("lines", MAX_LINES));
    }

    private Scenario.Schedule schedule(Node node) throws FormatException {
        var f = fields(node, "the schedule", "policy", "seed", "steps", "choices", "shown");
        Scenario.Order order = f.has("policy") ? oneOf(f, "policy",
                Map.of("inOrder", Scenario.Order.IN_ORDER, "seeded", Scenario.Order.SEEDED, "recorded", Scenario.Order.RECORDED))
                : Scenario.Order.IN_ORDER;
        if (f.has("choices") != (order == Scenario.Order.RECORDED)) {
            throw context.error(node, "expected 'choices' with the policy 'recorded' and with no other");
        }
        var schedule = new Scenario.Schedule(order, f.number("seed", 1), f.number("steps", 1_000_000), f.strings("choices", MAX_LINES),
                f.has("shown") && oneOf(f, "shown", Map.of("start", false, "end", true)));
        Choices.check(context.file(), schedule.choices());
        return schedule;
    }

    private List<Scenario.Milestone> milestones(Fields f) throws FormatException {
        List<Scenario.Milestone> milestones = each(f, "milestones", this::milestone);
        Map<String, Quoted> seen = new HashMap<>();
        for (var m : milestones) {
            Quoted first = seen.putIfAbsent(m.name().text(), m.name());
            if (first != null) {
                throw context.error(m.name(), "the milestone '" + m.name() + "' is given twice; the first is in line " + first.line());
            }
        }
        return milestones;
    }

    private Scenario.Milestone milestone(Node node) throws FormatException {
        var f = fields(node, "a milestone", "name", "title", "event", "routine", "cpu", "nth");
        if (f.has("event") == f.has("routine")) {
            throw context.error(node, "expected either 'event' or 'routine' in a milestone, found "
                    + (f.has("event") ? "both" : "neither"));
        }
        Map<String, Scenario.Moment> events = new LinkedHashMap<>();
        for (var moment : Scenario.Moment.values()) {
            if (moment != Scenario.Moment.ROUTINE) {
                events.put(word(moment), moment);
            }
        }
        return new Scenario.Milestone(f.word("name"), f.text("title", ""),
                f.has("event") ? oneOf(f, "event", events) : Scenario.Moment.ROUTINE, f.wordOrNull("routine"),
                (int) f.fixed("cpu", 0, 63, -1), (int) f.fixed("nth", 1, Integer.MAX_VALUE, 1));
    }

    /** A moment as files write it: lowerCamelCase. */
    private static String word(Scenario.Moment moment) {
        String[] words = moment.name().toLowerCase(Locale.ROOT).split("_");
        return words.length == 1 ? words[0] : words[0] + words[1].substring(0, 1).toUpperCase(Locale.ROOT) + words[1].substring(1);
    }

    private <E> E oneOf(Fields f, String name, Map<String, E> values) throws FormatException {
        Quoted word = f.quoted(name);
        E value = values.get(word.text());
        if (value == null) {
            throw context.error(word, "expected '" + name + "' of " + values.keySet().stream().sorted().toList() + ", found '"
                    + word.text() + "'" + Names.suggest(word.text(), values.keySet()));
        }
        return value;
    }

    /** The file that is read. */
    public String file() {
        return context.file();
    }

    /** What is wrong with a value. */
    public FormatException error(Node at, String message) {
        return context.error(at, message);
    }

    /** What is wrong with a string. */
    public FormatException error(Quoted at, String message) {
        return context.error(at, message);
    }

    /** Reads an item of an array. */
    public interface Part<T> {
        T read(Node node) throws FormatException;
    }

    /** The items of an array; none if the member is missing. */
    public <T> List<T> each(Fields f, String name, Part<T> part) throws FormatException {
        List<T> parts = new ArrayList<>();
        for (Node item : f.items(name, MAX_ITEMS)) {
            parts.add(part.read(item));
        }
        return List.copyOf(parts);
    }

    /** The members of an object, which may have these names. */
    public Fields fields(Node node, String what, String... known) throws FormatException {
        return new Fields(context, node, what, known);
    }
}
