package org.tablewalk.machine.listing;

import java.util.Arrays;
import org.tablewalk.machine.Cells;
import org.tablewalk.machine.Event;
import org.tablewalk.machine.EventSink;

/**
 * Executes listings, one op a step, entirely in cells: program counter, frame pointer, frames, variables.
 *
 * <p>A frame is one header cell (where to return: op number + 1, and the caller's frame pointer) and the routine's slots.
 * A return zeroes its frame, so that states that differ only in dead frames are equal.
 */
public final class Interpreter {
    /** What the machine supplies: its intrinsics at run time. */
    public interface Platform {
        /** A pure function on words. */
        long pure(int id, long a, long b, long c);

        /**
         * One micro-step on shared or hardware state.
         *
         * @return the value; or anything after {@link Interpreter#waits()} was called, when the op is to be tried again
         */
        long system(int id, int cpu, long a, long b, long c);
    }

    private final int[] code;
    private final long[] constants;
    private final long[] dead;
    private final int[] entries;
    private final int[] slots;
    private final int[] routineOf;
    private final Cells cells;
    private final int control;
    private final int stack;
    private final int stackCells;
    private final int cpuVariables;
    private final int sharedVariables;
    private final int stride;
    private final EventSink events;
    private boolean waiting;

    /**
     * Executes a program in those cells.
     *
     * @param events is told of calls, callbacks and returns
     */
    public Interpreter(Program program, Cells cells, ListingPlan plan, EventSink events) {
        this.code = program.code();
        this.constants = program.constants();
        this.dead = program.dead();
        this.cells = cells;
        this.events = events;
        entries = program.routines().stream().mapToInt(Program.Routine::entry).toArray();
        slots = program.routines().stream().mapToInt(Program.Routine::slots).toArray();
        routineOf = new int[program.ops()];
        for (Program.Routine r : program.routines()) {
            Arrays.fill(routineOf, r.entry(), r.end(), r.index());
        }
        control = plan.first();
        stride = plan.stride();
        cpuVariables = plan.first() + ListingPlan.HEADER;
        stack = cpuVariables + plan.variables();
        stackCells = plan.stack();
        sharedVariables = plan.shared();
    }

    /** Called by the platform inside {@link Platform#system}: the op has to wait and will be executed again. */
    public void waits() {
        waiting = true;
    }

    /** The op number that a CPU executes next, or -1. */
    public int pc(int cpu) {
        return (int) cells.get(control + cpu * stride + ListingPlan.PC) - 1;
    }

    /** The routine that holds an op, by its index. */
    int routineAt(int pc) {
        return routineOf[pc];
    }

    /**
     * Enters a routine on a CPU from outside the listing (its first routine, or an exception). On its return the CPU goes on at the op
     * it was at, or, if it had none, has nothing to run.
     *
     * @return false if the stack has no room
     */
    public boolean enter(int cpu, int routine, long... arguments) {
        int base = control + cpu * stride;
        int pc = (int) cells.get(base + ListingPlan.PC) - 1;
        int fp = (int) cells.get(base + ListingPlan.FP);
        int frame = pc < 0 ? 0 : fp + 1 + slots[routineOf[pc]];
        if (frame + 1 + slots[routine] > stackCells) {
            return false;
        }
        // Bit 63 marks a frame entered from outside: its return retries the interrupted op instead of completing a call.
        cells.put(stack + cpu * stride + frame, Long.MIN_VALUE | (long) fp << 32 | pc + 1);
        for (int i = 0; i < arguments.length; i++) {
            cells.put(stack + cpu * stride + frame + 1 + i, arguments[i]);
        }
        cells.put(base + ListingPlan.FP, frame);
        cells.put(base + ListingPlan.PC, entries[routine] + 1L);
        return true;
    }

    /** Outcome of {@link #step}: the op was executed. */
    public static final int DONE = 0;
    /** The op waits; nothing but what the platform wrote has changed. */
    public static final int WAITS = 1;
    /** A routine that was entered from outside returned; its value is {@link #returned()}. */
    public static final int LEFT = 2;
    /** The stack is exhausted: the listing recurses too deeply. */
    public static final int OVERFLOW = 3;
    /** A call through a reference that is no routine's. */
    public static final int NOWHERE = 4;

    private long returned;

