package org.tablewalk.trace;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.tablewalk.trace.Segment.Kind;

/**
 * The lane of one CPU in the making, while a stretch of a recording is passed over: stretches of what it is doing, or in their place the routines it is in,
 * and inside of them what it does there. A routine lasts from the step that calls it to the one that returns. What a line of listing does lasts from when
 * the CPU comes to that line until it is done, so that all that must be known where the stretch begins is in the machine's cells and the tracker.
 */
final class LaneBuilder {
    private final List<Segment> made = new ArrayList<>();
    private final boolean nested;
    private List<String> calls = List.of();
    private final List<Long> since = new ArrayList<>();
    private Kind doing;
    private int line;
    /** Where the present line begins, or what was done on it last ends. */
    private long free;
    private long accessSince;
    private long waitsSince;
    /** Reads of stage 1 and of stage 2 that the access has made; less than none if it had begun before. */
    private int reads1 = Integer.MIN_VALUE;
    private int reads2;
    private boolean ends;

    /**
     * At the beginning of a stretch.
     *
     * @param nested whether more than the outermost stretches are wanted
     */
    LaneBuilder(long from, Kind doing, List<String> calls, int line, boolean nested) {
        this.nested = nested;
        this.line = line;
        this.doing = doing;
        free = from;
        accessSince = from;
        waitsSince = from;
        since.add(from);
        enter(calls(doing, calls), from);
    }

    /** The routines that count: none of a CPU that has ended, and of one that took a fault not yet. */
    private static List<String> calls(Kind doing, List<String> calls) {
        return doing == Kind.DONE || doing == Kind.FAULT ? List.of() : calls;
    }

    /** After a step: what the CPU is doing and the routines it is in have changed, or may have. */
    void state(long step, Kind now, List<String> inside) {
        // The step that reads the deciding descriptor raises the fault: it is the walk's last.
        long at = now == Kind.FAULT ? step + 1 : step;
        if (now != doing && (doing == Kind.WAIT_DSB || doing == Kind.WAIT_LOCK)) {
            waited(now == Kind.DONE ? step : step + 1, step);
        }
        if (now != doing && (now == Kind.WAIT_DSB || now == Kind.WAIT_LOCK)) {
            waitsSince = step;
        }
        if (now == Kind.FAULT) {
            accessSince = -1;
        }
        List<String> wanted = calls(now, inside);
        if (calls.isEmpty() && !(wanted.isEmpty() && now == doing)) {
            close(0, doing, "", at);
            since.add(at);
        }
        doing = now;
        enter(wanted, at);
    }

    /** From the routines that are open to those wanted; with none, there is one place for what the CPU is doing. */
    private void enter(List<String> wanted, long at) {
        int same = 0;
        while (same < Math.min(wanted.size(), calls.size()) && wanted.get(same).equals(calls.get(same))) {
            same++;
        }
        for (int depth = calls.size() - 1; depth >= same; depth--) {
            close(depth, Kind.ROUTINE, calls.get(depth), at);
        }
        while (since.size() < Math.max(1, wanted.size())) {
            since.add(at);
        }
        calls = wanted;
    }

    private void close(int depth, Kind kind, String label, long at) {
        long from = since.remove(depth);
        if (depth == 0 || nested) {
            // How far one is that goes on is not known to be all.
            boolean counted = kind == Kind.WALK && reads1 > 0 && !ends;
            add(from, at, depth, kind, label, counted ? Segment.reads(reads1, reads2) : 0);
        }
    }

    private void add(long from, long to, int depth, Kind kind, String label, long detail) {
        if (to > from) {
            made.add(new Segment(from, to, depth, kind, label, detail));
        }
    }

    /** A guest access begins. */
    void accessBegins(long step) {
        accessSince = step;
        reads1 = 0;
        reads2 = 0;
    }

    /** A guest access is done; one that walked has the walk's stretch. */
    void accessDone(long step, Kind kind, long address) {
        if (doing == Kind.GUEST_HIT && accessSince >= 0) {
            inside(Math.max(accessSince, free), step + 1, kind, "", address);
        }
        accessSince = -1;
    }

    /** The walk under way reads a level, of the guest's own stage or of the one that there always is. */
    void level(long step, long level, boolean stage1) {
        if (doing == Kind.WALK) {
            reads1 += stage1 ? 1 : 0;
            reads2 += stage1 ? 0 : 1;
            inside(free, step + 1, stage1 ? Kind.STAGE_1_LEVEL : Kind.LEVEL, "", level);
        }
    }

    /** The line the CPU was at has done something. */
    void deed(long step, Kind kind, String label, long detail) {
        inside(free, step + 1, kind, label, detail);
    }

    private void inside(long from, long to, Kind kind, String label, long detail) {
        if (nested) {
            add(Math.max(from, since.getLast()), to, since.size(), kind, label, detail);
        }
        free = Math.max(free, to);
    }

    /** The wait is over, or what is wanted of it ends at {@code to}. */
    private void waited(long to, long end) {
        if (nested && !calls.isEmpty()) {
            add(Math.max(waitsSince, free), end, since.size() + 1, doing, "", 0);
            inside(free, to, doing == Kind.WAIT_DSB ? Kind.DSB : Kind.LOCK, "", 0);
        }
    }

    /** After each step of the CPU: the line it is at now. */
    void line(long step, int now, boolean walks) {
        if (now != line || walks) {
            line = now;
            free = step + 1;
        }
    }

    /** Whether it walks. */
    boolean walks() {
        return doing == Kind.WALK;
    }

    /** The stretches, up to where the window ends. */
    Segment[] end(long to) {
        ends = true;
        if (doing == Kind.WAIT_DSB || doing == Kind.WAIT_LOCK) {
            waited(to, to);
        }
        if (calls.isEmpty()) {
            close(0, doing, "", to);
        } else {
            enter(List.of(), to);
        }
        made.sort(Comparator.comparingLong(Segment::from).thenComparingInt(Segment::depth));
        return made.toArray(new Segment[0]);
    }
}
