package org.tablewalk.machine;

/** A fixed hash for random-looking access patterns of listings. */
public final class Scatter {
    private Scatter() {}

    /** The hash of a word, all bits of which depend on all of it. */
    public static long of(long x) {
        long z = (x + 0x9E3779B97F4A7C15L) * 0xBF58476D1CE4E5B9L;
        z = (z ^ z >>> 29) * 0x94D049BB133111EBL;
        return z ^ z >>> 32;
    }
}
