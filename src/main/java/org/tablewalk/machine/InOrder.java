package org.tablewalk.machine;

/**
 * In order, defined move by move: (1) an invalidation in flight arrives, lowest CPU first; (2) a buffered store drains, lowest
 * CPU first; (3) the CPU of the last move runs on if it can; (4) else the next CPU in cyclic order that can run.
 * Speculation and eviction never happen in order. Always alternative 0.
 */
public final class InOrder implements Policy {
    @Override
    public int choose(Machine machine, long position, int last) {
        for (int kind = Move.ARRIVE; kind <= Move.WALKER; kind++) {
            long mask = machine.enabled(kind);
            if (mask != 0) {
                return Move.of(kind, Long.numberOfTrailingZeros(mask), 0);
            }
        }
        long run = machine.enabled(Move.RUN);
        if (run == 0) {
            return Move.NONE;
        }
        int from = last == Move.NONE ? 0 : Move.actor(last);
        long rest = run & -1L << from;
        return Move.of(Move.RUN, Long.numberOfTrailingZeros(rest != 0 ? rest : run), 0);
    }
}
