package org.tablewalk.check.casemate;

import org.tablewalk.arch.arm64.Granule;
import org.tablewalk.arch.arm64.Stage2Geometry;
import org.tablewalk.check.tree.Tables;
import org.tablewalk.machine.arm64.ArmIntrinsics;
import org.tablewalk.trace.casemate.ImportMap;
import org.tablewalk.trace.casemate.ImportState;
import org.tablewalk.trace.casemate.TreeShape;

/**
 * The tables of an import, of which any page that the trace touches may be one, and which have many roots. What needs a walk from the root, because a guest faulted, has no answer
 * here and is never asked.
 */
public final class ImportedTables implements Tables {
    /** Gives the sizes of entries, which for one granule are the same in every tree. */
    private static final Stage2Geometry SIZES = Stage2Geometry.of(Granule.K4, 48);

    private final ImportState state;
    /** The page that was asked for last: the next question is mostly about the same. */
    private int last = -1;

    public ImportedTables(ImportState state) {
        this.state = state;
    }

    @Override
    public Stage2Geometry geometry() {
        return SIZES;
    }

    @Override
    public int pages() {
        return state.map().pages();
    }

    /** Nothing is known of them. */
    @Override
    public boolean emptyAtFirst() {
        return true;
    }

    @Override
    public int pageOf(long pa) {
        if (last < 0 || pageAddress(last) != (pa & -ImportMap.PAGE_BYTES)) {
            last = state.map().pageOf(pa);
        }
        return last;
    }

    @Override
    public long pageAddress(int page) {
        return state.map().pageAddress(page);
    }

    /** Any that was installed while its stage was on, and not given up. */
    @Override
    public Root rootOf(long pa) {
        int page = pageOf(pa);
        long root = page < 0 || !state.map().mayBeRoot(page) ? -1 : state.liveRoot(pa);
        if (root < 0) {
            return null;
        }
        TreeShape shape = state.shape(root);
        return new Root(root, shape.startLevel(), shape.rootEntries());
    }

    @Override
    public boolean ntFaults() {
        return false;
    }

    @Override
    public long word(long pa) {
        return state.word(pa);
    }

    @Override
    public boolean permits(long root, long ipa, int access) {
        return false;
    }

    @Override
    public Reading keep(long address, long value) {
        return (root, ipa, access) -> false;
    }

    @Override
    public boolean completesTlbis(long barrier) {
        return barrier == ArmIntrinsics.ISH || barrier == ArmIntrinsics.SY;
    }
}
