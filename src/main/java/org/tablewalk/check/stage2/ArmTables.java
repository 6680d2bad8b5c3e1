package org.tablewalk.check.stage2;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import org.tablewalk.arch.arm64.Stage2Geometry;
import org.tablewalk.check.tree.Tables;
import org.tablewalk.machine.Cells;
import org.tablewalk.machine.arm64.ArmConfig;
import org.tablewalk.machine.arm64.ArmIntrinsics;
import org.tablewalk.machine.arm64.ArmMachine;
import org.tablewalk.machine.arm64.ArmMap;
import org.tablewalk.machine.arm64.ArmState;

/** The tables of an {@link ArmMachine}, read live. */
public final class ArmTables implements Tables {
    private final ArmMap map;
    private final Cells cells;
    private final boolean ntFaults;
    private final int rootTables;
    private final Root root;

    public ArmTables(ArmMachine machine) {
        map = machine.map();
        cells = machine.cells();
        ntFaults = map.config().bbmLevel() >= 1 && map.config().ntResponse() == ArmConfig.NtResponse.FAULT;
        Stage2Geometry geometry = map.config().geometry();
        rootTables = geometry.rootTables();
        root = new Root(map.config().poolBase(), geometry.startLevel(), rootTables * geometry.granule().entriesPerTable());
    }

    @Override
    public Stage2Geometry geometry() {
        return map.config().geometry();
    }

    @Override
    public int pages() {
        return map.config().poolPages();
    }

    @Override
    public int pageOf(long pa) {
        return map.pageOf(pa);
    }

    @Override
    public long pageAddress(int page) {
        return map.pageAddress(page);
    }

    /** The pool begins with the root tables. */
    @Override
    public Root rootOf(long pa) {
        int page = map.pageOf(pa);
        return page >= 0 && page < rootTables ? root : null;
    }

    @Override
    public boolean ntFaults() {
        return ntFaults;
    }

    @Override
    public long word(long pa) {
        int cell = map.cellOf(pa);
        return cell < 0 ? 0 : cells.get(cell);
    }

    @Override
    public boolean permits(long base, long ipa, int access) {
        return ArmState.translate(map, cells::get, ipa).permits(access, ntFaults);
    }

    @Override
    public Reading keep(long address, long value) {
        return new KeptTables(map, cells.image(), map.cellOf(address), value, ntFaults);
    }

    @Override
    public void write(Reading kept, DataOutput out) throws IOException {
        ((KeptTables) kept).write(out);
    }

    @Override
    public Reading read(DataInput in) throws IOException {
        return KeptTables.read(map, ntFaults, in);
    }

    @Override
    public boolean completesTlbis(long barrier) {
        return barrier == ArmIntrinsics.ISH || barrier == ArmIntrinsics.SY;
    }
}
