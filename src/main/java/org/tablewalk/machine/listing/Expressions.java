package org.tablewalk.machine.listing;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;

/** Compiles expressions of one routine: constants folded, each operation straight into the slot that wants it. */
final class Expressions {
    private final Assembler assembler;
    private final String source;
    private final List<String> locals;
    private final Map<String, Integer> slotOf = new HashMap<>();
    final Emitter ops = new Emitter();
    private int top;
    private int slots;
    private int widestCallThrough;

    Expressions(Assembler assembler, Assembler.RoutineHead head) {
        this.assembler = assembler;
        this.source = head.source();
        var seen = new HashSet<String>();
        for (Tree.Name parameter : head.tree().parameters()) {
            if (!seen.add(parameter.name())) {
                throw error(parameter.at(), "there is already a parameter '" + parameter.name() + "'");
            }
            if (assembler.variable(parameter.name()) != null || assembler.constant(parameter.name()) != null) {
                throw error(parameter.at(), "'" + parameter.name() + "' is a " + (assembler.variable(parameter.name()) != null ? "variable" : "constant")
                        + ", expected another name for the parameter");
            }
        }
        locals = Locals.of(head.tree(), name -> assembler.variable(name) != null || isConstant(name) || field(name) != null);
        for (String name : locals) {
            slotOf.put(name, slotOf.size());
        }
        top = locals.size();
        slots = top;
        if (top > RoutineCompiler.SLOTS) {
            throw error(head.tree().at(), "expected at most " + RoutineCompiler.SLOTS + " locals in one routine");
        }
        for (int i = 0; i < head.tree().parameters().size(); i++) {
            ops.assign(i);
        }
    }

    List<String> locals() {
        return locals;
    }

    /** The slot of a local that is written. */
    int slot(String local) {
        return slotOf.get(local);
    }

    int slots() {
        return slots;
    }

    int widestCallThrough() {
        return widestCallThrough;
    }

    /** A fresh temporary; {@link #release} gives it and all later ones back. */
    int temporary(Tree.At at) {
        return temporaries(at, 1);
    }

    private int temporaries(Tree.At at, int count) {
        int first = top;
        top += count;
        if (top > RoutineCompiler.SLOTS) {
            throw error(at, "expected at most " + RoutineCompiler.SLOTS + " slots for locals and intermediate values");
        }
        slots = Math.max(slots, top);
        return first;
    }

    int mark() {
        return top;
    }

    void release(int mark) {
        top = mark;
    }

    /** The offset of the structure's field that a name such as {@code sp->gfn} ends in, or null if it is none. */
    private Long field(String name) {
        int arrow = name.lastIndexOf("->");
        return arrow < 0 ? null : assembler.intrinsics().field(name.substring(arrow + 2));
    }

    /** What a name stands for: a field is the word at an address, a reference to a field that address. Everything else stays as it is. */
    Tree.Expression resolve(Tree.Expression e) {
        String name = e instanceof Tree.Name plain ? plain.name() : e instanceof Tree.Reference reference ? reference.name() : "";
        Long offset = known(name) || isConstant(name) ? null : field(name);
        if (offset == null) {
            return e;
        }
        var structure = new Tree.Name(e.at(), name.substring(0, name.lastIndexOf("->")));
        return e instanceof Tree.Name ? new Tree.Load(e.at(), structure, offset, 2)
                : new Tree.Binary(e.at(), "+", structure, new Tree.Number(e.at(), offset), 2);
    }

    /** The value of an expression that is known now, or null. */
    Long constant(Tree.Expression unresolved) {
        Tree.Expression e = resolve(unresolved);
        return switch (e) {
            case Tree.Number number -> number.value();
            case Tree.Name name -> known(name.name()) ? null : assembler.constant(name.name());
            case Tree.Reference reference -> (long) routine(reference.at(), reference.name()).index();
            case Tree.Unary unary -> {
                Long a = constant(unary.operand());
                yield a == null ? null : Operators.unary(unary.operator(), a);
            }
            case Tree.Binary binary -> fold(binary);
            case Tree.Choice choice -> {
                Long condition = constant(choice.condition());
                Long then = constant(choice.then());
                Long otherwise = constant(choice.otherwise());
                yield condition == null || then == null || otherwise == null ? null : condition != 0 ? then : otherwise;
            }
            case Tree.Load _, Tree.Call _, Tree.CallThrough _ -> null;
        };
    }

