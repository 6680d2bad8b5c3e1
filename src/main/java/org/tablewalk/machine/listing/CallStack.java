package org.tablewalk.machine.listing;

import java.util.ArrayList;
import java.util.List;
import java.util.function.IntToLongFunction;

/** Reads what an {@link Interpreter} keeps in cells: frames and variables. */
public final class CallStack {
    private final Program program;
    private final ListingPlan plan;
    private final IntToLongFunction cells;

    /**
     * A reader.
     *
     * @param cells gives the value of a cell by its number
     */
    public CallStack(Program program, ListingPlan plan, IntToLongFunction cells) {
        this.program = program;
        this.plan = plan;
        this.cells = cells;
    }

    /**
     * A routine that is being run.
     *
     * @param pc    op number it executes next, or is calling from
     * @param slots its parameters, locals and temporaries
     */
    public record Frame(Program.Routine routine, int pc, long[] slots) {}

    /** A CPU's frames, innermost first; none when it has nothing to run. */
    public List<Frame> frames(int cpu) {
        List<Frame> frames = new ArrayList<>();
        int pc = (int) cells.applyAsLong(plan.pc(cpu)) - 1;
        int fp = (int) cells.applyAsLong(plan.fp(cpu));
        while (pc >= 0 && frames.size() < plan.stack()) {
            Program.Routine routine = program.routineAt(pc);
            long[] slots = new long[routine.slots()];
            for (int i = 0; i < slots.length; i++) {
                slots[i] = cells.applyAsLong(plan.stackCell(cpu, fp + 1 + i));
            }
            frames.add(new Frame(routine, pc, slots));
            long header = cells.applyAsLong(plan.stackCell(cpu, fp));
            pc = (int) header - 1;
            fp = (int) (header >>> 32) & 0x7fffffff;
        }
        return frames;
    }

    /** A per-CPU variable of the listings by name; 0 if there is none of that name. */
    public long cpuVariable(int cpu, String name) {
        int index = program.cpuVariables().indexOf(name);
        return index < 0 ? 0 : cells.applyAsLong(plan.variable(cpu, index));
    }

    /** A shared variable of the listings by name; 0 if there is none of that name. */
    public long sharedVariable(String name) {
        int index = program.sharedVariables().indexOf(name);
        return index < 0 ? 0 : cells.applyAsLong(plan.shared() + index);
    }
}
