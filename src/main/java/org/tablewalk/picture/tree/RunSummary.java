package org.tablewalk.picture.tree;

import java.util.Arrays;

/** What a stretch of a table's entries is, for the one row that stands for it. */
final class RunSummary {
    private final TableFormat format;
    private final int level;
    private int[] classes = new int[8];
    private long[] samples = new long[8];
    private long[] counts = new long[8];
    private int distinct;
    private boolean contiguous = true;
    private long lastTarget = -1;

    private RunSummary(TableFormat format, int level) {
        this.format = format;
        this.level = level;
    }

    /** The entries {@code from} to {@code to - 1}; what they are comes from the cache, and two words are read for every 64 of them at most. */
    static RunSummary of(TableSource tables, TreeCache cache, long table, int level, int from, int to) {
        var run = new RunSummary(tables.format(), level);
        int i = from;
        while (i < to) {
            int chunk = i / ChunkSummary.ENTRIES * ChunkSummary.ENTRIES;
            int end = Math.min(to, chunk + ChunkSummary.ENTRIES);
            run.add(tables, cache.summary(tables, table + 8L * chunk, level), table + 8L * chunk, i - chunk, end - chunk);
            i = end;
        }
        return run;
    }

    private void add(TableSource tables, ChunkSummary chunk, long first, int from, int to) {
        if (to - from == ChunkSummary.ENTRIES) {
            for (int i = 0; i < chunk.classes.length; i++) {
                count(chunk.classes[i], chunk.samples[i], chunk.counts[i]);
            }
        } else {
            for (int i = from; i < to; i++) {
                count(chunk.classes[chunk.kinds[i]], chunk.samples[chunk.kinds[i]], 1);
            }
        }
        if (contiguous && distinct == 1 && leaves()) {
            // The stretch's own first entry follows nothing of it.
            long mask = (to == 64 ? -1L : (1L << to) - 1) & ~((2L << from) - 1);
            long target = format.target(tables.word(first + 8L * from), level);
            contiguous = (chunk.follows & mask) == mask && (lastTarget < 0 || target == lastTarget + format.entrySize(level));
            lastTarget = format.target(tables.word(first + 8L * (to - 1)), level);
        } else {
            contiguous = false;
        }
    }

    private boolean leaves() {
        TableFormat.Kind kind = format.kind(samples[0], level);
        return kind == TableFormat.Kind.PAGE || kind == TableFormat.Kind.BLOCK;
    }

    private void count(int entryClass, long sample, int by) {
        int at = 0;
        while (at < distinct && classes[at] != entryClass) {
            at++;
        }
        if (at == distinct) {
            if (distinct == classes.length) {
                classes = Arrays.copyOf(classes, 2 * distinct);
                samples = Arrays.copyOf(samples, 2 * distinct);
                counts = Arrays.copyOf(counts, 2 * distinct);
            }
            classes[at] = entryClass;
            samples[at] = sample;
            distinct++;
        }
        counts[at] += by;
    }

    /** Different classes. */
    int kinds() {
        return distinct;
    }

    /** Whether all are leaves of one class whose output addresses follow one another. */
    boolean contiguous() {
        return distinct == 1 && contiguous;
    }

    /** {@code 508 × TBL, 4 × INV}: the most frequent first. */
    String text() {
        Integer[] order = new Integer[distinct];
        Arrays.setAll(order, i -> i);
        Arrays.sort(order, (a, b) -> Long.compare(counts[b], counts[a]));
        var text = new StringBuilder();
        for (int i : order) {
            text.append(text.isEmpty() ? "" : ", ").append(counts[i]).append(" × ").append(format.label(samples[i], level));
        }
        return text.toString();
    }
}
