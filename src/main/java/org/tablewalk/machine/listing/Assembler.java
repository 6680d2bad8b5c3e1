package org.tablewalk.machine.listing;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Turns listings into a {@link Program}. Routines may call each other across sources; every routine is kept, called or not.
 *
 * <p>A listing may name the era of the code it shows, {@code era v5_11;}, if it only works with others of that era. All listings of a program that name
 * one must name the same; in every listing {@code era} is then the number of that era.
 */
public final class Assembler {
    /** Characters of one listing. */
    public static final int LONGEST = 64 << 10;
    /** Listings of one program. */
    public static final int MOST = 64;

    private final Intrinsics intrinsics;
    private final List<Program.Line> lines = new ArrayList<>();
    private final Map<String, RoutineHead> routines = new LinkedHashMap<>();
    private final Map<String, Variable> variables = new LinkedHashMap<>();
    private final Map<Long, Integer> constantIndex = new LinkedHashMap<>();
    /** The first listing that names an era, or null. */
    private Tree.Unit dated;

    /** What a call needs to know of a routine before it is compiled. */
    record RoutineHead(int index, Tree.Routine tree, String source, int firstLine) {}

    /** A per-CPU or shared variable and its index among its kind. */
    record Variable(boolean perCpu, int index) {}

    private Assembler(Intrinsics intrinsics) {
        this.intrinsics = intrinsics;
    }

    /**
     * Compiles listings into one program; the order of the sources is the order of routines and lines.
     *
     * @throws ListingException at the first error, with its place
     */
    public static Program assemble(List<Source> sources, Intrinsics intrinsics) {
        return new Assembler(intrinsics).program(sources);
    }

    private Program program(List<Source> sources) {
        if (sources.size() > MOST) {
            throw new ListingException(sources.get(MOST).name(), 1, 1, "expected at most " + MOST + " listings in one program");
        }
        constant(0);
        for (Source source : sources) {
            if (source.text().length() > LONGEST) {
                throw new ListingException(source.name(), 1, 1, "expected at most " + LONGEST + " characters but found " + source.text().length());
            }
            collect(new Parser(source).unit(), addLines(source));
        }
        var compiled = new ArrayList<RoutineCompiler.Compiled>();
        int ops = 0;
        int widest = 0;
        for (RoutineHead head : routines.values()) {
            var one = new RoutineCompiler(this, head).compile();
            compiled.add(one);
            ops += one.ops().lines().length;
            widest = Math.max(widest, one.widestCallThrough());
        }
        int[] code = new int[ops * Op.WORDS];
        int[] lineOf = new int[ops];
        var finished = new ArrayList<Program.Routine>();
        int entry = 0;
        for (RoutineHead head : routines.values()) {
            var one = compiled.get(head.index);
            place(one.ops(), entry, head.firstLine, code, lineOf);
            int end = entry + one.ops().lines().length;
            // A call through a reference can reach any routine: its arguments must fit in every frame.
            int slots = Math.max(one.slots(), widest);
            var names = new ArrayList<>(one.locals());
            while (names.size() < slots) {
                names.add("");
            }
            finished.add(new Program.Routine(head.tree.name(), head.index, entry, end,
                    head.tree.parameters().stream().map(Tree.Name::name).toList(), slots, List.copyOf(names), head.source,
                    head.firstLine + head.tree.at().line() - 1, head.firstLine + head.tree.lastLine() - 1));
            entry = end;
        }
        long[] constants = constantIndex.keySet().stream().mapToLong(Long::longValue).toArray();
        return new Program(code, constants, List.copyOf(finished), List.copyOf(lines), lineOf, Liveness.dead(code, finished), names(true),
                names(false));
    }

    private int addLines(Source source) {
        int first = lines.size();
        int number = 1;
        for (String line : source.text().split("\n", -1)) {
            lines.add(new Program.Line(source.name(), number++, line.endsWith("\r") ? line.substring(0, line.length() - 1) : line));
        }
        return first;
    }

