package org.tablewalk.trace;

import org.tablewalk.machine.EventSink;

/**
 * Watches a run: told before and after every step, and in between every event of it. An observer keeps state of its own about what
 * it saw; so that a recording can be entered anywhere, that state can be saved and loaded like the machine's.
 *
 * <p>An observer may read the machine's cells inside callbacks, and must not write them. One that sees every event of a run flat out
 * must not allocate for each.
 */
public interface Observer extends EventSink {
    /**
     * A step is about to be made.
     *
     * @param move     the move
     * @param position index of the step, 0 for the first
     */
    void before(int move, long position);

    /** The step of that index has been made. */
    void after(long position);

    /** An immutable checkpoint of what this observer knows, for {@link #load}. Called at every keyframe, so it must be cheap. */
    Object save();

    /** Goes back (or on) to a checkpoint that an observer of the same kind on an equal machine has saved. */
    void load(Object saved);
}
