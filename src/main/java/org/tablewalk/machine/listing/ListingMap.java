package org.tablewalk.machine.listing;

import org.tablewalk.machine.Layout;

/**
 * Where everything of a machine whose CPUs run listings lies among its cells. Immutable once built; shared by the machine and by every reader of its
 * images.
 */
public abstract class ListingMap {
    /** Cells of call stack per CPU. */
    private static final int STACK = 1024;

    private final Program program;
    private final Layout layout;
    private final int cpus;
    private final int runnable;
    private final ListingPlan plan;

    /**
     * Reserves the next cells for what the interpreter keeps; what the machine adds to the layout before and after is its own.
     *
     * @param runnable the cell of the mask of CPUs that can run
     */
    protected ListingMap(Program program, Layout layout, int cpus, int runnable) {
        this.program = program;
        this.layout = layout;
        this.cpus = cpus;
        this.runnable = runnable;
        plan = ListingPlan.of(program, layout, cpus, STACK);
    }

    /** The listings assembled. */
    public final Program program() {
        return program;
    }

    /** Names and types of the cells. */
    public final Layout layout() {
        return layout;
    }

    /** Number of CPUs. */
    public final int cpus() {
        return cpus;
    }

    /** The cell with one bit for each CPU that can make its next step. */
    public final int runnable() {
        return runnable;
    }

    /** Where the interpreter keeps program counters, frames and variables. */
    public final ListingPlan plan() {
        return plan;
    }

    /** The cell of the 8-byte word at a physical address, or -1 if it is unaligned or there is none. */
    public abstract int cellOf(long address);

    /** The cell that tells what has become of a CPU: see {@link Cpus}. */
    protected abstract int status(int cpu);

    /** The cell with the error that KVM_RUN returned on a CPU, or 0. */
    protected abstract int exit(int cpu);
}
