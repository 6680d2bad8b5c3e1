package org.tablewalk.session;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.tablewalk.check.FindingSites;
import org.tablewalk.check.Judgement;
import org.tablewalk.check.Loop;
import org.tablewalk.check.MarkThinner;
import org.tablewalk.check.RunChecks;
import org.tablewalk.check.Verdicts;
import org.tablewalk.check.judge.Finding;
import org.tablewalk.format.link.ForcedMoves;
import org.tablewalk.machine.Image;
import org.tablewalk.machine.Machine;
import org.tablewalk.machine.Move;
import org.tablewalk.machine.Policy;
import org.tablewalk.trace.Causes;
import org.tablewalk.trace.Cursor;
import org.tablewalk.trace.Lanes;
import org.tablewalk.trace.Mark;
import org.tablewalk.trace.Observer;
import org.tablewalk.trace.Recorder;
import org.tablewalk.trace.Recording;
import org.tablewalk.trace.WriteHistory;
import org.tablewalk.trace.walk.WalkLog;

/** One run of a subject: its recorder at the end of what is recorded, and the cursor at what is shown. */
final class Run {
    /** Most marks to show: more cannot be told apart on a seek bar. */
    private static final int MAX_MARKS = 2_000;

    private final Subject subject;
    /** How moves are chosen, and how they would be chosen if nobody had a say in it. */
    private final Policy policy;
    private final Policy own;
    /** Makes who else watches what a machine records, or null. */
    private final Function<Machine, Observer> witness;
    private final int parent;
    private final long forkedAt;
    private final Recorder recorder;
    private final RunChecks checks;
    /** The walks of the whole recording, or null. */
    private final WalkLog walks;
    private final Cursor cursor;
    private final RunChecks checksHere;
    private final Lanes lanes;
    private final WriteHistory history;
    private final Causes causes;
    private final MarkThinner thinner = new MarkThinner(MAX_MARKS);
    private final Cursor aside;
    private final FindingSites sites;
    private ForcedMoves forced;
    private Loop loop;
    private List<Finding> atEnd = List.of();
    private long judgedAt = -1;

    /** A run from its start. */
    Run(Subject subject) {
        this(subject, null, null, -1, -1, null, 0, ForcedMoves.NONE);
    }

    /**
     * A run from its start that is not alone.
     *
     * @param policy  how its moves are chosen
     * @param witness makes who else watches what a machine records
     */
    Run(Subject subject, Policy policy, Function<Machine, Observer> witness) {
        this(subject, policy, witness, -1, -1, null, 0, ForcedMoves.NONE);
    }

    private Run(Subject subject, Policy policy, Function<Machine, Observer> witness, int parent, long forkedAt, Recording from, long steps, ForcedMoves forced) {
        this.witness = witness;
        own = subject.policy();
        this.policy = policy == null ? own : policy;
        this.forced = forced;
        this.subject = subject;
        this.parent = parent;
        this.forkedAt = forkedAt;
        Machine machine = subject.machine();
        checks = subject.checks(machine);
        walks = subject.walks(machine);
        List<Observer> observers = walks == null ? List.of(checks) : List.of(checks, walks);
        Observer besides = witness == null ? null : witness.apply(machine);
        recorder = from == null ? new Recorder(machine, observers, besides) : Recorder.fork(from, steps, machine, observers, besides);
        Machine shown = subject.machine();
        checksHere = subject.checks(shown);
        cursor = Cursor.logging(recorder.recording(), shown, List.of(checksHere));
        Machine drawn = subject.machine();
        aside = new Cursor(recorder.recording(), drawn, List.of(subject.checks(drawn)));
        sites = new FindingSites(aside);
        lanes = new Lanes(aside, subject::tlbiName, position -> checks.marks().at(position));
        history = new WriteHistory(aside);
        causes = new Causes(aside, history, subject.facts(drawn));
    }

    /** A new run with the first {@code position} steps of this one. */
    Run fork(int index, long position) {
        return new Run(subject, null, null, index, position, recorder.recording(), position, forced.before(position));
    }

    /** The same run, alone, at the same position. */
    Run alone() {
        // Of one that followed another nobody has noted which moves it would not have made alone.
        ForcedMoves made = told() ? forced : ForcedMoves.of(recording(), subject.machine(), own);
        return at(new Run(subject, null, null, -1, -1, recording(), recording().length(), made));
    }

    /** Whether {@link #forced} and its own policy are the whole run. */
    boolean told() {
        return policy == own;
    }

    /** The same run with machines of its own, made from what is recorded, at the same position. */
    Run again() {
        return at(new Run(subject, policy, witness, parent, forkedAt, recorder.recording(), recorder.recording().length(), forced));
    }

    private Run at(Run other) {
        other.cursor().seek(Math.min(cursor.position(), other.recording().length()));
        return other;
    }

    /** Makes a move by hand at the end of what is recorded. */
    void take(int move) {
        long position = recording().length();
        if (comes() != move) {
            forced = forced.with(position, move);
        }
        recorder.step(move);
    }

