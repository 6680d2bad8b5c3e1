package org.tablewalk.machine;

/** Chooses among the moves enabled now. A policy has no memory: the choice depends on the state, the step number and the last move only. */
@FunctionalInterface
public interface Policy {
    /**
     * The move to make.
     *
     * @param machine  in the state to choose in
     * @param position number of steps made so far
     * @param last     the move made before, or {@link Move#NONE}
     * @return an enabled move, or {@link Move#NONE} if there is none
     */
    int choose(Machine machine, long position, int last);
}
