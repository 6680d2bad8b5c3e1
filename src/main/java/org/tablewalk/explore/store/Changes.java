package org.tablewalk.explore.store;

import java.util.Arrays;
import java.util.List;
import org.tablewalk.machine.Cells;

/** What a transition has changed: cells, numbered through over all parts, with what they hold now and held before, and the groups that they are in. */
final class Changes {
    private final List<Part> parts;
    private final FarLeaves far;
    private final int[] groupOf;
    private final int[] groupSeen;
    private int[] cells = new int[64];
    private long[] now = new long[64];
    private long[] old = new long[64];
    private int[] groupOfChange = new int[64];
    private int size;
    private final int[] groups;
    private int groupCount;

    Changes(List<Part> parts, Shape shape) {
        this.parts = parts;
        far = shape.far();
        groupOf = new int[shape.leaves()];
        for (int leaf = 0; leaf < groupOf.length; leaf++) {
            groupOf[leaf] = shape.group(leaf);
        }
        groupSeen = new int[shape.groups()];
        groups = new int[shape.groups()];
    }

    /** Takes what the parts' journals hold; {@code transition} is a number that was not given before. */
    void gather(int transition) {
        size = 0;
        groupCount = 0;
        for (int i = 0; i < parts.size(); i++) {
            gather(parts.get(i), transition);
        }
    }

    private void gather(Part part, int transition) {
        Cells of = part.cells();
        int[] seen = part.seen();
        int writes = of.journalSize();
        int first = part.firstLeaf() << LeafStore.BITS;
        for (int i = 0; i < writes; i++) {
            int cell = of.journalCell(i);
            int at = cell < Cells.FAR ? cell : far.leaf(cell) << LeafStore.BITS | cell & LeafStore.CELLS - 1;
            if (seen[at] != transition) {
                seen[at] = transition;
                // The first entry of a cell holds what it was before the transition.
                if (of.get(cell) != of.journalOld(i)) {
                    add(first + at, of.get(cell), of.journalOld(i), transition);
                }
            }
        }
    }

    private void add(int cell, long value, long before, int transition) {
        if (size == cells.length) {
            cells = Arrays.copyOf(cells, size * 2);
            now = Arrays.copyOf(now, size * 2);
            old = Arrays.copyOf(old, size * 2);
            groupOfChange = Arrays.copyOf(groupOfChange, size * 2);
        }
        int group = groupOf[cell >> LeafStore.BITS];
        cells[size] = cell;
        now[size] = value;
        old[size] = before;
        groupOfChange[size++] = group;
        if (groupSeen[group] != transition) {
            groupSeen[group] = transition;
            groups[groupCount++] = group;
        }
    }

    /** Cells that have changed. */
    int size() {
        return size;
    }

    int cell(int index) {
        return cells[index];
    }

    long now(int index) {
        return now[index];
    }

    long old(int index) {
        return old[index];
    }

    int group(int index) {
        return groupOfChange[index];
    }

    /** Groups in which something has changed. */
    int groups() {
        return groupCount;
    }

    int changedGroup(int index) {
        return groups[index];
    }

    /** The numbers of transitions begin anew. */
    void forget() {
        Arrays.fill(groupSeen, 0);
        parts.forEach(part -> Arrays.fill(part.seen(), 0));
    }
}
