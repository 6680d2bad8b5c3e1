package org.tablewalk.picture.tree;

import java.util.Arrays;

/** What 64 neighbouring entries are, without their words: which class each is of, and which tables they point to. */
final class ChunkSummary {
    /** Entries in a chunk. */
    static final int ENTRIES = 64;

    /** Distinct classes, in order of first appearance, with the number of each, and a word for its label. */
    final int[] classes;
    final int[] counts;
    final long[] samples;
    /** Of each entry, the place of its class in {@link #classes}. */
    final byte[] kinds;
    /** Addresses of descriptors that name a table, and the tables; the first {@code live} are valid, the others invalid words that still name one. */
    final long[] descriptors;
    final long[] tables;
    final int live;
    /** Bit {@code i}: entry {@code i} is a leaf whose output address follows that of entry {@code i - 1}; of the first, that it is a leaf. */
    final long follows;

    private ChunkSummary(int[] classes, int[] counts, long[] samples, byte[] kinds, long[] descriptors, long[] tables, int live, long follows) {
        this.classes = classes;
        this.counts = counts;
        this.samples = samples;
        this.kinds = kinds;
        this.descriptors = descriptors;
        this.tables = tables;
        this.live = live;
        this.follows = follows;
    }

    static ChunkSummary of(TableSource source, long first, int level) {
        TableFormat format = source.format();
        int[] classes = new int[ENTRIES];
        int[] counts = new int[ENTRIES];
        long[] samples = new long[ENTRIES];
        byte[] kinds = new byte[ENTRIES];
        int distinct = 0;
        long[] descriptors = new long[ENTRIES];
        long[] tables = new long[ENTRIES];
        int live = 0;
        int dead = 0;
        long follows = 0;
        long target = -1;
        for (int i = 0; i < ENTRIES; i++) {
            long pa = first + 8L * i;
            long word = source.word(pa);
            int entryClass = format.entryClass(word, level);
            int at = 0;
            while (at < distinct && classes[at] != entryClass) {
                at++;
            }
            if (at == distinct) {
                classes[distinct] = entryClass;
                samples[distinct++] = word;
            }
            counts[at]++;
            kinds[i] = (byte) at;
            TableFormat.Kind kind = format.kind(word, level);
            long previous = target;
            target = format.target(word, level);
            boolean leaf = kind == TableFormat.Kind.PAGE || kind == TableFormat.Kind.BLOCK;
            follows |= leaf && (i == 0 || target == previous + format.entrySize(level)) ? 1L << i : 0;
            if (kind == TableFormat.Kind.TABLE) {
                descriptors[live] = pa;
                tables[live++] = target;
            } else if (kind == TableFormat.Kind.INVALID && word != 0 && target >= 0) {
                dead++;
                descriptors[ENTRIES - dead] = pa;
                tables[ENTRIES - dead] = target;
            }
        }
        System.arraycopy(descriptors, ENTRIES - dead, descriptors, live, dead);
        System.arraycopy(tables, ENTRIES - dead, tables, live, dead);
        return new ChunkSummary(Arrays.copyOf(classes, distinct), Arrays.copyOf(counts, distinct), Arrays.copyOf(samples, distinct), kinds,
                Arrays.copyOf(descriptors, live + dead), Arrays.copyOf(tables, live + dead), live, follows);
    }
}
