package org.tablewalk.viewmodel.listing;

import org.tablewalk.picture.Target;

/**
 * One row of the listings as shown.
 *
 * @param kind   heading of an actor, listing line, instruction under a line, or a gap where lines are left out
 * @param cpu    whose listing
 * @param number line number, or empty
 * @param text   heading, listing text or instruction
 * @param mark   whether the step just made, or the next one of this CPU, is here
 * @param note   shown at the right: what happened or what comes; may be empty
 * @param place  of a listing's line, else null
 */
public record ListingRow(Kind kind, int cpu, String number, String text, Mark mark, String note, Place place) {
    /** A row that is no line of a listing. */
    public ListingRow(Kind kind, int cpu, String number, String text, Mark mark, String note) {
        this(kind, cpu, number, text, mark, note, null);
    }

    /**
     * Where a line stands, and what there is to say of it.
     *
     * @param listing its name
     * @param line    number of the line
     * @param was     the line as it was read, if it was changed; empty if it was not there; else null
     * @param sign    word of the grade of what was found where a CPU was at this line; else empty
     * @param finding what a press on the sign leads to, or null
     * @param tip     the sentence of that; else empty
     */
    public record Place(String listing, int line, String was, String sign, Target finding, String tip) {
        /** Whether what is there now is what is left of a line that was removed. */
        boolean removed(String now) {
            return was != null && now.strip().equals("{}");
        }
    }

    /** Whether the text is that of a line that was removed. */
    public boolean removed() {
        return place != null && text.strip().equals(place.was() == null ? null : place.was().strip());
    }

    /** What a row is. */
    public enum Kind { ACTOR, LINE, INSTRUCTION, GAP }

    /** Where execution is. */
    public enum Mark { NONE, DONE, NEXT }
}
