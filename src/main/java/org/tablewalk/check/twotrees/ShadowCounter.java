package org.tablewalk.check.twotrees;

import org.tablewalk.check.CounterKey;

/** What a run of an x86 machine is counted by. The keys are those of the command line's answers. */
public enum ShadowCounter implements CounterKey {
    /** Exits from a guest to the hypervisor, for whatever reason. */
    EXITS("exits"),
    /** Faults that hardware raised on the tables it walks. */
    PAGE_FAULTS("pageFaults"),
    /** #PFs that the guest itself got. */
    INJECTED_FAULTS("injectedFaults"),
    /** Shadow pages made. */
    SHADOW_PAGES_ALLOCATED("shadowPagesAllocated"),
    /** Shadow pages found in the hash instead of made. */
    SHADOW_PAGES_REUSED("shadowPagesReused"),
    /** Shadow pages that zapping began with. */
    SHADOW_PAGES_ZAPPED("shadowPagesZapped"),
    /** Shadow pages whose memory was freed. */
    SHADOW_PAGES_FREED("shadowPagesFreed"),
    /** Special root pages that came into use: pages of the host that are no shadow pages. */
    SPECIAL_PAGES("specialPages"),
    /** Roots loaded. */
    ROOTS_LOADED("rootsLoaded"),
    /** Roots taken from the previous ones. */
    ROOTS_REUSED("rootsReused"),
    /** Leaf entries set. */
    LEAF_SPTES_SET("leafSptesSet"),
    /** Guest writes to a shadowed table that were emulated. */
    EMULATED_WRITES("emulatedWrites"),
    /** Shadow pages that went out of step with their guest table. */
    UNSYNCED("unsynced"),
    /** Shadow pages compared with their guest table again. */
    SYNCED("synced"),
    /** Entries that the reverse map should have lost and did not have. */
    RMAP_MISSING("rmapMissing"),
    /** Flushes that had to reach other CPUs. */
    REMOTE_FLUSHES("remoteFlushes"),
    /** Accesses that the TLB answered. */
    TLB_HITS("tlbHits"),
    /** Accesses that began a walk. */
    TLB_MISSES("tlbMisses"),
    /** Entries read by hardware's walks. */
    WALK_READS("walkReads"),
    /** Words stored to shadow tables and special pages. */
    PTE_WRITES("pteWrites"),
    /** Invariants found broken when mmu_lock was released. */
    BROKEN_INVARIANTS("brokenInvariants");

    private final String key;

    ShadowCounter(String key) {
        this.key = key;
    }

    @Override
    public String key() {
        return key;
    }
}
