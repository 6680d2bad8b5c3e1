package org.tablewalk.machine.listing;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.tablewalk.machine.Cells;
import org.tablewalk.machine.Layout;

/** A tiny machine for listings: words in a map, a note of what was called, one CPU, a {@code pause} that waits once. */
final class Bench implements Interpreter.Platform, Intrinsics {
    private static final List<Intrinsic> ALL = List.of(
            new Intrinsic("min", false, 0, 2, true, "min"),
            new Intrinsic("triple", false, 1, 1, true, "triple"),
            new Intrinsic("load", true, 0, 1, true, "ldr"),
            new Intrinsic("store", true, 1, 2, false, "str"),
            new Intrinsic("store_release", true, 2, 2, false, "stlr"),
            new Intrinsic("cmpxchg", true, 3, 3, true, "casal"),
            new Intrinsic("tlbi", true, 4, 2, false, "tlbi"),
            new Intrinsic("pause", true, 5, 0, false, "yield"));

    final Map<Long, Long> memory = new HashMap<>();
    final List<String> calls = new ArrayList<>();
    final Map<String, Long> constants = new HashMap<>(Map.of("EINVAL", 22L, "SEVEN", 7L, "vmalls12e1is", 3L, "OFF", 0L, "ON", 1L));
    final Map<String, Long> fields = new HashMap<>(Map.of("first", 0L, "next", 24L));
    final List<String> events = new ArrayList<>();
    Interpreter interpreter;
    Program program;
    Cells cells;
    ListingPlan plan;
    int steps;
    private boolean paused;

    Program assemble(String text) {
        return Assembler.assemble(List.of(new Source("test.tw", text)), this);
    }

    /** Assembles and runs a routine to its end: its value. */
    long run(String text, String routine, long... arguments) {
        start(text, routine, arguments);
        for (steps = 1; steps < 100_000; steps++) {
            switch (interpreter.step(0, this)) {
                case Interpreter.LEFT -> {
                    return interpreter.returned();
                }
                case Interpreter.OVERFLOW -> throw new IllegalStateException("overflow");
                default -> {}
            }
        }
        throw new IllegalStateException("does not end");
    }

    /** The value of an expression of a and b. */
    long value(String expression, long a, long b) {
        return run("routine f(a, b) { return " + expression + "; }", "f", a, b);
    }

    void start(String text, String routine, long... arguments) {
        program = assemble(text);
        var layout = new Layout();
        plan = ListingPlan.of(program, layout, 1, 256);
        cells = new Cells(layout.size());
        interpreter = new Interpreter(program, cells, plan, (kind, actor, a, b, c) -> events.add(kind + ":" + a + "," + b + "," + c));
        if (!interpreter.enter(0, program.routine(routine).index(), arguments)) {
            throw new IllegalStateException("no room");
        }
    }

    /** The disassembly of a routine. */
    List<String> text(String routine) {
        var r = program.routine(routine);
        var text = new ArrayList<String>();
        for (int pc = r.entry(); pc < r.end(); pc++) {
            text.add(Disassembler.text(program, this, pc));
        }
        return text;
    }

    @Override
    public long pure(int id, long a, long b, long c) {
        return id == 0 ? Math.min(a, b) : 3 * a;
    }

    @Override
    public long system(int id, int cpu, long a, long b, long c) {
        calls.add(get(true, id).name() + "(" + Long.toHexString(a) + "," + Long.toHexString(b) + ")");
        switch (id) {
            case 0 -> {
                return memory.getOrDefault(a + b, 0L);
            }
            case 1, 2 -> memory.put(a + c, b);
            case 3 -> {
                long old = memory.getOrDefault(a, 0L);
                if (old == b) {
                    memory.put(a, c);
                }
                return old;
            }
            case 5 -> {
                if (!paused) {
                    interpreter.waits();
                }
                paused = !paused;
            }
            default -> {}
        }
        return 0;
    }

    @Override
    public Intrinsic find(String name) {
        return ALL.stream().filter(i -> i.name().equals(name)).findFirst().orElse(null);
    }

    @Override
    public Intrinsic get(boolean system, int id) {
        return ALL.stream().filter(i -> i.system() == system && i.id() == id).findFirst().orElseThrow();
    }

    @Override
    public Long constant(String name) {
        return constants.get(name);
    }

    @Override
    public Long field(String name) {
        return fields.get(name);
    }
}
