package org.tablewalk.session;

import java.util.List;
import org.tablewalk.check.BrokenWindow;
import org.tablewalk.check.Judgement;
import org.tablewalk.check.Loop;
import org.tablewalk.format.Problem;
import org.tablewalk.format.link.StepLink;
import org.tablewalk.machine.Image;
import org.tablewalk.trace.Cause;
import org.tablewalk.trace.LaneWindow;
import org.tablewalk.trace.Mark;
import org.tablewalk.trace.StepRecord;
import org.tablewalk.trace.Write;
import org.tablewalk.trace.tlb.TlbLog;
import org.tablewalk.trace.walk.WalkLog;

/**
 * Everything there is to show at one moment, immutable.
 *
 * @param version   grows with every frame
 * @param subject   what is open, or null
 * @param runs      the run and its forks
 * @param run       index of the one shown
 * @param position  steps made
 * @param length    steps recorded
 * @param ended     whether the run has no move left after its last recorded step, or reached its limit
 * @param activity  what the engine is doing
 * @param image     the state at {@code position}
 * @param before    the state one step earlier, or null at the start
 * @param step      the step that led here, or null at the start
 * @param moves     the moves enabled here; see {@code org.tablewalk.machine.Move}
 * @param nextMove  the one that was made here, or that the policy would make, or -1
 * @param keys      what the counters are called in answers
 * @param counters  in the order of their keys, up to here
 * @param marks     the notable events of the whole recording
 * @param windows   the broken windows of the whole recording
 * @param judgement what the run's judge found in the whole recording, and what is owed here
 * @param lanes     the lanes of the stretch asked for
 * @param watched   the word whose writes are told, or -1
 * @param writes    its writes around {@code position}, in order; empty while running
 * @param cause     why a fault was raised that was asked about, or null
 * @param stateHash hash of the state here
 * @param runHash   hash of the whole recorded run; empty while it is being run
 * @param link      what this step of this run can be opened again by, or null while nothing is open, or it follows another
 * @param tlbLog    what became of TLBs on the way here, as far as it is known
 * @param walks     the calls of the code's walks in the whole recording
 * @param problem   why the last command could not be carried out, or null
 */
public record Frame(long version, Subject subject, List<RunInfo> runs, int run, long position, long length, boolean ended, Activity activity,
        Image image, Image before, StepRecord step, List<Integer> moves, int nextMove, List<String> keys, List<Long> counters,
        List<Mark> marks, List<BrokenWindow> windows, Judgement judgement, LaneWindow lanes, long watched, List<Write> writes, Cause cause, long stateHash, String runHash,
        StepLink link,
        TlbLog.Part tlbLog, WalkLog.Part walks, Problem problem) {
    /**
     * A run in the list of runs.
     *
     * @param index    its place in the list
     * @param parent   the run it forked from, or -1
     * @param forkedAt position at which it forked, or -1
     * @param length   steps recorded
     * @param loop     a part of it that can go on for ever without a completed access, or null if none is known
     */
    public record RunInfo(int index, int parent, long forkedAt, long length, Loop loop) {}

    /** A part of the run shown that can go on for ever without a completed access, or null if none is known. */
    public Loop loop() {
        return run < 0 ? null : runs.get(run).loop();
    }

    /** The state one step earlier, with the step that followed as the next one; null at the start. */
    public Frame earlier() {
        return before == null || step == null ? null : alone(position - 1, before, step.move());
    }

    /** The state here without the step that led here, nor the one that follows. */
    public Frame alone() {
        return alone(position, image, -1);
    }

    private Frame alone(long at, Image state, int move) {
        return new Frame(version, subject, runs, run, at, length, ended, activity, state, null, null, List.of(), move, keys, counters, marks, windows, judgement, lanes,
                -1, List.of(), null, 0, runHash, link, tlbLog, walks, problem);
    }

    /** Nothing is open. */
    static Frame empty(long version, Problem problem) {
        return new Frame(version, null, List.of(), -1, 0, 0, true, Activity.IDLE, null, null, null, List.of(), -1, List.of(), List.of(),
                List.of(), List.of(), Judgement.NONE, new LaneWindow(0, 0, List.of(), List.of()), -1, List.of(), null, 0, "", null, TlbLog.Part.NONE, WalkLog.Part.NONE, problem);
    }
}
