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
        /** Opens or closes a table: its address, the descriptor's address. */
        EXPAND,
        /** A step of the run: its position, the CPU or -1. */
        STEP,
        /** A CPU: its number, 0. */
        CPU,
        /** A TLB entry: CPU, slot. */
        TLB_ENTRY,
        /** A bit of a word: its number, 0. */
        BIT,
        /** A field of a word: its highest bit, its lowest bit. */
        FIELD
    }

    /** A target with one operand. */
    public static Target of(Kind kind, long a) {
        return new Target(kind, a, 0);
    }
}
