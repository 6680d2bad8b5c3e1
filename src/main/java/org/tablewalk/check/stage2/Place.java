package org.tablewalk.check.stage2;

import org.tablewalk.arch.arm64.Descriptor;
import org.tablewalk.arch.arm64.Granule;
import org.tablewalk.arch.arm64.Stage2Geometry;
import org.tablewalk.machine.arm64.ArmState;

/**
 * Where a descriptor stands in the tree.
 *
 * @param address physical address of the descriptor
 * @param level   its level
 * @param index   its index in its table; in the root, counted over all concatenated tables
 * @param ipa     first address it covers
 * @param size    bytes it covers
 */
public record Place(long address, int level, int index, long ipa, long size) {
    /** The last address it covers. */
    public long last() {
        return ipa + size - 1;
    }

    /** The place of the word at a physical address, or null if it is not in a table that is reachable from the root. */
    public static Place find(ArmState state, long address) {
        Stage2Geometry geometry = state.map().config().geometry();
        int page = state.map().pageOf(address);
        if (page < 0) {
            return null;
        }
        int word = (int) (address - state.map().config().poolBase() >>> 3);
        if (page < geometry.rootTables()) {
            return at(address, geometry, geometry.startLevel(), word, 0);
        }
        long table = state.map().pageAddress(page);
        return below(state, geometry, state.map().config().poolBase(), geometry.rootTables() * geometry.granule().entriesPerTable(),
                geometry.startLevel(), 0, table, address);
    }

    private static Place at(long address, Stage2Geometry geometry, int level, int index, long tableIpa) {
        return new Place(address, level, index, tableIpa + ((long) index << geometry.entryShift(level)), geometry.entrySize(level));
    }

    private static Place below(ArmState state, Stage2Geometry geometry, long table, int entries, int level, long ipa, long wanted, long address) {
        Granule granule = geometry.granule();
        for (int i = 0; i < entries; i++) {
            long descriptor = state.word(table + 8L * i);
            if (!Descriptor.table(descriptor, level)) {
                continue;
            }
            long next = Descriptor.nextTable(descriptor, granule, geometry.lpa2());
            long first = ipa + ((long) i << geometry.entryShift(level));
            if (next == wanted) {
                return at(address, geometry, level + 1, (int) (address - wanted >>> 3), first);
            }
            if (level + 1 < 3 && state.map().pageOf(next) >= 0) {
                Place found = below(state, geometry, next, granule.entriesPerTable(), level + 1, first, wanted, address);
                if (found != null) {
                    return found;
                }
            }
        }
        return null;
    }
}
