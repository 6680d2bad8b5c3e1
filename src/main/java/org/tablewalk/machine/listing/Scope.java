package org.tablewalk.machine.listing;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;

/** What names and constant expressions of one routine stand for, and the slots of its frame: locals first, then temporaries. */
final class Scope {
    private final Assembler assembler;
    private final String source;
    private final List<String> locals;
    private final Map<String, Integer> slotOf = new HashMap<>();
    private int top;
    private int slots;

    Scope(Assembler assembler, Assembler.RoutineHead head) {
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
    }

    List<String> locals() {
        return locals;
    }

    /** The slot of a local, or null if the name is none. */
    Integer slot(String local) {
        return slotOf.get(local);
    }

    /** Whether an expression is the name of a local, as far as its kind goes: what is no local is refused where it is read. */
    boolean local(Tree.Expression e) {
        return e instanceof Tree.Name name && assembler.variable(name.name()) == null;
    }

    /** Slots needed so far. */
    int slots() {
        return slots;
    }

    /** A fresh temporary; {@link #release} gives it and all later ones back. */
    int temporary(Tree.At at) {
        return temporaries(at, 1);
    }

    /** The first of so many in a row. */
    int temporaries(Tree.At at, int count) {
        int first = top;
        top += count;
        if (top > RoutineCompiler.SLOTS) {
            throw error(at, "expected at most " + RoutineCompiler.SLOTS + " slots for locals and intermediate values");
        }
        slots = Math.max(slots, top);
        return first;
    }

    /** Makes at least so many slots from one on part of the frame. */
    void reach(int first, int count) {
        slots = Math.max(slots, first + count);
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
            case Tree.Load _,Tree.Call _,Tree.CallThrough _ -> null;
        };
    }

    private Long fold(Tree.Binary binary) {
        Long a = constant(binary.left());
        Long b = constant(binary.right());
        return a == null || b == null ? null : Operators.binary(binary.operator(), a, b);
    }

    /** Whether a name is that of a local or a variable. */
    boolean known(String name) {
        return slotOf.containsKey(name) || assembler.variable(name) != null;
    }

    private Assembler.RoutineHead routine(Tree.At at, String name) {
        Assembler.RoutineHead routine = assembler.routine(name);
        if (routine == null) {
            throw error(at, "expected the name of a routine, but there is no '" + name + "'");
        }
        return routine;
    }

    /** A variable, or null if the name is none. */
    Assembler.Variable variable(String name) {
        return assembler.variable(name);
    }

    /** Whether a name is that of a constant. */
    boolean isConstant(String name) {
        return assembler.constant(name) != null;
    }

    /** The operand 0. */
    int zero() {
        return assembler.constant(0);
    }

    /** The operand of a constant. */
    int operand(long value) {
        return assembler.constant(value);
    }

    /** What is wrong at a place of the routine. */
    ListingException error(Tree.At at, String message) {
        return Assembler.error(source, at, message);
    }
}
