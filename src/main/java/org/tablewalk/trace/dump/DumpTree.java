package org.tablewalk.trace.dump;

import java.util.Arrays;
import org.tablewalk.arch.arm64.Descriptor;
import org.tablewalk.arch.arm64.Granule;
import org.tablewalk.arch.arm64.Stage2Geometry;

/**
 * The tree that runs of leaves imply. Where a leaf of a level stands, there is a table of that level, and one of each level above it.
 * Where those tables lie in memory nobody printed, so they are numbered: root first, then level by level, in order of what they map; a
 * number shifted by the page size stands for the address. Immutable; an entry is worked out when it is asked for, so that a run costs the
 * same whatever it spans.
 */
public final class DumpTree {
    /** Stands for an entry that nobody printed: an invalid word with bits that software has no use for. */
    public static final long UNKNOWN = 0x3F7A_91C5_D26E_B84CL;

    private static final int LAST_LEVEL = 3;

    private final Stage2Geometry geometry;
    private final LeafRuns runs;
    private final long[] words;
    private final long[] known;
    /** Of each level, what its tables map in units of one such table, ascending. */
    private final long[][] tables = new long[LAST_LEVEL + 1][];
    private final int[] firstPage = new int[LAST_LEVEL + 2];

    /**
     * The tree of runs that fit the geometry: each starts and ends with an entry of its level.
     *
     * @param words  what an entry of each look holds, as far as it is known
     * @param known  the bits of it that are
     * @param most   tables there may be
     * @throws IllegalStateException if there are more
     */
    public DumpTree(Stage2Geometry geometry, LeafRuns runs, long[] words, long[] known, int most) {
        this.geometry = geometry;
        this.runs = runs;
        this.words = words.clone();
        this.known = known.clone();
        int start = geometry.startLevel();
        long total = geometry.rootTables();
        for (int level = start + 1; level <= LAST_LEVEL; level++) {
            tables[level] = tables(level, most - total);
            total += tables[level].length;
        }
        firstPage[start + 1] = geometry.rootTables();
        for (int level = start + 1; level <= LAST_LEVEL; level++) {
            firstPage[level + 1] = firstPage[level] + tables[level].length;
        }
    }

    private long[] tables(int level, long most) {
        int shift = geometry.entryShift(level - 1);
        long[] found = new long[256];
        int count = 0;
        long next = 0;
        for (int run = 0; run < runs.count(); run++) {
            if (runs.level(run) < level) {
                continue;
            }
            long last = runs.end(run) - 1 >>> shift;
            for (long block = Math.max(next, runs.start(run) >>> shift); block <= last; block++) {
                if (count >= most) {
                    throw new IllegalStateException("too many tables");
                }
                if (count == found.length) {
                    found = Arrays.copyOf(found, 2 * count);
                }
                found[count++] = block;
                next = block + 1;
            }
        }
        return Arrays.copyOf(found, count);
    }

    /** Granule, size and levels. */
    public Stage2Geometry geometry() {
        return geometry;
    }

    /** What was printed. */
    public LeafRuns runs() {
        return runs;
    }

    /** What entries of each look hold, as far as it is known; a copy. */
    public long[] words() {
        return words.clone();
    }

    /** What an entry of a run holds, as far as it is known. */
    public long word(int run) {
        return words[runs.look(run)];
    }

    /** Pages of tables, those of the root first. */
    public int pages() {
        return firstPage[LAST_LEVEL + 1];
    }

    /** Level of the table in a page. */
    public int level(int page) {
        int level = geometry.startLevel();
        while (level < LAST_LEVEL && page >= firstPage[level + 1]) {
            level++;
        }
        return level;
    }

    /** The first address that a page of tables maps; of a root page, that it would map alone. */
    public long input(int page) {
        int level = level(page);
        Granule granule = geometry.granule();
        return level == geometry.startLevel() ? (long) page << granule.entryShift(level) + granule.bitsPerLevel()
                : tables[level][page - firstPage[level]] << granule.entryShift(level - 1);
    }

    /** The entry of a page: a leaf as printed, a table descriptor whose address is a page's number shifted, or {@link #UNKNOWN}. */
    public long word(int page, int index) {
        int level = level(page);
        long address = input(page) + ((long) index << geometry.entryShift(level));
        if (level < LAST_LEVEL) {
            int below = Arrays.binarySearch(tables[level + 1], address >>> geometry.entryShift(level));
            if (below >= 0) {
                return Descriptor.tableOf((long) (firstPage[level + 1] + below) << geometry.granule().pageShift(), geometry.granule(), geometry.lpa2());
            }
        }
        int run = address >= geometry.limit() ? -1 : runs.at(address);
        return run < 0 ? UNKNOWN : words[runs.look(run)];
    }

    /** The bits of an entry that are known; of a table descriptor, that it is one. */
    public long known(int page, int index) {
        long word = word(page, index);
        int level = level(page);
        if (word == UNKNOWN || Descriptor.table(word, level)) {
            return word == UNKNOWN ? 0 : Descriptor.VALID | Descriptor.TYPE;
        }
        return known[runs.look(runs.at(input(page) + ((long) index << geometry.entryShift(level))))];
    }
}
