package org.tablewalk.machine.arm64.walk;

/** What an access in flight, or a speculative walk, remembers: offsets in its block of cells, and what stands there. */
public final class AccessCells {
    /** Cells of one access. */
    public static final int CELLS = 8;
    /** What the next micro-step does, or {@link #NONE}. */
    public static final int PHASE = 0;
    public static final int IPA = 1;
    public static final int KIND = 2;
    /** Level of the next read. */
    public static final int LEVEL = 3;
    /** Physical address of the table that the next read indexes. */
    public static final int TABLE = 4;
    /** The translation that it uses, once that is known. */
    public static final int DESCRIPTOR = 5;
    public static final int DESCRIPTOR_LEVEL = 6;
    /** Mask of TLBI slots that marked this access: it finishes, but fills nothing. */
    public static final int MARKS = 7;
    /** Among the marks: this access fills nothing though no TLBI waits for it: on hardware that completes early one met it, or its translations are not for the TLB that its CPU shares. */
    public static final long MET = Long.MIN_VALUE;

    // Phases.
    public static final int NONE = 0;
    public static final int WALK = 1;
    public static final int PERFORM = 2;
    /** Several entries matched; which answer is the next choice. */
    public static final int OVERLAP = 3;
    /** An nT block was read while older entries match: use it or raise a conflict abort is the next choice. */
    public static final int NT_CHOICE = 4;
    /** The next micro-step is one of stage 1: see {@link Stage1Cells}. */
    public static final int STAGE_1 = 5;
    /** A leaf was read in which hardware sets flags before it uses it. */
    public static final int UPDATE = 6;

    private AccessCells() {}
}
