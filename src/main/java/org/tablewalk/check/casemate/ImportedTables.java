package org.tablewalk.check.casemate;

import org.tablewalk.arch.arm64.Granule;
import org.tablewalk.arch.arm64.Stage2Geometry;
import org.tablewalk.check.tree.Tables;
import org.tablewalk.machine.arm64.ArmIntrinsics;
import org.tablewalk.trace.casemate.ImportState;

/**
 * The tables of an import, which have no one root and no pool. What needs a walk from the root, because a guest faulted, has no answer
 * here and is never asked.
 */
public final class ImportedTables implements Tables {
    /** Gives the sizes of entries, which for one granule are the same in every tree. */
    private static final Stage2Geometry SIZES = Stage2Geometry.of(Granule.K4, 48);

    private final ImportState state;

    public ImportedTables(ImportState state) {
        this.state = state;
    }

    @Override
    public Stage2Geometry geometry() {
        return SIZES;
    }

    @Override
    public long base() {
        return 0;
    }

    @Override
    public int pages() {
        return state.map().pages();
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
    public boolean permits(long ipa, int access) {
        return false;
    }

    @Override
    public Reading keep(long address, long value) {
        return (ipa, access) -> false;
    }

    @Override
    public boolean completesTlbis(long barrier) {
        return barrier == ArmIntrinsics.ISH || barrier == ArmIntrinsics.SY;
    }
}