    /** The value of the routine whose return gave {@link #LEFT}; valid until the next step. */
    public long returned() {
        return returned;
    }

    /** Executes the next op of a CPU; what it asks of the machine the platform does. */
    public int step(int cpu, Platform platform) {
        int base = control + cpu * stride;
        int pc = (int) cells.get(base + ListingPlan.PC) - 1;
        int frame = stack + cpu * stride + (int) cells.get(base + ListingPlan.FP) + 1;
        int at = pc * Op.WORDS;
        int op = code[at];
        int d = code[at + 1];
        long result;
        switch (op) {
            case Op.MOV -> result = operand(frame, code[at + 2]);
            case Op.ADD -> result = operand(frame, code[at + 2]) + operand(frame, code[at + 3]);
            case Op.SUB -> result = operand(frame, code[at + 2]) - operand(frame, code[at + 3]);
            case Op.MUL -> result = operand(frame, code[at + 2]) * operand(frame, code[at + 3]);
            case Op.AND -> result = operand(frame, code[at + 2]) & operand(frame, code[at + 3]);
            case Op.OR -> result = operand(frame, code[at + 2]) | operand(frame, code[at + 3]);
            case Op.XOR -> result = operand(frame, code[at + 2]) ^ operand(frame, code[at + 3]);
            case Op.SHL -> result = operand(frame, code[at + 2]) << operand(frame, code[at + 3]);
            case Op.SHR -> result = operand(frame, code[at + 2]) >>> operand(frame, code[at + 3]);
            case Op.NOT -> result = ~operand(frame, code[at + 2]);
            case Op.EQ -> result = operand(frame, code[at + 2]) == operand(frame, code[at + 3]) ? 1 : 0;
            case Op.NE -> result = operand(frame, code[at + 2]) != operand(frame, code[at + 3]) ? 1 : 0;
            case Op.LT -> result = Long.compareUnsigned(operand(frame, code[at + 2]), operand(frame, code[at + 3])) < 0 ? 1 : 0;
            case Op.LE -> result = Long.compareUnsigned(operand(frame, code[at + 2]), operand(frame, code[at + 3])) <= 0 ? 1 : 0;
            case Op.JMP -> {
                bury(frame, pc);
                cells.put(base + ListingPlan.PC, d + 1L);
                return DONE;
            }
            case Op.BRZ, Op.BRNZ -> {
                boolean zero = operand(frame, code[at + 2]) == 0;
                bury(frame, pc);
                cells.put(base + ListingPlan.PC, (zero == (op == Op.BRZ) ? d : pc + 1) + 1L);
                return DONE;
            }
            case Op.CALL -> {
                return call(cpu, base, pc, frame, code[at + 2], code[at + 3], code[at + 4], false);
            }
            case Op.CALL_REFERENCE -> {
                return call(cpu, base, pc, frame, operand(frame, code[at + 2]), code[at + 3], code[at + 4], true);
            }
            case Op.RET -> {
                return ret(cpu, base, pc, frame, operand(frame, code[at + 2]));
            }
            case Op.LOAD_CPU -> result = cells.get(cpuVariables + cpu * stride + code[at + 2]);
            case Op.STORE_CPU -> {
                cells.put(cpuVariables + cpu * stride + d, operand(frame, code[at + 2]));
                return next(base, frame, pc);
            }
            case Op.LOAD_SHARED -> result = cells.get(sharedVariables + code[at + 2]);
            case Op.STORE_SHARED -> {
                cells.put(sharedVariables + d, operand(frame, code[at + 2]));
                return next(base, frame, pc);
            }
            case Op.PURE -> result = platform.pure(code[at + 5], operand(frame, code[at + 2]),
                    operand(frame, code[at + 3]), operand(frame, code[at + 4]));
            case Op.SYSTEM -> {
                waiting = false;
                result = platform.system(code[at + 5], cpu, operand(frame, code[at + 2]), operand(frame, code[at + 3]), operand(frame, code[at + 4]));
                if (waiting) {
                    return WAITS;
                }
                if (d < 0) {
                    return next(base, frame, pc);
                }
            }
            default -> throw new IllegalStateException("op " + op + " at " + pc);
        }
        cells.put(frame + d, result);
        return next(base, frame, pc);
    }

