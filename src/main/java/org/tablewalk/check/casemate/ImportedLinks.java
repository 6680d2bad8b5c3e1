package org.tablewalk.check.casemate;

import org.tablewalk.arch.arm64.Descriptor;
import org.tablewalk.arch.arm64.Granule;
import org.tablewalk.check.stage2.TableLinks;
import org.tablewalk.check.tree.Links;
import org.tablewalk.check.tree.Parents;
import org.tablewalk.trace.casemate.ImportMap;
import org.tablewalk.trace.casemate.ImportState;
import org.tablewalk.trace.casemate.TreeShape;

/**
 * The place of a descriptor in the trees of an import: for every page that the trace touches, the last word written that pointed to it.
 * As in {@link TableLinks} the way up is followed when asked, here to any root that was installed and not given up.
 */
public final class ImportedLinks implements Links {
    private static final int LAST_LEVEL = 3;
    private static final long TABLE = Descriptor.VALID | Descriptor.TYPE;

    private final ImportState state;
    private final ImportMap map;
    /** A word's index counts the words of all pages. */
    private final Parents parents;
    private int level;
    private long ipa;

    public ImportedLinks(ImportState state) {
        this.state = state;
        map = state.map();
        parents = new Parents(map.pages());
    }

    @Override
    public void written(long address, long value) {
        int page = target(value);
        if (page >= 0) {
            parents.put(page, word(address));
        }
    }

    private int target(long value) {
        return (value & TABLE) == TABLE ? map.pageOf(Descriptor.nextTable(value, Granule.K4, false)) : -1;
    }

    private int word(long address) {
        return map.pageOf(address) * ImportMap.PAGE_WORDS + index(address);
    }

    private static int index(long address) {
        return (int) (address >>> 3) & ImportMap.PAGE_WORDS - 1;
    }

    private long address(int word) {
        return map.pageAddress(word / ImportMap.PAGE_WORDS) + 8L * (word % ImportMap.PAGE_WORDS);
    }

    @Override
    public boolean find(long address) {
        long at = address;
        long[] indices = new long[LAST_LEVEL + 1];
        for (int depth = 0; depth <= LAST_LEVEL; depth++) {
            indices[depth] = index(at);
            long root = state.liveRoot(at);
            if (root >= 0) {
                return place(indices, depth, at, root);
            }
            int page = map.pageOf(at);
            int parent = page < 0 ? -1 : parents.of(page);
            if (parent < 0 || target(state.word(address(parent))) != page) {
                return false;
            }
            at = address(parent);
        }
        return false;
    }

    private boolean place(long[] indices, int depth, long at, long root) {
        TreeShape shape = state.shape(root);
        long rootIndex = (at - root) / 8;
        if (shape.startLevel() + depth > LAST_LEVEL || rootIndex >= shape.rootEntries()) {
            return false;
        }
        level = shape.startLevel() + depth;
        indices[depth] = rootIndex;
        ipa = 0;
        for (int i = 0; i <= depth; i++) {
            ipa |= indices[i] << TreeShape.entryShift(level - i);
        }
        return true;
    }

    @Override
    public int level() {
        return level;
    }

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
