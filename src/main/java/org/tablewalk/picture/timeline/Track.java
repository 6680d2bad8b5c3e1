package org.tablewalk.picture.timeline;

import java.util.List;
import org.tablewalk.picture.Ink;

/**
 * The lane of something that is no CPU: how it fared.
 *
 * @param name      what it is called, or empty
 * @param stretches from left to right
 * @param pin       what a click on the name pins or unpins: an address as marks name it, or -1 for nothing
 * @param pinned    whether it is pinned
 */
public record Track(String name, List<Stretch> stretches, long pin, boolean pinned) {
    /** A lane with nothing in it. */
    public static final Track EMPTY = new Track("", List.of());

    /** A lane that cannot be pinned. */
    public Track(String name, List<Stretch> stretches) {
        this(name, stretches, -1, false);
    }

    /** The same lane with what a click on its name does. */
    public Track pinnable(long address, boolean pinnedAlready) {
        return new Track(name, stretches, address, pinnedAlready);
    }

    /**
     * A stretch of it; one that ends where it begins is left out.
     *
     * @param from first position; may lie far outside of what is in sight
     * @param to   position after the last, likewise
     * @param fill ink of its body
     * @param ink  of its word
     * @param word  what it was then
     * @param step  position that a click goes to
     * @param cpu   of which CPU's step, or -1
     * @param hatch ink of its hatch, or null
     */
    public record Stretch(double from, double to, Ink fill, Ink ink, String word, long step, int cpu, Ink hatch) {
        /** A stretch that is of no CPU. */
        public Stretch(double from, double to, Ink fill, Ink ink, String word, long step) {
            this(from, to, fill, ink, word, step, -1, null);
        }
    }

    /** A list that nobody else can change. */
    public Track {
        stretches = List.copyOf(stretches);
    }
}
