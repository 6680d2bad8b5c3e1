package org.tablewalk.trace;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.IntFunction;
import org.tablewalk.machine.Event;
import org.tablewalk.machine.EventSink;

/**
 * Lanes of a stretch of a recording: exact by replaying it when it is short, from the per-block sums when it is long. Uses a cursor of
 * its own.
 */
public final class Lanes {
    /** Longest stretch that is replayed, in blocks. */
    private static final int EXACT_BLOCKS = 4;
    /** Most segments per lane of a summary. */
    private static final int SUMMARY_PARTS = 400;

    private final Cursor cursor;
    private final int cpus;
    private final IntFunction<String> tlbiNames;

    /**
     * Lanes of the cursor's recording.
     *
     * @param cursor    for these lanes alone
     * @param tlbiNames the mnemonic of a TLBI operation, by the number its event carries
     */
    public Lanes(Cursor cursor, IntFunction<String> tlbiNames) {
        this.cursor = cursor;
        this.cpus = cursor.machine().cpus();
        this.tlbiNames = tlbiNames;
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
        LaneTracker tracker = new LaneTracker(cpus);
        int block = (int) Math.min(from / Recording.BLOCK, cursor.recording().keyframes() - 1L);
        long start = (long) block * Recording.BLOCK;
        tracker.load(cursor.recording().keyframe(block).lanes(), start);
        FanCollector fans = new FanCollector();
        List<List<Segment>> segments = new ArrayList<>();
        Segment.Kind[] open = new Segment.Kind[cpus];
        long[] since = new long[cpus];
        for (int cpu = 0; cpu < cpus; cpu++) {
            segments.add(new ArrayList<>());
            open[cpu] = tracker.doing(cpu);
            since[cpu] = from;
        }
        tracker.at(start);
        fans.position = start;
        EventSink sink = (kind, actor, a, b, c) -> {
            tracker.event(kind, actor, a, b, c);
            fans.event(kind, actor, a, b, c);
        };
        cursor.scan(start, to, sink, (position, move, machine, line) -> {
            for (int cpu = 0; cpu < cpus; cpu++) {
                Segment.Kind now = tracker.doing(cpu);
                if (now != open[cpu]) {
                    if (position > since[cpu]) {
                        segments.get(cpu).add(new Segment(since[cpu], position, open[cpu], ""));
                        since[cpu] = position;
                    }
                    open[cpu] = now;
                }
            }
            tracker.at(position + 1);
            fans.position = position + 1;
            return true;
        });
        List<Lane> lanes = new ArrayList<>();
        for (int cpu = 0; cpu < cpus; cpu++) {
            if (to > since[cpu]) {
                segments.get(cpu).add(new Segment(since[cpu], to, open[cpu], ""));
            }
            lanes.add(new Lane(cpu, segments.get(cpu).toArray(new Segment[0])));
        }
        return new LaneWindow(from, to, lanes, fans.overlapping(from));
    }

    private LaneWindow summary(Recording recording, long from, long to) {
        int kinds = Segment.Kind.values().length;
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
        return new LaneWindow(from, to, lanes, List.of());
    }

    /** Follows TLBIs from issue to completion. */
    private final class FanCollector implements EventSink {
        private final List<Fan> finished = new ArrayList<>();
        private final Fan[] inFlight = new Fan[64];
        private long position;

        @Override
        public void event(int kind, int actor, long a, long b, long c) {
            int slot = (int) a & 63;
            switch (kind) {
                case Event.TLBI_ISSUE -> {
                    long[] arrivals = new long[cpus];
                    Arrays.fill(arrivals, -1);
                    inFlight[slot] = new Fan(position, actor, arrivals, -1, tlbiNames.apply((int) b));
                }
                case Event.TLBI_ARRIVE -> {
                    if (inFlight[slot] != null) {
                        inFlight[slot].arrivedAt()[actor] = position;
                    }
                }
                case Event.TLBI_DONE -> {
                    if (inFlight[slot] != null) {
                        Fan f = inFlight[slot];
                        finished.add(new Fan(f.issued(), f.issuer(), f.arrivedAt(), position, f.text()));
                        inFlight[slot] = null;
                    }
                }
                default -> {}
            }
        }

        List<Fan> overlapping(long from) {
            List<Fan> all = new ArrayList<>(finished.stream().filter(f -> f.done() >= from).toList());
            Arrays.stream(inFlight).filter(f -> f != null).forEach(all::add);
            all.sort(java.util.Comparator.comparingLong(Fan::issued));
            return all;
        }
    }
}
