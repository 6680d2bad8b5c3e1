package org.tablewalk.explore.store;

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

    public long bytes() {
        long bytes = leaves.bytes() + states.bytes();
        for (int level = 1; level < levels.length; level++) {
            bytes += levels[level].bytes();
        }
        return bytes;
    }
}
