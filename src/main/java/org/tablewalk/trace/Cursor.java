package org.tablewalk.trace;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.tablewalk.machine.Cells;
import org.tablewalk.machine.EventSink;
import org.tablewalk.machine.Image;
import org.tablewalk.machine.Machine;
import org.tablewalk.machine.Move;
import org.tablewalk.trace.tlb.TlbLog;

/**
 * A place in a recording: a machine of its own, brought to any position by restoring the keyframe before it and making the recorded
 * steps again, at most {@link Recording#BLOCK} of them, or a quarter more where a log is kept of them. Knows the step that led to where it stands.
 */
public final class Cursor {
    private final Recording recording;
    private final Machine machine;
    private final Watchers watchers;
    private final TlbLog log;
    private long position;
    private Choices.Reader reader;
    private StepRecord step;
    private Image before;

    /**
     * At the start of a recording.
     *
     * @param machine   equal to the one recorded, for this cursor alone
     * @param observers of the same kinds as the recording's, in the same order, for this cursor alone
     */
    public Cursor(Recording recording, Machine machine, List<? extends Observer> observers) {
        this(recording, machine, observers, null);
    }

    private Cursor(Recording recording, Machine machine, List<? extends Observer> observers, TlbLog log) {
        this.recording = recording;
        this.machine = machine;
        this.log = log;
        this.watchers = new Watchers(machine.cpus(), observers, log);
        enter(0);
    }

    /** The same, and it can tell what became of TLBs on its way. */
    public static Cursor logging(Recording recording, Machine machine, List<? extends Observer> observers) {
        return new Cursor(recording, machine, observers, new TlbLog());
    }

    /** What became of TLBs on the way here. */
    public TlbLog.Part tlbLog() {
        return log == null ? TlbLog.Part.NONE : log.part();
    }

    /** Number of steps made. */
    public long position() {
        return position;
    }

    /** The machine in the state of this position. Not to be stepped. */
    public Machine machine() {
        return machine;
    }

    public Recording recording() {
        return recording;
    }

    /** What the CPUs are doing at this position. */
    LaneTracker lanes() {
        return watchers.lanes();
    }

    /** The step that led to this position; null at the start. */
    public StepRecord step() {
        return step;
    }

    /** The image one step earlier; null at the start. */
    public Image imageBefore() {
        return before;
    }

    /**
     * Goes to a position.
     *
     * @throws IndexOutOfBoundsException unless {@code 0 <= target <= recording.length()}
     */
    public void seek(long target) {
        if (target < 0 || target > recording.length()) {
            throw new IndexOutOfBoundsException("step " + target + " of " + recording.length());
        }
        if (target == position && (step != null || position == 0)) {
            return;
        }
        // The last step is made with the journal on; a position at a block's start is reached from the block before.
        int block = (int) (Math.max(0, target - 1) / Recording.BLOCK);
        // From not too far before it is reached by going on, and what the log knows is kept.
        if (target <= position || target - position > Recording.BLOCK) {
            boolean tellsLittle = log != null && (target - 1) % Recording.BLOCK < Recording.BLOCK / 4;
            enter(tellsLittle ? Math.max(0, block - 1) : block);
        }
        if (target > position) {
            machine.attach(watchers);
            while (position < target - 1) {
                replay(nextMove());
            }
            observe(nextMove());
        }
    }

    /** One step on, if one is recorded. */
    public boolean forward() {
        if (position == recording.length()) {
            return false;
        }
        seek(position + 1);
        return true;
    }

    /** One step back, if there is one. */
    public boolean back() {
        if (position == 0) {
            return false;
        }
        seek(position - 1);
        return true;
    }

    /** Told of every step while {@link #scan} passes over it. */
    @FunctionalInterface
    public interface Visitor {
        /**
         * The step of index {@code position} has just been made on {@code machine}.
         *
         * @return whether to go on
         */
        boolean step(long position, int move, Machine machine, int lineBefore);
    }

    /**
     * Passes over the recorded steps from one position towards another, calling the visitor after each, and an extra sink with every
     * event. Leaves the cursor where the visitor stopped it, at {@code to}, or where the recording ends; {@link #step} is not known there.
     */
    public void scan(long from, long to, EventSink extra, Visitor visitor) {
        if (from != position) {
            enter((int) Math.min(from / Recording.BLOCK, recording.keyframes() - 1L));
            machine.attach(watchers);
            while (position < from) {
                replay(nextMove());
            }
        }
        machine.attach((kind, actor, a, b, c) -> {
            watchers.event(kind, actor, a, b, c);
            extra.event(kind, actor, a, b, c);
        });
        long end = Math.min(to, recording.length());
        boolean on = true;
        while (on && position < end) {
            int move = nextMove();
            int line = machine.line(Move.actor(move));
            long at = position;
            replay(move);
            on = visitor.step(at, move, machine, line);
        }
        machine.attach(watchers);
        step = null;
        before = null;
    }

    /** Stands at the start of a block, the observers as they were. */
    private void enter(int block) {
        Recording.Keyframe keyframe = recording.keyframe(block);
        machine.cells().restore(keyframe.image());
        position = (long) block * Recording.BLOCK;
        watchers.load(keyframe, position);
        reader = null;
        step = null;
        before = null;
    }

    private int nextMove() {
        if (reader == null || position % Recording.BLOCK == 0) {
            reader = recording.read((int) (position / Recording.BLOCK));
        }
        return reader.next();
    }

    private void replay(int move) {
        watchers.before(move, position);
        machine.step(move);
        watchers.after(position);
        position++;
    }

    private void observe(int move) {
        List<EventRecord> events = new ArrayList<>();
        machine.attach((kind, actor, a, b, c) -> {
            watchers.event(kind, actor, a, b, c);
            events.add(new EventRecord(kind, actor, a, b, c));
        });
        int cpu = Move.actor(move);
        int pc = machine.pc(cpu);
        int line = machine.line(cpu);
        Cells cells = machine.cells();
        before = cells.image();
        cells.journalling(true);
        replay(move);
        int[] changed = new int[cells.journalSize()];
        for (int i = 0; i < changed.length; i++) {
            changed[i] = cells.journalCell(i);
        }
        changed = Arrays.stream(changed).sorted().distinct().toArray();
        long[] old = new long[changed.length];
        long[] after = new long[changed.length];
        for (int i = cells.journalSize() - 1; i >= 0; i--) {
            old[Arrays.binarySearch(changed, cells.journalCell(i))] = cells.journalOld(i);
        }
        for (int i = 0; i < changed.length; i++) {
            after[i] = cells.get(changed[i]);
        }
        cells.journalling(false);
        machine.attach(watchers);
        step = new StepRecord(position - 1, move, cpu, pc, machine.pc(cpu), line, machine.line(cpu), List.copyOf(events), changed, old, after);
    }
}
