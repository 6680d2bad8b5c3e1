package org.tablewalk.trace;

import java.util.List;

/**
 * A stretch of a run as lanes: what every CPU did, and the invalidations that crossed between them.
 *
 * @param from  first position
 * @param to    position after the last
 * @param lanes one per CPU, by number
 * @param fans  TLB invalidations that overlap the stretch, by position of issue
 */
public record LaneWindow(long from, long to, List<Lane> lanes, List<Fan> fans) {
    /** Lists that nobody else can change. */
    public LaneWindow {
        lanes = List.copyOf(lanes);
        fans = List.copyOf(fans);
    }
}
