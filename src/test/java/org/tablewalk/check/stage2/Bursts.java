package org.tablewalk.check.stage2;

import org.tablewalk.machine.Machine;
import org.tablewalk.machine.Move;
import org.tablewalk.machine.Policy;

/**
 * Chooses like an unkind scheduler: for stretches of steps some CPUs race and others, or the invalidations on their way to them, stand
 * almost still. Finds rare interleavings that even chances would not. A pure function of seed, position and what is enabled.
 */
public record Bursts(long seed, int stretchBits) implements Policy {
    /** Of 256 movers, those that stand still for a stretch, as long as there is another. */
    private static final int STILL = 80;

    @Override
    public int choose(Machine machine, long position, int last) {
        long stretch = position >> stretchBits;
        long total = 0;
        for (int kind = 0; kind < Move.KINDS; kind++) {
            for (long left = machine.enabled(kind); left != 0; left &= left - 1) {
                total += weight(stretch, kind, Long.numberOfTrailingZeros(left));
            }
        }
        if (total == 0) {
            return Move.NONE;
        }
        long pick = Long.remainderUnsigned(mix(seed ^ mix(position)), total);
        for (int kind = 0;; kind++) {
            for (long left = machine.enabled(kind); left != 0; left &= left - 1) {
                int cpu = Long.numberOfTrailingZeros(left);
                pick -= weight(stretch, kind, cpu);
                if (pick < 0) {
                    return Move.of(kind, cpu, (int) Long.remainderUnsigned(mix(pick + position * 31), machine.alternatives(kind, cpu)));
                }
            }
        }
    }

    private long weight(long stretch, int kind, int cpu) {
        long chance = mix(seed * 64 + cpu + (long) kind * 977 + stretch * 7919) & 0xff;
        return chance < STILL ? 1 : 1L << 16 + (chance & 7);
    }

    private static long mix(long value) {
        long z = (value + 0x9E3779B97F4A7C15L) * 0xBF58476D1CE4E5B9L;
        z = (z ^ z >>> 29) * 0x94D049BB133111EBL;
        return z ^ z >>> 32;
    }
}
