package org.tablewalk.explore.store;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.concurrent.ConcurrentHashMap;
import org.tablewalk.machine.Cells;

/**
 * Which leaves of the machine's lie among its far cells: those that hold something at the start, and behind them those that come to be written, in the order in which they do.
 * Shared by all threads of a search.
 */
final class FarLeaves {
    /** Leaves that can come to be written beyond those that hold something at the start. */
    static final int SPARE = 1 << 12;

    private final int first;
    private final int given;
    private final int[] cells;
    private final ConcurrentHashMap<Integer, Integer> leaves = new ConcurrentHashMap<>();
    private int used;

    /**
     * Those of a machine.
     *
     * @param first number of the first of them, which follows the last leaf of near cells
     * @param start first cells of those that hold something at the start
     */
    FarLeaves(int first, int[] start) {
        this.first = first;
        given = start.length;
        cells = new int[given + SPARE];
        for (int cell : start) {
            number(cell);
        }
    }

    /** The number of the leaf that holds a far cell. */
    int leaf(int cell) {
        Integer known = leaves.get(cell >> LeafStore.BITS);
        return known != null ? known : number(cell);
    }

    private synchronized int number(int cell) {
        return leaves.computeIfAbsent(cell >> LeafStore.BITS, leaf -> {
            if (used == cells.length) {
                throw new SearchLimit("memory with contents");
            }
            cells[used] = leaf << LeafStore.BITS;
            return first + used++;
        });
    }

    /** The first cell of a leaf. */
    int cell(int leaf) {
        return cells[leaf - first];
    }

    synchronized void write(DataOutput out) throws IOException {
        out.writeInt(used - given);
        for (int i = given; i < used; i++) {
            out.writeInt(cells[i]);
        }
    }

    /** Gives leaves the numbers that were written. */
    synchronized void read(DataInput in, int farSize) throws IOException {
        int written = Damaged.count(in.readInt(), SPARE);
        for (int i = 0; i < written; i++) {
            int cell = in.readInt();
            Damaged.unless((cell & LeafStore.CELLS - 1) == 0 && cell >= Cells.FAR && cell - Cells.FAR < farSize
                    && number(cell) == first + given + i);
        }
    }
}
