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
    private final int groupBits;
    private final int firstGroupNode;
    /** Of each group the levels above its leaves that have nodes here: what is above has the number of the group's first node of that level. */
    private final int[] heights;

    private int transition;
    private final long[] newHash;
    private final int[] leafSeen;
    private final int[] newNodes;
    private final int[] nodeSeen;
    private int[] changed;
    private int changedNodes;
    private final Changes changes;
    private final GroupSteps steps;

    /** The tree of parts that are as at the start. */
    public StateTree(StateStore store, List<Part> parts) {
        this.store = store;
        this.parts = List.copyOf(parts);
        shape = store.shape();
        depth = shape.depth();
        firstLeafNode = 1 << depth;
        groupBits = shape.groupBits();
        firstGroupNode = shape.groups();
        heights = new int[shape.groups()];
        changes = new Changes(this.parts, shape);
        steps = new GroupSteps(changes);
        changed = new int[Math.max(64, shape.groups())];
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
        if (level == groupBits) {
            int group = node - firstGroupNode;
            if (number >>> StateStore.LEVEL_SHIFT > heights[group]) {
                raise(group);
            }
            int height = heights[group];
            if (height < groupBits) {
                load(node << groupBits - height, height, number);
                return;
            }
        }
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
        int cell = cell(part, leaf);
        if (number == 0) {
            leafHash[leaf] = startHash[leaf];
            cells.put(cell, LeafStore.CELLS, part.start(), part.at(leaf));
        } else {
            leafHash[leaf] = store.leaves().hash(number);
            store.leaves().load(number, cells, cell);
        }
    }

    /** The first cell of a leaf. */
    private int cell(Part part, int leaf) {
        int at = part.at(leaf);
        return at < part.cells().size() ? at : shape.far().cell(leaf);
    }

    /** Bytes of what is remembered to be quick. */
    public long bytes() {
        return steps.bytes();
    }

    /** The key of the state that the cells are in now, which differs from the one loaded last by what their journals hold. */
    public long key() {
        look();
        return root();
    }

    /** Numbers the groups as the cells are now. */
    public void look() {
        if (++transition == 0) {
            transition = 1;
            Arrays.fill(leafSeen, 0);
            Arrays.fill(nodeSeen, 0);
            changes.forget();
        }
        changes.gather(transition);
        for (int i = 0; i < changes.groups(); i++) {
            changedGroup(changes.changedGroup(i));
        }
        changedNodes = changes.groups();
        for (int i = 0; i < changedNodes; i++) {
            changed[i] = firstGroupNode + changes.changedGroup(i);
        }
    }

    /** The number of a group when it was looked at last. */
    public int group(int group) {
        return number(firstGroupNode + group);
    }

    /** Takes a group, which has changed since the state was loaded, to have another number than it had when it was looked at. */
    public void suppose(int group, int number) {
        int node = firstGroupNode + group;
        if (nodeSeen[node] != transition) {
            nodeSeen[node] = transition;
            note(node);
        }
        newNodes[node] = number;
    }

    /** The key of the state, from its groups' numbers. */
    public long root() {
        for (int level = groupBits + 1; level < depth; level++) {
            up(level);
        }
        return (long) number(2) << 32 | number(3) & 0xffffffffL;
    }

    /** Numbers a group that has changed. */
    private void changedGroup(int group) {
        int node = firstGroupNode + group;
        long hash = steps.hash(group, nodes[node]);
        int known = steps.find(hash, group, nodes[node]);
        if (known < 0) {
            known = numbered(group);
            steps.add(hash, group, nodes[node], known);
        }
        newNodes[node] = known;
        nodeSeen[node] = transition;
    }

    /** Numbers a group's changed leaves, and the nodes above them. */
    private int numbered(int group) {
        changedNodes = 0;
        for (int i = 0; i < changes.size(); i++) {
            if (changes.group(i) == group) {
                int leaf = changes.cell(i) >> LeafStore.BITS;
                int offset = changes.cell(i) & LeafStore.CELLS - 1;
                if (leafSeen[leaf] != transition) {
                    leafSeen[leaf] = transition;
                    newHash[leaf] = leafHash[leaf];
                    note(leaf);
                }
                newHash[leaf] += LeafStore.mix(offset, changes.now(i)) - LeafStore.mix(offset, changes.old(i));
            }
        }
        for (int i = 0; i < changedNodes; i++) {
            changed[i] = changedLeaf(changed[i]);
        }
        for (int level = 1; level <= heights[group]; level++) {
            up(level);
        }
        return newNodes[firstGroupNode + group << groupBits - heights[group]];
    }

    private void note(int what) {
        if (changedNodes == changed.length) {
            changed = Arrays.copyOf(changed, changedNodes * 2);
        }
        changed[changedNodes++] = what;
    }

    /** Numbers what a leaf holds now. Returns its node. */
    private int changedLeaf(int leaf) {
        Part part = partOf[leaf];
        int cell = cell(part, leaf);
        boolean asAtStart = newHash[leaf] == startHash[leaf] && part.cells().holds(cell, LeafStore.CELLS, part.start(), part.at(leaf));
        int place = shape.place(leaf);
        int group = place >> groupBits;
        if ((place & (1 << groupBits) - 1) >>> heights[group] != 0) {
            raise(group);
        }
        int node = firstLeafNode + place;
        newNodes[node] = asAtStart ? 0 : store.leaves().intern(newHash[leaf], part.cells(), cell);
        nodeSeen[node] = transition;
        return node;
    }

    /** A group has more leaves with a place than there are nodes for here: above what there is stands nothing else yet. */
    private void raise(int group) {
        int node = firstGroupNode + group;
        int old = heights[group];
        int now = shape.height(group);
        int number = nodes[node << groupBits - old];
        for (int height = old + 1; height <= now; height++) {
            nodes[node << groupBits - height] = number;
        }
        heights[group] = now;
    }

    /** Numbers the nodes of a level that stand above changed ones; they become the changed ones. */
    private void up(int level) {
        int above = 0;
        for (int i = 0; i < changedNodes; i++) {
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
        changedNodes = above;
    }

    private int number(int node) {
        return nodeSeen[node] == transition ? newNodes[node] : nodes[node];
    }
}
