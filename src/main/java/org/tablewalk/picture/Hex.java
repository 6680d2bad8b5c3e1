package org.tablewalk.picture;

/** Addresses and sizes as drawings show them. */
public final class Hex {
    private static final String[] UNITS = {"", "K", "M", "G", "T", "P"};

    private Hex() {}

    /** An address with groups of four digits from the right and at least two groups: {@code 0x8100 0000}. */
    public static String grouped(long address) {
        String digits = Long.toHexString(address);
        digits = "0".repeat(Math.max(0, 8 - digits.length())) + digits;
        var text = new StringBuilder("0x");
        for (int i = 0; i < digits.length(); i++) {
            if (i > 0 && (digits.length() - i) % 4 == 0) {
                text.append(' ');
            }
            text.append(digits.charAt(i));
        }
        return text.toString();
    }

    /** A word with all sixteen digits in groups of four. */
    public static String word(long word) {
        String bare = Long.toHexString(word);
        String digits = "0".repeat(16 - bare.length()) + bare;
        return "0x" + digits.substring(0, 4) + " " + digits.substring(4, 8) + " " + digits.substring(8, 12) + " " + digits.substring(12);
    }

    /** A power-of-two size as {@code 4K}, {@code 2M}, {@code 1G}. */
    public static String size(long bytes) {
        int unit = 0;
        long value = bytes;
        while (unit < UNITS.length - 1 && value >= 1024 && value % 1024 == 0) {
            value /= 1024;
            unit++;
        }
        return value + UNITS[unit];
    }
}
