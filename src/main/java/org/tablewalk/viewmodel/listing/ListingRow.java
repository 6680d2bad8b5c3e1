package org.tablewalk.viewmodel.listing;

/**
 * One row of the listings as shown.
 *
 * @param kind   heading of an actor, listing line, instruction under a line, or a gap where lines are left out
 * @param cpu    whose listing
 * @param number line number, or empty
 * @param text   heading, listing text or instruction
 * @param mark   whether the step just made, or the next one of this CPU, is here
 * @param note   shown at the right: what happened or what comes; may be empty
 */
public record ListingRow(Kind kind, int cpu, String number, String text, Mark mark, String note) {
    /** What a row is. */
    public enum Kind { ACTOR, LINE, INSTRUCTION, GAP }

    /** Where execution is. */
    public enum Mark { NONE, DONE, NEXT }
}
