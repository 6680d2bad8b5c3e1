package org.tablewalk.format.kvmmmu;

import org.tablewalk.format.FormatException;

/** One line, read from left to right. Whatever does not fit is refused with its place and with what was expected. */
final class LineText {
    private static final int HEX_DIGITS = 16;
    private static final int FOUND = 40;

    private final String file;
    private final int number;
    private final String line;
    private int at;

    /** The line of that 1-based number, without its end, to be read from an index on. */
    LineText(String file, int number, String line, int from) {
        this.file = file;
        this.number = number;
        this.line = line;
        at = from;
    }

    int at() {
        return at;
    }

    boolean atEnd() {
        return at == line.length();
    }

    void skipSpace() {
        while (at < line.length() && (line.charAt(at) == ' ' || line.charAt(at) == '\t')) {
            at++;
        }
    }

    /** Whether this text comes next. */
    boolean peek(String text) {
        return line.startsWith(text, at);
    }

    /** Whether this text comes next; if so it is passed. */
    boolean take(String text) {
        if (!line.startsWith(text, at)) {
            return false;
        }
        at += text.length();
        return true;
    }

    /** Whether this whole word comes next; if so it and the space behind it are passed. */
    boolean takeWord(String word) {
        int end = at + word.length();
        if (!line.startsWith(word, at) || end < line.length() && line.charAt(end) != ' ') {
            return false;
        }
        at = end;
        skipSpace();
        return true;
    }

    /** Passes a literal of a form; a space in it stands for one or more. */
    void literal(String text) throws FormatException {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == ' ') {
                if (!atEnd() && line.charAt(at) != ' ' && at > 0 && line.charAt(at - 1) != ' ') {
                    throw error("a space before '" + text.strip() + "'");
                }
                skipSpace();
            } else if (at < line.length() && line.charAt(at) == c) {
                at++;
            } else {
                throw error("'" + text.strip() + "'");
            }
        }
    }

    /** The letters, digits and marks up to the next space, at least one. */
    String word(String expected) throws FormatException {
        int end = at;
        while (end < line.length() && line.charAt(end) != ' ' && line.charAt(end) != '\t') {
            end++;
        }
        if (end == at) {
            throw error(expected);
        }
        String word = line.substring(at, end);
        at = end;
        return word;
    }

    /** A hexadecimal number of at most 64 bits, with or without 0x. */
    long hexadecimal(String what) throws FormatException {
        int start = at;
        if (line.startsWith("0x", at)) {
            at += 2;
        }
        long value = 0;
        int digits = 0;
        int first = at;
        while (at < line.length() && isHex(line.charAt(at))) {
            int digit = Character.digit(line.charAt(at), 16);
            digits = digits == 0 && digit == 0 ? 0 : digits + 1;
            value = value << 4 | digit;
            at++;
        }
        if (at == first || digits > HEX_DIGITS || !atBreak()) {
            at = start;
            throw error(what + " as a hexadecimal number of at most 64 bits");
        }
        return value;
    }

    private static boolean isHex(char c) {
        return c >= '0' && c <= '9' || c >= 'a' && c <= 'f' || c >= 'A' && c <= 'F';
    }

    private boolean atBreak() {
        return atEnd() || !Character.isLetterOrDigit(line.charAt(at));
    }

    /** A decimal number within bounds. */
    long decimal(long least, long most, String what) throws FormatException {
        int start = at;
        boolean negative = least < 0 && take("-");
        int first = at;
        long value = 0;
        while (at < line.length() && line.charAt(at) >= '0' && line.charAt(at) <= '9' && at - first < 18) {
            value = value * 10 + line.charAt(at++) - '0';
        }
        value = negative ? -value : value;
        if (at == first || !atBreak() || value < least || value > most) {
            at = start;
            throw error(what + " as a decimal number between " + least + " and " + most);
        }
        return value;
    }

    /** Demands that nothing more stands on the line. */
    void end() throws FormatException {
        skipSpace();
        if (!atEnd()) {
            throw error("the end of the line");
        }
    }

    /** A refusal at the place that is read. */
    FormatException error(String expected) {
        String rest = line.substring(at, Math.min(line.length(), at + FOUND)).replaceAll("\\p{Cntrl}", "?");
        String found = atEnd() ? "the end of the line" : "'" + rest.split(" ", 2)[0] + "'";
        return new FormatException(file, number, at + 1, "expected " + expected + ", found " + found);
    }

    /** Goes back to a place that was passed. */
    void back(int place) {
        at = place;
    }
}
