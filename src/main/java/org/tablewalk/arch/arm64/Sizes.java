package org.tablewalk.arch.arm64;

/** Sizes as people write them. */
public final class Sizes {
    private static final String[] UNITS = {"B", "KiB", "MiB", "GiB", "TiB", "PiB", "EiB"};

    private Sizes() {
    }

    /** A size in bytes in the largest unit that keeps it whole, such as {@code 2 MiB} or {@code 36 KiB}; {@code 0 B} for 0. */
    public static String text(long bytes) {
        int unit = 0;
        long value = bytes;
        while (value != 0 && unit < UNITS.length - 1 && (value & 1023) == 0) {
            value >>>= 10;
            unit++;
        }
        return Long.toUnsignedString(value) + " " + UNITS[unit];
    }
}
