package org.tablewalk.check.stage2;

import org.tablewalk.arch.arm64.Descriptor;
import org.tablewalk.arch.arm64.Granule;
import org.tablewalk.arch.arm64.Stage2Geometry;
import org.tablewalk.machine.arm64.ArmState;
import org.tablewalk.machine.arm64.RegimeState;

/**
 * Where a descriptor stands in the tree of a VM.
 *
 * @param vm      number of the VM
 * @param address physical address of the descriptor
 * @param level   its level
 * @param index   its index in its table; in the root, counted over all concatenated tables
 * @param ipa     first address it covers
 * @param size    bytes it covers
 */
public record Place(int vm, long address, int level, int index, long ipa, long size) {
    /** The last address it covers. */
    public long last() {
        return ipa + size - 1;
    }

    /** The place of the word at a physical address, or null if it is not in a table that is reachable from a root. */
    public static Place find(ArmState state, long address) {
        int page = state.map().pageOf(address);
        RegimeState vms = state.regime();
        Place found = null;
        for (int vm = 0; vm < vms.vms() && page >= 0 && found == null; vm++) {
            Stage2Geometry geometry = vms.geometry(vm);
            long root = vms.root(vm);
            int words = geometry.rootTables() * geometry.granule().entriesPerTable();
            long word = address - root >> 3;
            found = word >= 0 && word < words ? at(vm, address, geometry, geometry.startLevel(), (int) word, 0)
                    : below(state, vm, geometry, root, words, geometry.startLevel(), 0, state.map().pageAddress(page), address);
        }
        return found;
    }

    private static Place at(int vm, long address, Stage2Geometry geometry, int level, int index, long tableIpa) {
        return new Place(vm, address, level, index, tableIpa + ((long) index << geometry.entryShift(level)), geometry.entrySize(level));
    }

    private static Place below(ArmState state, int vm, Stage2Geometry geometry, long table, int entries, int level, long ipa, long wanted, long address) {
        Granule granule = geometry.granule();
        for (int i = 0; i < entries; i++) {
            long descriptor = state.word(table + 8L * i);
            if (!Descriptor.table(descriptor, level)) {
                continue;
            }
            long next = Descriptor.nextTable(descriptor, granule, geometry.lpa2());
            long first = ipa + ((long) i << geometry.entryShift(level));
            if (next == wanted) {
                return at(vm, address, geometry, level + 1, (int) (address - wanted >>> 3), first);
            }
            if (level + 1 < 3 && state.map().pageOf(next) >= 0) {
                Place found = below(state, vm, geometry, next, granule.entriesPerTable(), level + 1, first, wanted, address);
                if (found != null) {
                    return found;
                }
            }
        }
        return null;
    }
}
