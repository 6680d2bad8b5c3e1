package org.tablewalk.picture.timeline;

import java.util.List;
import org.tablewalk.check.BrokenWindow;
import org.tablewalk.check.Loop;
import org.tablewalk.trace.Cause;
import org.tablewalk.trace.LaneWindow;
import org.tablewalk.trace.Mark;

/**
 * Everything a timeline shows.
 *
 * @param lanes    what the CPUs did, at least for the stretch shown; what lies outside is drawn as unknown
 * @param from     first position shown
 * @param to       last position shown, more than {@code from}
 * @param position steps made: where the cursor stands
 * @param marks    notable events, by position
 * @param windows  broken windows
 * @param firstLane the CPU at the top
 * @param end      steps recorded: nothing is told of what lies beyond
 * @param ended    whether the run has no step beyond that
 * @param terms    what things are called
 * @param cause    the steps that led to a fault that was asked about, the fault first
 * @param tracks   lanes below those of the CPUs and locks
 * @param loop     the part of the run that repeats for ever, or null
 * @param where    by CPU, where it is, in few words; none if there is nothing to say of any
 */
public record TimelineScene(LaneWindow lanes, double from, double to, long position, List<Mark> marks, List<BrokenWindow> windows,
        int firstLane, long end, boolean ended, LaneTerms terms, List<Cause.Link> cause, List<Track> tracks, Loop loop, List<String> where) {
    /** Lanes of CPUs that are all in one place. */
    public TimelineScene(LaneWindow lanes, double from, double to, long position, List<Mark> marks, List<BrokenWindow> windows, int firstLane, long end, boolean ended,
            LaneTerms terms,
            List<Cause.Link> cause, List<Track> tracks, Loop loop) {
        this(lanes, from, to, position, marks, windows, firstLane, end, ended, terms, cause, tracks, loop, List.of());
    }
}
