package org.tablewalk.machine.listing;

/**
 * A word of a listing.
 *
 * @param kind  what it is
 * @param text  as written; for {@link Kind#END} the empty string
 * @param value of a number
 * @param at    where it begins
 */
record Token(Kind kind, String text, long value, Tree.At at) {
    enum Kind { NAME, NUMBER, MARK, END }

    boolean is(String mark) {
        return kind != Kind.NUMBER && kind != Kind.END && text.equals(mark);
    }

    /** For messages: what was found instead of what was expected. */
    String found() {
        return kind == Kind.END ? "the end of the listing" : "'" + (text.length() <= 40 ? text : text.substring(0, 40) + "...") + "'";
    }
}
