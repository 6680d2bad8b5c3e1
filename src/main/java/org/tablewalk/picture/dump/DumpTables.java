package org.tablewalk.picture.dump;

import org.tablewalk.picture.tree.TableOrigin;
import org.tablewalk.picture.tree.TableSource;
import org.tablewalk.trace.dump.DumpTree;

/** The tables of a dump. Their addresses are made up: the number of a page, shifted. */
public record DumpTables(DumpTree tree, TableOrigin origin) implements TableSource {
    @Override
    public DumpFormat format() {
        return new DumpFormat(tree.geometry());
    }

    @Override
    public long root() {
        return 0;
    }

    @Override
    public int rootEntries() {
        return tree.geometry().rootEntries();
    }

    @Override
    public long word(long pa) {
        int index = index(pa);
        return pa >= 8L * rootEntries() && pageOf(pa) < rootPages() ? 0 : tree.word(pageOf(pa), index);
    }

    /** The bits of the word at an address that are known. */
    public long known(long pa) {
        return tree.known(pageOf(pa), index(pa));
    }

    /** The first address that the entry at an address maps. */
    public long input(long pa) {
        int page = pageOf(pa);
        return tree.input(page) + ((long) index(pa) << tree.geometry().entryShift(tree.level(page)));
    }

    private int index(long pa) {
        return (int) (pa >>> 3) & tree.geometry().granule().entriesPerTable() - 1;
    }

    @Override
    public boolean sameChunk(TableSource earlier, long pa) {
        return earlier instanceof DumpTables other && other.tree == tree;
    }

    @Override
    public int pages() {
        return tree.pages();
    }

    @Override
    public long pageAddress(int page) {
        return (long) page << tree.geometry().granule().pageShift();
    }

    @Override
    public int pageOf(long pa) {
        long page = pa >>> tree.geometry().granule().pageShift();
        return page < pages() ? (int) page : -1;
    }

    @Override
    public Use use(int page) {
        return Use.TABLE;
    }
}
