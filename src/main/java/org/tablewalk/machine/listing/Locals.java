package org.tablewalk.machine.listing;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;

/** Finds the locals of a routine: its parameters, then every other name it assigns, in the order of the text. */
final class Locals {
    private final List<String> names = new ArrayList<>();
    private final Predicate<String> elsewhere;

    private Locals(Predicate<String> elsewhere) {
        this.elsewhere = elsewhere;
    }

    /**
     * The names, by slot.
     *
     * @param elsewhere whether a name is a variable outside the routine
     */
    static List<String> of(Tree.Routine routine, Predicate<String> elsewhere) {
        var locals = new Locals(elsewhere);
        for (Tree.Name parameter : routine.parameters()) {
            locals.names.add(parameter.name());
        }
        locals.collect(routine.body());
        return locals.names;
    }

    private void collect(Tree.Statement statement) {
        switch (statement) {
            case Tree.Assign assign -> {
                if (assign.target() instanceof Tree.Name name && !names.contains(name.name()) && !elsewhere.test(name.name())
                        && names.size() <= RoutineCompiler.SLOTS) {
                    names.add(name.name());
                }
            }
            case Tree.If choice -> {
                collect(choice.then());
                if (choice.otherwise() != null) {
                    collect(choice.otherwise());
                }
            }
            case Tree.Loop loop -> {
                if (loop.first() != null) {
                    collect(loop.first());
                }
                collect(loop.body());
                if (loop.update() != null) {
                    collect(loop.update());
                }
            }
            case Tree.DoWhile loop -> collect(loop.body());
            case Tree.Switch choice -> choice.groups().forEach(group -> group.body().forEach(this::collect));
            case Tree.Block block -> block.statements().forEach(this::collect);
            case Tree.Evaluate _,Tree.Break _,Tree.Continue _,Tree.Return _ -> {}
        }
    }
}
