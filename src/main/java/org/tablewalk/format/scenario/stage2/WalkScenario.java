package org.tablewalk.format.scenario.stage2;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.tablewalk.format.FormatException;
import org.tablewalk.format.scenario.Expression;
import org.tablewalk.format.scenario.Node;
import org.tablewalk.format.scenario.Parameter;
import org.tablewalk.format.scenario.Quoted;
import org.tablewalk.format.scenario.Scenario;
import org.tablewalk.format.scenario.ScenarioReader;

/** Makes a case a scenario: the walker lab with the case's tree, range, flags and callback. */
public final class WalkScenario {
    /** The scenario that every case is a variant of. */
    public static final String LAB = "walker-lab";
    /** The listing with the callback, in the lab and in every case. */
    private static final String LISTING = "callback";
    /** The lab's parameter that a case's own callback takes the place of. */
    private static final String CHOICE = "callback";
    /** Steps of a walk over a GiB of pages, with room. */
    private static final long STEPS = 100_000_000;
    private static final long GIB = 1L << 30;

    private final ScenarioReader reader;
    private final WalkCase one;
    private final Scenario lab;

    private WalkScenario(ScenarioReader reader, WalkCase one, Scenario lab) {
        this.reader = reader;
        this.one = one;
        this.lab = lab;
    }

    /** Where a scenario comes from that ships. */
    public interface Lab {
        /** The walker lab. */
        Scenario load() throws FormatException;
    }

    /**
     * The scenario of a walker case; empty if the object is none.
     *
     * @throws FormatException at the first member that is wrong
     */
    public static Optional<Scenario> of(ScenarioReader reader, Node.Struct root, Lab lab) throws FormatException {
        if (!WalkCaseReader.reads(root)) {
            return Optional.empty();
        }
        return Optional.of(new WalkScenario(reader, WalkCaseReader.read(reader, root), lab.load()).scenario());
    }

    private Scenario scenario() throws FormatException {
        long base = freeMemory();
        var constant = new Scenario.Constant(at("LAB_MEMORY"), number(base + GIB));
        List<Scenario.Listing> listings = new ArrayList<>();
        for (Scenario.Listing listing : lab.listings()) {
            boolean callback = listing.name().text().equals(LISTING);
            listings.add(callback ? new Scenario.Listing(at(LISTING), lines().stream().map(line -> at(one.callbackAt(), line)).toList()) : listing);
        }
        List<Scenario.Actor> actors = new ArrayList<>();
        for (Scenario.Actor actor : lab.actors()) {
            actors.add(new Scenario.Actor(actor.cpus(), actor.routine(), arguments(actor.arguments()), actor.lines(), actor.vm()));
        }
        return new Scenario(reader.file(), at(slug(one.name().text())), one.name().text(), one.note(), parameters(), List.of(constant), lab.architecture(), hardware(base),
                List.copyOf(actors), List.copyOf(listings), new Scenario.Schedule(lab.schedule().order(), lab.schedule().seed(), number(STEPS), List.of(), false), List.of(),
                lab.milestones(), List.of());
    }

    private List<String> lines() {
        List<String> lines = new ArrayList<>();
        boolean counts = one.callback().stream().anyMatch(c -> c.number() > 0);
        if (counts) {
            lines.add("percpu lab->visits;");
            lines.add("");
        }
        lines.add("routine lab_callback(addr, level, flag, ptep, end, pte) {");
        if (counts) {
            lines.add("    lab->visits++;");
        }
        one.callback().forEach(clause -> lines.addAll(clause.lines()));
        if (one.callback().isEmpty()) {
            lines.add("    // returns 0, changes nothing");
        }
        lines.add("    return 0;");
        lines.add("}");
        return lines;
    }

