package org.tablewalk.machine.arm64.tlb;

/**
 * How a CPU's TLB is built: set associative, as real second-level TLBs are, with the walk cache beside it. If nothing else is said, it is fully associative up to 16 entries;
 * above that it has the largest power of two of sets that leaves at least 4 ways, so that the capacity may be a little below the number asked for.
 *
 * @param sets      a power of two
 * @param ways      entries in a set
 * @param walkWays  table descriptors cached per level, oldest replaced first
 */
public record TlbShape(int sets, int ways, int walkWays) {
    /** Cells of counters before the entries: final entries per level. */
    public static final int COUNTS = 0;
    public static final int HEADER = 1;
    /** In the 16 bits of a level in the counters: how many final entries, and whether any of them maps a group. */
    public static final int COUNT = 0x7fff;
    public static final int GROUPS = 0x8000;
    /** Cells of an entry: tag, descriptor. */
    public static final int ENTRY = 2;
    /** Levels that have table descriptors: 0, 1, 2. */
    public static final int WALK_LEVELS = 3;

    /** The shape of TLBs with so many final entries, in so many sets, or with 0 in as many as follow. */
    public static TlbShape of(int entries, int wantedSets, int walkWays) {
        int derived = entries <= 16 ? 1 : Integer.highestOneBit(entries / 4);
        int sets = wantedSets == 0 ? derived : wantedSets;
        return new TlbShape(sets, entries / sets, walkWays);
    }

    /** Final entries it can hold. */
    public int capacity() {
        return sets * ways;
    }

    /** Cells of a CPU's TLB. */
    public int cells() {
        return groups() + 1;
    }

    /** Where the cached table descriptors of a level begin, counted from the first cell. */
    public int walkOffset(int level) {
        return HEADER + ENTRY * (capacity() + level * walkWays);
    }

    /** Behind everything else: final entries per level that map groups, 16 bits each. */
    public int groups() {
        return walkOffset(WALK_LEVELS);
    }

    /** Final entries of a level, given the counters. */
    public static int count(long counts, int level) {
        return (int) (counts >>> 16 * level) & COUNT;
    }
}
