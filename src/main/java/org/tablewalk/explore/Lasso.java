package org.tablewalk.explore;

import java.util.List;

/**
 * A run that goes on for ever without a completed access, although every CPU, store buffer, walk and invalidation that could move on all the time does.
 *
 * @param cause what it is told as; its state is where the loop begins and ends
 * @param loop  what is done again and again
 */
record Lasso(Cause cause, List<Turn> loop) {
    /** A transition of the loop: the state it is made in, its move, and the state it leads to. */
    record Turn(int from, int move, int to) {}

    Lasso {
        loop = List.copyOf(loop);
    }
}