    /** Makes moves as somebody chose them elsewhere; how many as {@link Recorder#run}. */
    long repeat(ForcedMoves choices, long most) {
        long made = recorder.run(choices.over(this::policyMove), most);
        forced = choices.before(recording().length());
        return made;
    }

    /** What would be done without a hand: nothing at the limit of steps. */
    private int policyMove(Machine machine, long position, int last) {
        return position >= subject.maxSteps() ? Move.NONE : policy.choose(machine, position, last);
    }

    /** Records as its policy chooses, at most so many steps and not beyond the subject's limit. Returns how many were made. */
    long record(long most) {
        return recorder.run(policy, Math.min(most, subject.maxSteps() - recording().length()));
    }

    /** The moves so far that were made by hand. */
    ForcedMoves forced() {
        return forced;
    }

    /** The last steps are a loop that no fair schedule need leave and in which no access completes, as somebody found; unless they do not come back to where they began. */
    void loops(long steps) {
        long end = recording().length();
        aside.seek(end - steps);
        Image first = aside.machine().cells().image();
        aside.seek(end);
        Image last = aside.machine().cells().image();
        if (IntStream.range(0, last.size()).allMatch(cell -> first.get(cell) == last.get(cell))) {
            loop = new Loop(end - steps, end);
        }
    }

    /** The loop that the run ends with, or null: if none is known, or it was left. */
    Loop loop() {
        return loop != null && loop.to() == recording().length() ? loop : null;
    }

    /** A position as good as one that may lie beyond the end of the loop: so far into a later round. */
    long round(long position) {
        return loop() == null ? position : loop.round(position);
    }

    /** Makes a step of the cursor within what is recorded, round and round in a loop. Returns whether it could: else what it leads to is not recorded yet. */
    boolean step(Command.Step step) {
        long position = cursor.position();
        if (step.back()) {
            cursor.seek(Boundaries.previous(cursor, marks(), position, step.granularity(), step.cpu()));
            return true;
        }
        if (loop() != null && position == loop.to()) {
            position = loop.from();         // the same state: on it goes
            cursor.seek(position);
        }
        long next = Boundaries.next(cursor, marks(), position, step.granularity(), step.cpu());
        if (next >= 0 || loop() != null) {
            cursor.seek(next >= 0 ? next : loop.to());
            return true;
        }
        return false;
    }

    Frame.RunInfo info(int index) {
        return new Frame.RunInfo(index, parent, forkedAt, recorder.recording().length(), loop());
    }

    Recorder recorder() {
        return recorder;
    }

    Recording recording() {
        return recorder.recording();
    }

    Cursor cursor() {
        return cursor;
    }

    /** A cursor that nobody looks at. */
    Cursor aside() {
        return aside;
    }

    Lanes lanes() {
        return lanes;
    }

    WriteHistory history() {
        return history;
    }

    Causes causes() {
        return causes;
    }

    /** Checks of the whole recording. */
    RunChecks checks() {
        return checks;
    }

    /** Checks up to the cursor's position. */
    RunChecks checksHere() {
        return checksHere;
    }

    /** The calls of walks' callbacks in the whole recording. */
    WalkLog.Part walks() {
        return walks == null ? WalkLog.Part.NONE : walks.part();
    }

    /** The marks to show on a seek bar. */
    List<Mark> thinnedMarks() {
        return thinner.thin(checks.marks());
    }

    /** Notable events of the whole recording. */
    List<Mark> marks() {
        return checks.marks();
    }

    /** What the judge found in the whole recording, and what is owed at the cursor. What an end leaves behind is asked for while nothing goes on. */
    Judgement judgement(Activity activity) {
        Verdicts all = checks.verdicts();
        List<Finding> findings = all.list();
        long length = recording().length();
        // A run that reached its limit has not come to its end.
        if (activity == Activity.IDLE && length < subject.maxSteps() && ended()) {
            if (judgedAt != length) {
                judgedAt = length;
                atEnd = all.end(Math.max(0, length - 1));
            }
            if (!atEnd.isEmpty()) {
                findings = new ArrayList<>(findings);
                findings.addAll(atEnd);
            }
        }
        if (activity == Activity.IDLE) {
            sites.of(findings);
        }
        return new Judgement(all.judged(), findings, all.unkept(), sites.lines(), checksHere.verdicts().debts());
    }

    /** Whether nothing can be recorded any more. */
    boolean ended() {
        return comes() == Move.NONE;
    }

    /** The move that would be recorded next, or {@link Move#NONE}. */
    int comes() {
        return policyMove(recorder.machine(), recording().length(), recorder.lastMove());
    }

    /** The move made at the cursor, or that would be made there. */
    int nextMove() {
        long position = cursor.position();
        return position < recording().length() ? recording().move(position) : policyMove(cursor.machine(), position, recorder.lastMove());
    }
}
