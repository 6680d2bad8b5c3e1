package org.tablewalk.trace.casemate;

/**
 * The root of a tree at one moment of a trace.
 *
 * @param address physical address of its page
 * @param stage   what it translates, as far as any record of the whole trace tells
 * @param status  what has become of it up to this moment
 * @param space   VMID or ASID it was last installed with, 0..65535, or -1 before
 * @param lock    number of the lock that protects it, or -1 if no hint says
 * @param threads threads that have it in their register now, with that stage of translation not known to be off; one bit each
 * @param shape   levels and sizes
 */
public record TableRoot(long address, Stage stage, Status status, int space, int lock, long threads, TreeShape shape) {
    /** Stages of translation. */
    public enum Stage {
        /** A guest's addresses: the root stands in VTTBR_EL2 somewhere. */
        STAGE_2,
        /** EL2's own addresses: it stands in TTBR0_EL2. */
        EL2_STAGE_1,
        /** Only hints name it. Drawn as stage 2, which most are. */
        NOT_KNOWN
    }

    /** Stations in the life of a root. */
    public enum Status {
        /** Records to come name it. */
        LATER,
        /** A hint named it. */
        NAMED,
        /** It is in a thread's register. */
        INSTALLED,
        /** It was, and is in none now. */
        LEFT,
        /** A hint gave it up. */
        RELEASED
    }
}
