package org.tablewalk.picture.stage2;

import org.tablewalk.machine.Event;
import org.tablewalk.machine.arm64.tlb.TlbTags;
import org.tablewalk.trace.tlb.TlbLog;

/** How many descriptors the walk of an access in flight has read, as the machine told it. */
final class ReadsMade {
    /** Not known: the log does not reach back to where the access began, or not within {@link #MOST} records. */
    static final int UNKNOWN = -1;
    private static final long MOST = 4096;

    private ReadsMade() {}

    /** Reads of both stages since a CPU's access was looked up on the side of stage 1; {@link #UNKNOWN} if that is not known. */
    static int of(TlbLog.Part log, int cpu) {
        int made = 0;
        long last = Math.max(log.from(), log.to() - MOST);
        for (long record = log.to() - 1; record >= last; record--) {
            if (log.actor(record) != cpu) {
                continue;
            }
            boolean stage1 = (log.c(record) & Event.STAGE_1) != 0;
            switch (log.kind(record)) {
                case Event.WALK_READ -> made += (log.c(record) & Event.SPECULATIVE) == 0 ? 1 : 0;
                case Event.TLB_MISS -> {
                    if (stage1) {
                        return made;
                    }
                }
                case Event.TLB_HIT -> {
                    if (TlbTags.stage1(log.b(record))) {
                        return made;
                    }
                }
                default -> {}
            }
        }
        return UNKNOWN;
    }
}
