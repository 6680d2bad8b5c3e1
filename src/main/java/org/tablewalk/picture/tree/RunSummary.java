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

    /** The entries {@code from} to {@code to - 1}; whole chunks come from the cache, so at most 126 words are read. */
    static RunSummary of(TableSource tables, TreeCache cache, long table, int level, int from, int to) {
        var run = new RunSummary(tables.format(), level);
        int i = from;
        while (i < to) {
            if (i % ChunkSummary.ENTRIES == 0 && i + ChunkSummary.ENTRIES <= to) {
                run.add(tables, cache.summary(tables, table + 8L * i, level), table + 8L * i);
                i += ChunkSummary.ENTRIES;
            } else {
                run.add(tables.word(table + 8L * i));
                i++;
            }
        }
        return run;
    }

    private void add(TableSource tables, ChunkSummary chunk, long first) {
        for (int i = 0; i < chunk.classes.length; i++) {
            count(chunk.classes[i], chunk.samples[i], chunk.counts[i]);
        }
        if (contiguous) {
            join(chunk.contiguous, format.target(tables.word(first), level));
            lastTarget = format.target(tables.word(first + 8L * (ChunkSummary.ENTRIES - 1)), level);
        }
    }

    private void add(long word) {
        count(format.entryClass(word, level), word, 1);
        if (contiguous) {
            TableFormat.Kind kind = format.kind(word, level);
            long target = format.target(word, level);
            join(kind == TableFormat.Kind.PAGE || kind == TableFormat.Kind.BLOCK, target);
            lastTarget = target;
        }
    }

    private void join(boolean leaves, long target) {
        contiguous = leaves && (lastTarget < 0 || target == lastTarget + format.entrySize(level));
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

    /** Whether every entry is of this class. */
    boolean only(int entryClass) {
        return distinct == 1 && classes[0] == entryClass;
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
