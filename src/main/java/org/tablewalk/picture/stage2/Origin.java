package org.tablewalk.picture.stage2;

import org.tablewalk.arch.arm64.Descriptor;
import org.tablewalk.arch.arm64.Granule;
import org.tablewalk.check.stage2.VmidOwners;
import org.tablewalk.machine.arm64.ArmState;
import org.tablewalk.machine.arm64.ArmState.Translation;
import org.tablewalk.machine.arm64.GuestTables;
import org.tablewalk.machine.arm64.Stage1State;

/**
 * Where tables have now what a TLB entry on the side of stage 1 was made of.
 *
 * @param vm     whose it is
 * @param stage1 physical address of the stage-1 entry, or -1 where stage 2 gives none
 * @param by     stage 2's word on where that is
 * @param ipa    what stage 1 gives for the entry's address, or -1
 * @param stage2 stage 2's word on that, or null
 */
record Origin(int vm, long stage1, Translation by, long ipa, Translation stage2) {
    /** The one of an entry, in the first address space that would use it and has its address; null if none would use it. */
    static Origin of(ArmState state, Stage1State.Entry entry) {
        Origin found = null;
        for (int vm : VmidOwners.of(state, entry.vmid())) {
            GuestTables guest = state.regime().vm(vm).guest();
            for (int space = 0; guest != null && space < guest.spaces().size(); space++) {
                boolean uses = guest.spaces().get(space).upper() == entry.va() < 0 && (entry.global() || state.regime().asids(vm, space).contains(entry.asid()));
                if (uses && (found == null || found.ipa < 0)) {
                    found = of(state, entry, vm, guest, space);
                }
            }
        }
        return found;
    }

    private static Origin of(ArmState state, Stage1State.Entry entry, int vm, GuestTables guest, int space) {
        Granule granule = guest.geometry().granule();
        long table = guest.root(space);
        for (int level = guest.geometry().startLevel();; level++) {
            Translation by = state.regime().translate(vm, table + 8L * guest.geometry().index(entry.va(), level));
            if (!by.valid()) {
                return new Origin(vm, -1, by, -1, null);
            }
            long word = state.word(by.pa());
            if (level == entry.origin() || !Descriptor.table(word, level)) {
                boolean leaf = Descriptor.leaf(word, level);
                long ipa = leaf ? Descriptor.outputAddress(word, level, granule, false) | entry.va() & granule.entrySize(level) - 1 : -1;
                return new Origin(vm, by.pa(), by, ipa, leaf ? state.regime().translate(vm, ipa) : null);
            }
            table = Descriptor.nextTable(word, granule, false);
        }
    }

    /** Where stage 1 leads to now, or -1. */
    long pa() {
        return stage2 == null || !stage2.valid() ? -1 : stage2.pa();
    }
}
