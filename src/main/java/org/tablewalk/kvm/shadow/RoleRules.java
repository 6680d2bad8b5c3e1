package org.tablewalk.kvm.shadow;

import org.tablewalk.machine.Cells;
import org.tablewalk.machine.Layout;
import org.tablewalk.machine.listing.Interpreter;
import org.tablewalk.machine.listing.Program;
import org.tablewalk.machine.x86.PureFunctions;
import org.tablewalk.machine.x86.X86Map;

/**
 * What role words mean, asked of the design's own listing: its routines are run here on a word, away from any machine's state. So a view or a check
 * never has a second copy of a rule, and a listing that was edited is asked as it was edited. Not thread safe.
 */
public final class RoleRules {
    /** A routine about a role word is short; one that is not is given up. */
    private static final int MOST_OPS = 10_000;
    private static final int STACK = 256;

    private final Program program;
    private final Interpreter.Plan plan;
    private final PureFunctions pure;
    private final int size;
    private Cells cells;
    private Interpreter interpreter;

    /** The rules in a machine's program. */
    public RoleRules(X86Map map) {
        program = map.program();
        pure = new PureFunctions(map);
        Layout layout = new Layout();
        plan = Interpreter.plan(program, layout, 1, STACK);
        size = layout.size();
        reset();
    }

    private void reset() {
        cells = new Cells(size);
        interpreter = new Interpreter(program, cells, plan, new Interpreter.Platform() {
            @Override
            public long pure(int id, long a, long b, long c) {
                return pure.apply(id, a, b, c);
            }

            /** A rule about a word has nothing to do with memory; what it would read there is 0. */
            @Override
            public long system(int id, int cpu, long a, long b, long c) {
                return 0;
            }
        });
    }

    /** Whether the page maps a linear range and shadows no guest table. */
    public boolean direct(long word) {
        return call("is_direct", word) != 0;
    }

    /** Whether the page stands above the guest's root and shadows no guest table. */
    public boolean passthrough(long word) {
        return call("is_passthrough", word) != 0;
    }

    /** Whether a write to the guest frame named by the page's gfn is a write to what the page shadows. */
    public boolean hasGuestEntries(long word) {
        return call("sp_has_gptes", word) != 0;
    }

    /** Whether the design gives the page an array of gfns. */
    public boolean wantsGfns(long word) {
        return call("wants_gfns", word) != 0;
    }

    /** The value of a routine; 0 if the program has none of that name with so many parameters, or if it does not come to an end. */
    public long call(String routine, long... arguments) {
        Program.Routine r = program.routine(routine);
        if (r == null || r.parameters().size() != arguments.length || !interpreter.enter(0, r.index(), arguments)) {
            return 0;
        }
        for (int ops = 0; ops < MOST_OPS; ops++) {
            switch (interpreter.step(0)) {
                case Interpreter.LEFT -> {
                    return interpreter.returned();
                }
                case Interpreter.OVERFLOW -> ops = MOST_OPS;
                default -> { }
            }
        }
        reset();
        return 0;
    }
}
