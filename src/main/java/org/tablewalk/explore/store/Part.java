package org.tablewalk.explore.store;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.tablewalk.machine.Cells;

/**
 * One of the things whose cells make up a state: the machine, a judge. Its cells are split into leaves, numbered through over all parts: those of near cells as they lie, then, if it has
 * far cells, as many as {@link FarLeaves} can number.
 *
 * @param cells     the cells
 * @param firstLeaf number of the leaf that holds cell 0
 * @param start     what its leaves held at the start
 * @param seen      for each of its leaves' cells the last transition in which a change of it was looked at
 * @param farStart  first cells of the far leaves that held something at the start
 */
public record Part(Cells cells, int firstLeaf, long[] start, int[] seen, int[] farStart) {
    /** The part that some cells are, as they are now. */
    public static Part of(Cells cells, int firstLeaf, boolean far) {
        int[] held = far ? held(cells) : new int[0];
        int leaves = (cells.size() >> LeafStore.BITS) + (far ? held.length + FarLeaves.SPARE : 0);
        var start = new long[leaves << LeafStore.BITS];
        cells.copy(0, cells.size(), start, 0);
        for (int i = 0; i < held.length; i++) {
            cells.copy(held[i], LeafStore.CELLS, start, cells.size() + (i << LeafStore.BITS));
        }
        return new Part(cells, firstLeaf, start, new int[start.length], held);
    }

    private static int[] held(Cells cells) {
        List<Integer> chunks = new ArrayList<>();
        cells.touchedFar(chunks::add);
        return chunks.stream().flatMapToInt(chunk -> Arrays.stream(new int[] {0, 1, 2, 3}).map(i -> chunk + (i << LeafStore.BITS)))
                .filter(leaf -> !cells.holds(leaf, LeafStore.CELLS, new long[LeafStore.CELLS], 0)).toArray();
    }

    public int leaves() {
        return start.length >> LeafStore.BITS;
    }

    /** Leaves of near cells. */
    int nearLeaves() {
        return cells.size() >> LeafStore.BITS;
    }

    /** Where a leaf begins among what its part held at the start. */
    int at(int leaf) {
        return leaf - firstLeaf << LeafStore.BITS;
    }
}
