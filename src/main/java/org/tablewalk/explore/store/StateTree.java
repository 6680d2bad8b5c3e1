package org.tablewalk.explore.store;

import java.util.Arrays;
import java.util.List;
import org.tablewalk.machine.Cells;

/**
 * The tree of the state that one thread's machine and judges are in. Its leaves are runs of cells; a node's number stands for all that is below it, 0 for what was there at the start,
 * and the root's two halves are the state's key: equal keys, equal states, exactly. A node whose right half is as at the start has the number of its left half.
 *
 * <p>This is the tree compression of Laarman, van de Pol and Weber (SPIN 2011), with places given as leaves come to differ.
 */
public final class StateTree {
    private final StateStore store;
    private final Shape shape;
    private final List<Part> parts;
    private final Part[] partOf;
    private final int depth;
    private final int firstLeafNode;
    private final long[] startHash;
    private final long[] leafHash;
    private final int[] nodes;

    private int transition;
    private final long[] newHash;
    private final int[] leafSeen;
    private final int[] newNodes;
    private final int[] nodeSeen;
    private int[] changed = new int[64];
    private int changes;
    private final long[] content = new long[LeafStore.CELLS];

    /** The tree of parts that are as at the start. */
    public StateTree(StateStore store, List<Part> parts) {
        this.store = store;
        this.parts = List.copyOf(parts);
        shape = store.shape();
        depth = shape.depth();
        firstLeafNode = 1 << depth;
        nodes = new int[2 << depth];
        newNodes = new int[2 << depth];
        nodeSeen = new int[2 << depth];
        partOf = new Part[shape.leaves()];
        leafHash = new long[shape.leaves()];
        newHash = new long[shape.leaves()];
        leafSeen = new int[shape.leaves()];
        for (Part part : parts) {
            for (int i = 0; i < part.leaves(); i++) {
                partOf[part.firstLeaf() + i] = part;
                leafHash[part.firstLeaf() + i] = LeafStore.hash(part.start(), i << LeafStore.BITS);
            }
        }
        startHash = leafHash.clone();
    }

    /** Puts the state of a key into the cells. */
    public void load(long key) {
        load(2, depth - 1, (int) (key >>> 32));
        load(3, depth - 1, (int) key);
    }

    private void load(int node, int level, int number) {
        if (nodes[node] == number) {
            return;
        }
        nodes[node] = number;
        if (level == 0) {
            loadLeaf(shape.leafAt(node - firstLeafNode), number);
            return;
        }
        int left = number;
        int right = 0;
        if (number >>> StateStore.LEVEL_SHIFT == level) {
            long pair = store.pairs(level).get(number & StateStore.NUMBER);
            left = (int) (pair >>> 32);
            right = (int) pair;
        }
        load(2 * node, level - 1, left);
        load(2 * node + 1, level - 1, right);
    }

    private void loadLeaf(int leaf, int number) {
        Part part = partOf[leaf];
        Cells cells = part.cells();
        int cell = part.cell(leaf);
        if (number == 0) {
            leafHash[leaf] = startHash[leaf];
            for (int i = 0; i < LeafStore.CELLS; i++) {
                cells.put(cell + i, part.start()[cell + i]);
            }
        } else {
            leafHash[leaf] = store.leaves().hash(number);
            store.leaves().copy(number, content);
            for (int i = 0; i < LeafStore.CELLS; i++) {
                cells.put(cell + i, content[i]);
            }
        }
    }

    /** The key of the state that the cells are in now, which differs from the one loaded last by what their journals hold. */
    public long key() {
        if (++transition == 0) {
            forget();
        }
        changes = 0;
        for (int i = 0; i < parts.size(); i++) {
            gather(parts.get(i));
        }
        for (int i = 0; i < changes; i++) {
            changed[i] = changedLeaf(changed[i]);
        }
        for (int level = 1; level < depth; level++) {
            up(level);
        }
        return (long) number(2) << 32 | number(3) & 0xffffffffL;
    }

    /** The count of transitions begins anew: what was noted under its old values must not be taken for new. */
    private void forget() {
        transition = 1;
        Arrays.fill(leafSeen, 0);
        Arrays.fill(nodeSeen, 0);
        parts.forEach(part -> Arrays.fill(part.seen(), 0));
    }

    /** Notes the leaves in which a part has changed, and their hashes. */
    private void gather(Part part) {
        Cells cells = part.cells();
        int[] seen = part.seen();
        int size = cells.journalSize();
        for (int i = 0; i < size; i++) {
            int cell = cells.journalCell(i);
            if (seen[cell] == transition) {
                continue;
            }
            seen[cell] = transition;
            long old = cells.journalOld(i);
            long now = cells.get(cell);
            if (now == old) {
                continue;
            }
            int leaf = part.firstLeaf() + (cell >> LeafStore.BITS);
            if (leafSeen[leaf] != transition) {
                leafSeen[leaf] = transition;
                newHash[leaf] = leafHash[leaf];
                note(leaf);
            }
            int offset = cell & LeafStore.CELLS - 1;
            newHash[leaf] += LeafStore.mix(offset, now) - LeafStore.mix(offset, old);
        }
    }

    private void note(int what) {
        if (changes == changed.length) {
            changed = Arrays.copyOf(changed, changes * 2);
        }
        changed[changes++] = what;
    }

    /** Numbers what a leaf holds now. Returns its node. */
    private int changedLeaf(int leaf) {
        Part part = partOf[leaf];
        int cell = part.cell(leaf);
        boolean asAtStart = newHash[leaf] == startHash[leaf] && part.cells().holds(cell, LeafStore.CELLS, part.start(), cell);
        int node = firstLeafNode + shape.place(leaf);
        newNodes[node] = asAtStart ? 0 : store.leaves().intern(newHash[leaf], part.cells(), cell);
        nodeSeen[node] = transition;
        return node;
    }

    /** Numbers the nodes of a level that stand above changed ones; they become the changed ones. */
    private void up(int level) {
        int above = 0;
        for (int i = 0; i < changes; i++) {
            int node = changed[i] >> 1;
            if (nodeSeen[node] == transition) {
                continue;
            }
            nodeSeen[node] = transition;
            int left = number(2 * node);
            int right = number(2 * node + 1);
            newNodes[node] = right == 0 ? left : level << StateStore.LEVEL_SHIFT | store.pairs(level).intern((long) left << 32 | right & 0xffffffffL);
            changed[above++] = node;
        }
        changes = above;
    }

    private int number(int node) {
        return nodeSeen[node] == transition ? newNodes[node] : nodes[node];
    }
}
