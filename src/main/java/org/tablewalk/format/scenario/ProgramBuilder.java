package org.tablewalk.format.scenario;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.tablewalk.format.FormatException;
import org.tablewalk.machine.listing.Assembler;
import org.tablewalk.machine.listing.ListingException;
import org.tablewalk.machine.listing.Program;
import org.tablewalk.machine.listing.Source;

/** Assembles the listings of a scenario, and maps errors in its own lines to their place in the file. */
public final class ProgramBuilder {
    private final Scenario scenario;
    private final Values values;
    private final Dialect dialect;
    private final Library library;
    private final List<Source> sources = new ArrayList<>();
    private final Map<String, Origin> origins = new LinkedHashMap<>();

    /**
     * Where a source's text comes from.
     *
     * @param at    the listing's name, or the first line
     * @param lines the lines in the file; none if the text is the library's
     * @param first number of the source's line that is the first of these
     */
    private record Origin(Quoted at, List<Quoted> lines, int first) {}

    private ProgramBuilder(Scenario scenario, Values values, Dialect dialect, Library library) {
        this.scenario = scenario;
        this.values = values;
        this.dialect = dialect;
        this.library = library;
    }

    /**
     * The program that a scenario's CPUs run.
     *
     * @throws FormatException at an unknown listing or routine, at a constant that clashes, or in a listing's own line
     */
    public static Program build(Scenario scenario, Values values, Dialect dialect, Library library) throws FormatException {
        return new ProgramBuilder(scenario, values, dialect, library).program();
    }

    private Program program() throws FormatException {
        for (Scenario.Listing l : scenario.listings()) {
            listing(l);
        }
        for (String name : dialect.included()) {
            if (!origins.containsKey(name)) {
                add(scenario.name(), name, library.text(name), List.of(), 1);
            }
        }
        int index = 0;
        for (Scenario.Actor a : scenario.actors()) {
            if (a.routine() == null) {
                own(a, ActorChecks.ownRoutine(index));
            }
            index++;
        }
        constants();
        Program program;
        try {
            program = Assembler.assemble(sources, dialect.intrinsics());
        } catch (ListingException e) {
            throw located(e);
        }
        checkRoutines(program);
        return program;
    }

    private void listing(Scenario.Listing l) throws FormatException {
        String name = values.word(l.name());
        String text = l.lines().isEmpty() ? library.text(name) : join(l.lines());
        if (text == null) {
            throw values.error(l.name(), "no listing '" + name + "'" + Names.suggest(name, library.names())
                    + (library.names().isEmpty() ? "" : "; there are " + String.join(", ", library.names())));
        }
        add(l.name(), name, text, l.lines(), 1);
    }

    /** Lines of an actor's own become the body of a routine without parameters. */
    private void own(Scenario.Actor a, String routine) throws FormatException {
        Quoted at = a.lines().isEmpty() ? a.cpus().first().source() : a.lines().getFirst();
        add(at, routine, "routine " + routine + "() {\n" + join(a.lines()) + "\n}", a.lines(), 2);
    }

    private void add(Quoted at, String name, String text, List<Quoted> lines, int first) throws FormatException {
        if (origins.putIfAbsent(name, new Origin(at, lines, first)) != null) {
            throw values.error(at, "the listing '" + name + "' is given twice");
        }
        sources.add(new Source(name, text));
    }

    private static String join(List<Quoted> lines) {
        // A line break inside a string would shift the numbers of the lines after it.
        return lines.stream().map(l -> l.text().replace('\n', ' ').replace('\r', ' ')).collect(Collectors.joining("\n"));
    }

    /** The scenario's own constants become the dialect's. */
    private void constants() throws FormatException {
        Set<String> mine = new HashSet<>();
        for (Scenario.Constant c : scenario.constants()) {
            define(mine, c.name(), c.name().text(), c.value().word(values, "a constant"));
        }
        for (Parameter p : scenario.parameters()) {
            if (!p.constant()) {
                continue;
            }
            Quoted at = Quoted.plain(p.name(), p.line(), p.column());
            define(mine, at, p.name(), values.number(p.name()).longValue());
            if (p instanceof Parameter.Choice choice) {
                for (Quoted option : choice.options()) {
                    String name = option.text().replace('-', '_');
                    if (name.matches("[A-Za-z_][A-Za-z0-9_]*")) {
                        define(mine, option, name, choice.number(option.text()).longValue());
                    }
                }
            }
        }
    }

    private void define(Set<String> mine, Quoted at, String name, long value) throws FormatException {
        Long before = mine.contains(name) || !dialect.switches().contains(name) ? dialect.intrinsics().constant(name) : null;
        if (dialect.intrinsics().find(name) != null || before != null && before != value) {
            throw values.error(at, "'" + name + "' means something else in listings already, expected another name");
        }
        mine.add(name);
        dialect.define().accept(name, value);
    }

    private void checkRoutines(Program program) throws FormatException {
        List<String> names = program.routines().stream().map(Program.Routine::name).sorted().toList();
        for (Scenario.Actor a : scenario.actors()) {
            if (a.routine() != null) {
                var routine = routine(program, a.routine(), names);
                if (routine.parameters().size() != a.arguments().size()) {
                    throw values.error(a.routine(), "expected " + routine.parameters().size() + " arguments for '" + routine.name()
                            + "' (" + String.join(", ", routine.parameters()) + "), found " + a.arguments().size());
                }
            }
        }
        for (Dialect.Handler h : dialect.handlers()) {
            if (routine(program, h.routine(), names).parameters().size() != h.arity()) {
                throw values.error(h.routine(), "expected a routine with " + h.shape() + ", found '" + values.word(h.routine()) + "'");
            }
        }
        for (Scenario.Milestone m : scenario.milestones()) {
            if (m.routine() != null) {
                routine(program, m.routine(), names);
            }
        }
    }

    private Program.Routine routine(Program program, Quoted word, List<String> names) throws FormatException {
        String name = values.word(word);
        Program.Routine routine = program.routine(name);
        if (routine == null) {
            throw values.error(word, "no routine '" + name + "'" + Names.suggest(name, names)
                    + (names.isEmpty() ? "; there is no listing" : ""));
        }
        return routine;
    }

    private FormatException located(ListingException e) {
        Origin origin = origins.getOrDefault(e.source(), new Origin(scenario.name(), List.of(), 1));
        String prefix = e.source() + ":" + e.line() + ":" + e.column() + ": ";
        String message = e.getMessage().startsWith(prefix) ? e.getMessage().substring(prefix.length()) : e.getMessage();
        if (origin.lines.isEmpty()) {
            return values.error(origin.at, "in listing '" + e.source() + "', line " + e.line() + ", column " + e.column() + ": " + message);
        }
        int index = Math.clamp(e.line() - origin.first, 0, origin.lines.size() - 1);
        Quoted line = origin.lines.get(index);
        // What is missing after the last line is reported at its end.
        int column = e.line() - origin.first > index ? line.text().length() : Math.min(e.column() - 1, line.text().length());
        return new FormatException(values.file(), line.line(), line.columnOf(column), message);
    }
}