    private Long fold(Tree.Binary binary) {
        Long a = constant(binary.left());
        Long b = constant(binary.right());
        return a == null || b == null ? null : Operators.binary(binary.operator(), a, b);
    }

    private boolean known(String name) {
        return slotOf.containsKey(name) || assembler.variable(name) != null;
    }

    /** An operand that holds the expression's value: a constant, a local's own slot, or a temporary. */
    int operand(Tree.Expression unresolved) {
        Tree.Expression e = resolve(unresolved);
        Long value = constant(e);
        if (value != null) {
            return assembler.constant(value);
        }
        if (e instanceof Tree.Name name && assembler.variable(name.name()) == null) {
            return local(name);
        }
        int slot = temporary(e.at());
        into(e, slot);
        return slot;
    }

    /** The slot of a local that is read. */
    private int local(Tree.Name name) {
        Integer slot = slotOf.get(name.name());
        if (slot == null) {
            throw error(name.at(), "expected a variable or a constant, but '" + name.name() + "' is neither");
        }
        if (!ops.isAssigned(slot)) {
            throw error(name.at(), "'" + name.name() + "' may be read before it is assigned");
        }
        return slot;
    }

    /** Leaves the value of an expression in a slot. */
    void into(Tree.Expression unresolved, int target) {
        Tree.Expression e = resolve(unresolved);
        int mark = mark();
        Long value = constant(e);
        if (value != null) {
            ops.emit(Op.MOV, target, assembler.constant(value), 0, 0, 0);
            return;
        }
        switch (e) {
            case Tree.Number _, Tree.Reference _ -> throw new IllegalStateException("not folded");
            case Tree.Name name -> read(name, target);
            case Tree.Unary unary -> unary(unary, target);
            case Tree.Binary binary -> binary(binary, target);
            case Tree.Choice choice -> {
                var otherwise = new Emitter.Label();
                var end = new Emitter.Label();
                branch(choice.condition(), otherwise, false);
                into(choice.then(), target);
                ops.jump(end);
                ops.bind(otherwise);
                into(choice.otherwise(), target);
                ops.bind(end);
            }
            case Tree.Load load -> load(load, target, place(load));
            case Tree.Call call -> call(call, target);
            case Tree.CallThrough call -> callThrough(call.at(), operand(call.callee()), call.arguments(), target);
        }
        release(mark);
    }

    private void read(Tree.Name name, int target) {
        Assembler.Variable variable = assembler.variable(name.name());
        if (variable != null) {
            ops.emit(variable.perCpu() ? Op.LOAD_CPU : Op.LOAD_SHARED, target, variable.index(), 0, 0, 0);
        } else if (local(name) != target) {
            ops.emit(Op.MOV, target, local(name), 0, 0, 0);
        }
    }

    private void unary(Tree.Unary unary, int target) {
        if (unary.operator().equals("!")) {
            if (unary.operand() instanceof Tree.Binary inner && Operators.inverse(inner.operator()) != null) {
                into(new Tree.Binary(inner.at(), Operators.inverse(inner.operator()), inner.left(), inner.right(), inner.height()), target);
            } else {
                ops.emit(Op.EQ, target, through(unary.operand(), target), zero(), 0, 0);
            }
        } else if (unary.operator().equals("-")) {
            ops.emit(Op.SUB, target, zero(), through(unary.operand(), target), 0, 0);
        } else {
            ops.emit(Op.NOT, target, through(unary.operand(), target), 0, 0, 0);
        }
    }

    private void binary(Tree.Binary binary, int target) {
        String operator = binary.operator();
        if (operator.equals("&&") || operator.equals("||")) {
            var no = new Emitter.Label();
            var end = new Emitter.Label();
            branch(binary, no, false);
            ops.emit(Op.MOV, target, assembler.constant(1), 0, 0, 0);
            ops.jump(end);
            ops.bind(no);
            ops.emit(Op.MOV, target, zero(), 0, 0, 0);
            ops.bind(end);
            return;
        }
        int left = through(binary.left(), target);
        int right = operand(binary.right());
        operation(operator, target, left, right);
    }