    /** The lab's, with the values of the case; a range that no parameter can have is fixed. */
    private List<Parameter> parameters() throws FormatException {
        List<Parameter> parameters = new ArrayList<>();
        for (Parameter p : lab.parameters()) {
            switch (p) {
                case Parameter.Whole w when w.name().equals("addr") -> whole(w, one.addr(), parameters);
                case Parameter.Whole w when w.name().equals("size") -> whole(w, one.size(), parameters);
                case Parameter.Flag f when Visit.parameters().containsValue(f.name()) -> parameters.add(new Parameter.Flag(f.name(), f.help(),
                        preset(Boolean.toString(one.flags().contains(f.name()))), f.constant(), f.line(), f.column()));
                case Parameter.Choice c when c.name().equals("version") && one.version() != null -> parameters.add(new Parameter.Choice(c.name(), c.help(), preset(version(c)),
                        c.options(), c.constant(), c.line(), c.column()));
                default -> {
                    if (!p.name().equals(CHOICE)) {
                        parameters.add(p);
                    }
                }
            }
        }
        return List.copyOf(parameters);
    }

    private String version(Parameter.Choice versions) throws FormatException {
        String version = versions.normal(one.version().text());
        if (version == null) {
            throw reader.error(one.version(), "expected a version of " + versions.range() + ", found '" + one.version() + "'");
        }
        return version;
    }

    private void whole(Parameter.Whole w, long value, List<Parameter> parameters) {
        if (value >= 0) {
            parameters.add(new Parameter.Whole(w.name(), w.help(), preset(Long.toString(value)), 0, Math.max(value, 2 * one.geometry().limit()), w.constant(), w.line(),
                    w.column()));
        }
    }

    /** A 64-bit word beyond what a parameter can be stands in its place. */
    private List<Expression> arguments(List<Expression> given) {
        List<Expression> arguments = new ArrayList<>();
        for (Expression e : given) {
            boolean addr = e.source().text().equals("$addr") && one.addr() < 0;
            boolean size = e.source().text().equals("$size") && one.size() < 0;
            arguments.add(addr ? number(one.addr()) : size ? number(one.size()) : e);
        }
        return arguments;
    }

    private ArmHardware hardware(long base) {
        var machine = ((ArmHardware) lab.hardware()).machine();
        var geometry = one.geometry();
        var changed = machine.withTables(at(geometry.granule().label()), number(geometry.ipaBits()));
        List<ArmHardware.Slot> slots = new ArrayList<>();
        List<ArmHardware.TableEntries> tables = new ArrayList<>();
        for (WalkCase.Leaf leaf : one.leaves()) {
            Expression size = number(geometry.entrySize((int) leaf.levelNumber()));
            slots.add(new ArmHardware.Slot(leaf.ipa(), size, leaf.pa(), number(geometry.granule().bytes()), at("true"), null));
            tables.add(new ArmHardware.TableEntries(leaf.ipa(), leaf.pa(), number(1), number(1), leaf.level(), at("RW"), null));
        }
        for (WalkCase.EmptyTable table : one.emptyTables()) {
            tables.add(new ArmHardware.TableEntries(table.ipa(), number(0), number(1), number(1), table.entryLevel(), at("table"), null));
        }
        return new ArmHardware(changed, new ArmHardware.Memory(number(base), null, List.copyOf(slots)), List.copyOf(tables), List.of(), null);
    }

    /** Two GiB that no leaf leads to: the tables' pool in the first, what the callback maps in the second. */
    private long freeMemory() {
        for (long base = 2 * GIB;; base += GIB) {
            long from = base;
            if (one.leaves().stream().noneMatch(leaf -> leaf.paNumber() < from + 2 * GIB && from < leaf.paNumber() + one.geometry().entrySize((int) leaf.levelNumber()))) {
                return base;
            }
        }
    }

    private static Parameter.Default preset(String value) {
        return new Parameter.Default(value, null, Map.of());
    }

    /** What the case does not say stands where its name does. */
    private Quoted at(String text) {
        return at(one.name(), text);
    }

    private static Quoted at(Quoted place, String text) {
        return Quoted.plain(text, place.line(), place.column());
    }

    private Expression number(long value) {
        return Expression.of(value, one.name().line(), one.name().column());
    }

    /** A scenario's name: small letters and digits, at most sixteen words. */
    private static String slug(String name) {
        List<String> words = new ArrayList<>();
        for (String word : name.toLowerCase(Locale.ROOT).split("[^a-z0-9]+")) {
            if (!word.isEmpty() && words.size() < 16) {
                words.add(word);
            }
        }
        return words.isEmpty() ? "walk" : String.join("-", words);
    }
}
