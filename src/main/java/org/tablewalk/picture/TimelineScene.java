package org.tablewalk.picture;

import java.util.List;
import org.tablewalk.check.BrokenWindow;
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
 * @param pinned   descriptor whose protocol state gets a lane of its own, or -1 for the one broken last
 * @param name     what that descriptor is called, or empty
 * @param firstLane the CPU at the top
 * @param end      steps recorded: nothing is told of what lies beyond
 * @param ended    whether the run has no step beyond that
 * @param threads  whether the lanes are the threads of an imported trace and not CPUs
 * @param shadow   whether it is about shadow pages: what is invalidated there are other CPUs' TLBs, by flushes
 * @param life     of a shadow page, which gets a lane of its own, or null
 */
public record TimelineScene(LaneWindow lanes, double from, double to, long position, List<Mark> marks, List<BrokenWindow> windows,
                            long pinned, String name, int firstLane, long end, boolean ended, boolean threads, boolean shadow,
                            PageLife life) { }
