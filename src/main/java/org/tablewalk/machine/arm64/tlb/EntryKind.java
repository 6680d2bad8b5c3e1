package org.tablewalk.machine.arm64.tlb;

/** What an entry of a TLB holds, as far as it decides which invalidations remove it. */
public enum EntryKind {
    /** From an IPA to a physical address, of a stage-2 leaf. */
    STAGE_2,
    /** A stage-2 table descriptor on the way to leaves. */
    STAGE_2_TABLE,
    /** From a virtual address to an IPA, of a stage-1 leaf. */
    STAGE_1,
    /** A stage-1 table descriptor on the way to leaves. */
    STAGE_1_TABLE,
    /** From a virtual address to a physical address: a leaf of each stage in one. */
    COMBINED;

    /** Whether it is of stage 2 alone. */
    public boolean stage2Only() {
        return this == STAGE_2 || this == STAGE_2_TABLE;
    }

    /** Whether it is a table descriptor. */
    public boolean table() {
        return this == STAGE_2_TABLE || this == STAGE_1_TABLE;
    }
}
