package org.tablewalk.machine.arm64;

/**
 * How a CPU's TLB is built: set associative, as real second-level TLBs are, with the walk cache beside it. Up to 16 entries it is
 * fully associative; above that it has the largest power of two of sets that leaves at least 4 ways, so that the capacity may be
 * a little below the number asked for.
 *
 * @param sets      a power of two
 * @param ways      entries in a set
 * @param walkWays  table descriptors cached per level, oldest replaced first
 */
public record TlbShape(int sets, int ways, int walkWays) {
    /** Cells of counters before the entries: final entries per level. */
    static final int COUNTS = 0;
    static final int HEADER = 1;
    /** Cells of an entry: tag, descriptor. */
    static final int ENTRY = 2;
    /** Levels that have table descriptors: 0, 1, 2. */
    static final int WALK_LEVELS = 3;

    static TlbShape of(int entries, int walkWays) {
        int sets = entries <= 16 ? 1 : Integer.highestOneBit(entries / 4);
        return new TlbShape(sets, entries / sets, walkWays);
    }

    /** Final entries it can hold. */
    public int capacity() {
        return sets * ways;
    }

    int cells() {
        return HEADER + ENTRY * (capacity() + WALK_LEVELS * walkWays);
    }

    int walkOffset(int level) {
        return HEADER + ENTRY * (capacity() + level * walkWays);
    }
}
