package org.tablewalk.check.stage2;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.Arrays;
import java.util.function.IntToLongFunction;
import org.tablewalk.arch.arm64.Stage2Geometry;
import org.tablewalk.check.tree.GuestTrees;
import org.tablewalk.check.tree.Tables;
import org.tablewalk.machine.Cells;
import org.tablewalk.machine.arm64.ArmIntrinsics;
import org.tablewalk.machine.arm64.ArmMachine;
import org.tablewalk.machine.arm64.ArmMap;
import org.tablewalk.machine.arm64.ArmState;
import org.tablewalk.machine.arm64.RegimeState;

/** The tables of an {@link ArmMachine}, read live. */
public final class ArmTables implements Tables {
    private final ArmMap map;
    private final Cells cells;
    private final boolean ntFaults;
    /** By page the root that it belongs to; the pool begins with those. */
    private final Root[] roots;
    private final GuestTrees guests;

    public ArmTables(ArmMachine machine) {
        map = machine.map();
        cells = machine.cells();
        ntFaults = map.config().ntFaults();
        RegimeState vms = new ArmState(map, cells::get).regime();
        guests = map.config().regime() == null || map.config().regime().stage1() == null ? null : new Stage1Trees(map, cells);
        roots = new Root[map.pageOf(vms.root(vms.vms() - 1)) + vms.geometry(vms.vms() - 1).rootTables()];
        for (int vm = 0; vm < vms.vms(); vm++) {
            Stage2Geometry geometry = vms.geometry(vm);
            int page = map.pageOf(vms.root(vm));
            Arrays.fill(roots, page, page + geometry.rootTables(),
                    new Root(vms.root(vm), geometry.startLevel(), geometry.rootTables() * geometry.granule().entriesPerTable()));
        }
    }

    @Override
    public GuestTrees guests() {
        return guests;
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

    @Override
    public Root rootOf(long pa) {
        int page = map.pageOf(pa);
        return page >= 0 && page < roots.length ? roots[page] : null;
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
    public boolean permits(long root, long ipa, int access) {
        return permits(map, cells::get, root, ipa, access);
    }

    static boolean permits(ArmMap map, IntToLongFunction cells, long root, long ipa, int access) {
        if (map.config().regime() == null) {
            return ArmState.translate(map, cells, ipa).permits(access);
        }
        RegimeState vms = new ArmState(map, cells).regime();
        int vm = vms.vmOf(root);
        return vm >= 0 && vms.translate(vm, ipa).permits(access);
    }

    @Override
    public Reading keep(long address, long value) {
        return new KeptTables(map, cells.image(), map.cellOf(address), value);
    }

    @Override
    public void write(Reading kept, DataOutput out) throws IOException {
        ((KeptTables) kept).write(out);
    }

    @Override
    public Reading read(DataInput in) throws IOException {
        return KeptTables.read(map, in);
    }

    @Override
    public boolean completesTlbis(long barrier) {
        return barrier == ArmIntrinsics.ISH || barrier == ArmIntrinsics.SY;
    }
}
