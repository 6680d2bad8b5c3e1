package org.tablewalk.trace;

/**
 * A stretch of time in which a CPU did one thing. Stretches stand inside others; those of depth 0 cover a lane.
 *
 * @param from   first position
 * @param to     position after the last
 * @param depth  stretches around it
 * @param kind   what it did
 * @param label  a name: of a routine, of a TLBI operation; else empty
 * @param detail of an access its address, of a level its number, of a lock its number, of a whole walk of two stages {@link #reads}; else 0
 */
public record Segment(long from, long to, int depth, Kind kind, String label, long detail) {
    /** What the CPU did; those up to {@link #SHADOW_PAGES} are summed over long runs, the others stand inside of them or of routines. */
    public enum Kind {
        /** The guest runs, and what it accesses is in the TLB. */
        GUEST_HIT,
        /** A table walk. */
        WALK,
        /** A fault was taken. */
        FAULT,
        /** The hypervisor, or an imported thread, works. */
        HOST,
        /** Waits for a lock or for the end of readers. */
        WAIT_LOCK,
        /** Waits in a barrier, or for flushes. */
        WAIT_DSB,
        /** Ended. */
        DONE,
        /** Nothing to run yet. */
        IDLE,
        /** The hypervisor walks its guest's tables. */
        GUEST_WALK,
        /** The hypervisor works on shadow pages. */
        SHADOW_PAGES,
        /** A routine of the hypervisor's listings. */
        ROUTINE,
        /** Accesses of the guest that hit: a read, a write, a fetch. */
        READ, WRITE, EXECUTE,
        /** A level of a table walk: of the hardware's, of the hardware's through the guest's own stage, or of the hypervisor's through the guest's tables. */
        LEVEL, STAGE_1_LEVEL, GUEST_LEVEL,
        /** A descriptor stopped translating; it translates again; a store that is neither. */
        BREAK, MAKE, STORE,
        /** Invalidation and its barriers. */
        TLBI, DSB, ISB, MSR, FLUSH,
        /** A lock is taken, given back. */
        LOCK, UNLOCK,
        /** A table page is allocated, freed. */
        ALLOC, FREE,
        /** Of shadow paging: a root loaded, a page made, found again, linked, unlinked, zapped, compared, out of step; an entry set; a gfn's tracking; a fault
         * handed to the guest; a store emulated. */
        ROOT, SP_NEW, SP_REUSE, LINK, UNLINK, ZAP, SYNC, UNSYNC, SET, TRACK, INJECT, EMULATE;

        static final int SUMMED = SHADOW_PAGES.ordinal() + 1;
    }

    /** A stretch that no other is around. */
    public Segment(long from, long to, Kind kind, String label) {
        this(from, to, 0, kind, label, 0);
    }

    /** The reads that a walk of two stages has made, as a detail. */
    static long reads(int stage1, int stage2) {
        return (long) stage1 << 32 | stage2;
    }

    /** Reads of stage 1 of a walk of two stages; 0 if it is none, or not known. */
    public int stage1Reads() {
        return kind == Kind.WALK ? (int) (detail >>> 32) : 0;
    }

    /** Reads of stage 2 of such a walk. */
    public int stage2Reads() {
        return kind == Kind.WALK ? (int) detail : 0;
    }
}
