package org.tablewalk.picture.tree;

/** How a drawing reads the words of one kind of page table. Pure functions of a word and its level; levels count up from the root. */
public interface TableFormat {
    /** What an entry is to the hardware. */
    enum Kind { PAGE, BLOCK, TABLE, INVALID, RESERVED }

    /** Level of the root. */
    int startLevel();

    /** Level of the pages. */
    int lastLevel();

    /** Entries of a table below the root, a multiple of 64. */
    int entriesPerTable();

    /** Bytes that one entry of a level maps. */
    long entrySize(int level);

    Kind kind(long word, int level);

    /** What is written in the entry's box: {@code PAGE RW}, {@code BLK 1G RW}, {@code TBL}, {@code INV}. */
    String label(long word, int level);

    /** Entries with equal classes look the same and may share a run; any number from 0 up. */
    int entryClass(long word, int level);

    /** Output address of a leaf, next table of a table, or for an invalid word the table that its other bits still name; else -1. */
    long target(long word, int level);

    /** The address in a word, where that of a table is not {@link #target}: in a guest's own tables it is one that the next stage translates. */
    default long written(long word, int level) {
        return target(word, level);
    }

    /** Whether a mark restricts caching of the entry (nT). */
    boolean restricted(long word, int level);

    /** Log2 of the entries of an aligned group for which a word says that one TLB entry may stand for all; 0 where it does not. */
    default int groupLog2(long word, int level) {
        return 0;
    }

    /** Whether a word is what it seems, and does not stand for one that nobody knows. */
    default boolean known(long word) {
        return true;
    }

    /** Whether it is known where tables and outputs lie; if not, addresses in memory are numbers that mean nothing. */
    default boolean addresses() {
        return true;
    }
}
