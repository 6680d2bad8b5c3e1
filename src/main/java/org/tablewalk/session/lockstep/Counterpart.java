package org.tablewalk.session.lockstep;

/**
 * Where one run did what another did in some step.
 *
 * @param kind what is known of it
 * @param step index of its step, or -1
 */
public record Counterpart(Kind kind, long step) {
    /** What is known. */
    public enum Kind {
        /** It did the same in that step. */
        SAME,
        /** There they part: in that step it did something else instead, and it never does this. */
        INSTEAD,
        /** It does not do this, as far as it is recorded. */
        NOT,
        /** Nobody can say: the two have parted, and what was done is nothing that is found again, see {@link EventIdentity}. */
        NAMELESS
    }
}
