package org.tablewalk.trace;

import java.util.Arrays;

/** Whose each record of an imported trace is, and which comes next of the same lane. */
public final class RecordOrder {
    private byte[] lanes = new byte[256];
    private int[] followers = new int[256];
    private final int[] first = new int[Long.SIZE];
    private final int[] last = new int[Long.SIZE];
    private int count;

    /** No records. */
    public RecordOrder() {
        Arrays.fill(first, -1);
    }

    /** Appends a record of a lane, 0..63. */
    public void add(int lane) {
        if (count == lanes.length) {
            lanes = Arrays.copyOf(lanes, count * 2);
            followers = Arrays.copyOf(followers, count * 2);
        }
        lanes[count] = (byte) lane;
        followers[count] = -1;
        if (first[lane] < 0) {
            first[lane] = count;
        } else {
            followers[last[lane]] = count;
        }
        last[lane] = count++;
    }

    /** Number of records. */
    public int count() {
        return count;
    }

    /** The lane of a record. */
    public int lane(int index) {
        return lanes[index];
    }

    /** The first record of a lane, or -1. */
    public int first(int lane) {
        return first[lane];
    }

    /** The next record of the same lane, or -1. */
    public int follower(int index) {
        return followers[index];
    }
}
