package org.tablewalk.check.tree;

import org.tablewalk.arch.arm64.Descriptor;
import org.tablewalk.arch.arm64.Granule;
import org.tablewalk.machine.Cells;

/**
 * Finds the place of a descriptor in a tree: for every page of tables, the last word written that pointed to it. Whether the page is
 * reachable is decided when asked, by following those words up to a root and seeing that each still points down; so detaching a
 * table costs nothing, and a tree built before it is linked is known once it is.
 */
final class Links {
    private static final int LAST_LEVEL = 3;
    private static final long TABLE = Descriptor.VALID | Descriptor.TYPE;

    private final Tables tables;
    private final Granule granule;
    private final int wordBits;
    /** A word's index counts the words of all pages. */
    private final Cells cells;
    /** For each page the cell that holds the index + 1 of the last word that pointed to it. */
    private final int parents;
    private int level;
    private long ipa;
    private long root;

    /**
     * Knows of nothing that the tables hold already; see {@link #read}.
     *
     * @param base the first of as many cells as the tables have pages
     */
    Links(Tables tables, Cells cells, int base) {
        this.tables = tables;
        granule = tables.geometry().granule();
        wordBits = granule.bitsPerLevel();
        this.cells = cells;
        parents = base;
    }

    /** Takes in all that the tables hold now: for those of a machine that begins with some. */
    void read() {
        int words = tables.emptyAtFirst() ? 0 : tables.pages() << wordBits;
        for (int word = 0; word < words; word++) {
            put(word, tables.word(address(word)));
        }
    }

    /** Takes in what lies under a table. Of a guest's own tables only what is reachable counts: their leaves may lead to tables, too, where they map themselves. */
    void descend(long table, int entries, int level) {
        for (int i = 0; i < entries && level < LAST_LEVEL; i++) {
            long at = table + 8L * i;
            link(at, tables.word(at), level);
        }
    }

    private void link(long at, long value, int level) {
        if (Descriptor.table(value, level)) {
            put((tables.pageOf(at) << wordBits) + index(at), value);
            descend(tables.next(at, value), granule.entriesPerTable(), level + 1);
        }
    }

    /** A word of a guest's memory became visible. */
    void linked(long address, long value) {
        if ((value & TABLE) == TABLE && find(address)) {
            link(address, value, level);
        }
    }

    /** A word became visible. */
    void written(long address, long value) {
        if ((value & TABLE) == TABLE) {
            put((tables.pageOf(address) << wordBits) + index(address), value);
        }
    }

    private void put(int word, long value) {
        int page = target(address(word), value);
        if (page >= 0) {
            cells.put(parents + page, word + 1L);
        }
    }

    /** The page of tables that a table descriptor points to, or -1. */
    private int target(long at, long value) {
        return (value & TABLE) == TABLE ? tables.pageOf(tables.next(at, value)) : -1;
    }

    private int index(long address) {
        return (int) (address >>> 3) & (1 << wordBits) - 1;
    }

    private long address(int word) {
        return tables.pageAddress(word >>> wordBits) + 8L * (word & (1 << wordBits) - 1);
    }

    /**
     * Looks for a descriptor in a tree as it is now; {@link #level()}, {@link #ipa()} and {@link #root()} tell where it stands.
     *
     * @return whether it is reachable from a root
     */
    boolean find(long address) {
        long at = address;
        long below = 0;
        for (int depth = 0; depth <= LAST_LEVEL; depth++) {
            Tables.Root root = tables.rootOf(at);
            if (root != null) {
                return place(root, at - root.address() >>> 3, depth, below);
            }
            int page = tables.pageOf(at);
            int parent = page < 0 ? -1 : parent(page);
            if (parent < 0 || target(address(parent), tables.word(address(parent))) != page) {
                return false;
            }
            below |= (long) index(at) << wordBits * depth;
            at = address(parent);
        }
        return false;
    }

    private boolean place(Tables.Root root, long index, int depth, long below) {
        if (root.startLevel() + depth > LAST_LEVEL || index >= root.entries()) {
            return false;
        }
        level = root.startLevel() + depth;
        this.root = root.address();
        ipa = ((index << wordBits * depth | below) << granule.entryShift(level)) + root.first();
        return true;
    }

    /** Level of the descriptor found last. */
    int level() {
        return level;
    }

    /** First address that the descriptor found last covers. */
    long ipa() {
        return ipa;
    }

    /** Address of the root above the descriptor found last. */
    long root() {
        return root;
    }

    private int parent(int page) {
        return (int) cells.get(parents + page) - 1;
    }

    /** Address of the word that was written last of those that pointed to a page of tables, or -1. */
    long parentOf(int page) {
        int parent = parent(page);
        return parent < 0 ? -1 : address(parent);
    }
}
