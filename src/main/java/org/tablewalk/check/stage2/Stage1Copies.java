package org.tablewalk.check.stage2;

import java.util.Set;
import org.tablewalk.arch.arm64.Descriptor;
import org.tablewalk.arch.arm64.Granule;
import org.tablewalk.arch.arm64.Permissions;
import org.tablewalk.arch.arm64.Stage1Descriptor;
import org.tablewalk.check.Past;
import org.tablewalk.check.StaleWhy;
import org.tablewalk.check.judge.Debt;
import org.tablewalk.machine.arm64.ArmMap;
import org.tablewalk.machine.arm64.ArmState;
import org.tablewalk.machine.arm64.ArmState.Translation;
import org.tablewalk.machine.arm64.GuestTables;
import org.tablewalk.machine.arm64.Stage1State.Entry;
import org.tablewalk.machine.arm64.tlb.EntryKind;
import org.tablewalk.trace.tlb.TlbLog;

/** TLB entries on the side of stage 1 that a walk would not find so any more: why, and since when. */
public final class Stage1Copies {
    private Stage1Copies() {}

    /** Why an entry is not what the tables say now of the address spaces that would use it; null if it is, or if none would. */
    public static StaleWhy why(ArmState state, Entry entry) {
        StaleWhy why = null;
        for (int vm : VmidOwners.of(state, entry.vmid())) {
            GuestTables guest = state.regime().vm(vm).guest();
            for (int space = 0; guest != null && space < guest.spaces().size(); space++) {
                GuestTables.Space of = guest.spaces().get(space);
                if (of.upper() == entry.va() < 0 && (entry.global() || asids(state, vm, space).contains(entry.asid()))) {
                    StaleWhy here = why(state, entry, vm, guest, space);
                    if (here == null) {
                        return null;
                    }
                    why = why == null ? here : why;
                }
            }
        }
        return why;
    }

    /** The ASIDs under which a space is walked: those that registers give it now, else the one that it has from the start. */
    private static Set<Integer> asids(ArmState state, int vm, int space) {
        return state.regime().asids(vm, space);
    }

    private static StaleWhy why(ArmState state, Entry entry, int vm, GuestTables guest, int space) {
        Granule granule = guest.geometry().granule();
        long table = guest.root(space);
        for (int level = guest.geometry().startLevel();; level++) {
            Translation at = state.regime().translate(vm, table + 8L * guest.geometry().index(entry.va(), level));
            if (!at.valid()) {
                return StaleWhy.NO_TABLE;
            }
            long word = state.word(at.pa());
            if (level == entry.origin()) {
                return entry.kind() == EntryKind.COMBINED ? combined(state, entry, vm, granule, word, level) : same(entry, word, level, granule);
            }
            if (!Descriptor.table(word, level)) {
                return Descriptor.leaf(word, level) ? StaleWhy.SIZE : StaleWhy.NO_TABLE;
            }
            table = Descriptor.nextTable(word, granule, false);
        }
    }

    private static StaleWhy same(Entry entry, long word, int level, Granule granule) {
        if (word == entry.word()) {
            return null;
        }
        boolean table = entry.kind() == EntryKind.STAGE_1_TABLE;
        if (!Descriptor.table(word, level) && !Descriptor.leaf(word, level)) {
            return StaleWhy.INVALID;
        }
        if (Descriptor.table(word, level) != table) {
            return StaleWhy.SIZE;
        }
        return table || Descriptor.outputAddress(word, level, granule, false) != Descriptor.outputAddress(entry.word(), level, granule, false) ? StaleWhy.ELSEWHERE
                : StaleWhy.RIGHTS;
    }

    /** A combined entry says what both stages say: stage 1's leaf is that word, and stage 2 is asked for what it leads to. */
    private static StaleWhy combined(ArmState state, Entry entry, int vm, Granule granule, long word, int level) {
        if (!Descriptor.leaf(word, level)) {
            return Descriptor.table(word, level) ? StaleWhy.SIZE : StaleWhy.INVALID;
        }
        Translation now = state.regime().translate(vm, Descriptor.outputAddress(word, level, granule, false) | entry.va() & granule.entrySize(level) - 1);
        if (!now.valid()) {
            return StaleWhy.INVALID;
        }
        boolean lpa2 = state.map().config().geometry().lpa2();
        long size = granule.entrySize(entry.level());
        if ((now.pa() & -size) != Descriptor.outputAddress(entry.word(), entry.level(), granule, lpa2)) {
            return StaleWhy.ELSEWHERE;
        }
        if (Math.max(level, now.level()) != entry.level()) {
            return StaleWhy.SIZE;
        }
        return (Stage1Descriptor.rights(word) & Permissions.of(now.descriptor())) == Permissions.of(entry.word()) ? null : StaleWhy.RIGHTS;
    }

    /** The CPUs whose TLBs have something of a guest's entry that its tables do not say any more, a bit each. */
    public static long users(ArmState state, Debt debt) {
        long size = state.map().config().geometry().entrySize(debt.level());
        long users = 0;
        for (int cpu = 0; cpu < state.map().config().cpus(); cpu++) {
            for (Entry entry : state.stage1().tlb(cpu)) {
                if (entry.va() < debt.ipa() + size && debt.ipa() < entry.va() + entry.size() && why(state, entry) != null) {
                    users |= 1L << cpu;
                }
            }
        }
        return users;
    }

    /**
     * Since when a stale entry is stale, as far as words of tables tell; see {@link Past#since}.
     *
     * @param filled index of the step that filled it, or -1 if that is not known
     */
    public static long since(ArmState state, Entry entry, TlbLog.Part log, long filled) {
        ArmMap map = state.map();
        var past = new Past(log, state.image()::get, map::cellOf);
        var then = new ArmState(map, past);
        why(then, entry);
        return past.since(filled, record -> {}, () -> why(then, entry) != null);
    }
}
