package org.tablewalk.bench;

import java.lang.management.ManagementFactory;
import java.util.Arrays;
import java.util.Locale;

/**
 * Processor time of the three threads that a frame goes through. On a machine with other work it says more than the clock does, which
 * counts the time of others too.
 */
final class Work {
    private static final String[] THREADS = {"JavaFX Application Thread", "QuantumRenderer-0", "tablewalk-engine"};
    private static final double MILLI = 1e6;

    private final long[] nanos = new long[THREADS.length];
    private long frames;

    /** What the threads have used up to now; the engines of all windows count as one. */
    static Work now() {
        var work = new Work();
        var threads = ManagementFactory.getThreadMXBean();
        for (var info : threads.getThreadInfo(threads.getAllThreadIds())) {
            int i = info == null ? -1 : Arrays.asList(THREADS).indexOf(info.getThreadName());
            if (i >= 0) {
                work.nanos[i] += Math.max(0, threads.getThreadCpuTime(info.getThreadId()));
            }
        }
        return work;
    }

    /** Adds the work from one moment to another, for so many frames. */
    void add(Work from, Work to, long painted) {
        for (int i = 0; i < nanos.length; i++) {
            nanos[i] += to.nanos[i] - from.nanos[i];
        }
        frames += painted;
    }

    void add(Work other) {
        add(new Work(), other, other.frames);
    }

    /** Milliseconds of processor time for a frame: of the toolkit's thread, of the one that rasterises, of the engine's. */
    double[] perFrame() {
        return Arrays.stream(nanos).mapToDouble(n -> n / MILLI / Math.max(1, frames)).toArray();
    }

    @Override
    public String toString() {
        double[] each = perFrame();
        return String.format(Locale.ROOT, "cpu ms/frame: toolkit %.2f raster %.2f engine %.2f", each[0], each[1], each[2]);
    }
}
