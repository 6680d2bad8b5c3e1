package org.tablewalk.check.stage2;

import org.tablewalk.arch.arm64.Descriptor;
import org.tablewalk.arch.arm64.Stage2Geometry;
import org.tablewalk.check.Past;
import org.tablewalk.check.StaleWhy;
import org.tablewalk.machine.Event;
import org.tablewalk.machine.arm64.ArmMap;
import org.tablewalk.machine.arm64.ArmState.Kind;
import org.tablewalk.machine.arm64.ArmState.PageUse;
import org.tablewalk.machine.arm64.ArmState.TlbEntry;
import org.tablewalk.machine.arm64.ArmState.Translation;
import org.tablewalk.machine.arm64.ArmState;
import org.tablewalk.trace.tlb.TlbLog;

/** TLB entries that a walk would not find so any more: why, and since when. */
public final class StaleCopies {
    private StaleCopies() {}

    /** Why an entry is not what the tables of the VM whose its VMID is say now; null if it is: the same word at the same level is where a walk finds it. */
    public static StaleWhy why(ArmState state, TlbEntry entry) {
        StaleWhy why = null;
        for (int vm : VmidOwners.of(state, entry.vmid())) {
            StaleWhy here = entry.kind() == Kind.FINAL ? whyFinal(state, vm, entry) : whyTable(state, vm, entry);
            if (here == null) {
                return null;
            }
            why = why == null ? here : why;
        }
        return why;
    }

    /** An entry for a group is stale if any entry of the group is not what it says. */
    private static StaleWhy whyFinal(ArmState state, int vm, TlbEntry entry) {
        Stage2Geometry geometry = state.map().config().geometry();
        for (long ipa = entry.ipa(); ipa < entry.ipa() + entry.size(); ipa += geometry.entrySize(entry.level())) {
            StaleWhy why = why(state, entry, state.regime().translate(vm, ipa));
            if (why != null) {
                return why;
            }
        }
        return null;
    }

    private static StaleWhy why(ArmState state, TlbEntry entry, Translation now) {
        if (now.level() == entry.level() && state.cached(now.descriptor(), now.level()) == entry.descriptor()) {
            return null;
        }
        int page = state.map().pageOf(now.descriptorAddress());
        if (page >= 0 && state.use(page) == PageUse.FREED) {
            return StaleWhy.FREED;
        }
        if (!now.valid()) {
            return now.level() < entry.level() ? StaleWhy.NO_TABLE : StaleWhy.INVALID;
        }
        if (now.level() != entry.level()) {
            return StaleWhy.SIZE;
        }
        Stage2Geometry geometry = state.map().config().geometry();
        long was = Descriptor.outputAddress(entry.descriptor(), entry.level(), geometry.granule(), geometry.lpa2());
        long is = state.grouped(entry) ? Descriptor.groupOf(now.descriptor(), now.level(), geometry.granule(), geometry.groupLog2(now.level())) : now.descriptor();
        if (was != Descriptor.outputAddress(is, now.level(), geometry.granule(), geometry.lpa2())) {
            return StaleWhy.ELSEWHERE;
        }
        return ((entry.descriptor() ^ now.descriptor()) & Descriptor.CONTIGUOUS) != 0 ? StaleWhy.GROUP : StaleWhy.RIGHTS;
    }

    private static StaleWhy whyTable(ArmState state, int vm, TlbEntry entry) {
        Stage2Geometry geometry = state.regime().geometry(vm);
        long table = state.regime().root(vm);
        for (int level = geometry.startLevel();; level++) {
            int index = level == geometry.startLevel() ? geometry.rootIndex(entry.ipa()) : geometry.index(entry.ipa(), level);
            long descriptor = state.word(table + 8L * index);
            if (level == entry.level()) {
                return descriptor == entry.descriptor() ? null
                        : Descriptor.table(descriptor, level) ? StaleWhy.ELSEWHERE : Descriptor.leaf(descriptor, level) ? StaleWhy.SIZE : StaleWhy.INVALID;
            }
            if (!Descriptor.table(descriptor, level)) {
                return StaleWhy.NO_TABLE;
            }
            table = Descriptor.nextTable(descriptor, geometry.granule(), geometry.lpa2());
        }
    }

    /**
     * Since when a stale entry is stale.
     *
     * @param filled index of the step that filled it, or -1 if that is not known
     * @param source address of the word it was filled from, or -1
     * @return as {@link Past#since}
     */
    public static long since(ArmState state, TlbEntry entry, TlbLog.Part log, long filled, long source) {
        ArmMap map = state.map();
        var past = new Past(log, state.image()::get, map::cellOf);
        var then = new ArmState(map, past);
        why(then, entry);
        return past.since(filled, record -> {
            if (log.kind(record) == Event.PAGE_FREE) {
                int page = map.pageOf(log.a(record));
                past.put(map.useCell(page), PageUse.TABLE.ordinal());
                past.remember(record, address -> map.pageOf(address) == page);
                if (map.pageOf(source) == page) {
                    past.remember(map.cellOf(source), entry.descriptor());
                }
            }
        }, () -> why(then, entry) != null);
    }
}
