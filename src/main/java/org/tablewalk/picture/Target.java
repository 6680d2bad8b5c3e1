package org.tablewalk.picture;

/**
 * What a place in a drawing stands for: what a click there selects and a reader of the screen hears about.
 *
 * @param kind what it is
 * @param a    first operand, see the kind
 * @param b    second operand, see the kind
 */
public record Target(Kind kind, long a, long b) {
    /** Each comment gives a, b. */
    public enum Kind {
        /** A descriptor: its physical address, its level. */
        DESCRIPTOR,
        /** A table: its physical address, its level. */
        TABLE,
        /** Entries of a table that are drawn as one row: the table's address, the first hidden index. A click scrolls there. */
        RUN,
        /** The bar of all entries of a table: its address, how many there are. Where it is pressed it goes to. */
        BAR,
        /** One of several trees, by its name: its number, 1 if it is not in sight. A click on one out of sight shows it. */
        TREE,
        /** Lets a table that was scrolled follow what happens again: its address, 0. */
        FOLLOW,
        /** Opens or closes a table: its address, the descriptor's address. */
        EXPAND,
        /** A step of the run: its position, the CPU or -1. */
        STEP,
        /** A fault: the position of the step that raised it, the CPU. A click asks why. */
        FAULT,
        /** Something that the judge found: the position of the step that shows it, the CPU. */
        FINDING,
        /** A lane of the timeline: the address of what it is about. A click keeps it, or removes it. */
        PIN,
        /** A CPU: its number, 0. */
        CPU,
        /** A TLB entry: CPU, slot. */
        TLB_ENTRY,
        /** The whole TLB of a CPU: its number, 0. A click opens it. */
        TLB,
        /** A bit of a word: its number, 0. */
        BIT,
        /** A field of a word: its highest bit, its lowest bit. */
        FIELD,
        /** A shadow page, or a special root page: the address of its table, its serial number (0 for a special page). */
        SHADOW_PAGE,
        /** An entry of a shadow table: its address, its level. */
        SHADOW_ENTRY,
        /** A guest table: its frame, its level. */
        GUEST_TABLE,
        /** An entry of a guest table: its guest physical address, its level. */
        GUEST_ENTRY,
        /** Tables of a level that there is no room for: 0 for the guest's and 1 for shadow tables, their level. A click shows the next of them. */
        MORE,
        /** Words that there is no room for, so that their tip tells them: 0 or 1 for the half of the picture, the line. A click does nothing. */
        WORDS,
        /** A bucket of the hash of shadow pages: its number, 0. */
        BUCKET,
        /** A guest frame: its number, 0. */
        GFN,
        /** A role design: its ordinal, 0. */
        DESIGN,
        /** A place of the truth table of role designs: the row, the design's ordinal or -1 for the row's head. */
        TRUTH,
        /** A variant of the run that is open, in a table of them: its number, 0. A click opens it. */
        CELL,
        /** A counter of several machines side by side: its number in the chart, or -1 for those that there is no room for; 0. */
        COUNTER
    }

    /** A target with one operand. */
    public static Target of(Kind kind, long a) {
        return new Target(kind, a, 0);
    }
}
