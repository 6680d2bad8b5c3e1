package org.tablewalk.machine.arm64.tlb;

import org.tablewalk.machine.Cells;

/** Where the final entries of all TLBs lie, set by set, and how many there are. */
final class TlbSets {
    private final Cells cells;
    private final TlbRegion region;
    private final TlbShape shape;
    private final TlbTags tags;
    private final int startLevel;
    private final int[] shift = new int[4];

    TlbSets(Cells cells, TlbRegion region) {
        this.cells = cells;
        this.region = region;
        tags = region.tags();
        shape = region.shape();
        startLevel = region.startLevel();
        for (int level = 0; level < 4; level++) {
            shift[level] = region.entryShift(level);
        }
    }

    /** The first cell of the set of the entries of a level that map an address. */
    int first(int cpu, long ipa, int level) {
        long page = ipa >>> shift[level];
        // The level enters the index, so that a block and the pages under it do not crowd the same set.
        return set(cpu, (int) (page ^ page >>> 9 ^ level * 0x55L) & shape.sets() - 1);
    }

    /** The same of the entries for the group that an address lies in. */
    int firstOfGroup(int cpu, long ipa, int level) {
        return first(cpu, tags.groupBase(level, ipa), level);
    }

    /** The first cell of a set. */
    int set(int cpu, int set) {
        return region.first(cpu) + TlbShape.HEADER + TlbShape.ENTRY * (set * shape.ways());
    }

    /** The first cell of the set that a cell of an entry's tag lies in. */
    int firstOf(int cpu, int cell) {
        return cell - (cell - set(cpu, 0)) % (shape.ways() * TlbShape.ENTRY);
    }

    /** Of each level 16 bits: how many final entries a CPU holds, and whether some map groups; see {@link TlbShape#COUNT}. */
    long counts(int cpu) {
        return cells.get(region.first(cpu) + TlbShape.COUNTS);
    }

    /** The 16 bits of one level. */
    int held(int cpu, int level) {
        return (int) (counts(cpu) >>> 16 * level) & 0xffff;
    }

    /** Final entries a CPU holds. */
    int size(int cpu) {
        long counts = counts(cpu);
        int sum = 0;
        for (int level = startLevel; level < 4; level++) {
            sum += TlbShape.count(counts, level);
        }
        return sum;
    }

    /** Counts an entry more or less: at its level, and there among those for groups. */
    void count(int cpu, long tag, int change) {
        int cell = region.first(cpu) + TlbShape.COUNTS;
        int at = 16 * TlbTags.level(tag);
        long counts = cells.get(cell) + ((long) change << at);
        if (TlbTags.group(tag)) {
            int grouped = region.first(cpu) + shape.groups();
            long left = cells.get(grouped) + ((long) change << at);
            cells.put(grouped, left);
            counts = (left >>> at & 0xffff) == 0 ? counts & ~((long) TlbShape.GROUPS << at) : counts | (long) TlbShape.GROUPS << at;
        }
        cells.put(cell, counts);
    }
}
