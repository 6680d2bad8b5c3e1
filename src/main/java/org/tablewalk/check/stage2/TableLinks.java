package org.tablewalk.check.stage2;

import org.tablewalk.arch.arm64.Descriptor;
import org.tablewalk.arch.arm64.Granule;
import org.tablewalk.arch.arm64.Stage2Geometry;
import org.tablewalk.check.tree.Links;
import org.tablewalk.check.tree.Parents;
import org.tablewalk.check.tree.Tables;

/**
 * Finds the place of a descriptor in the tree: for every page of the pool, the last word written that pointed to it. Whether the page
 * is reachable is decided when asked, by following those words up to the root and seeing that each still points down; so detaching a
 * table costs nothing, and a tree built before it is linked is known once it is.
 */
public final class TableLinks implements Links {
    private final Tables tables;
    private final Stage2Geometry geometry;
    private final Granule granule;
    private final long base;
    private final int wordBits;
    private final int rootPages;
    private final Parents parents;
    private int level;
    private long ipa;

    public TableLinks(Tables tables) {
        this.tables = tables;
        geometry = tables.geometry();
        granule = geometry.granule();
        base = tables.base();
        wordBits = granule.bitsPerLevel();
        rootPages = geometry.rootTables();
        parents = new Parents(tables.pages());
        int words = tables.pages() << wordBits;
        for (int word = 0; word < words; word++) {
            long value = tables.word(base + 8L * word);
            if (value != 0) {
                written(word, value);
            }
        }
    }

    /** A word became visible. */
    @Override
    public void written(long address, long value) {
        if ((value & (Descriptor.VALID | Descriptor.TYPE)) == (Descriptor.VALID | Descriptor.TYPE)) {
            written((int) (address - base >>> 3), value);
        }
    }

    private void written(int word, long value) {
        int page = target(value);
        if (page >= rootPages) {
            parents.put(page, word);
        }
    }

    /** The page of the pool that a table descriptor points to, or -1. */
    private int target(long value) {
        if ((value & (Descriptor.VALID | Descriptor.TYPE)) != (Descriptor.VALID | Descriptor.TYPE)) {
            return -1;
        }
        long offset = Descriptor.nextTable(value, granule, geometry.lpa2()) - base;
        long page = offset >>> granule.pageShift();
        return offset >= 0 && page < parents.pages() ? (int) page : -1;
    }

    /**
     * Looks for a descriptor in the tree as it is now; {@link #level()} and {@link #ipa()} tell where it stands.
     *
     * @return whether it is reachable from the root
     */
    @Override
    public boolean find(long address) {
        long offset = address - base;
        if (offset < 0 || offset >>> granule.pageShift() >= parents.pages()) {
            return false;
        }
        int first = (int) (offset >>> 3);
        int word = first;
        int bottom = geometry.startLevel();
        while (word >>> wordBits >= rootPages) {
            int page = word >>> wordBits;
            int parent = parents.of(page);
            if (parent < 0 || bottom == 3 || target(tables.word(base + 8L * parent)) != page) {
                return false;
            }
            bottom++;
            word = parent;
        }
        level = bottom;
        ipa = 0;
        word = first;
        for (int l = bottom; l > geometry.startLevel(); l--) {
            ipa |= (long) (word & (1 << wordBits) - 1) << granule.entryShift(l);
            word = parents.of(word >>> wordBits);
        }
        ipa |= (long) word << granule.entryShift(geometry.startLevel());
        return true;
    }

    /** Level of the descriptor found last. */
    @Override
    public int level() {
        return level;
    }

    /** First address that the descriptor found last covers. */
    @Override
    public long ipa() {
        return ipa;
    }

    @Override
    public int[] save() {
        return parents.save();
    }

    @Override
    public void load(int[] saved) {
        parents.load(saved);
    }
}
