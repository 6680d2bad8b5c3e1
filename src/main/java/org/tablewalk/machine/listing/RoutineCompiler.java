package org.tablewalk.machine.listing;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;

/** Compiles the statements of one routine. */
final class RoutineCompiler {
    /** Slots of one frame: parameters, locals and temporaries. */
    static final int SLOTS = 64;

    /** Ops, names of the locals by slot, slots needed, and the most arguments of a call through a reference. */
    record Compiled(Emitter.Finished ops, List<String> locals, int slots, int widestCallThrough) {}

    /** Where break and continue lead. */
    private record Loop(Emitter.Label end, Emitter.Label again, Loop outer) {}

    private final Tree.Routine routine;
    private final Scope scope;
    private final Emitter ops = new Emitter();
    private final Expressions expressions;
    private Loop loop;

    RoutineCompiler(Assembler assembler, Assembler.RoutineHead head) {
        routine = head.tree();
        scope = new Scope(assembler, head);
        expressions = new Expressions(assembler, scope, ops);
        for (int i = 0; i < routine.parameters().size(); i++) {
            ops.assign(i);
        }
    }

    Compiled compile() {
        statement(routine.body());
        ops.line(routine.lastLine());
        ops.leave(scope.zero());
        return new Compiled(ops.finish(), scope.locals(), scope.slots(), expressions.calls().widestCallThrough());
    }

    private void statement(Tree.Statement statement) {
        ops.line(statement.at().line());
        int mark = scope.mark();
        switch (statement) {
            case Tree.Assign assign -> assign(assign);
            case Tree.Evaluate evaluate -> evaluate(evaluate);
            case Tree.If choice -> choose(choice);
            case Tree.Loop repeat -> repeat(repeat);
            case Tree.DoWhile repeat -> repeat(repeat);
            case Tree.Switch choice -> choose(choice);
            case Tree.Break leave -> ops.jump(target(leave));
            case Tree.Continue again -> ops.jump(target(again));
            case Tree.Return leave -> ops.leave(leave.value() == null ? scope.zero() : expressions.operand(leave.value()));
            case Tree.Block block -> block.statements().forEach(this::statement);
        }
        scope.release(mark);
    }

    private void assign(Tree.Assign assign) {
        boolean plain = assign.operator().isEmpty();
        switch (scope.resolve(assign.target())) {
            case Tree.Load place -> {
                int address = expressions.place(place);
                int value = plain ? expressions.operand(assign.value()) : -1;
                if (!plain) {
                    value = scope.temporary(assign.at());
                    expressions.load(place, value, address);
                    expressions.operation(assign.operator(), value, value, expressions.operand(assign.value()));
                }
                expressions.store(place, address, value);
            }
            case Tree.Name name when scope.variable(name.name()) != null -> {
                Assembler.Variable variable = scope.variable(name.name());
                int value;
                if (plain) {
                    value = expressions.operand(assign.value());
                } else {
                    value = scope.temporary(assign.at());
                    expressions.into(name, value);
                    expressions.operation(assign.operator(), value, value, expressions.operand(assign.value()));
                }
                ops.emit(variable.perCpu() ? Op.STORE_CPU : Op.STORE_SHARED, variable.index(), value, 0, 0, 0);
            }
            case Tree.Name name -> {
                if (scope.isConstant(name.name())) {
                    throw scope.error(name.at(), "'" + name.name() + "' is a constant, expected a variable to assign to");
                }
                int slot = scope.slot(name.name());
                if (plain) {
                    expressions.into(assign.value(), slot);
                } else {
                    expressions.operation(assign.operator(), slot, expressions.operand(name), expressions.operand(assign.value()));
                }
                ops.assign(slot);
            }
            default -> throw new IllegalStateException("not assignable: " + assign.target());
        }
    }

    private void evaluate(Tree.Evaluate evaluate) {
        switch (evaluate.call()) {
            case Tree.Call call -> expressions.calls().call(call, -1);
            case Tree.CallThrough call -> expressions.calls().through(call.at(), expressions.operand(call.callee()), call.arguments(), -1);
            default -> throw new IllegalStateException("not a call: " + evaluate.call());
        }
    }

    /** Whether a condition asks for a setting that is named CONFIG_ and something: what depends on it is no part of the program without it, as in the kernel. */
    private boolean configured(Tree.Expression condition) {
        Tree.Expression asked = condition instanceof Tree.Unary not && not.operator().equals("!") ? not.operand() : condition;
        return asked instanceof Tree.Name name && name.name().startsWith("CONFIG_") && scope.constant(name) != null;
    }

