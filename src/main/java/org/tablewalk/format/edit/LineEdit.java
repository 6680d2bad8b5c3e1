package org.tablewalk.format.edit;

import java.util.List;

/**
 * Some lines of a listing become others.
 *
 * @param listing name of the listing, as {@link org.tablewalk.machine.listing.Program.Line#source} has it
 * @param line    number of the first line that changes, 1 for the first of the listing
 * @param count   lines that go, 0 or more
 * @param with    lines that come in their place
 */
public record LineEdit(String listing, int line, int count, List<String> with) {
    public LineEdit {
        with = List.copyOf(with);
        if (line < 1 || count < 0) {
            throw new IllegalArgumentException("line " + line + ", count " + count);
        }
    }

    /** Lines become others. */
    public static LineEdit replace(String listing, int line, String... with) {
        return new LineEdit(listing, line, with.length, List.of(with));
    }

    /** One statement goes; one that does nothing stays, so that the other lines keep their numbers and what an {@code if} governs. */
    public static LineEdit remove(String listing, int line) {
        return replace(listing, line, "{}");
    }

    /** Lines come after one. */
    public static LineEdit insert(String listing, int after, String... lines) {
        return new LineEdit(listing, after + 1, 0, List.of(lines));
    }
}
