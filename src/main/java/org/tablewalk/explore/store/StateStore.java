package org.tablewalk.explore.store;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;

/** What all threads of a search share: the shape of a state's tree, the contents of leaves, the pairs of each level above them, and the states. */
public final class StateStore {
    /** A node's number: its level in the upper bits, so that equal numbers are equal subtrees wherever they stand. */
    static final int LEVEL_SHIFT = 27;
    static final int NUMBER = (1 << LEVEL_SHIFT) - 1;

    private final Shape shape;
    private final LeafStore leaves = new LeafStore();
    private final PairStore[] levels;
    private final StateSet states = new StateSet();

    public StateStore(Shape shape) {
        this.shape = shape;
        levels = new PairStore[shape.depth()];
        for (int level = 1; level < levels.length; level++) {
            levels[level] = new PairStore(1 << LEVEL_SHIFT);
        }
    }

    public Shape shape() {
        return shape;
    }

    LeafStore leaves() {
        return leaves;
    }

    /** The pairs of a level, from 1; the root's are the states. */
    PairStore pairs(int level) {
        return levels[level];
    }

    public StateSet states() {
        return states;
    }

    /** Writes everything. No thread may be adding. */
    public void write(DataOutput out) throws IOException {
        shape.write(out);
        leaves.write(out);
        for (int level = 1; level < levels.length; level++) {
            levels[level].write(out);
        }
        states.write(out);
    }

    /**
     * Fills an empty store with what was written.
     *
     * @throws IOException if it is not what can have been written
     */
    public void read(DataInput in) throws IOException {
        shape.read(in);
        leaves.read(in);
        for (int level = 1; level < levels.length; level++) {
            levels[level].read(in);
            for (int number = 1; number <= levels[level].count(); number++) {
                check(levels[level].get(number), level);
            }
        }
        states.read(in);
        for (int number = 0; number < states.count(); number++) {
            check(states.key(number), levels.length);
        }
    }

    /** Both halves of a pair of a level are numbers of nodes below it. */
    private void check(long pair, int level) throws IOException {
        for (int number : new int[] {(int) (pair >>> 32), (int) pair}) {
            int of = number >>> LEVEL_SHIFT;
            Damaged.unless(number == 0 || of < level && (number & NUMBER) > 0 && (number & NUMBER) <= (of == 0 ? leaves.count() : levels[of].count()));
        }
    }

    public long bytes() {
        long bytes = leaves.bytes() + states.bytes();
        for (int level = 1; level < levels.length; level++) {
            bytes += levels[level].bytes();
        }
        return bytes;
    }
}
