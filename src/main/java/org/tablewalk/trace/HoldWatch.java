package org.tablewalk.trace;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.tablewalk.trace.Segment.Kind;

/** Who held locks and who waited for them, while a stretch of a recording is passed over. */
final class HoldWatch {
    private final LaneTracker tracker;
    private final List<Hold> made = new ArrayList<>();
    private final long[] held;
    /** Lock + 1 that each CPU waits for, or 0. */
    private final int[] awaited;
    private final long[] waits;
    private final long[][] since;

    HoldWatch(LaneTracker tracker, int cpus, long from) {
        this.tracker = tracker;
        held = new long[cpus];
        awaited = new int[cpus];
        waits = new long[cpus];
        since = new long[cpus][];
        for (int cpu = 0; cpu < cpus; cpu++) {
            after(from, cpu);
        }
    }

    /** After a step: what a CPU holds and waits for may have changed. */
    void after(long step, int cpu) {
        int now = tracker.doing(cpu) == Kind.WAIT_LOCK ? tracker.awaited(cpu) + 1 : 0;
        if (now != awaited[cpu]) {
            waited(cpu, step);
            awaited[cpu] = now;
            waits[cpu] = step;
        }
        long mine = tracker.held(cpu);
        for (long left = mine ^ held[cpu]; left != 0; left &= left - 1) {
            int lock = Long.numberOfTrailingZeros(left);
            if ((mine >>> lock & 1) == 0) {
                add(new Hold(lock, cpu, false, since[cpu][lock], step));
            } else {
                since[cpu] = since[cpu] == null ? new long[Long.SIZE] : since[cpu];
                since[cpu][lock] = step;
            }
        }
        held[cpu] = mine;
    }

    private void waited(int cpu, long to) {
        if (awaited[cpu] != 0) {
            add(new Hold(awaited[cpu] - 1, cpu, true, waits[cpu], to));
        }
    }

    private void add(Hold hold) {
        if (hold.to() > hold.from()) {
            made.add(hold);
        }
    }

    /** All, by where they begin; those that go on are told up to {@code to}. */
    List<Hold> all(long to) {
        for (int cpu = 0; cpu < held.length; cpu++) {
            waited(cpu, to);
            for (long left = held[cpu]; left != 0; left &= left - 1) {
                int lock = Long.numberOfTrailingZeros(left);
                add(new Hold(lock, cpu, false, since[cpu][lock], to));
            }
        }
        made.sort(Comparator.comparingLong(Hold::from));
        return made;
    }
}
