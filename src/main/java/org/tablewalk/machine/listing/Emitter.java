package org.tablewalk.machine.listing;

import java.util.ArrayList;
import java.util.List;

/**
 * Collects the ops of one routine. It knows which point can be reached and which locals are assigned there: labels join what their
 * jumps bring. Ops at points that cannot be reached are dropped.
 */
final class Emitter {
    /** A place to jump to. */
    static final class Label {
        private int position = -1;
        private boolean used;
        private long assigned = -1;
    }

    /** An op whose jump target, if it has one, is still a label. */
    private record Draft(int op, int d, int a, int b, int c, int e, int line, Label target) {
        boolean branches() {
            return op == Op.BRZ || op == Op.BRNZ;
        }
    }

    private final List<Draft> drafts = new ArrayList<>();
    private boolean reachable = true;
    private long assigned;
    private int line;

    void line(int number) {
        line = number;
    }

    boolean reachable() {
        return reachable;
    }

    /** Notes that a slot has a value from here on. */
    void assign(int slot) {
        assigned |= 1L << slot;
    }

    /** Whether a slot surely has a value here. */
    boolean isAssigned(int slot) {
        return (assigned >>> slot & 1) != 0;
    }

    void emit(int op, int d, int a, int b, int c, int e) {
        if (reachable) {
            drafts.add(new Draft(op, d, a, b, c, e, line, null));
        }
    }

    /** The end of the routine on this path. */
    void leave(int operand) {
        emit(Op.RET, -1, operand, 0, 0, 0);
        reachable = false;
        assigned = -1;
    }

    void jump(Label target) {
        if (reachable) {
            note(target);
            drafts.add(new Draft(Op.JMP, 0, 0, 0, 0, 0, line, target));
        }
        reachable = false;
        assigned = -1;
    }

    /** {@link Op#BRZ} or {@link Op#BRNZ}. */
    void branch(int op, int operand, Label target) {
        if (reachable) {
            note(target);
            drafts.add(new Draft(op, 0, operand, 0, 0, 0, line, target));
        }
    }

    private void note(Label target) {
        target.used = true;
        target.assigned &= assigned;
    }

    void bind(Label label) {
        label.position = drafts.size();
        if (label.used) {
            assigned = reachable ? assigned & label.assigned : label.assigned;
            reachable = true;
        }
    }

    /** The finished ops of {@link Op#WORDS} ints, jump targets relative to the routine's first op, and the line of each. */
    record Finished(int[] code, int[] lines) {}

    /** Sends jumps that lead to jumps straight on, drops jumps to what follows anyway and ops that this leaves unreachable. */
    Finished finish() {
        int size = drafts.size();
        int[] target = new int[size];
        for (int i = 0; i < size; i++) {
            target[i] = drafts.get(i).target == null ? -1 : destination(drafts.get(i).target.position);
        }
        boolean[] inverted = invert(target);
        boolean[] kept = reached(target);
        // Each round can make another jump trivial; a few rounds settle what people write.
        for (int round = 0; round < 4; round++) {
            int after = size;
            for (int i = size - 1; i >= 0; i--) {
                if (kept[i]) {
                    if (drafts.get(i).op == Op.JMP && next(kept, target[i]) == after) {
                        kept[i] = false;
                    } else {
                        after = i;
                    }
                }
            }
        }
        int[] index = new int[size + 1];
        for (int i = 0; i < size; i++) {
            index[i + 1] = index[i] + (kept[i] ? 1 : 0);
        }
        int[] code = new int[index[size] * Op.WORDS];
        int[] lines = new int[index[size]];
        for (int i = 0; i < size; i++) {
            if (kept[i]) {
                Draft draft = drafts.get(i);
                int at = index[i] * Op.WORDS;
                code[at] = inverted[i] ? Op.BRZ + Op.BRNZ - draft.op : draft.op;
                code[at + 1] = target[i] < 0 ? draft.d : index[target[i]];
                code[at + 2] = draft.a;
                code[at + 3] = draft.b;
                code[at + 4] = draft.c;
                code[at + 5] = draft.e;
                lines[index[i]] = draft.line;
            }
        }
        return new Finished(code, lines);
    }

    private int destination(int position) {
        int at = position;
        // A cycle of jumps is an endless loop without a body: stop after as many hops as nesting can give.
        for (int hops = 0; hops < Tokens.DEEPEST && drafts.get(at).op == Op.JMP; hops++) {
            at = drafts.get(at).target.position;
        }
        return at;
    }

    /** A branch around a jump becomes the opposite branch to where the jump leads, unless something else leads to that jump. */
    private boolean[] invert(int[] target) {
        boolean[] inverted = new boolean[target.length];
        boolean[] led = new boolean[target.length];
        for (int to : target) {
            if (to >= 0) {
                led[to] = true;
            }
        }
        for (int i = 0; i + 1 < target.length; i++) {
            if (drafts.get(i).branches() && drafts.get(i + 1).op == Op.JMP && target[i] == i + 2 && !led[i + 1]) {
                inverted[i] = true;
                target[i] = target[i + 1];
                target[i + 1] = i + 2;
            }
        }
        return inverted;
    }

    private boolean[] reached(int[] target) {
        boolean[] reached = new boolean[target.length];
        int[] open = new int[target.length + 1];
        int count = 1;
        reached[0] = true;
        while (count > 0) {
            int at = open[--count];
            int op = drafts.get(at).op;
            if (target[at] >= 0 && !reached[target[at]]) {
                reached[target[at]] = true;
                open[count++] = target[at];
            }
            if (op != Op.JMP && op != Op.RET && !reached[at + 1]) {
                reached[at + 1] = true;
                open[count++] = at + 1;
            }
        }
        return reached;
    }

    private static int next(boolean[] kept, int from) {
        int at = from;
        while (at < kept.length && !kept[at]) {
            at++;
        }
        return at;
    }
}
