package org.tablewalk.explore;

/** Why a search ended. */
public enum Stop {
    /** Every state that can be reached was seen. */
    COMPLETE,
    /** Every property that was asked for is violated. */
    VIOLATED,
    /** The limit of states was reached. */
    STATES,
    /** The limit of memory was reached. */
    MEMORY,
    /** The limit of time was reached. */
    TIME,
    /** It was told to end. */
    CANCELLED
}
