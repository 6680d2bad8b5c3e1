package org.tablewalk.machine;

/**
 * Random by seed. The generator is counter based (SplitMix64's output function applied to seed + position), so the choice at a
 * position does not depend on how the run came there and going back and forward again repeats it.
 *
 * <p>Each enabled (kind, actor) pair has the weight of its kind; alternatives of the pair are equally likely.
 */
public final class Seeded implements Policy {
    /** Weights by kind: RUN, ARRIVE, DRAIN, WALKER, SPECULATE, EVICT. Shown to the user; their sum with 64 actors fits 16 bits. */
    private static final int[] WEIGHTS = {16, 8, 8, 16, 1, 1};

    private final long seed;

    public Seeded(long seed) {
        this.seed = seed;
    }

    /** The weight of a kind of move. */
    public static int weight(int kind) {
        return WEIGHTS[kind];
    }

    @Override
    public int choose(Machine machine, long position, int last) {
        long random = random(seed, position);
        long run = machine.enabled(Move.RUN);
        int runWeight = Long.bitCount(run) * WEIGHTS[Move.RUN];
        int total = runWeight;
        for (int kind = 1; kind < Move.KINDS; kind++) {
            total += Long.bitCount(machine.enabled(kind)) * WEIGHTS[kind];
        }
        if (total == 0) {
            return Move.NONE;
        }
        int pick = (int) ((random >>> 32) * total >>> 32);
        long mask = run;
        int kind = Move.RUN;
        while (pick >= Long.bitCount(mask) * WEIGHTS[kind]) {
            pick -= Long.bitCount(mask) * WEIGHTS[kind];
            mask = machine.enabled(++kind);
        }
        for (int skip = pick / WEIGHTS[kind]; skip > 0; skip--) {
            mask &= mask - 1;
        }
        int actor = Long.numberOfTrailingZeros(mask);
        int alternatives = machine.alternatives(kind, actor);
        int alternative = alternatives == 1 ? 0 : (int) ((random & 0xffffffffL) * alternatives >>> 32);
        return Move.of(kind, actor, alternative);
    }

    /** SplitMix64 (Steele, Lea, Flood, OOPSLA 2014) as a pure function of seed and position. */
    static long random(long seed, long position) {
        long z = seed * 0xD1342543DE82EF95L + (position + 1) * 0x9E3779B97F4A7C15L;
        z = (z ^ z >>> 30) * 0xBF58476D1CE4E5B9L;
        z = (z ^ z >>> 27) * 0x94D049BB133111EBL;
        return z ^ z >>> 31;
    }
}
