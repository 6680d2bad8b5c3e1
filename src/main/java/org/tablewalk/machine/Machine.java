package org.tablewalk.machine;

import java.util.List;

/**
 * A machine: cells, the moves enabled in them, and the one step function. Stepping, playing, recording, exploring and grading
 * all call {@link #step}. A machine holds no mutable state but its {@link #cells()}.
 */
public interface Machine {
    /** The state. */
    Cells cells();

    /** Names and types of the cells. */
    Layout layout();

    /** Number of lanes: CPUs 0..n-1, at most 64. */
    int cpus();

    /** The actors that can make a move of this kind now, one bit each. */
    long enabled(int kind);

    /** How many alternatives an enabled move of this kind has for this actor, at least 1. */
    int alternatives(int kind, int actor);

    /**
     * Makes one move, which must be enabled. What happened is told to the sink while it happens.
     *
     * @throws IllegalArgumentException if the move is not enabled
     */
    void step(int move);

    /** What a CPU executes next: an op number of its listing, or a record number; -1 if it has nothing. */
    int pc(int cpu);

    /**
     * The line of listing that holds {@link #pc}, as an index that changes when the CPU goes on to another line; -1 if it has nothing to
     * run. A step after which it has changed retired an instruction.
     */
    int line(int cpu);

    /** The routines of the hypervisor's that a CPU is in, by name, outermost first; none while its guest runs, or where nothing runs listings. */
    default List<String> calls(int cpu) {
        return List.of();
    }

    /**
     * Whether the CPU's next step is its own affair: it is enabled, has one alternative, reads and writes nothing but cells of the CPU's own regions (those whose names begin with
     * {@code cpu}, its number and a dot) that only its own steps read, and changes neither what else is enabled nor what is shared. So it commutes with every move of everybody else.
     */
    default boolean local(int cpu) {
        return false;
    }

    /** The CPUs that have something to run, now or when something wakes them; one bit each. */
    default long live() {
        return enabled(Move.RUN);
    }

    /** Directs the events of later steps; {@link EventSink#NONE} at first. */
    void attach(EventSink sink);

    /** Whether the move could be made now. */
    default boolean isEnabled(int move) {
        int kind = Move.kind(move);
        int actor = Move.actor(move);
        return kind < Move.KINDS && actor < cpus() && (enabled(kind) >>> actor & 1) != 0
                && Move.alternative(move) < alternatives(kind, actor);
    }
}
