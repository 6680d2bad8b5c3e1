package org.tablewalk.explore;

import java.util.List;

/**
 * How far a search has come. Immutable.
 *
 * @param states      found so far
 * @param expanded    of them those whose transitions have been made
 * @param transitions made so far
 * @param depth       transitions from the start to the states being expanded
 * @param bytes       taken by stored states
 * @param seconds     since the search began, pauses left out
 * @param paused      whether it stands still
 * @param causes      what has been found
 */
public record Progress(long states, long expanded, long transitions, int depth, long bytes, double seconds, boolean paused, List<Cause> causes) {
    /** New states per second, on average. */
    public double statesPerSecond() {
        return seconds > 0 ? states / seconds : 0;
    }
}
