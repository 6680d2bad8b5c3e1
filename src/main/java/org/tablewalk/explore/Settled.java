package org.tablewalk.explore;

/**
 * Remembers where a CPU came to rest that did what was its own affair: a function of the CPU's own part of the state, whose number it is looked up by. Of one thread.
 */
final class Settled {
    private static final int MOST = 1 << 20;

    private long[] keys = new long[1 << 10];
    private int[] after = new int[1 << 10];
    private int[] steps = new int[1 << 10];
    private int count;

    private static long key(int cpu, int number) {
        return (cpu + 1L) << 32 | number & 0xffffffffL;
    }

    private int slot(long key) {
        int slot = (int) (key * 0x9E3779B97F4A7C15L >>> 40) & keys.length - 1;
        while (keys[slot] != 0 && keys[slot] != key) {
            slot = slot + 1 & keys.length - 1;
        }
        return slot;
    }

    /** Where it is remembered, or -1. */
    int find(int cpu, int number) {
        int slot = slot(key(cpu, number));
        return keys[slot] == 0 ? -1 : slot;
    }

    /** The number of the CPU's part afterwards. */
    int after(int found) {
        return after[found];
    }

    /** Steps that were made. */
    int steps(int found) {
        return steps[found];
    }

    /** Remembers it. */
    void add(int cpu, int number, int numberAfter, int made) {
        if (count > keys.length / 2) {
            // Beyond a limit everything is forgotten: what is met often is soon known again.
            long[] old = keys;
            int[] oldAfter = after;
            int[] oldSteps = steps;
            int size = old.length < MOST ? old.length * 2 : old.length;
            keys = new long[size];
            after = new int[size];
            steps = new int[size];
            count = 0;
            for (int i = 0; i < old.length && old.length < MOST; i++) {
                if (old[i] != 0) {
                    put(old[i], oldAfter[i], oldSteps[i]);
                }
            }
        }
        put(key(cpu, number), numberAfter, made);
    }

    private void put(long key, int numberAfter, int made) {
        int slot = slot(key);
        count += keys[slot] == 0 ? 1 : 0;
        keys[slot] = key;
        after[slot] = numberAfter;
        steps[slot] = made;
    }

    long bytes() {
        return 16L * keys.length;
    }
}
