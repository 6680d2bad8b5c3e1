package org.tablewalk.viewmodel.kind;

import org.tablewalk.session.Subject;

/** One more side of a kind of subject: a tab of its own, there for those subjects that have this side. Made for one window. */
public interface KindFace {
    /** The tab; always the same. */
    KindTab tab();

    /** Whether a subject of the kind has this side. */
    boolean has(Subject subject);

    /** Shows a moment of a subject that has it. May be run at a later pulse. */
    void show(Moment now);

    /** The entry that is worth looking at first, by its address, or -1 while there is none. */
    default long entry(Moment now) {
        return -1;
    }

    /** Asks for what is worked out beside the moments: once per pulse. */
    default void pulse() {}

    /** Waits for what is worked out beside the moments: for a picture that is to be whole. */
    default void settle() throws InterruptedException {}
}
