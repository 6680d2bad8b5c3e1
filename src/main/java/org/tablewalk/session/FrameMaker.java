package org.tablewalk.session;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.tablewalk.format.Problem;
import org.tablewalk.format.link.ForcedMoves;
import org.tablewalk.format.link.StepLink;
import org.tablewalk.machine.Machine;
import org.tablewalk.machine.Move;
import org.tablewalk.trace.Cause;
import org.tablewalk.trace.Cursor;
import org.tablewalk.trace.LaneWindow;
import org.tablewalk.trace.Mark;
import org.tablewalk.trace.MarkKind;
import org.tablewalk.trace.Write;

/** Makes frames: what there is to see of a run at its cursor, and what the user wants to look at. Single-threaded. */
final class FrameMaker {
    /** Writes of the watched word told before and after the position. */
    private static final int MOST_WRITES = 6;
    /** Most alternatives of one actor that are listed as moves. */
    private static final int MAX_ALTERNATIVES = 16;

    private Command.Look look = new Command.Look(0, 120, true);
    private long laneFrom;
    private boolean beside;
    private LaneWindow lanes;
    private Object lanesKey;
    private long watched = -1;
    private Cause cause;
    private StepLink start;

    /** Another stretch of the run is wanted for the lanes. */
    void look(Command.Look wanted) {
        look = wanted;
        laneFrom = wanted.from();
    }

    /** The stretch that is wanted. */
    Command.Look look() {
        return look;
    }

    /** Where the lanes of the last frame began. */
    long lanesFrom() {
        return laneFrom;
    }

    /** The lanes begin there from now on, possibly before the start: beside those of a run that leads. Null: where is wanted. */
    void beside(Long from) {
        beside = from != null;
        laneFrom = beside ? from : laneFrom;
    }

    /** The writes of another word are wanted, or of none for -1. */
    void watch(long address) {
        watched = address;
    }

    /** Why a fault of a run was raised is wanted, or, asked again, no longer. */
    void explain(List<Run> runs, int shown, Command.Explain wanted) {
        if (shown < 0) {
            return;
        }
        Run run = runs.get(shown);
        long position = wanted.position() >= 0 ? wanted.position() : run.checks().marks().last(MarkKind.FAULT, wanted.cpu(), run.cursor().position());
        boolean again = cause != null && cause.cpu() == wanted.cpu() && cause.position() == position;
        cause = again ? null : run.causes().of(position, wanted.cpu());
    }

    /** Something else was opened: what was made of the last is worth nothing. */
    void opened(Subject subject) {
        start = new StepLink(subject.name(), subject.file(), subject.changed(), subject.seeded() ? subject.seed() : null, ForcedMoves.NONE, 0, 0,
                StepLink.hash(subject.canonical()));
        lanes = null;
        cause = null;
        look = new Command.Look(0, look.steps(), true);
        laneFrom = 0;
    }

    /** A frame while nothing is open. */
    Frame empty(Problem problem, long version) {
        return Frame.empty(version, problem);
    }

    /** A frame of a run at its cursor. */
    Frame of(Subject subject, List<Run> runs, int shown, Activity activity, Problem problem, long version) {
        Run run = runs.get(shown);
        Cursor cursor = run.cursor();
        long position = cursor.position();
        long length = run.recording().length();
        List<Mark> marks = run.thinnedMarks();
        List<Long> counters = Arrays.stream(run.checksHere().counts()).boxed().toList();
        String hash = activity == Activity.RUNNING ? ""
                : run.recording().runHash(subject.canonical(), run.recorder().machine().cells().hash());
        List<Frame.RunInfo> infos = new ArrayList<>();
        for (int i = 0; i < runs.size(); i++) {
            infos.add(runs.get(i).info(i));
        }
        return new Frame(version, subject, infos, shown, position, length, run.ended(), activity, cursor.machine().cells().image(),
                cursor.imageBefore(), cursor.step(), moves(cursor.machine()), run.nextMove(), run.checks().keys(), counters, marks,
                run.checks().windows(), run.judgement(activity), lanes(subject, runs, shown, length), watched, writes(subject, run, activity), cause,
                cursor.machine().cells().hash(), hash, run.told() ? start.at(run.forced(), position, length) : null, cursor.tlbLog(), run.walks(), problem);
    }

    private List<Write> writes(Subject subject, Run run, Activity activity) {
        int cell = activity == Activity.IDLE && watched >= 0 ? subject.cellOf(run.cursor().machine(), watched) : -1;
        return cell < 0 ? List.of() : run.history().around(watched, cell, run.cursor().position(), MOST_WRITES);
    }

    private LaneWindow lanes(Subject subject, List<Run> runs, int shown, long length) {
        Run run = runs.get(shown);
        long position = run.cursor().position();
        if (!beside && look.follow() && (laneFrom < 0 || position < laneFrom + look.steps() / 8 || position > laneFrom + look.steps() * 7 / 8)) {
            // Kept still while the position is well inside, so that lanes do not crawl with every step.
            laneFrom = Math.max(0, Math.min(position - look.steps() / 2, run.ended() ? length - look.steps() : Long.MAX_VALUE));
        }
        long from = Math.clamp(laneFrom, 0, length);
        long to = Math.clamp(laneFrom + look.steps(), from, length);
        Object key = List.of(shown, from, to, runs.size(), subject);
        if (lanes == null || !key.equals(lanesKey)) {
            lanes = run.lanes().window(from, to);
            lanesKey = key;
        }
        return lanes;
    }

    private static List<Integer> moves(Machine machine) {
        List<Integer> moves = new ArrayList<>();
        for (int kind = 0; kind < Move.KINDS; kind++) {
            for (long left = machine.enabled(kind); left != 0; left &= left - 1) {
                int actor = Long.numberOfTrailingZeros(left);
                int alternatives = Math.min(MAX_ALTERNATIVES, machine.alternatives(kind, actor));
                for (int a = 0; a < alternatives; a++) {
                    moves.add(Move.of(kind, actor, a));
                }
            }
        }
        return moves;
    }
}
