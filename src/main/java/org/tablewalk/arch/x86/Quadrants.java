package org.tablewalk.arch.x86;

/**
 * Where the 1024 entries of a table with 4-byte entries are found in shadow pages of 512: a page shadows one quadrant of it (domain section 3.6).
 * A directory entry maps 4 MiB and so covers two shadow entries.
 */
public final class Quadrants {
    private Quadrants() {}

    /** The guest's entry that an entry of a shadow page of level 1 or 2 shadows. */
    public static int guestEntry(int level, int quadrant, int index) {
        return level == 1 ? quadrant << 9 | index : quadrant << 8 | index >>> 1;
    }

    /** The quadrant in which a guest entry is shadowed: 0..3 in a directory, 0 or 1 in a page table. */
    public static int of(int level, int guestEntry) {
        return level == 1 ? guestEntry >>> 9 : guestEntry >>> 8;
    }

    /** The first shadow entry that shadows a guest entry. */
    public static int first(int level, int guestEntry) {
        return (level == 1 ? guestEntry : 2 * guestEntry) & 511;
    }

    /** How many shadow entries one guest entry of that level has: 1 or 2. */
    public static int count(int level) {
        return level == 1 ? 1 : 2;
    }
}
