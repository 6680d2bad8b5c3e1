package org.tablewalk.check;

import java.util.Arrays;

/** Numbers keys of three longs from 0 on, as they are added; without an object for each. */
public final class LongKeys {
    private static final int FIRST = 64;

    private int[] slots = new int[2 * FIRST];
    private long[] keys = new long[3 * FIRST];
    private int size;

    /** The number of a key, or -1. */
    public int find(long a, long b, long c) {
        int slot = slot(a, b, c);
        while (slots[slot] != 0) {
            int row = slots[slot] - 1;
            if (is(row, a, b, c)) {
                return row;
            }
            slot = slot + 1 & slots.length - 1;
        }
        return -1;
    }

    /** The number of a key, which is the next one if it was not there yet. */
    public int add(long a, long b, long c) {
        int found = find(a, b, c);
        if (found >= 0) {
            return found;
        }
        if (2 * (size + 1) > slots.length) {
            grow();
        }
        keys[3 * size] = a;
        keys[3 * size + 1] = b;
        keys[3 * size + 2] = c;
        place(size);
        return size++;
    }

    /** Keys numbered. */
    public int size() {
        return size;
    }

    /** Forgets all. */
    public void clear() {
        if (size > 0) {
            Arrays.fill(slots, 0);
            size = 0;
        }
    }

    private boolean is(int row, long a, long b, long c) {
        return keys[3 * row] == a && keys[3 * row + 1] == b && keys[3 * row + 2] == c;
    }

    private void grow() {
        keys = Arrays.copyOf(keys, 2 * keys.length);
        slots = new int[2 * slots.length];
        for (int row = 0; row < size; row++) {
            place(row);
        }
    }

    private void place(int row) {
        int slot = slot(keys[3 * row], keys[3 * row + 1], keys[3 * row + 2]);
        while (slots[slot] != 0) {
            slot = slot + 1 & slots.length - 1;
        }
        slots[slot] = row + 1;
    }

    private int slot(long a, long b, long c) {
        long x = (a * 0x9E3779B97F4A7C15L + b) * 0xBF58476D1CE4E5B9L + c;
        x = (x ^ x >>> 32) * 0x94D049BB133111EBL;
        return (int) (x >>> 33) & slots.length - 1;
    }
}
