package org.tablewalk.format.dump;

/**
 * A line as kernels write nearly all: everything at its place, a level by its digit, columns that came lately. It takes one look at each
 * byte; whatever is not so is left to be read with more care.
 */
final class UsualLine {
    /** Units of sizes, each 1024 times the one before. */
    static final String UNITS = "KMGTPE";

    private static final int DIGITS = 16;
    private static final int DASH = 2 + DIGITS;
    private static final int BLANK = DASH + 3 + DIGITS;
    private static final int LEVEL = 51;
    private static final byte[] VALUES = values();

    private final byte[] bytes;
    private final ColumnTexts columns;
    private long start;
    private long end;
    private long size;
    private int level;
    private int look;
    private int columnsAt;

    UsualLine(byte[] bytes, ColumnTexts columns) {
        this.bytes = bytes;
        this.columns = columns;
    }

    private static byte[] values() {
        var values = new byte[256];
        for (int i = 0; i < values.length; i++) {
            values[i] = (byte) Character.digit(i, 16);
        }
        return values;
    }

    /** Reads the line that begins at a place; false, and nothing else can be asked, if it is none of these. */
    boolean read(int at) {
        if (bytes.length - at < LEVEL + 2 || !prefix(at) || bytes[at + DASH] != '-' || !prefix(at + DASH + 1) || bytes[at + BLANK] != ' ' || bytes[at + LEVEL - 1] != ' ') {
            return false;
        }
        start = hex(at + 2);
        end = hex(at + DASH + 3);
        level = bytes[at + LEVEL] - '0';
        size = size(at + BLANK + 1, at + LEVEL - 2);
        columnsAt = at + LEVEL + 1;
        look = start < 0 || end < 0 || size < 0 || level < 0 || level > 3 ? -1 : columns.lately(columnsAt);
        return look >= 0;
    }

    private boolean prefix(int at) {
        return bytes[at] == '0' && bytes[at + 1] == 'x';
    }

    /** A number of 16 digits; negative if others stand there, or if it is too large to be one of those that are usual. */
    private long hex(int at) {
        long value = 0;
        int bad = 0;
        for (int i = at; i < at + DIGITS; i++) {
            int digit = VALUES[bytes[i] & 0xFF];
            bad |= digit;
            value = value << 4 | digit & 0xF;
        }
        return bad < 0 ? -1 : value;
    }

    /** A size whose digits end before the place of its unit; negative if there is none. */
    private long size(int from, int unitAt) {
        int unit = UNITS.indexOf(bytes[unitAt]);
        int at = from;
        while (at < unitAt && bytes[at] == ' ') {
            at++;
        }
        long number = at == unitAt || unit < 0 ? -1 : 0;
        for (; at < unitAt && number >= 0; at++) {
            int digit = bytes[at] - '0';
            number = digit < 0 || digit > 9 ? -1 : number * 10 + digit;
        }
        return number < 0 ? -1 : size(number, unit);
    }

    /** Bytes in so many of a unit; -1 for more than there are. */
    static long size(long number, int unit) {
        return number > Long.MAX_VALUE >>> 10 * (unit + 1) ? -1 : number << 10 * (unit + 1);
    }

    long start() {
        return start;
    }

    long end() {
        return end;
    }

    long size() {
        return size;
    }

    int level() {
        return level;
    }

    int look() {
        return look;
    }

    /** Where the columns begin. */
    int columnsAt() {
        return columnsAt;
    }
}
