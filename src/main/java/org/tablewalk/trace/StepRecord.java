package org.tablewalk.trace;

import java.util.List;

/**
 * One step and what it changed.
 *
 * @param position   index of the step; after it the position is one more
 * @param move       the choice made
 * @param cpu        the CPU it concerns
 * @param pcBefore   what that CPU was about to execute
 * @param pcAfter    what it executes next
 * @param lineBefore the listing line of {@code pcBefore}
 * @param lineAfter  the listing line of {@code pcAfter}
 * @param events     in the order they happened
 * @param cells      cells that changed, each once
 * @param before     their values before
 * @param after      their values after
 */
public record StepRecord(long position, int move, int cpu, int pcBefore, int pcAfter, int lineBefore, int lineAfter,
        List<EventRecord> events, int[] cells, long[] before, long[] after) {
    /** Whether an instruction retired: the CPU went on to another line of its listing. */
    public boolean retires() {
        return lineBefore != lineAfter;
    }

    /** The first event of a kind, or null. */
    public EventRecord event(int kind) {
        for (EventRecord e : events) {
            if (e.kind() == kind) {
                return e;
            }
        }
        return null;
    }
}
