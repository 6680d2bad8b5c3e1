package org.tablewalk.machine.arm64;

import org.tablewalk.arch.arm64.Granule;
import org.tablewalk.machine.arm64.tlb.Overlap;
import org.tablewalk.machine.arm64.tlb.Stage1Entries;
import org.tablewalk.machine.arm64.tlb.Tlb;
import org.tablewalk.machine.arm64.tlb.TlbRegion;
import org.tablewalk.machine.arm64.tlb.TlbShape;
import org.tablewalk.machine.arm64.tlb.TlbTags;
import org.tablewalk.machine.arm64.walk.Stage1Rules;
import org.tablewalk.machine.arm64.walk.Stage2Rules;

/** How hardware is built that a configuration describes: what its walks make of words, how its TLBs hold entries and what they answer. */
final class HardwareDesign {
    private final ArmConfig config;
    private final Stage1Rules stage1;
    private final Stage2Rules stage2;

    HardwareDesign(ArmConfig config) {
        this.config = config;
        Granule granule = config.geometry().granule();
        stage1 = new Stage1Rules(granule);
        stage2 = new Stage2Rules(granule, config.geometry().lpa2(), config.nt());
    }

    /** What walks make of words of stage 1. */
    Stage1Rules stage1() {
        return stage1;
    }

    /** What walks make of words of stage 2. */
    Stage2Rules stage2() {
        return stage2;
    }

    /**
     * The TLBs of stage 2.
     *
     * @param first of each CPU the first cell of its TLB
     */
    TlbRegion region(TlbShape shape, int startLevel, int[] first) {
        return new TlbRegion(shape, new TlbTags(config.geometry()), config.geometry().granule(), startLevel,
                new TlbRegion.Design(config.tlb().groups(), replaces(ArmConfig.Replacement.LEAST_RECENT), replaces(ArmConfig.Replacement.ANY)), first);
    }

    /** Those on the side of stage 1: no groups, and where any entry may make room the oldest does. */
    TlbRegion stage1Region(TlbShape shape, int[] first) {
        Granule granule = config.geometry().granule();
        return new TlbRegion(shape, new TlbTags(granule), granule, 0, new TlbRegion.Design(false, replaces(ArmConfig.Replacement.LEAST_RECENT), false), first);
    }

    private boolean replaces(ArmConfig.Replacement replacement) {
        return config.tlb().replacement() == replacement;
    }

    /** What lookups in a TLB answer that match several entries. */
    Overlap overlap(Tlb tlb) {
        return new Overlap(tlb, config.geometry(),
                new Overlap.Design(config.bbmLevel(), config.overlap() != ArmConfig.Overlap.ABORT, config.overlap() == ArmConfig.Overlap.MIXTURE));
    }

    /** What the TLBs on the side of stage 1 keep. */
    Stage1Entries stage1Entries(Tlb tlb, TlbRegion region) {
        Regime.Caching caching = config.regime().stage1().caching();
        return new Stage1Entries(tlb, region.tags(), config.geometry().granule(), config.geometry().lpa2(),
                new Stage1Entries.Design(caching != Regime.Caching.COMBINED, caching != Regime.Caching.SEPARATE));
    }
}
