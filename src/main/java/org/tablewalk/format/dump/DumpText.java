package org.tablewalk.format.dump;

import java.nio.charset.StandardCharsets;
import org.tablewalk.format.FormatException;

/**
 * The bytes of a dump, read line by line into arrays. Each line is one pass over its bytes; nothing is made for it that is not kept.
 *
 * <p>A line is {@code 0x<start>-0x<end>}, blanks, a size with its unit, a blank, the level, and the columns.
 */
final class DumpText {
    /** Level of a line that names it PGD: that of the root, whichever that is. */
    static final int ROOT = 4;
    /** Level of a line that names none there is. */
    static final int WRONG = 5;

    private static final int DIGITS = 16;

    private final String file;
    private final byte[] bytes;
    private final DumpLimits limits;
    private final ColumnTexts columns;
    private final UsualLine usualLine;

    /** The line that was read last: its first byte, the first behind it, a CR before its end not counted, or -1 while that was not looked for; and the line after it. */
    private int from;
    private int to;
    private int next;
    private int line;

    private long start;
    private long end;
    private long size;
    private int level;
    private int look;
    private int place;
    private boolean usual;

    DumpText(String file, byte[] bytes, DumpLimits limits) {
        this.file = file;
        this.bytes = bytes;
        this.limits = limits;
        boolean mark = bytes.length >= 3 && bytes[0] == (byte) 0xEF && bytes[1] == (byte) 0xBB && bytes[2] == (byte) 0xBF;
        next = mark ? 3 : 0;
        columns = new ColumnTexts(bytes, limits.looks());
        usualLine = new UsualLine(bytes, columns);
    }

    /** Goes to the next line; false at the end. */
    boolean nextLine() throws FormatException {
        if (next >= bytes.length) {
            return false;
        }
        line++;
        from = next;
        if (line > limits.lines()) {
            throw error(1, "expected at most " + limits.lines() + " lines, found more");
        }
        usual = usualLine.read(from);
        if (!usual) {
            findEnd();
            return true;
        }
        to = columns.end();
        next = to + 1;
        start = usualLine.start();
        end = usualLine.end();
        size = usualLine.size();
        level = usualLine.level();
        look = usualLine.look();
        place = usualLine.columnsAt();
        return true;
    }

    private void findEnd() throws FormatException {
        int most = Math.min(bytes.length, from + limits.line() + 2);
        int at = from;
        while (at < most && bytes[at] != '\n') {
            at++;
        }
        to = at > from && bytes[at - 1] == '\r' ? at - 1 : at;
        if (to - from > limits.line()) {
            throw error(limits.line() + 1, "expected lines of at most " + limits.line() + " bytes, found a longer one");
        }
        next = at + 1;
    }

    /** Whether the line just read ends with the file and not with a line end. */
    boolean unended() {
        return next > bytes.length;
    }

    /** Number of the line just read, from 1. */
    int line() {
        return line;
    }

    /** The line just read, what is no ASCII as {@code ?}. */
    String text() {
        return new String(bytes, from, to - from, StandardCharsets.US_ASCII).replaceAll("[^ -~]", "?");
    }

    /** Whether the line just read is blank. */
    boolean blank() {
        int at = usual ? to : from;
        while (at < to && bytes[at] == ' ') {
            at++;
        }
        return at == to && !usual;
    }

    /** A problem of the line just read. */
    FormatException error(int column, String message) {
        return new FormatException(file, line, column, message);
    }

    /**
     * Reads the line as one of entries.
     *
     * @return null, or what was expected at {@link #column}
     */
    String range() throws FormatException {
        if (usual) {
            return null;
        }
        place = from;
        if (!prefix()) {
            return "0x and a start address";
        }
        int digits = place;
        start = hex();
        if (place == digits) {
            return "up to 16 hexadecimal digits of a start address";
        }
        if (place == to || bytes[place++] != '-' || !prefix()) {
            place = Math.min(place, to);
            return "-0x and an end address";
        }
        digits = place;
        end = hex();
        if (place == digits || place == to || bytes[place] != ' ') {
            return "up to 16 hexadecimal digits of an end address, and blanks";
        }
        skipBlanks();
        digits = place;
        long number = 0;
        while (place < to && place - digits < 10 && bytes[place] >= '0' && bytes[place] <= '9') {
            number = number * 10 + bytes[place++] - '0';
        }
        int unit = place == digits || place == to ? -1 : UsualLine.UNITS.indexOf(bytes[place]);
        if (unit < 0) {
            return "a size such as 12K, 2M or 1G";
        }
        place++;
        size = UsualLine.size(number, unit);
        if (place == to || bytes[place++] != ' ') {
            place = Math.min(place, to);
            return "a blank and a level";
        }
        level = readLevel();
        if (level < 0 || place < to && bytes[place] != ' ') {
            return "a level of 0 to 3, or PGD, PUD, PMD or PTE";
        }
        look = columns.number(place, to);
        if (look < 0) {
            throw error(column(), "expected at most " + limits.looks() + " different texts behind a level, found more");
        }
        return null;
    }

    private boolean prefix() {
        if (place + 2 > to || bytes[place] != '0' || bytes[place + 1] != 'x') {
            return false;
        }
        place += 2;
        return true;
    }

    private long hex() {
        long value = 0;
        int first = place;
        while (place < to) {
            int digit = Character.digit(bytes[place], 16);
            if (digit < 0) {
                return value;
            }
            if (place - first == DIGITS) {
                place = first;
                return 0;
            }
            value = value << 4 | digit;
            place++;
        }
        return value;
    }

    private void skipBlanks() {
        while (place < to && bytes[place] == ' ') {
            place++;
        }
    }

    private int readLevel() {
        int first = place;
        while (place < to && bytes[place] > ' ') {
            place++;
        }
        int length = place - first;
        if (length == 1 && bytes[first] >= '0' && bytes[first] <= '9') {
            int digit = bytes[first] - '0';
            return digit > 3 ? WRONG : digit;
        }
        return length != 3 ? -1 : switch (new String(bytes, first, 3, StandardCharsets.US_ASCII)) {
            case "PGD" -> ROOT;
            case "PUD" -> 1;
            case "PMD" -> 2;
            case "PTE" -> 3;
            default -> -1;
        };
    }

    /** The columns by their numbers. */
    String[] columns() {
        return columns.texts();
    }

    /** Column, from 1, of what {@link #range} has not understood. */
    int column() {
        return place - from + 1;
    }

    long start() {
        return start;
    }

    long end() {
        return end;
    }

    /** Bytes as the size says; -1 for more than there are. */
    long size() {
        return size;
    }

    /** 0..3, {@link #ROOT} or {@link #WRONG}. */
    int level() {
        return level;
    }

    /** Number of the columns. */
    int look() {
        return look;
    }
}
