package org.tablewalk.viewmodel;

/** How numbers are written in the window: the same everywhere. */
public final class Numbers {
    private static final char SPACE = '\u00a0';

    private Numbers() {}

    /** Decimal, in groups of three: {@code 1 284 000}. */
    public static String grouped(long value) {
        String digits = Long.toString(Math.abs(value));
        var out = new StringBuilder(digits.length() * 4 / 3 + 1);
        if (value < 0) {
            out.append('-');
        }
        for (int i = 0; i < digits.length(); i++) {
            if (i > 0 && (digits.length() - i) % 3 == 0) {
                out.append(SPACE);
            }
            out.append(digits.charAt(i));
        }
        return out.toString();
    }

    /** Hexadecimal in groups of four, at least two groups: {@code 0x4020_0000}. Can be pasted into a listing. */
    public static String hex(long value) {
        int digits = Math.max(8, (67 - Long.numberOfLeadingZeros(value)) / 4);
        return hex(value, digits + 3 & ~3);
    }

    /** A whole 64-bit word: {@code 0x0000_0000_4020_0003}. */
    public static String word(long value) {
        return hex(value, 16);
    }

    private static String hex(long value, int digits) {
        var out = new StringBuilder("0x");
        for (int i = digits - 1; i >= 0; i--) {
            out.append(Character.forDigit((int) (value >>> 4 * i) & 15, 16));
            if (i > 0 && i % 4 == 0) {
                out.append('_');
            }
        }
        return out.toString();
    }

    /** A size in bytes: {@code 4K}, {@code 2M}, {@code 1G}. Sizes that are no multiple of 1 KiB are in bytes. */
    public static String size(long bytes) {
        String units = "KMGTPE";
        long value = bytes;
        int unit = -1;
        while (unit + 1 < units.length() && value >= 1024 && value % 1024 == 0) {
            value /= 1024;
            unit++;
        }
        return unit < 0 ? value + "B" : value + units.substring(unit, unit + 1);
    }

    /**
     * A number as a user types it: decimal, with or without groups, or hexadecimal with {@code 0x}.
     *
     * @throws NumberFormatException if it is none
     */
    public static long parse(String text) {
        String plain = text.strip().replace("_", "").replace(String.valueOf(SPACE), "").replace(" ", "").replace(",", "");
        return plain.startsWith("0x") || plain.startsWith("0X") ? Long.parseUnsignedLong(plain.substring(2), 16) : Long.parseLong(plain);
    }
}
