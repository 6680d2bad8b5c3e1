package org.tablewalk.bench;

import java.util.Arrays;

/** Durations, and what is told of them: quantiles in milliseconds. */
final class Gaps {
    private static final double MILLI = 1e6;

    private long[] nanos = new long[1 << 12];
    private int size;

    void add(long duration) {
        if (size == nanos.length) {
            nanos = Arrays.copyOf(nanos, 2 * size);
        }
        nanos[size++] = duration;
    }

    void addAll(Gaps other) {
        for (int i = 0; i < other.size; i++) {
            add(other.nanos[i]);
        }
    }

    int size() {
        return size;
    }

    /** The smallest duration that at least the share {@code q} of all does not exceed, in milliseconds; 0 if there are none. */
    double quantile(double q) {
        if (size == 0) {
            return 0;
        }
        long[] sorted = Arrays.copyOf(nanos, size);
        Arrays.sort(sorted);
        return sorted[Math.clamp((int) Math.ceil(q * size) - 1, 0, size - 1)] / MILLI;
    }
}
