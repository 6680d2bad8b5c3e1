package org.tablewalk.format.edit;

import java.util.List;

/**
 * The text of a listing as it is edited.
 *
 * @param listing its name
 * @param first   number of its first line
 * @param lines   its lines
 */
public record ListingText(String listing, int first, List<String> lines) {
    public ListingText {
        lines = List.copyOf(lines);
    }

    /** The line of a number. */
    public String line(int number) {
        return lines.get(number - first);
    }
}
