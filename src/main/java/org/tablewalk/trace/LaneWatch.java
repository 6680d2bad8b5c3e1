package org.tablewalk.trace;

import java.util.ArrayList;
import java.util.List;
import java.util.function.IntFunction;
import java.util.function.LongFunction;
import org.tablewalk.machine.Event;
import org.tablewalk.machine.EventSink;
import org.tablewalk.machine.Machine;
import org.tablewalk.machine.Move;
import org.tablewalk.trace.Segment.Kind;

/** Sees a stretch of a recording pass and makes its lanes: of every CPU, of what crosses between them, of locks. */
final class LaneWatch implements EventSink, Cursor.Visitor {
    private static final Kind[] ACCESSES = {Kind.READ, Kind.WRITE, Kind.EXECUTE};
    /** The level in what a read of a walk tells beside the word. */
    private static final long LEVEL = 0xff;

    private final Cursor cursor;
    private final LaneTracker tracker;
    private final IntFunction<String> tlbiNames;
    private final LongFunction<List<Mark>> marks;
    private final LaneBuilder[] lanes;
    private final List<List<String>> calls = new ArrayList<>();
    private final FanWatch fans;
    private final HoldWatch holds;
    /** CPUs of which the step that is being made told something, and those whose call stack has changed. */
    private long told;
    private long moved;
    /** What the step does that is being made. */
    private Kind deed;
    private int doer;
    private long detail;
    private String name = "";
    private long position;

    /** From where the cursor stands. */
    LaneWatch(Cursor cursor, long from, boolean nested, IntFunction<String> tlbiNames, LongFunction<List<Mark>> marks) {
        this.cursor = cursor;
        this.tlbiNames = tlbiNames;
        this.marks = marks;
        tracker = cursor.lanes();
        position = from;
        Machine machine = cursor.machine();
        lanes = new LaneBuilder[machine.cpus()];
        fans = new FanWatch(machine.cpus(), tlbiNames);
        holds = new HoldWatch(tracker, machine.cpus(), from);
        for (int cpu = 0; cpu < lanes.length; cpu++) {
            calls.add(machine.calls(cpu));
            lanes[cpu] = new LaneBuilder(from, tracker.doing(cpu), calls.get(cpu), machine.line(cpu), nested);
        }
    }

    @Override
    public void event(int kind, int actor, long a, long b, long c) {
        told |= 1L << actor;
        fans.event(position, kind, actor, a, b);
        switch (kind) {
            case Event.CALL, Event.CALLBACK, Event.RETURN, Event.EXCEPTION, Event.RESUME, Event.HALT -> moved |= 1L << actor;
            case Event.ACCESS_START -> lanes[actor].accessBegins(position);
            case Event.ACCESS_DONE -> lanes[actor].accessDone(position, ACCESSES[(int) c], a);
            case Event.WALK_READ -> {
                if ((c & Event.SPECULATIVE) == 0) {
                    lanes[actor].level(position, c & LEVEL, (c & Event.STAGE_1) != 0);
                }
            }
            default -> does(kind, actor, a, b);
        }
    }

    private void does(int kind, int actor, long a, long b) {
        Kind what = Deed.of(kind);
        if (what != null && (deed == null || deed == Kind.STORE)) {
            deed = what;
            doer = actor;
            detail = what == Kind.GUEST_LEVEL ? a >>> 60 : a;
            name = what == Kind.TLBI ? tlbiNames.apply((int) b) : "";
        }
    }

    @Override
    public boolean step(long at, int move, Machine machine, int lineBefore) {
        for (long left = told | 1L << Move.actor(move); left != 0; left &= left - 1) {
            int cpu = Long.numberOfTrailingZeros(left);
            if ((moved >>> cpu & 1) != 0) {
                calls.set(cpu, machine.calls(cpu));
            }
            lanes[cpu].state(at, tracker.doing(cpu), calls.get(cpu));
            holds.after(at, cpu);
        }
        int actor = Move.actor(move);
        if (Move.kind(move) == Move.RUN) {
            if (deed != null && doer == actor) {
                lanes[actor].deed(at, deed == Kind.STORE ? stored(at, actor) : deed, name, detail);
            }
            lanes[actor].line(at, machine.line(actor), lanes[actor].walks());
        }
        told = 0;
        moved = 0;
        deed = null;
        position = at + 1;
        return true;
    }

    /** Whether a store broke an entry or made one, the checks know. */
    private Kind stored(long at, int cpu) {
        for (Mark mark : marks.apply(at)) {
            if (mark.actor() == cpu && (mark.kind() == MarkKind.BREAK || mark.kind() == MarkKind.MAKE)) {
                return mark.kind() == MarkKind.BREAK ? Kind.BREAK : Kind.MAKE;
            }
        }
        return Kind.STORE;
    }

    LaneWindow window(long from, long to) {
        List<Lane> made = new ArrayList<>();
        for (int cpu = 0; cpu < lanes.length; cpu++) {
            made.add(new Lane(cpu, lanes[cpu].end(to)));
        }
        return new LaneWindow(from, to, made, fans.all(), cursor.recording().locks(), holds.all(to));
    }
}