    /** Emits one arithmetic or comparison op. */
    void operation(String operator, int target, int left, int right) {
        boolean swapped = operator.equals(">") || operator.equals(">=");
        ops.emit(Operators.op(operator), target, swapped ? right : left, swapped ? left : right, 0, 0);
    }

    /** As {@link #operand}, but an intermediate value may stand in the target, if that is no local which the rest could read. */
    private int through(Tree.Expression unresolved, int target) {
        Tree.Expression e = resolve(unresolved);
        if (target < locals.size() || constant(e) != null || e instanceof Tree.Name name && assembler.variable(name.name()) == null) {
            return operand(e);
        }
        into(e, target);
        return target;
    }

    /** Jumps if an expression is true ({@code when}) or false; falls through otherwise. */
    void branch(Tree.Expression e, Emitter.Label target, boolean when) {
        Long value = constant(e);
        if (value != null) {
            if (value != 0 == when) {
                ops.jump(target);
            }
            return;
        }
        int mark = mark();
        if (e instanceof Tree.Unary unary && unary.operator().equals("!")) {
            branch(unary.operand(), target, !when);
        } else if (e instanceof Tree.Binary binary && (binary.operator().equals("&&") || binary.operator().equals("||"))) {
            // a && b jumps on false at each half; when it is to jump on true, the first half only skips. || is its mirror.
            if (binary.operator().equals("||") == when) {
                branch(binary.left(), target, when);
                branch(binary.right(), target, when);
            } else {
                var skip = new Emitter.Label();
                branch(binary.left(), skip, !when);
                branch(binary.right(), target, when);
                ops.bind(skip);
            }
        } else if (e instanceof Tree.Binary binary && comparedWithZero(binary) != null) {
            branch(comparedWithZero(binary), target, binary.operator().equals("!=") == when);
        } else {
            ops.branch(when ? Op.BRNZ : Op.BRZ, operand(e), target);
        }
        release(mark);
    }

    private Tree.Expression comparedWithZero(Tree.Binary binary) {
        if (!binary.operator().equals("==") && !binary.operator().equals("!=")) {
            return null;
        }
        if (isZero(binary.right())) {
            return binary.left();
        }
        return isZero(binary.left()) ? binary.right() : null;
    }

    private boolean isZero(Tree.Expression e) {
        Long value = constant(e);
        return value != null && value == 0;
    }

    /** A call; target -1 drops the value. */
    void call(Tree.Call call, int target) {
        int mark = mark();
        Assembler.RoutineHead routine = assembler.routine(call.name());
        if (known(call.name())) {
            callThrough(call.at(), operand(new Tree.Name(call.at(), call.name())), call.arguments(), target);
        } else if (routine != null) {
            int parameters = routine.tree().parameters().size();
            if (parameters != call.arguments().size()) {
                throw error(call.at(), "'" + call.name() + "' expects " + count(parameters) + " but is given " + call.arguments().size());
            }
            int window = window(call.at(), call.arguments(), 0);
            ops.emit(Op.CALL, target, routine.index(), parameters, window, 0);
        } else {
            intrinsic(call.at(), call.name(), call.arguments(), target);
        }
        release(mark);
    }

    /** A call through the routine index in an operand; target -1 drops the value. */
    void callThrough(Tree.At at, int reference, List<Tree.Expression> arguments, int target) {
        // The callback event tells three arguments, so three slots must stand there.
        int window = window(at, arguments, 3);
        widestCallThrough = Math.max(widestCallThrough, arguments.size());
        ops.emit(Op.CALL_REFERENCE, target, reference, arguments.size(), window, 0);
    }

