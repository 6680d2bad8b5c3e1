package org.tablewalk.picture.casemate;

import org.tablewalk.picture.tree.TableSource;
import org.tablewalk.trace.casemate.ImportMap;
import org.tablewalk.trace.casemate.ImportState;
import org.tablewalk.trace.casemate.TableRoot;

/**
 * The tables of one tree of an import. Pages are numbered with those of the root first; the root may take pages that no record touches.
 * A word that is not known reads as {@link ImportedFormat#UNKNOWN}.
 */
public final class ImportedTables implements TableSource {
    private static final long ALIGNMENT = 512;

    private final ImportState state;
    private final ImportMap map;
    private final TableRoot root;
    private final ImportedFormat format;
    private final boolean onlyTree;
    /** Pages of the map that the root covers: a run of neighbours, as both are in order of their addresses. */
    private final int firstOwn;
    private final int ownPages;

    /**
     * The tree of a root of {@link ImportState#roots}.
     *
     * @param state the moment
     */
    public ImportedTables(ImportState state, TableRoot root) {
        this.state = state;
        this.root = root;
        map = state.map();
        format = new ImportedFormat(root.shape());
        onlyTree = map.roots().size() == 1;
        int own = 0;
        int first = map.pages();
        for (int i = rootPages() - 1; i >= 0; i--) {
            int page = map.pageOf(root.address() + i * ImportMap.PAGE_BYTES);
            if (page >= 0) {
                own++;
                first = page;
            }
        }
        firstOwn = first;
        ownPages = own;
    }

    @Override
    public ImportedFormat format() {
        return format;
    }

    @Override
    public long root() {
        return root.address() & -ALIGNMENT;
    }

    @Override
    public int rootEntries() {
        return root.shape().rootEntries();
    }

    @Override
    public long word(long pa) {
        if (pa >= root() + 8L * rootEntries() && pa < root() + rootPages() * ImportMap.PAGE_BYTES) {
            // The page of a small root goes on behind it with something else.
            return 0;
        }
        return state.known(pa) ? state.word(pa) : ImportedFormat.UNKNOWN;
    }

    @Override
    public boolean sameChunk(TableSource earlier, long pa) {
        return earlier instanceof ImportedTables other && other.root.address() == root.address() && other.root.shape().equals(root.shape())
                && state.sharesChunk(other.state, pa);
    }

    @Override
    public int pages() {
        return rootPages() + map.pages() - ownPages;
    }

    @Override
    public long pageAddress(int page) {
        if (page < rootPages()) {
            return root() + page * ImportMap.PAGE_BYTES;
        }
        int other = page - rootPages();
        return map.pageAddress(other < firstOwn ? other : other + ownPages);
    }

    @Override
    public int pageOf(long pa) {
        long offset = pa - root();
        if (offset >= 0 && offset < rootPages() * ImportMap.PAGE_BYTES) {
            return (int) (offset / ImportMap.PAGE_BYTES);
        }
        int page = map.pageOf(pa);
        return page < 0 ? -1 : rootPages() + (page < firstOwn ? page : page - ownPages);
    }

    /**
     * Pages given back are freed. A table is what a hint counts to this tree, or what has known words where there is only one tree; what
     * belongs to another tree, or to none, shows only if a descriptor points to it.
     */
    @Override
    public Use use(int page) {
        int own = map.pageOf(pageAddress(page));
        if (page < rootPages() || own < 0) {
            return Use.TABLE;
        }
        if (state.freed(own)) {
            return Use.FREED;
        }
        var owner = state.ownerRoot(own);
        boolean here = owner.isPresent() ? owner.getAsLong() == root.address() : onlyTree && state.anyKnown(own);
        return here ? Use.TABLE : Use.FREE;
    }
}
