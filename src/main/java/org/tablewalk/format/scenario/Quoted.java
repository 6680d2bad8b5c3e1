package org.tablewalk.format.scenario;

/**
 * A string of a scenario file with its place, so that an error inside it can be shown at the character that is wrong.
 *
 * @param text   the string, escapes resolved
 * @param line   1-based line of the file
 * @param column 1-based column of the string's first character, after the quote
 * @param raw    the string as written in the file, between the quotes
 */
public record Quoted(String text, int line, int column, String raw) {
    /** A string that stands in the file as it is, or in no file. */
    public static Quoted plain(String text, int line, int column) {
        return new Quoted(text, line, column, text);
    }

    /** Column in the file of the character at an index of {@link #text()}; an escape before it counts with all its characters. */
    public int columnOf(int index) {
        int at = 0;
        for (int i = 0; i < index && at < raw.length(); i++) {
            boolean escape = raw.charAt(at) == '\\';
            at += !escape ? 1 : at + 1 < raw.length() && raw.charAt(at + 1) == 'u' ? 6 : 2;
        }
        return column + at;
    }

    /** The part from one index of {@link #text()} to another. */
    public Quoted part(int from, int to) {
        return new Quoted(text.substring(from, to), line, columnOf(from), raw.substring(columnOf(from) - column, columnOf(to) - column));
    }

    @Override
    public String toString() {
        return text;
    }
}