    /** Puts arguments in consecutive slots, or finds that they stand so already. */
    private int window(Tree.At at, List<Tree.Expression> arguments, int least) {
        int first = alreadyInARow(arguments);
        if (first >= 0) {
            slots = Math.max(slots, first + least);
            return first;
        }
        int window = temporaries(at, Math.max(arguments.size(), least));
        for (int i = 0; i < arguments.size(); i++) {
            into(arguments.get(i), window + i);
        }
        return window;
    }

    private int alreadyInARow(List<Tree.Expression> arguments) {
        int first = -1;
        for (int i = 0; i < arguments.size(); i++) {
            if (!(arguments.get(i) instanceof Tree.Name name) || assembler.variable(name.name()) != null || !slotOf.containsKey(name.name())) {
                return -1;
            }
            int slot = local(name);
            if (i == 0) {
                first = slot;
            } else if (slot != first + i) {
                return -1;
            }
        }
        return first;
    }

    private void intrinsic(Tree.At at, String spelling, List<Tree.Expression> given, int target) {
        String name = RoutineCompiler.SPELLINGS.getOrDefault(spelling, spelling);
        Intrinsics.Intrinsic intrinsic = assembler.intrinsics().find(name);
        if (intrinsic == null) {
            throw error(at, "expected a routine or something the machine does, but '" + spelling + "' is neither");
        }
        if (intrinsic.arity() != given.size()) {
            throw error(at, "'" + spelling + "' expects " + count(intrinsic.arity()) + " but is given " + given.size());
        }
        if (target >= 0 && !intrinsic.value()) {
            throw error(at, "'" + spelling + "' gives no value, expected something that does");
        }
        var arguments = new ArrayList<>(given);
        if (RoutineCompiler.MEMORY.contains(name) && !arguments.isEmpty() && arguments.get(0) instanceof Tree.Load place) {
            // Accessors take the place itself in their first argument: READ_ONCE(*ptep), smp_store_release(ptep, v).
            arguments.set(0, place.address());
        }
        int[] operands = {zero(), zero(), zero()};
        for (int i = 0; i < arguments.size(); i++) {
            operands[i] = operand(arguments.get(i));
        }
        if (intrinsic.system()) {
            ops.emit(Op.SYSTEM, target, operands[0], operands[1], operands[2], intrinsic.id());
        } else {
            ops.emit(Op.PURE, target < 0 ? temporary(at) : target, operands[0], operands[1], operands[2], intrinsic.id());
        }
    }

    /** The operand with the address of a place in memory; a known one includes the displacement. */
    int place(Tree.Load place) {
        Long known = constant(place.address());
        return known == null ? operand(place.address()) : constantOperand(known + place.displacement());
    }

    private int displacement(Tree.Load place) {
        return constantOperand(constant(place.address()) == null ? place.displacement() : 0);
    }

    /** Reads the word at a place, as {@link #place} gave its address. */
    void load(Tree.Load place, int target, int address) {
        ops.emit(Op.SYSTEM, target, address, displacement(place), zero(), memory(place.at(), "load").id());
    }

    /** Writes the word at a place, as {@link #place} gave its address. */
    void store(Tree.Load place, int address, int value) {
        ops.emit(Op.SYSTEM, -1, address, value, displacement(place), memory(place.at(), "store").id());
    }

    private Intrinsics.Intrinsic memory(Tree.At at, String name) {
        Intrinsics.Intrinsic intrinsic = assembler.intrinsics().find(name);
        if (intrinsic == null) {
            throw error(at, "this machine has no memory to " + name);
        }
        return intrinsic;
    }

    Assembler.Variable variable(String name) {
        return assembler.variable(name);
    }

    boolean isConstant(String name) {
        return assembler.constant(name) != null;
    }

    int zero() {
        return assembler.constant(0);
    }

    int constantOperand(long value) {
        return assembler.constant(value);
    }

    private Assembler.RoutineHead routine(Tree.At at, String name) {
        Assembler.RoutineHead routine = assembler.routine(name);
        if (routine == null) {
            throw error(at, "expected the name of a routine, but there is no '" + name + "'");
        }
        return routine;
    }

    private static String count(int arguments) {
        return arguments == 1 ? "1 argument" : arguments + " arguments";
    }

    ListingException error(Tree.At at, String message) {
        return Assembler.error(source, at, message);
    }
}
