package org.tablewalk.format.dump;

import java.util.Arrays;

/** Lines of entries as they were read, before anything is known of their columns. */
final class RawLines {
    long[] starts;
    long[] ends;
    long[] sizes;
    byte[] levels;
    char[] looks;
    int[] lines;
    char[] columns;
    int count;

    RawLines(int expected) {
        int room = Math.max(16, expected);
        starts = new long[room];
        ends = new long[room];
        sizes = new long[room];
        levels = new byte[room];
        looks = new char[room];
        lines = new int[room];
        columns = new char[room];
    }

    void add(DumpText text) {
        if (count == starts.length) {
            starts = Arrays.copyOf(starts, 2 * count);
            ends = Arrays.copyOf(ends, 2 * count);
            sizes = Arrays.copyOf(sizes, 2 * count);
            levels = Arrays.copyOf(levels, 2 * count);
            looks = Arrays.copyOf(looks, 2 * count);
            lines = Arrays.copyOf(lines, 2 * count);
            columns = Arrays.copyOf(columns, 2 * count);
        }
        starts[count] = text.start();
        ends[count] = text.end();
        sizes[count] = text.size();
        levels[count] = (byte) text.level();
        looks[count] = (char) text.look();
        columns[count] = (char) text.column();
        lines[count++] = text.line();
    }

    /** How often each of so many looks occurs. */
    int[] frequencies(int different) {
        int[] frequencies = new int[different];
        for (int i = 0; i < count; i++) {
            frequencies[looks[i]]++;
        }
        return frequencies;
    }
}
