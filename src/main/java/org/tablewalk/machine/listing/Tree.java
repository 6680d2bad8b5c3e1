package org.tablewalk.machine.listing;

import java.util.List;

/** The syntax tree of a listing. Trees are at most {@link Tokens#DEEPEST} high, so that walking them recursively is safe. */
sealed interface Tree {
    /**
     * A place in a listing, both 1-based.
     */
    record At(int line, int column) {}

    At at();

    /** A listing: the era it is of, or null, its variables and its routines. */
    record Unit(At at, String source, Name era, List<Variable> variables, List<Routine> routines) implements Tree {}

    /** A variable, of every CPU or shared by all. */
    record Variable(At at, String name, boolean perCpu) implements Tree {}

    record Routine(At at, String name, List<Name> parameters, Block body, int lastLine) implements Tree {}

    sealed interface Expression extends Tree {
        /** Levels of operators in it. */
        default int height() {
            return 1;
        }
    }

    record Number(At at, long value) implements Expression {}

    record Name(At at, String name) implements Expression {}

    /** {@code &routine}: its index; {@code &p->field}: its address. */
    record Reference(At at, String name) implements Expression {}

    record Unary(At at, String operator, Expression operand, int height) implements Expression {}

    record Binary(At at, String operator, Expression left, Expression right, int height) implements Expression {}

    record Choice(At at, Expression condition, Expression then, Expression otherwise, int height) implements Expression {}

    /** {@code *address}; or a structure's field: the word at {@code address} plus {@code displacement} bytes. */
    record Load(At at, Expression address, long displacement, int height) implements Expression {}

    /** A call of a routine, an intrinsic, or, when the name is a variable's, through the reference it holds. */
    record Call(At at, String name, List<Expression> arguments, int height) implements Expression {}

    /** {@code (*callee)(arguments)}. */
    record CallThrough(At at, Expression callee, List<Expression> arguments, int height) implements Expression {}

    sealed interface Statement extends Tree {}

    /** {@code target operator= value}; the operator is empty for a plain assignment. The target is a {@link Name} or a {@link Load}. */
    record Assign(At at, Expression target, String operator, Expression value) implements Statement {}

    /** A call for its effect. */
    record Evaluate(At at, Expression call) implements Statement {}

    record If(At at, Expression condition, Statement then, Statement otherwise) implements Statement {}

    /** {@code while}, and {@code for} without its parts. */
    record Loop(At at, Statement first, Expression condition, Statement update, Statement body) implements Statement {}

    record DoWhile(At at, Statement body, Expression condition, At conditionAt) implements Statement {}

    record Switch(At at, Expression value, List<Group> groups) implements Statement {}

    /** Labels and the statements after them; {@code otherwise} when {@code default} is among the labels. */
    record Group(At at, List<Expression> labels, boolean otherwise, List<Statement> body) implements Tree {}

    record Break(At at) implements Statement {}

    record Continue(At at) implements Statement {}

    /** The value is null for a plain {@code return}, which gives 0. */
    record Return(At at, Expression value) implements Statement {}

    record Block(At at, List<Statement> statements) implements Statement {}
}
