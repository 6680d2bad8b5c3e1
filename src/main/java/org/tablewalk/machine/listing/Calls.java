package org.tablewalk.machine.listing;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Compiles the calls of one routine: of routines, through references, and of what the machine does. */
final class Calls {
    /** The kernel's spellings of the machine's accessors. */
    static final Map<String, String> SPELLINGS = Map.of("READ_ONCE", "load", "WRITE_ONCE", "store", "smp_store_release", "store_release");
    /** Intrinsics whose first argument is a place in memory. */
    private static final Set<String> MEMORY = Set.of("load", "store", "store_release", "cmpxchg", "xchg", "fetch_or", "fetch_andnot");

    private final Assembler assembler;
    private final Scope scope;
    private final Expressions expressions;
    private final Emitter ops;
    private int widestCallThrough;

    Calls(Assembler assembler, Scope scope, Expressions expressions, Emitter ops) {
        this.assembler = assembler;
        this.scope = scope;
        this.expressions = expressions;
        this.ops = ops;
    }

    /** The most arguments of a call through a reference. */
    int widestCallThrough() {
        return widestCallThrough;
    }

    /** A call by name; target -1 drops the value. */
    void call(Tree.Call call, int target) {
        int mark = scope.mark();
        Assembler.RoutineHead routine = assembler.routine(call.name());
        if (scope.known(call.name())) {
            through(call.at(), expressions.operand(new Tree.Name(call.at(), call.name())), call.arguments(), target);
        } else if (routine != null) {
            int parameters = routine.tree().parameters().size();
            if (parameters != call.arguments().size()) {
                throw scope.error(call.at(), "'" + call.name() + "' expects " + count(parameters) + " but is given " + call.arguments().size());
            }
            int window = window(call.at(), call.arguments(), 0);
            ops.emit(Op.CALL, target, routine.index(), parameters, window, 0);
        } else {
            intrinsic(call.at(), call.name(), call.arguments(), target);
        }
        scope.release(mark);
    }

    /** A call through the routine index in an operand; target -1 drops the value. */
    void through(Tree.At at, int reference, List<Tree.Expression> arguments, int target) {
        // The callback event tells three arguments, so three slots must stand there.
        int window = window(at, arguments, 3);
        widestCallThrough = Math.max(widestCallThrough, arguments.size());
        ops.emit(Op.CALL_REFERENCE, target, reference, arguments.size(), window, 0);
    }

    /** Puts arguments in consecutive slots, or finds that they stand so already. */
    private int window(Tree.At at, List<Tree.Expression> arguments, int least) {
        int first = alreadyInARow(arguments);
        if (first >= 0) {
            scope.reach(first, least);
            return first;
        }
        int window = scope.temporaries(at, Math.max(arguments.size(), least));
        for (int i = 0; i < arguments.size(); i++) {
            expressions.into(arguments.get(i), window + i);
        }
        return window;
    }

    private int alreadyInARow(List<Tree.Expression> arguments) {
        int first = -1;
        for (int i = 0; i < arguments.size(); i++) {
            if (!(arguments.get(i) instanceof Tree.Name name) || scope.variable(name.name()) != null || scope.slot(name.name()) == null) {
                return -1;
            }
            int slot = expressions.local(name);
            if (i == 0) {
                first = slot;
            } else if (slot != first + i) {
                return -1;
            }
        }
        return first;
    }

    private void intrinsic(Tree.At at, String spelling, List<Tree.Expression> given, int target) {
        String name = SPELLINGS.getOrDefault(spelling, spelling);
        Intrinsics.Intrinsic intrinsic = assembler.intrinsics().find(name);
        if (intrinsic == null && !ops.reachable()) {
            return;     // code of another configuration: what it would call need not be there
        }
        if (intrinsic == null) {
            throw scope.error(at, "expected a routine or something the machine does, but '" + spelling + "' is neither");
        }
        if (intrinsic.arity() != given.size()) {
            throw scope.error(at, "'" + spelling + "' expects " + count(intrinsic.arity()) + " but is given " + given.size());
        }
        if (target >= 0 && !intrinsic.value()) {
            throw scope.error(at, "'" + spelling + "' gives no value, expected something that does");
        }
        var arguments = new ArrayList<>(given);
        if (MEMORY.contains(name) && !arguments.isEmpty() && arguments.get(0) instanceof Tree.Load place) {
            // Accessors take the place itself in their first argument: READ_ONCE(*ptep), smp_store_release(ptep, v).
            arguments.set(0, place.address());
        }
        int[] operands = {scope.zero(), scope.zero(), scope.zero()};
        for (int i = 0; i < arguments.size(); i++) {
            operands[i] = expressions.operand(arguments.get(i));
        }
        if (intrinsic.system()) {
            ops.emit(Op.SYSTEM, target, operands[0], operands[1], operands[2], intrinsic.id());
        } else {
            ops.emit(Op.PURE, target < 0 ? scope.temporary(at) : target, operands[0], operands[1], operands[2], intrinsic.id());
        }
    }

    private static String count(int arguments) {
        return arguments == 1 ? "1 argument" : arguments + " arguments";
    }
}
