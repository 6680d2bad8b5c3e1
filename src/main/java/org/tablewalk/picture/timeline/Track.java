package org.tablewalk.picture.timeline;

import java.util.List;
import org.tablewalk.picture.Ink;

/**
 * The lane of something that is no CPU: how it fared.
 *
 * @param name      what it is called, or empty
 * @param stretches from left to right
 */
public record Track(String name, List<Stretch> stretches) {
    /** A lane with nothing in it. */
    public static final Track EMPTY = new Track("", List.of());

    /**
     * A stretch of it; one that ends where it begins is left out.
     *
     * @param from first position; may lie far outside of what is in sight
     * @param to   position after the last, likewise
     * @param fill ink of its body
     * @param ink  of its word
     * @param word what it was then
     * @param step position that a click goes to
     */
    public record Stretch(double from, double to, Ink fill, Ink ink, String word, long step) {}

    /** A list that nobody else can change. */
    public Track {
        stretches = List.copyOf(stretches);
    }
}
