package org.tablewalk.machine.arm64.walk;

/** What an access that stage 1 translates remembers beside {@link AccessCells}: offsets in its block of cells, and what stands there. */
public final class Stage1Cells {
    /** Cells of one access: a CPU has two such blocks, for its instruction's access and for its speculative walk. */
    public static final int CELLS = 8;
    /** What stage 1 does next with what stage 2 gives, or {@link #NONE}. */
    public static final int STEP = 0;
    public static final int VA = 1;
    public static final int KIND = 2;
    /** Level of the next read, or once the leaf is known of the leaf. */
    public static final int LEVEL = 3;
    /** IPA of the table that the next read indexes. */
    public static final int TABLE = 4;
    public static final int DESCRIPTOR = 5;
    /** VMID and ASID, as tags of TLB entries have them. */
    public static final int CONTEXT = 6;
    /** TCR_EL1 as the access took it. */
    public static final int TCR = 7;

    // Steps.
    /** Stage 1 is off, or no access is in flight. */
    public static final int NONE = 0;
    /** The address of the next descriptor is translated, then that is read. */
    public static final int READ = 1;
    /** The same to set flags in the descriptor just read. */
    public static final int UPDATE = 2;
    /** The address that stage 1 gives is translated, then the access performed. */
    public static final int FINAL = 3;
    /** Several entries matched; which answer is the next choice. */
    public static final int OVERLAP = 4;
    /** A combined entry has translated the virtual address. */
    public static final int HIT = 5;
    /** A combined entry lacks a right that stage 2 refuses: stage 1 is walked for the address to report, as AT S1E1 does. */
    public static final int REPORT = 6;

    private Stage1Cells() {}

    /** Whether a step translates the address of a descriptor, not what stage 1 gives. */
    public static boolean onWalk(int step) {
        return step == READ || step == UPDATE || step == REPORT;
    }
}