    /** An op is done: the CPU goes on to the one behind it. */
    private int next(int base, int frame, int pc) {
        bury(frame, pc);
        cells.put(base + ListingPlan.PC, pc + 2L);
        return DONE;
    }

    /** Completes an op that waited and was finished from outside: the CPU goes on to the next. */
    public void complete(int cpu) {
        int base = control + cpu * stride;
        int pc = (int) cells.get(base + ListingPlan.PC) - 1;
        next(base, stack + cpu * stride + (int) cells.get(base + ListingPlan.FP) + 1, pc);
    }

    /** Completes an op with a value, as if it had given it: one that was interrupted and finished from outside. */
    public void complete(int cpu, long value) {
        int base = control + cpu * stride;
        int pc = (int) cells.get(base + ListingPlan.PC) - 1;
        int d = code[pc * Op.WORDS + 1];
        if (d >= 0) {
            cells.put(stack + cpu * stride + (int) cells.get(base + ListingPlan.FP) + 1 + d, value);
        }
        complete(cpu);
    }

    /** What the machine does that a CPU is at, by its id; -1 if it is at something else. */
    public int intrinsic(int cpu) {
        int at = pc(cpu) * Op.WORDS;
        return at >= 0 && code[at] == Op.SYSTEM ? code[at + 5] : -1;
    }

    /** The value of an operand, from 0, of the op that a CPU is at. */
    public long given(int cpu, int index) {
        int frame = stack + cpu * stride + (int) cells.get(control + cpu * stride + ListingPlan.FP) + 1;
        return operand(frame, code[pc(cpu) * Op.WORDS + 2 + index]);
    }

    /** Zeroes the slots that are dead after an op: states that differ in nothing that matters are equal. */
    private void bury(int frame, int pc) {
        for (long left = dead[pc]; left != 0; left &= left - 1) {
            cells.put(frame + Long.numberOfTrailingZeros(left), 0);
        }
    }

    private long operand(int frame, int x) {
        return x >= 0 ? cells.get(frame + x) : constants[~x];
    }

    private int call(int cpu, int base, int pc, int frame, long target, int count, int from, boolean reference) {
        if (target < 0 || target >= entries.length) {
            return NOWHERE;
        }
        int routine = (int) target;
        int fp = (int) cells.get(base + ListingPlan.FP);
        int callerSlots = slots[routineOf[pc]];
        int callee = fp + 1 + callerSlots;
        if (callee + 1 + slots[routine] > stackCells) {
            return OVERFLOW;
        }
        int calleeCell = stack + cpu * stride + callee;
        cells.put(calleeCell, (long) fp << 32 | pc + 1);
        for (int i = 0; i < count; i++) {
            cells.put(calleeCell + 1 + i, cells.get(frame + from + i));
        }
        cells.put(base + ListingPlan.FP, callee);
        cells.put(base + ListingPlan.PC, entries[routine] + 1L);
        if (reference) {
            events.event(Event.CALLBACK, cpu, argument(frame, from, 0, count), argument(frame, from, 1, count), argument(frame, from, 2, count));
        } else {
            events.event(Event.CALL, cpu, routine, argument(frame, from, 0, count), argument(frame, from, 1, count));
        }
        bury(frame, pc);
        return DONE;
    }

    private long argument(int frame, int from, int index, int count) {
        return index < count ? cells.get(frame + from + index) : 0;
    }

    private int ret(int cpu, int base, int pc, int frame, long value) {
        int routine = routineOf[pc];
        long header = cells.get(frame - 1);
        for (int i = -1; i < slots[routine]; i++) {
            cells.put(frame + i, 0);
        }
        int callerFp = (int) (header >>> 32) & 0x7fffffff;
        int callerPc = (int) header - 1;
        cells.put(base + ListingPlan.FP, callerFp);
        events.event(Event.RETURN, cpu, routine, value, 0);
        if (header < 0) {
            cells.put(base + ListingPlan.PC, callerPc + 1L);
            returned = value;
            return LEFT;
        }
        int d = code[callerPc * Op.WORDS + 1];
        if (d >= 0 && (dead[callerPc] >>> d & 1) == 0) {
            cells.put(stack + cpu * stride + callerFp + 1 + d, value);
        }
        cells.put(base + ListingPlan.PC, callerPc + 2L);
        return DONE;
    }
}
