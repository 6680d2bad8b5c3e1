package org.tablewalk.machine.arm64;

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
    static final int COUNTS = 0;
    static final int HEADER = 1;
    /** In the 16 bits of a level in the counters: how many final entries, and whether any of them maps a group. */
    static final int COUNT = 0x7fff;
    static final int GROUPS = 0x8000;
    /** Cells of an entry: tag, descriptor. */
    static final int ENTRY = 2;
    /** Levels that have table descriptors: 0, 1, 2. */
    static final int WALK_LEVELS = 3;

    static TlbShape of(ArmConfig config) {
        int entries = config.tlbEntries();
        int derived = entries <= 16 ? 1 : Integer.highestOneBit(entries / 4);
        int sets = config.tlb().sets() == 0 ? derived : config.tlb().sets();
        return new TlbShape(sets, entries / sets, config.walkCacheEntries());
    }

    /** Final entries it can hold. */
    public int capacity() {
        return sets * ways;
    }

    int cells() {
        return groups() + 1;
    }

    int walkOffset(int level) {
        return HEADER + ENTRY * (capacity() + level * walkWays);
    }

    /** Behind everything else: final entries per level that map groups, 16 bits each. */
    int groups() {
        return walkOffset(WALK_LEVELS);
    }

    /** Final entries of a level, given the counters. */
    static int count(long counts, int level) {
        return (int) (counts >>> 16 * level) & COUNT;
    }
}
