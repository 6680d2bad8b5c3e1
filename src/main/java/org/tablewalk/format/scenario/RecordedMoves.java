package org.tablewalk.format.scenario;

import java.util.Arrays;
import org.tablewalk.machine.Machine;
import org.tablewalk.machine.Move;
import org.tablewalk.machine.Policy;

/**
 * Recorded moves, kept as runs of equal moves: makes them and ends with them, or before the first one that the machine cannot make.
 *
 * @param moves the move of each run
 * @param ends  position after the last move of each run, ascending
 */
public record RecordedMoves(int[] moves, long[] ends) implements Policy {
    /** Number of moves. */
    public long length() {
        return ends.length == 0 ? 0 : ends[ends.length - 1];
    }

    /** The move at a position, 0..length-1. */
    public int move(long position) {
        int at = Arrays.binarySearch(ends, position + 1);
        return moves[at >= 0 ? at : -at - 1];
    }

    @Override
    public int choose(Machine machine, long position, int last) {
        if (position >= length()) {
            return Move.NONE;
        }
        int move = move(position);
        return machine.isEnabled(move) ? move : Move.NONE;
    }
}
