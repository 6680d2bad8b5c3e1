package org.tablewalk.picture.tree;

/** Page tables at one moment, as a drawing reads them. Immutable; reading is cheap. */
public interface TableSource {
    /** Use of a page of table memory: never used, a table, or freed (and poison to a walk). */
    enum Use { FREE, TABLE, FREED }

    /** How to read the words. */
    TableFormat format();

    /** Physical address of the root, aligned to 512 bytes. */
    long root();

    /** Entries in the root; concatenated root tables count as one. */
    int rootEntries();

    /** The word at a physical address. */
    long word(long pa);

    /** Whether a physical address is of memory with contents, which is no table's: then {@link #word} tells what it holds. */
    default boolean holds(long pa) {
        return false;
    }

    /** What the memory at a physical address holds, in few words; empty if that is nothing, or not known. */
    default String held(long pa) {
        return "";
    }

    /** Whether the 64 words about {@code pa} are known, without comparing them, to be the same in both; false is always safe. */
    boolean sameChunk(TableSource earlier, long pa);

    /** Pages of table memory, those of the root first. */
    int pages();

    /** Physical address of a page. */
    long pageAddress(int page);

    /** The page that holds a physical address, or -1. */
    int pageOf(long pa);

    Use use(int page);

    /** Whether a table in use that nothing links, and that was never seen to hang anywhere, may be one of this tree: not where other trees have their tables in the same memory. */
    default boolean loose(int page) {
        return true;
    }

    /** How whoever walks the tables writes an address of theirs: for a guest's own tables, which lie where its host put them, another than where they are. */
    default long seen(long address) {
        return address;
    }

    /** The text that they were read from. */
    default TableOrigin origin() {
        return TableOrigin.NONE;
    }

    /** Pages that the root takes. */
    default int rootPages() {
        return Math.max(1, (rootEntries() + format().entriesPerTable() - 1) / format().entriesPerTable());
    }

    /** Entries of the table in a page: all of the root's for a root page. */
    default int entries(long table) {
        return table == root() ? rootEntries() : format().entriesPerTable();
    }

    /** The first address of the table that holds a descriptor; -1 outside table memory. */
    default long tableOf(long descriptor) {
        int page = pageOf(descriptor);
        return page < 0 ? -1 : page < rootPages() ? root() : pageAddress(page);
    }
}
