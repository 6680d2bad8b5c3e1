package org.tablewalk.trace;

import java.util.ArrayList;
import java.util.List;
import java.util.function.IntFunction;
import java.util.function.LongFunction;
import org.tablewalk.machine.EventSink;

/**
 * Lanes of a stretch of a recording: exact by replaying it when it is short, from the per-block sums when it is long. Uses a cursor of
 * its own.
 */
public final class Lanes {
    /** Longest stretch that is replayed, in blocks. */
    private static final int EXACT_BLOCKS = 4;
    /** Longest stretch of which more than the outermost is told, in steps: of a longer one nobody could see it. */
    private static final int NESTED = 4_096;
    /** Most segments per lane of a summary. */
    private static final int SUMMARY_PARTS = 400;

    private final Cursor cursor;
    private final int cpus;
    private final IntFunction<String> tlbiNames;
    private final LongFunction<List<Mark>> marks;

    /**
     * Lanes of the cursor's recording.
     *
     * @param cursor    for these lanes alone
     * @param tlbiNames the mnemonic of a TLBI operation, by the number its event carries
     * @param marks     the marks of the step at a position
     */
    public Lanes(Cursor cursor, IntFunction<String> tlbiNames, LongFunction<List<Mark>> marks) {
        this.cursor = cursor;
        this.cpus = cursor.machine().cpus();
        this.tlbiNames = tlbiNames;
        this.marks = marks;
    }

    /** The lanes of positions {@code from} to {@code to}, cut to what is recorded. */
    public LaneWindow window(long from, long to) {
        Recording recording = cursor.recording();
        long start = Math.max(0, Math.min(from, recording.length()));
        long end = Math.max(start, Math.min(to, recording.length()));
        long firstBlock = start / Recording.BLOCK;
        if (end / Recording.BLOCK - firstBlock < EXACT_BLOCKS) {
            return exact(start, end);
        }
        return summary(recording, start, end);
    }

    private LaneWindow exact(long from, long to) {
        cursor.scan(from, from, EventSink.NONE, (position, move, machine, line) -> true);
        var watch = new LaneWatch(cursor, from, to - from <= NESTED, tlbiNames, marks);
        cursor.scan(from, to, watch, watch);
        return watch.window(from, to);
    }

    private LaneWindow summary(Recording recording, long from, long to) {
        int kinds = Segment.Kind.SUMMED;
        int first = (int) (from / Recording.BLOCK);
        int last = (int) Math.min(to / Recording.BLOCK, recording.laneBlocks() - 1L);
        // The block being recorded has no sums yet: its part is exact.
        long summed = Math.min(to, (last + 1L) * Recording.BLOCK);
        LaneWindow tail = summed < to ? exact(summed, to) : null;
        int group = Math.max(1, (last - first + SUMMARY_PARTS) / SUMMARY_PARTS);
        List<Lane> lanes = new ArrayList<>();
        for (int cpu = 0; cpu < cpus; cpu++) {
            List<Segment> segments = new ArrayList<>();
            for (int block = first; block <= last; block += group) {
                int[] sums = new int[kinds];
                int until = Math.min(block + group, last + 1);
                for (int b = block; b < until; b++) {
                    byte[] shares = recording.laneBlock(b);
                    for (int kind = 0; kind < kinds; kind++) {
                        sums[kind] += shares[cpu * kinds + kind] & 0xff;
                    }
                }
                int most = 0;
                for (int kind = 1; kind < kinds; kind++) {
                    most = sums[kind] > sums[most] ? kind : most;
                }
                Segment.Kind kind = Segment.Kind.values()[most];
                long start = Math.max(from, (long) block * Recording.BLOCK);
                long end = Math.min(summed, (long) until * Recording.BLOCK);
                Segment before = segments.isEmpty() ? null : segments.getLast();
                if (before != null && before.kind() == kind) {
                    segments.set(segments.size() - 1, new Segment(before.from(), end, kind, ""));
                } else {
                    segments.add(new Segment(start, end, kind, ""));
                }
            }
            if (tail != null) {
                segments.addAll(List.of(tail.lanes().get(cpu).segments()));
            }
            lanes.add(new Lane(cpu, segments.toArray(new Segment[0])));
        }
        return new LaneWindow(from, to, lanes, List.of(), recording.locks(), List.of());
    }
}
