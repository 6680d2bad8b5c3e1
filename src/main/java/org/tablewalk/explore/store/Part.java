package org.tablewalk.explore.store;

import org.tablewalk.machine.Cells;

/**
 * One of the things whose cells make up a state: the machine, a judge. Its cells are split into leaves, numbered through over all parts.
 *
 * @param cells     the cells
 * @param firstLeaf number of the leaf that holds cell 0
 * @param start     what the cells held at the start
 * @param seen      for each cell the last transition in which a change of it was looked at
 */
public record Part(Cells cells, int firstLeaf, long[] start, int[] seen) {
    public static Part of(Cells cells, int firstLeaf) {
        var start = new long[cells.size()];
        cells.copy(0, start.length, start, 0);
        return new Part(cells, firstLeaf, start, new int[cells.size()]);
    }

    public int leaves() {
        return start.length >> LeafStore.BITS;
    }

    /** The first cell of a leaf of this part. */
    public int cell(int leaf) {
        return leaf - firstLeaf << LeafStore.BITS;
    }
}
