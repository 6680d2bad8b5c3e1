package org.tablewalk.machine;

/**
 * One decision the scheduler can take, packed in an int: kind (bits 31:24), actor (23:16), alternative (15:0).
 * The kinds are the machine's actors: a CPU, or hardware on its behalf.
 */
public final class Move {
    /** A CPU makes its next micro-step: one listing op, or one phase of the access it has in flight. */
    public static final int RUN = 0;
    /** A TLB invalidation in flight arrives at a CPU; alternatives are the pending invalidations, lowest slot first. */
    public static final int ARRIVE = 1;
    /** The oldest buffered store of a CPU becomes visible. */
    public static final int DRAIN = 2;
    /** The speculative walk of a CPU makes its next read. */
    public static final int WALKER = 3;
    /** A CPU starts a speculative walk; alternatives are the scenario's named addresses. */
    public static final int SPECULATE = 4;
    /** A CPU drops a TLB entry for no reason; alternatives are its valid entries in slot order. */
    public static final int EVICT = 5;
    /** Number of kinds. */
    public static final int KINDS = 6;
    /** No move is enabled. */
    public static final int NONE = -1;

    private Move() {}

    /** Packs a move. */
    public static int of(int kind, int actor, int alternative) {
        return kind << 24 | actor << 16 | alternative;
    }

    public static int kind(int move) {
        return move >>> 24;
    }

    public static int actor(int move) {
        return move >>> 16 & 0xff;
    }

    public static int alternative(int move) {
        return move & 0xffff;
    }
}
