package org.tablewalk.kvm.stage2;

import org.tablewalk.arch.arm64.Granule;

/**
 * The shape of a stage-2 tree as the architecture's rule reads, found by trying: the deepest start level, not below level 2, whose tables side by
 * side are at most 16. Everything is counted up from the page; no formula of the kernel's.
 */
public record ArchitectureReading(int startLevel, int rootTables, long rootEntries, long entrySpan, int sl0) {
    /** The reading for a granule and a size. */
    public static ArchitectureReading of(Granule granule, int ipaBits) {
        long page = granule.bytes();
        long perTable = page / 8;
        long span = page * perTable; // what one entry of level 2 covers
        for (int start = 2; start >= 0; start--, span *= perTable) {
            long entries = Math.max(1, (1L << ipaBits) / span);
            long tables = (entries + perTable - 1) / perTable;
            if (tables <= 16) {
                return new ArchitectureReading(start, (int) tables, entries, span, sl0(granule, start));
            }
        }
        throw new IllegalStateException("no start level");
    }

    /** The tables of the manual: 0 is level 2 for 4K; for the others 0 is level 3, 1 is 2, 2 is 1. */
    private static int sl0(Granule granule, int start) {
        int[] coded = granule == Granule.K4 ? new int[] {2, 1, 0, 3} : new int[] {3, 2, 1, 0};
        for (int sl0 = 0; sl0 < coded.length; sl0++) {
            if (coded[sl0] == start) {
                return sl0;
            }
        }
        throw new IllegalStateException("no code");
    }
}
