package org.tablewalk.machine.listing;

import java.util.List;

/**
 * Which slots of a frame are dead after each op: they may hold a value, but no way on reads it before it is written again. The
 * interpreter zeroes them, so that states that differ only in values nobody will read are equal.
 *
 * <p>Two standard data-flow problems on bit sets of slots, solved together per routine: what is live (backward), and what may be other
 * than zero (forward).
 */
final class Liveness {
    private final int[] code;
    private final int entry;
    private final int ops;
    private final long[] reads;
    private final long[] writes;
    private final long[] liveOut;
    private final long[] nonzeroIn;

    private Liveness(int[] code, Program.Routine routine) {
        this.code = code;
        entry = routine.entry();
        ops = routine.end() - routine.entry();
        reads = new long[ops];
        writes = new long[ops];
        liveOut = new long[ops];
        nonzeroIn = new long[ops];
        for (int i = 0; i < ops; i++) {
            reads[i] = reads(i);
            writes[i] = writes(i);
        }
        if (ops > 0) {
            nonzeroIn[0] = bits(0, routine.parameters().size());
        }
    }

    /** For every op of a program the slots to zero after it, one bit each. */
    static long[] dead(int[] code, List<Program.Routine> routines) {
        long[] dead = new long[code.length / Op.WORDS];
        for (Program.Routine routine : routines) {
            Liveness liveness = new Liveness(code, routine);
            liveness.solve();
            for (int i = 0; i < liveness.ops; i++) {
                dead[liveness.entry + i] = (liveness.nonzeroIn[i] | liveness.writes[i]) & ~liveness.liveOut[i];
            }
        }
        return dead;
    }

    private void solve() {
        boolean changed = true;
        while (changed) {
            changed = false;
            for (int i = ops - 1; i >= 0; i--) {
                long out = liveIn(next(i)) | liveIn(target(i));
                changed |= out != liveOut[i];
                liveOut[i] = out;
            }
        }
        changed = true;
        while (changed) {
            changed = false;
            for (int i = 0; i < ops; i++) {
                long out = (nonzeroIn[i] | writes[i]) & liveOut[i];
                changed |= flow(next(i), out);
                changed |= flow(target(i), out);
            }
        }
    }

    private long liveIn(int i) {
        return i < 0 ? 0 : liveOut[i] & ~writes[i] | reads[i];
    }

    private boolean flow(int to, long out) {
        if (to < 0 || (nonzeroIn[to] | out) == nonzeroIn[to]) {
            return false;
        }
        nonzeroIn[to] |= out;
        return true;
    }

    private int word(int i, int index) {
        return code[(entry + i) * Op.WORDS + index];
    }

    /** The op that follows when no jump is taken, or -1. */
    private int next(int i) {
        int op = word(i, 0);
        return op == Op.JMP || op == Op.RET || i + 1 == ops ? -1 : i + 1;
    }

    /** The op a jump leads to, or -1. */
    private int target(int i) {
        int op = word(i, 0);
        return op == Op.JMP || op == Op.BRZ || op == Op.BRNZ ? word(i, 1) - entry : -1;
    }

    private long reads(int i) {
        return switch (word(i, 0)) {
            case Op.JMP, Op.LOAD_CPU, Op.LOAD_SHARED -> 0;
            case Op.MOV, Op.NOT, Op.BRZ, Op.BRNZ, Op.RET, Op.STORE_CPU, Op.STORE_SHARED -> slot(word(i, 2));
            case Op.CALL -> bits(word(i, 4), word(i, 3));
            case Op.CALL_REFERENCE -> slot(word(i, 2)) | bits(word(i, 4), word(i, 3));
            case Op.PURE, Op.SYSTEM -> slot(word(i, 2)) | slot(word(i, 3)) | slot(word(i, 4));
            default -> slot(word(i, 2)) | slot(word(i, 3));
        };
    }

    private long writes(int i) {
        return switch (word(i, 0)) {
            case Op.JMP, Op.BRZ, Op.BRNZ, Op.RET, Op.STORE_CPU, Op.STORE_SHARED -> 0;
            default -> slot(word(i, 1));
        };
    }

    private static long slot(int operand) {
        return operand < 0 ? 0 : 1L << operand;
    }

    private static long bits(int first, int count) {
        return count == 0 ? 0 : -1L >>> 64 - count << first;
    }
}
