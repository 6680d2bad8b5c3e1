package org.tablewalk.trace;

import java.util.List;

/**
 * A stretch of a run as lanes: what every CPU did, the invalidations that crossed between them, and the locks they held.
 *
 * @param from  first position
 * @param to    position after the last
 * @param lanes one per CPU, by number
 * @param fans  TLB invalidations issued in the stretch, by position of issue
 * @param locks one bit for each lock that was ever taken in the run
 * @param holds who held them and who waited, by position; none for a stretch too long to be told exactly
 */
public record LaneWindow(long from, long to, List<Lane> lanes, List<Fan> fans, long locks, List<Hold> holds) {
    /** Lists that nobody else can change. */
    public LaneWindow {
        lanes = List.copyOf(lanes);
        fans = List.copyOf(fans);
        holds = List.copyOf(holds);
    }

    /** A stretch without locks. */
    public LaneWindow(long from, long to, List<Lane> lanes, List<Fan> fans) {
        this(from, to, lanes, fans, 0, List.of());
    }
}
