package org.tablewalk.trace.dump;

import java.util.Arrays;

/**
 * Runs of neighbouring entries of one level that look alike, in ascending order and without overlap. What all entries of a run look like
 * is kept once for all runs that look so.
 */
public final class LeafRuns {
    private long[] starts;
    private long[] ends;
    private byte[] levels;
    private char[] looks;
    private int count;

    /** No runs; {@code expected} of them cost no copying. */
    public LeafRuns(int expected) {
        int size = Math.max(16, expected);
        starts = new long[size];
        ends = new long[size];
        levels = new byte[size];
        looks = new char[size];
    }

    /** Appends a run from one address up to before another; {@code look} is 0..65,535. */
    public void add(long start, long end, int level, int look) {
        if (count == starts.length) {
            starts = Arrays.copyOf(starts, 2 * count);
            ends = Arrays.copyOf(ends, 2 * count);
            levels = Arrays.copyOf(levels, 2 * count);
            looks = Arrays.copyOf(looks, 2 * count);
        }
        starts[count] = start;
        ends[count] = end;
        levels[count] = (byte) level;
        looks[count++] = (char) look;
    }

    /** Number of runs. */
    public int count() {
        return count;
    }

    /** First address of a run. */
    public long start(int run) {
        return starts[run];
    }

    /** First address behind a run. */
    public long end(int run) {
        return ends[run];
    }

    /** Level of its entries. */
    public int level(int run) {
        return levels[run];
    }

    /** What its entries look like. */
    public int look(int run) {
        return looks[run];
    }

    /** The first address behind all runs, 0 if there are none. */
    public long end() {
        return count == 0 ? 0 : ends[count - 1];
    }

    /** The run that an address lies in, or -1. */
    public int at(long address) {
        int found = Arrays.binarySearch(starts, 0, count, address);
        int run = found >= 0 ? found : -found - 2;
        return run >= 0 && address < ends[run] ? run : -1;
    }
}
