package org.tablewalk.check.stage2;

/**
 * A reason why a CPU may still use what a descriptor said before.
 *
 * @param cpu        the CPU
 * @param way        what it has
 * @param slot       the TLB slot for {@link Way#TLB} and {@link Way#WALK_CACHE}, the TLBI slot for {@link Way#TLBI_PENDING}, else -1
 * @param ipa        first address the old translation maps for this CPU, or the address of the access
 * @param descriptor the old value it holds: a TLB entry's, or the one an access goes on with; 0 where there is none
 */
public record Sighting(int cpu, Way way, int slot, long ipa, long descriptor) {
    /** What a CPU can have of an old translation. */
    public enum Way {
        /** A TLB entry with a final translation. */
        TLB,
        /** A table descriptor in its walk cache. */
        WALK_CACHE,
        /** A walk, of its instruction or a speculative one, that has read the old value and is on its way below it. */
        WALK,
        /** An access about to be performed with the old translation. */
        ACCESS,
        /** Nothing that is known, but a TLBI that names the descriptor has not arrived at it yet. */
        TLBI_PENDING,
        /** The store of the new value is still in another CPU's store buffer: memory itself has the old one. */
        NOT_VISIBLE
    }

    /** Whether the CPU can really use the old translation, rather than just not having been told. */
    public boolean uses() {
        return way != Way.TLBI_PENDING;
    }
}
