package org.tablewalk.machine.arm64;

import org.tablewalk.arch.arm64.Descriptor;
import org.tablewalk.arch.arm64.Granule;
import org.tablewalk.machine.Event;
import org.tablewalk.machine.Fault;

/** What this hardware makes of a word that ends a walk, in which order it looks, and what a leaf permits. */
final class LeafRules {
    private final Granule granule;
    private final boolean ntFaults;
    private final boolean ntUncached;

    LeafRules(ArmConfig config) {
        granule = config.geometry().granule();
        // Hardware without FEAT_BBM does not know nT: the bit is RES0 in a block's address field and changes nothing.
        boolean knowsNt = config.bbmLevel() >= 1;
        ntFaults = knowsNt && config.ntResponse() == ArmConfig.NtResponse.FAULT;
        ntUncached = knowsNt && config.ntResponse() == ArmConfig.NtResponse.TRANSLATE;
    }

    private boolean leaf(long descriptor, int level) {
        return Descriptor.leaf(descriptor, level) && level >= granule.minBlockLevel();
    }

    /** Whether a word translates. */
    boolean translates(long descriptor, int level) {
        return leaf(descriptor, level) && (descriptor & Descriptor.AF) != 0 && !(ntFaults && Descriptor.nT(descriptor, level));
    }

    /** The kind of fault that a word which does not translate gives. */
    int fault(long descriptor, int level) {
        return leaf(descriptor, level) && (descriptor & Descriptor.AF) == 0 ? Fault.ACCESS_FLAG : Fault.TRANSLATION;
    }

    /** Whether a leaf with nT translates, but no TLB may keep it. */
    boolean ntUncached(long descriptor, int level) {
        return ntUncached && Descriptor.nT(descriptor, level);
    }

    /** Whether a leaf descriptor gives the right an access kind needs. */
    static boolean permits(long descriptor, int kind) {
        return switch (kind) {
            case Event.READ -> Descriptor.readable(descriptor);
            case Event.WRITE -> Descriptor.writable(descriptor);
            default -> Descriptor.executable(descriptor);
        };
    }
}
