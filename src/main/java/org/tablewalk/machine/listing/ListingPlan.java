package org.tablewalk.machine.listing;

import org.tablewalk.machine.Layout;

/**
 * Where an {@link Interpreter} keeps things among the cells: of each CPU program counter, frame pointer, variables and stack; the shared variables.
 *
 * @param shared    first shared variable
 * @param first     first cell of CPU 0
 * @param stride    cells from one CPU to the next
 * @param variables per-CPU variables
 * @param stack     cells of stack per CPU
 */
public record ListingPlan(int shared, int first, int stride, int variables, int stack) {
    static final int PC = 0;
    static final int FP = 1;
    static final int HEADER = 2;

    /** Reserves, in the layout, the cells that {@code cpus} CPUs need to run a program with frames of up to {@code stackCells} cells. */
    public static ListingPlan of(Program program, Layout layout, int cpus, int stackCells) {
        int shared = layout.add("shared", Layout.Type.WORD, program.sharedVariables().size());
        int first = -1;
        int size = 0;
        for (int cpu = 0; cpu < cpus; cpu++) {
            layout.align();
            int base = layout.add("cpu" + cpu + ".control", Layout.Type.POSITION, HEADER);
            layout.add("cpu" + cpu + ".variables", Layout.Type.WORD, program.cpuVariables().size());
            layout.add("cpu" + cpu + ".stack", Layout.Type.WORD, stackCells);
            layout.align();
            if (cpu == 0) {
                first = base;
            }
            size = layout.size() - base;
        }
        return new ListingPlan(shared, first, size, program.cpuVariables().size(), stackCells);
    }

    /** The cell of a CPU's program counter: op number + 1, or 0 when it has nothing to run. */
    public int pc(int cpu) {
        return first + cpu * stride + PC;
    }

    /** The cell of a CPU's frame pointer: index into its stack. */
    public int fp(int cpu) {
        return first + cpu * stride + FP;
    }

    /** The cell of per-CPU variable {@code index}. */
    public int variable(int cpu, int index) {
        return first + cpu * stride + HEADER + index;
    }

    /** The cell at stack index {@code index}. */
    public int stackCell(int cpu, int index) {
        return first + cpu * stride + HEADER + variables + index;
    }
}
