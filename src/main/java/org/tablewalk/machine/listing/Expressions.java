package org.tablewalk.machine.listing;

/** Compiles expressions of one routine: constants folded, each operation straight into the slot that wants it. */
final class Expressions {
    private final Assembler assembler;
    private final Scope scope;
    private final Emitter ops;
    private final Calls calls;

    Expressions(Assembler assembler, Scope scope, Emitter ops) {
        this.assembler = assembler;
        this.scope = scope;
        this.ops = ops;
        calls = new Calls(assembler, scope, this, ops);
    }

    /** The calls in the routine's expressions and statements. */
    Calls calls() {
        return calls;
    }

    /** An operand that holds the expression's value: a constant, a local's own slot, or a temporary. */
    int operand(Tree.Expression unresolved) {
        Tree.Expression e = scope.resolve(unresolved);
        Long value = scope.constant(e);
        if (value != null) {
            return scope.operand(value);
        }
        if (scope.local(e)) {
            return local((Tree.Name) e);
        }
        int slot = scope.temporary(e.at());
        into(e, slot);
        return slot;
    }

    /** The slot of a local that is read. */
    int local(Tree.Name name) {
        Integer slot = scope.slot(name.name());
        if (slot == null) {
            throw scope.error(name.at(), "expected a variable or a constant, but '" + name.name() + "' is neither");
        }
        if (!ops.isAssigned(slot)) {
            throw scope.error(name.at(), "'" + name.name() + "' may be read before it is assigned");
        }
        return slot;
    }

    /** Leaves the value of an expression in a slot. */
    void into(Tree.Expression unresolved, int target) {
        Tree.Expression e = scope.resolve(unresolved);
        int mark = scope.mark();
        Long value = scope.constant(e);
        if (value != null) {
            ops.emit(Op.MOV, target, scope.operand(value), 0, 0, 0);
            return;
        }
        switch (e) {
            case Tree.Number _,Tree.Reference _ -> throw new IllegalStateException("not folded");
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
            case Tree.Call call -> calls.call(call, target);
            case Tree.CallThrough call -> calls.through(call.at(), operand(call.callee()), call.arguments(), target);
        }
        scope.release(mark);
    }

    private void read(Tree.Name name, int target) {
        Assembler.Variable variable = scope.variable(name.name());
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
                ops.emit(Op.EQ, target, through(unary.operand(), target), scope.zero(), 0, 0);
            }
        } else if (unary.operator().equals("-")) {
            ops.emit(Op.SUB, target, scope.zero(), through(unary.operand(), target), 0, 0);
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
            ops.emit(Op.MOV, target, scope.operand(1), 0, 0, 0);
            ops.jump(end);
            ops.bind(no);
            ops.emit(Op.MOV, target, scope.zero(), 0, 0, 0);
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
        Tree.Expression e = scope.resolve(unresolved);
        if (target < scope.locals().size() || scope.constant(e) != null || scope.local(e)) {
            return operand(e);
        }
        into(e, target);
        return target;
    }

    /** Jumps if an expression is true ({@code when}) or false; falls through otherwise. */
    void branch(Tree.Expression e, Emitter.Label target, boolean when) {
        Long value = scope.constant(e);
        if (value != null) {
            if (value != 0 == when) {
                ops.jump(target);
            }
            return;
        }
        int mark = scope.mark();
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
        scope.release(mark);
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
        Long value = scope.constant(e);
        return value != null && value == 0;
    }

    /** The operand with the address of a place in memory; a known one includes the displacement. */
    int place(Tree.Load place) {
        Long known = scope.constant(place.address());
        return known == null ? operand(place.address()) : scope.operand(known + place.displacement());
    }

    private int displacement(Tree.Load place) {
        return scope.operand(scope.constant(place.address()) == null ? place.displacement() : 0);
    }

    /** Reads the word at a place, as {@link #place} gave its address. */
    void load(Tree.Load place, int target, int address) {
        ops.emit(Op.SYSTEM, target, address, displacement(place), scope.zero(), memory(place.at(), "load").id());
    }

    /** Writes the word at a place, as {@link #place} gave its address. */
    void store(Tree.Load place, int address, int value) {
        ops.emit(Op.SYSTEM, -1, address, value, displacement(place), memory(place.at(), "store").id());
    }

    private Intrinsics.Intrinsic memory(Tree.At at, String name) {
        Intrinsics.Intrinsic intrinsic = assembler.intrinsics().find(name);
        if (intrinsic == null) {
            throw scope.error(at, "this machine has no memory to " + name);
        }
        return intrinsic;
    }

}