    private void date(Tree.Unit unit) {
        Tree.Name era = unit.era();
        if (era == null) {
            return;
        }
        if (!intrinsics.eras().containsKey(era.name())) {
            throw error(unit.source(), era.at(), intrinsics.eras().isEmpty() ? "this machine's listings have no eras"
                    : "expected an era (" + String.join(", ", intrinsics.eras().keySet()) + ") but found '" + era.name() + "'");
        }
        if (dated == null) {
            dated = unit;
        } else if (!dated.era().name().equals(era.name())) {
            throw error(unit.source(), era.at(), "this listing is of era " + era.name() + ", expected one of era " + dated.era().name() + " like "
                    + dated.source() + ", line " + dated.era().at().line());
        }
    }

    private void collect(Tree.Unit unit, int firstLine) {
        date(unit);
        for (Tree.Variable declared : unit.variables()) {
            Variable before = variables.get(declared.name());
            if (before != null && before.perCpu != declared.perCpu()) {
                throw error(unit.source(), declared.at(), "'" + declared.name() + "' is already " + (before.perCpu ? "percpu" : "shared"));
            }
            if (intrinsics.constant(declared.name()) != null) {
                throw error(unit.source(), declared.at(), "'" + declared.name() + "' is a constant, expected the name of a variable");
            }
            if (before == null) {
                int index = (int) variables.values().stream().filter(v -> v.perCpu == declared.perCpu()).count();
                if (index >= 256) {
                    throw error(unit.source(), declared.at(), "expected at most 256 variables");
                }
                variables.put(declared.name(), new Variable(declared.perCpu(), index));
            }
        }
        for (Tree.Routine routine : unit.routines()) {
            RoutineHead before = routines.get(routine.name());
            if (before != null) {
                throw error(unit.source(), routine.at(), "there is already a routine '" + routine.name() + "' in " + before.source + ", line "
                        + before.tree.at().line());
            }
            if (intrinsics.find(routine.name()) != null || Calls.SPELLINGS.containsKey(routine.name())) {
                throw error(unit.source(), routine.at(), "'" + routine.name() + "' belongs to the machine, expected another name");
            }
            routines.put(routine.name(), new RoutineHead(routines.size(), routine, unit.source(), firstLine));
        }
    }

    private static void place(Emitter.Finished ops, int entry, int firstLine, int[] code, int[] lineOf) {
        for (int i = 0; i < ops.lines().length; i++) {
            int from = i * Op.WORDS;
            int to = (entry + i) * Op.WORDS;
            System.arraycopy(ops.code(), from, code, to, Op.WORDS);
            if (code[to] == Op.JMP || code[to] == Op.BRZ || code[to] == Op.BRNZ) {
                code[to + 1] += entry;
            }
            lineOf[entry + i] = firstLine + ops.lines()[i] - 1;
        }
    }

    private List<String> names(boolean perCpu) {
        return variables.entrySet().stream().filter(e -> e.getValue().perCpu == perCpu).map(Map.Entry::getKey).toList();
    }

    Intrinsics intrinsics() {
        return intrinsics;
    }

    /** The value of a name that is a constant here, or null. */
    Long constant(String name) {
        return dated != null && name.equals("era") ? intrinsics.eras().get(dated.era().name()) : intrinsics.constant(name);
    }

    RoutineHead routine(String name) {
        return routines.get(name);
    }

    Variable variable(String name) {
        return variables.get(name);
    }

    /** The operand that stands for a constant. */
    int constant(long value) {
        Integer known = constantIndex.get(value);
        if (known == null) {
            known = constantIndex.size();
            constantIndex.put(value, known);
        }
        return ~known;
    }

    static ListingException error(String source, Tree.At at, String message) {
        return new ListingException(source, at.line(), at.column(), message);
    }
}