    private void choose(Tree.If choice) {
        if (configured(choice.condition())) {
            Tree.Statement chosen = scope.constant(choice.condition()) != 0 ? choice.then() : choice.otherwise();
            if (chosen != null) {
                statement(chosen);
            }
            return;
        }
        Emitter.Label shortcut = choice.otherwise() == null ? onlyJump(choice.then()) : null;
        if (shortcut != null) {
            expressions.branch(choice.condition(), shortcut, true);
            return;
        }
        var otherwise = new Emitter.Label();
        expressions.branch(choice.condition(), otherwise, false);
        statement(choice.then());
        if (choice.otherwise() == null) {
            ops.bind(otherwise);
            return;
        }
        var end = new Emitter.Label();
        ops.jump(end);
        ops.bind(otherwise);
        statement(choice.otherwise());
        ops.bind(end);
    }

    /** The destination of a statement that is nothing but break or continue. */
    private Emitter.Label onlyJump(Tree.Statement statement) {
        return switch (statement) {
            case Tree.Break leave -> target(leave);
            case Tree.Continue again -> target(again);
            case Tree.Block block when block.statements().size() == 1 -> onlyJump(block.statements().get(0));
            default -> null;
        };
    }

    private Emitter.Label target(Tree.Break leave) {
        if (loop == null) {
            throw scope.error(leave.at(), "expected 'break' only inside a loop or a switch");
        }
        return loop.end;
    }

    private Emitter.Label target(Tree.Continue again) {
        Loop at = loop;
        while (at != null && at.again == null) {
            at = at.outer;
        }
        if (at == null) {
            throw scope.error(again.at(), "expected 'continue' only inside a loop");
        }
        return at.again;
    }

    /** The condition stands before the loop and again at its end, so that a turn costs one branch. */
    private void repeat(Tree.Loop repeat) {
        if (repeat.first() != null) {
            statement(repeat.first());
        }
        var inner = new Loop(new Emitter.Label(), new Emitter.Label(), loop);
        var top = new Emitter.Label();
        ops.line(repeat.at().line());
        if (repeat.condition() != null) {
            expressions.branch(repeat.condition(), inner.end, false);
        }
        ops.bind(top);
        loop = inner;
        statement(repeat.body());
        loop = inner.outer;
        ops.bind(inner.again);
        ops.line(repeat.at().line());
        if (repeat.update() != null) {
            statement(repeat.update());
        }
        if (repeat.condition() == null) {
            ops.jump(top);
        } else {
            expressions.branch(repeat.condition(), top, true);
        }
        ops.bind(inner.end);
    }

    private void repeat(Tree.DoWhile repeat) {
        var inner = new Loop(new Emitter.Label(), new Emitter.Label(), loop);
        var top = new Emitter.Label();
        ops.bind(top);
        loop = inner;
        statement(repeat.body());
        loop = inner.outer;
        ops.bind(inner.again);
        ops.line(repeat.conditionAt().line());
        expressions.branch(repeat.condition(), top, true);
        ops.bind(inner.end);
    }

    private void choose(Tree.Switch choice) {
        var labels = new ArrayList<Emitter.Label>();
        var cases = new HashMap<Long, Emitter.Label>();
        var seen = new HashSet<Long>();
        var end = new Emitter.Label();
        var otherwise = end;
        Long known = scope.constant(choice.value());
        int value = expressions.operand(choice.value());
        int mark = scope.mark();
        int scratch = known == null ? scope.temporary(choice.at()) : -1;
        for (Tree.Group group : choice.groups()) {
            var label = new Emitter.Label();
            labels.add(label);
            for (Tree.Expression one : group.labels()) {
                Long constant = scope.constant(one);
                if (constant == null) {
                    throw scope.error(one.at(), "expected a constant after 'case'");
                }
                if (!seen.add(constant)) {
                    throw scope.error(one.at(), "there is already a case of this value");
                }
                cases.put(constant, label);
                if (known == null) {
                    test(value, scratch, constant, label);
                }
            }
            if (group.otherwise()) {
                if (otherwise != end) {
                    throw scope.error(group.at(), "there is already a 'default'");
                }
                otherwise = label;
            }
        }
        scope.release(mark);
        ops.jump(known == null ? otherwise : cases.getOrDefault(known, otherwise));
        loop = new Loop(end, null, loop);
        for (int i = 0; i < labels.size(); i++) {
            ops.bind(labels.get(i));
            choice.groups().get(i).body().forEach(this::statement);
        }
        loop = loop.outer;
        ops.bind(end);
    }

    private void test(int value, int scratch, long constant, Emitter.Label label) {
        if (constant == 0) {
            ops.branch(Op.BRZ, value, label);
        } else {
            ops.emit(Op.EQ, scratch, value, scope.operand(constant), 0, 0);
            ops.branch(Op.BRNZ, scratch, label);
        }
    }
}
