package org.tablewalk.explore.store;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.tablewalk.machine.Cells;
import org.tablewalk.machine.Layout;

/**
 * Where the leaves of a state stand in the binary tree that stores it. A leaf gets its place when it first differs from the start. What changes together stands together: each CPU's
 * leaves, what the CPUs share, each judge's. Shared by all threads of a search.
 */
public final class Shape {
    private static final Pattern CPU = Pattern.compile("cpu(\\d+)\\..*");

    private final List<String> names = new ArrayList<>();
    private final int groupBits;
    private final int depth;
    private final int[] groupOf;
    private final int[] groupPlace;
    private final int[] used;
    private final int[] heights;
    private final int[] places;
    private final int[] leafAt;
    private final int farSize;
    private final FarLeaves far;

    /**
     * A shape in which no leaf has a place yet.
     *
     * @param layout of the machine's cells
     * @param parts  the machine first
     */
    public Shape(Layout layout, List<Part> parts) {
        int leaves = parts.stream().mapToInt(Part::leaves).sum();
        groupOf = new int[leaves];
        for (Layout.Region region : layout.regions()) {
            Matcher cpu = CPU.matcher(region.name());
            int group = number(names, cpu.matches() ? cpu.group(1) : "shared");
            if (region.length() > 0 && region.base() < Cells.FAR) {
                Arrays.fill(groupOf, region.base() >> LeafStore.BITS, (region.base() + region.length() - 1 >> LeafStore.BITS) + 1, group);
            }
        }
        Part machine = parts.getFirst();
        farSize = layout.farSize();
        far = new FarLeaves(machine.nearLeaves(), machine.farStart());
        Arrays.fill(groupOf, machine.nearLeaves(), machine.leaves(), number(names, "shared"));
        for (Part part : parts.subList(1, parts.size())) {
            Arrays.fill(groupOf, part.firstLeaf(), part.firstLeaf() + part.leaves(), number(names, "part" + part.firstLeaf()));
        }
        used = new int[names.size()];
        int[] sizes = new int[names.size()];
        for (int group : groupOf) {
            sizes[group]++;
        }
        groupBits = bits(Arrays.stream(sizes).max().orElse(1));
        int top = Math.max(1, bits(names.size()));
        depth = groupBits + top;
        groupPlace = new int[names.size()];
        for (int group = 0; group < groupPlace.length; group++) {
            // Spread evenly, so that both halves of the root hold as much.
            groupPlace[group] = (int) (((long) group << top) / groupPlace.length) << groupBits;
        }
        heights = new int[1 << top];
        places = new int[leaves];
        leafAt = new int[1 << depth];
        Arrays.fill(leafAt, -1);
    }

    private static int number(List<String> names, String name) {
        if (!names.contains(name)) {
            names.add(name);
        }
        return names.indexOf(name);
    }

    /** Bits that number so many things. */
    private static int bits(int things) {
        return 32 - Integer.numberOfLeadingZeros(things - 1);
    }

    /** Levels of pairs above the leaves. */
    public int depth() {
        return depth;
    }

    /** Leaves of all parts. */
    public int leaves() {
        return places.length;
    }

    /** The machine's leaves among its far cells. */
    FarLeaves far() {
        return far;
    }

    /** The place of a leaf, given now if it has none. */
    public int place(int leaf) {
        int place = places[leaf] - 1;
        return place >= 0 ? place : give(leaf);
    }

    private synchronized int give(int leaf) {
        if (places[leaf] == 0) {
            int group = groupOf[leaf];
            int place = groupPlace[group] + used[group]++;
            heights[place >> groupBits] = bits(used[group]);
            leafAt[place] = leaf;
            places[leaf] = place + 1;
        }
        return places[leaf] - 1;
    }

    /** Levels of pairs within a group. */
    int groupBits() {
        return groupBits;
    }

    int groups() {
        return 1 << depth - groupBits;
    }

    /** The group of a leaf. */
    int group(int leaf) {
        return groupPlace[groupOf[leaf]] >> groupBits;
    }

    /** The group of what is a CPU's own, or -1 if it has nothing of its own. */
    public int cpuGroup(int cpu) {
        int group = names.indexOf(Integer.toString(cpu));
        return group < 0 ? -1 : groupPlace[group] >> groupBits;
    }

    /** Levels of pairs that a group's leaves which have a place need. */
    int height(int group) {
        return heights[group];
    }

    synchronized void write(DataOutput out) throws IOException {
        if (farSize > 0) {
            far.write(out);
        }
        out.writeInt(places.length);
        for (int place : places) {
            out.writeInt(place);
        }
    }

    /** Gives leaves the places that were written. */
    synchronized void read(DataInput in) throws IOException {
        if (farSize > 0) {
            far.read(in, farSize);
        }
        Damaged.unless(in.readInt() == places.length);
        for (int leaf = 0; leaf < places.length; leaf++) {
            int place = in.readInt() - 1;
            if (place >= 0) {
                int first = groupPlace[groupOf[leaf]];
                Damaged.unless(place >= first && place < first + (1 << groupBits) && leafAt[place] == -1);
                places[leaf] = place + 1;
                leafAt[place] = leaf;
                used[groupOf[leaf]] = Math.max(used[groupOf[leaf]], place - first + 1);
                heights[first >> groupBits] = bits(used[groupOf[leaf]]);
            }
        }
    }

    /** The leaf at a place, or -1. */
    public int leafAt(int place) {
        return leafAt[place];
    }
}
