package org.tablewalk.format.dump;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.tablewalk.arch.arm64.Granule;
import org.tablewalk.arch.arm64.Stage2Geometry;

/**
 * The shape of a tree, as far as the lines of a dump leave a choice: every granule and size for which all ranges begin and end with an
 * entry of their level.
 *
 * @param geometry the one that is taken
 * @param fitting  all that fit
 */
record Shape(Stage2Geometry geometry, List<Stage2Geometry> fitting) {
    /** Size that a VM has unless it asks for another. */
    private static final int USUAL_BITS = 40;
    private static final int LEVELS = 4;
    private static final List<Granule> GRANULES = List.of(Granule.values());

    /** What lines say. Index 4 is a level that is only known to be the root's. */
    static final class Evidence {
        private final long[] bounds = new long[LEVELS + 1];
        private final boolean[] seen = new boolean[LEVELS + 1];
        /** By granule and level: a hole that spans all a table of the level maps. */
        private final boolean[][] emptyTable = new boolean[Granule.values().length][LEVELS];
        private int highestBlock = LEVELS;
        private long end;

        /** A range of entries of a level; {@code leaf}: they map memory, {@code hole}: they are zero. */
        void add(int level, long from, long to, boolean leaf, boolean hole) {
            bounds[level] |= from | to;
            seen[level] = true;
            end = to;
            if (leaf && level < highestBlock) {
                highestBlock = level;
            }
            for (int i = 0; hole && level > 0 && level < LEVELS && i < GRANULES.size(); i++) {
                Granule granule = GRANULES.get(i);
                long mask = granule.entrySize(level - 1) - 1;
                emptyTable[granule.ordinal()][level] |= (from + mask & ~mask) + mask < to;
            }
        }

        /** Whether there would be a table below the root with nothing in it: KVM frees those. */
        private boolean hasEmptyTable(Stage2Geometry g) {
            for (int level = g.startLevel() + 1; level < LEVELS; level++) {
                if (emptyTable[g.granule().ordinal()][level]) {
                    return true;
                }
            }
            return false;
        }

        /** The level of the root, if what is highest among the lines is it. */
        private int likelyStart() {
            int level = 0;
            while (level < LEVELS && !seen[level]) {
                level++;
            }
            return !seen[DumpText.ROOT] ? level : level == LEVELS ? 0 : level - 1;
        }

        private boolean fits(Stage2Geometry g, Given given) {
            int start = g.startLevel();
            boolean told = (given.ipaBits() == 0 || given.ipaBits() == g.ipaBits()) && (given.startLevel() < 0 || given.startLevel() == start);
            if (!told || Long.compareUnsigned(end, g.limit()) > 0 || highestBlock < g.granule().minBlockLevel()) {
                return false;
            }
            for (int level = 0; level <= LEVELS; level++) {
                int at = level == DumpText.ROOT ? start : level;
                boolean above = at < start || seen[DumpText.ROOT] && level < DumpText.ROOT && at <= start;
                if (seen[level] && (above || Long.numberOfTrailingZeros(bounds[level]) < g.entryShift(at))) {
                    return false;
                }
            }
            return true;
        }
    }

    /**
     * Chooses: one without an empty table; then the largest granule, for a smaller one hardly ever happens to have all its bounds where a
     * larger one would; then the usual size; then a root of the highest level among the lines, and the smallest size.
     *
     * @return null if nothing fits
     */
    static Shape of(Evidence evidence, Given given) {
        var fitting = new ArrayList<Stage2Geometry>();
        for (Granule granule : Granule.values()) {
            for (int bits = Stage2Geometry.MIN_IPA_BITS; bits <= Stage2Geometry.MAX_IPA_BITS; bits++) {
                var geometry = Stage2Geometry.of(granule, bits);
                if (evidence.fits(geometry, given)) {
                    fitting.add(geometry);
                }
            }
        }
        int start = evidence.likelyStart();
        return fitting.stream().min(Comparator.comparing(evidence::hasEmptyTable)
                .thenComparing(Stage2Geometry::granule, Comparator.reverseOrder())
                .thenComparing(g -> g.ipaBits() != USUAL_BITS)
                .thenComparingInt(g -> Math.abs(g.startLevel() - start))
                .thenComparingInt(Stage2Geometry::ipaBits)).map(g -> new Shape(g, List.copyOf(fitting))).orElse(null);
    }

    /** Whether no other granule fits. */
    boolean granuleCertain() {
        return fitting.stream().map(Stage2Geometry::granule).distinct().count() == 1;
    }

    /** Levels of the root that fit. */
    List<Integer> starts() {
        return fitting.stream().filter(g -> g.granule() == geometry.granule()).map(Stage2Geometry::startLevel).distinct().sorted().toList();
    }

    /** Sizes that fit with this granule and root: the smallest and the largest. */
    int[] sizes() {
        var sizes = fitting.stream().filter(g -> g.granule() == geometry.granule() && g.startLevel() == geometry.startLevel()).mapToInt(Stage2Geometry::ipaBits)
                .summaryStatistics();
        return new int[] {sizes.getMin(), sizes.getMax()};
    }
}
