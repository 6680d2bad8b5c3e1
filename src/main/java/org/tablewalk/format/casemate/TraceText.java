package org.tablewalk.format.casemate;

import java.nio.charset.StandardCharsets;
import java.util.Locale;
import org.tablewalk.format.FormatException;

/**
 * The bytes of a trace, read word by word. Tokens are left where they are and told apart by their bounds, so that nothing is
 * copied that nobody asks for. Every loop goes forward: reading takes time in proportion to the text.
 */
final class TraceText {
    private static final int DIGITS = 16;

    private final String file;
    private final byte[] bytes;
    private final int longest;

    /**
     * A text.
     *
     * @param file    what messages call it
     * @param longest bytes that one token may have
     */
    TraceText(String file, byte[] bytes, int longest) {
        this.file = file;
        this.bytes = bytes;
        this.longest = longest;
    }

    int length() {
        return bytes.length;
    }

    /** The byte at a place, or -1 at the end. */
    int at(int place) {
        return place < bytes.length ? bytes[place] & 0xff : -1;
    }

    static boolean isSpace(int c) {
        return c == ' ' || c == '\n' || c == '\t' || c == '\r';
    }

    /** The next place that is not white space. */
    int skipSpace(int from) {
        int place = from;
        while (place < bytes.length && isSpace(bytes[place])) {
            place++;
        }
        return place;
    }

    /** Whether only white space stands before a place on its line. */
    boolean startsLine(int from) {
        int place = from;
        while (place > 0 && bytes[place - 1] != '\n' && isSpace(bytes[place - 1])) {
            place--;
        }
        return place == 0 || bytes[place - 1] == '\n';
    }

    /** The end of the line that holds a place. */
    int lineEnd(int from) {
        int place = from;
        while (place < bytes.length && bytes[place] != '\n') {
            place++;
        }
        return place;
    }

    /** Lines that end between two places. */
    int lineEnds(int from, int to) {
        int count = 0;
        for (int place = from; place < to; place++) {
            if (bytes[place] == '\n') {
                count++;
            }
        }
        return count;
    }

    /**
     * The end of the word that starts at a place.
     *
     * @param expected what a message says when there is none
     */
    int wordEnd(int from, String expected) throws FormatException {
        int place = from;
        while (place < bytes.length && bytes[place] > ' ' && bytes[place] < 0x7f && bytes[place] != '(' && bytes[place] != ')'
                && bytes[place] != '"') {
            if (++place - from > longest) {
                throw error(from, "a word of at most " + longest + " characters");
            }
        }
        if (place == from) {
            throw error(from, expected);
        }
        return place;
    }

    /** The place after the closing quote of the text that starts at a place with its opening quote. */
    int textEnd(int from) throws FormatException {
        int place = from + 1;
        while (at(place) != '"') {
            if (at(place) < ' ' && at(place) != '\t') {
                throw error(place, "the closing quote of this text, on the same line");
            }
            if (++place - from > longest) {
                throw error(from, "a text of at most " + longest + " bytes");
            }
        }
        return place + 1;
    }

    /** Whether the token is this word, whatever the case; the word is in small letters. */
    boolean is(int from, int to, String word) {
        if (to - from != word.length()) {
            return false;
        }
        for (int i = 0; i < word.length(); i++) {
            if (lower(bytes[from + i]) != word.charAt(i)) {
                return false;
            }
        }
        return true;
    }

    /** Whether the token has a capital letter. */
    boolean hasCapital(int from, int to) {
        for (int place = from; place < to; place++) {
            if (bytes[place] >= 'A' && bytes[place] <= 'Z') {
                return true;
            }
        }
        return false;
    }

    private static int lower(int c) {
        return c >= 'A' && c <= 'Z' ? c + ('a' - 'A') : c;
    }

    /** Whether the token begins with 0x. */
    boolean hasPrefix(int from, int to) {
        return to - from > 1 && bytes[from] == '0' && lower(bytes[from + 1]) == 'x';
    }

    /** A hexadecimal number of up to 64 bits, with or without 0x. */
    long hexadecimal(int from, int to, String what) throws FormatException {
        int place = hasPrefix(from, to) ? from + 2 : from;
        long value = 0;
        int digits = 0;
        boolean any = false;
        for (; place < to; place++) {
            int digit = digit(bytes[place]);
            if (digit < 0) {
                throw error(from, what + " as a hexadecimal number");
            }
            any = true;
            if (digits > 0 || digit > 0) {
                digits++;
            }
            value = value << 4 | digit;
        }
        if (!any || digits > DIGITS) {
            throw error(from, what + " as a hexadecimal number of at most 64 bits");
        }
        return value;
    }

    private static int digit(int c) {
        int letter = lower(c) - 'a';
        return c >= '0' && c <= '9' ? c - '0' : letter >= 0 && letter < 6 ? 10 + letter : -1;
    }

    /** A decimal number, 0..limit, where the limit is at least 9. */
    long decimal(int from, int to, long limit, String what) throws FormatException {
        long value = 0;
        for (int place = from; place < to; place++) {
            int digit = bytes[place] - '0';
            if (digit < 0 || digit > 9) {
                throw error(from, what + " as a decimal number");
            }
            if (value > (limit - digit) / 10) {
                throw error(from, what + " between 0 and " + limit);
            }
            value = value * 10 + digit;
        }
        return value;
    }

    /** The bytes between two places as text; bytes that are not UTF-8 become replacement characters. */
    String string(int from, int to) {
        return new String(bytes, from, to - from, StandardCharsets.UTF_8);
    }

    /** A refusal at a place: what was expected there, and what stands there instead. */
    FormatException error(int place, String expected) {
        return refuse(place, "expected " + expected + ", found " + found(place));
    }

    /** A refusal at a place, in full words. Line and column are counted only now. */
    FormatException refuse(int place, String message) {
        int start = 0;
        int line = 1;
        for (int i = 0; i < place && i < bytes.length; i++) {
            if (bytes[i] == '\n') {
                line++;
                start = i + 1;
            }
        }
        int column = 1;
        for (int i = start; i < place && i < bytes.length; i++) {
            // The second to fourth bytes of a character in UTF-8 are no column of their own.
            if ((bytes[i] & 0xC0) != 0x80) {
                column++;
            }
        }
        return new FormatException(file, line, column, message);
    }

    private String found(int place) {
        int c = at(place);
        if (c < 0) {
            return "the end of the file";
        }
        if (c == '\n' || c == '\r') {
            return "the end of the line";
        }
        if (c == '(' || c == ')' || c == '"') {
            return "'" + (char) c + "'";
        }
        if (c < ' ' || c >= 0x7f) {
            return String.format(Locale.ROOT, "byte 0x%02x", c);
        }
        int end = place;
        while (end < bytes.length && end - place < 40 && bytes[end] > ' ' && bytes[end] < 0x7f && bytes[end] != '(' && bytes[end] != ')') {
            end++;
        }
        return "'" + string(place, end) + "'" + (end - place == 40 ? "..." : "");
    }
}
