package org.tablewalk.check.stage2;

import org.tablewalk.arch.arm64.Descriptor;
import org.tablewalk.arch.arm64.Stage2Geometry;
import org.tablewalk.check.tree.Hardware;
import org.tablewalk.check.tree.Hardware.Miss;
import org.tablewalk.machine.arm64.ArmConfig;
import org.tablewalk.machine.arm64.ArmMap;
import org.tablewalk.machine.arm64.ArmState;
import org.tablewalk.machine.arm64.ArmState.InFlight;
import org.tablewalk.machine.arm64.tlb.TlbiOp;
import org.tablewalk.machine.arm64.tlb.TlbiTarget;

/** Invalidations in flight, read live: what each takes and what it leaves. */
final class InFlightTlbis {
    private final ArmMap map;
    private final ArmConfig config;
    private final Stage2Geometry geometry;
    private final ArmState live;
    private final boolean stage1;

    InFlightTlbis(ArmMap map, ArmState live) {
        this.map = map;
        this.live = live;
        config = map.config();
        geometry = config.geometry();
        stage1 = config.regime() != null && config.regime().stage1() != null;
    }

    /** The one in a slot. */
    InFlight at(int slot) {
        return live.tlbis().stream().filter(t -> t.slot() == slot).findFirst().orElseThrow();
    }

    /** What it leaves of an entry that was {@code old} at a level, or of what is cached under a table; see {@link Hardware#misses}. */
    Miss misses(InFlight tlbi, int level, long ipa, boolean table, long old) {
        TlbiOp.Scope scope = tlbi.op().scope();
        if (scope == TlbiOp.Scope.EVERYTHING) {
            return Miss.NONE;
        }
        if (scope.guests()) {
            return Miss.STAGE;
        }
        if (config.regime() == null && tlbi.vmid() != config.vmid()) {
            return Miss.VMID;
        }
        if (scope == TlbiOp.Scope.VMID) {
            return Miss.NONE;
        }
        // What a hint leaves is left by some hardware, whether this one heeds hints or not. Of a group one address names one entry, for the contiguous bit is a hint too.
        var target = TlbiTarget.of(tlbi.op(), tlbi.operand(), geometry, true);
        long size = geometry.entrySize(level);
        if (!(table && hasLeaves(old, level) ? target.contains(ipa, size) : target.meets(ipa, size))) {
            return Miss.ADDRESS;
        }
        boolean takes = table ? target.takesTable(level) : target.takesLeaf(level);
        return !takes ? Miss.LEVEL : stage1 ? Miss.COMBINED : Miss.NONE;
    }

    /** Whether a table still maps something: then one address does not name all that is cached of it. */
    private boolean hasLeaves(long table, int level) {
        long at = Descriptor.nextTable(table, geometry.granule(), geometry.lpa2());
        for (int i = 0; i < map.wordsPerPage(); i++) {
            long d = live.word(at + 8L * i);
            if (Descriptor.leaf(d, level + 1) || Descriptor.table(d, level + 1)) {
                return true;
            }
        }
        return false;
    }

    /** Whether nothing of the first VM stays. */
    boolean takesAll(InFlight tlbi) {
        return tlbi.op().scope() == TlbiOp.Scope.EVERYTHING || tlbi.op().scope() == TlbiOp.Scope.VMID && tlbi.vmid() == config.vmid();
    }
}
