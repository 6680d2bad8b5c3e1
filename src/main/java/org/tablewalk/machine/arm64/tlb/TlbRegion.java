package org.tablewalk.machine.arm64.tlb;

import org.tablewalk.arch.arm64.Granule;

/** Where one kind of TLB of all CPUs lies among the cells, and how each is built. CPUs that share a TLB have the same cells. */
public final class TlbRegion {
    private final TlbShape shape;
    private final TlbTags tags;
    private final Granule granule;
    private final int startLevel;
    private final Design design;
    private final int[] first;

    /**
     * How entries are made and replaced.
     *
     * @param groups whether leaves with the contiguous bit make one entry for their group
     * @param recent whether the entry used longest ago makes room
     * @param any    whether any entry may make room, a choice; else, and unless {@code recent}, the oldest does
     */
    public record Design(boolean groups, boolean recent, boolean any) {}

    /**
     * A region.
     *
     * @param startLevel level at which walks begin: no entry is of a lower one
     * @param first      of each CPU the first cell of its TLB
     */
    public TlbRegion(TlbShape shape, TlbTags tags, Granule granule, int startLevel, Design design, int[] first) {
        this.shape = shape;
        this.tags = tags;
        this.granule = granule;
        this.startLevel = startLevel;
        this.design = design;
        this.first = first.clone();
    }

    public TlbShape shape() {
        return shape;
    }

    public TlbTags tags() {
        return tags;
    }

    /** Log2 of the bytes that an entry of a level maps. */
    int entryShift(int level) {
        return granule.entryShift(level);
    }

    int startLevel() {
        return startLevel;
    }

    Design design() {
        return design;
    }

    /** The first cell of a CPU's TLB. */
    public int first(int cpu) {
        return first[cpu];
    }
}
