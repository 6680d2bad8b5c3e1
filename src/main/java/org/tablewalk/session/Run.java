package org.tablewalk.session;

import java.util.List;
import org.tablewalk.check.MarkThinner;
import org.tablewalk.check.RunChecks;
import org.tablewalk.machine.Machine;
import org.tablewalk.machine.Move;
import org.tablewalk.trace.Cursor;
import org.tablewalk.trace.Lanes;
import org.tablewalk.trace.Mark;
import org.tablewalk.trace.Recorder;
import org.tablewalk.trace.Recording;
import org.tablewalk.trace.WriteHistory;

/** One run of a subject: its recorder at the end of what is recorded, and the cursor at what is shown. */
final class Run {
    /** Most marks to show: more cannot be told apart on a seek bar. */
    private static final int MAX_MARKS = 2_000;

    private final Subject subject;
    private final int parent;
    private final long forkedAt;
    private final Recorder recorder;
    private final RunChecks checks;
    private final Cursor cursor;
    private final RunChecks checksHere;
    private final Lanes lanes;
    private final WriteHistory history;
    private final MarkThinner thinner = new MarkThinner(MAX_MARKS);

    /** A run from its start. */
    Run(Subject subject) {
        this(subject, -1, -1, null);
    }

    private Run(Subject subject, int parent, long forkedAt, Recording from) {
        this.subject = subject;
        this.parent = parent;
        this.forkedAt = forkedAt;
        Machine machine = subject.machine();
        checks = subject.checks(machine);
        recorder = from == null ? new Recorder(machine, List.of(checks)) : Recorder.fork(from, forkedAt, machine, List.of(checks));
        Machine shown = subject.machine();
        checksHere = subject.checks(shown);
        cursor = new Cursor(recorder.recording(), shown, List.of(checksHere));
        Machine drawn = subject.machine();
        Cursor aside = new Cursor(recorder.recording(), drawn, List.of(subject.checks(drawn)));
        lanes = new Lanes(aside, subject::tlbiName, position -> checks.marks().at(position));
        history = new WriteHistory(aside);
    }

    /** A new run with the first {@code position} steps of this one. */
    Run fork(int index, long position) {
        return new Run(subject, index, position, recorder.recording());
    }

    RunInfo info(int index) {
        return new RunInfo(index, parent, forkedAt, recorder.recording().length());
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

    Lanes lanes() {
        return lanes;
    }

    WriteHistory history() {
        return history;
    }

    /** Checks of the whole recording. */
    RunChecks checks() {
        return checks;
    }

    /** Checks up to the cursor's position. */
    RunChecks checksHere() {
        return checksHere;
    }

    /** The marks to show on a seek bar. */
    List<Mark> thinnedMarks() {
        return thinner.thin(checks.marks());
    }

    /** Notable events of the whole recording. */
    List<Mark> marks() {
        return checks.marks();
    }

    /** Whether nothing can be recorded any more. */
    boolean ended() {
        return recording().length() >= subject.maxSteps()
                || subject.policy().choose(recorder.machine(), recording().length(), recorder.lastMove()) == Move.NONE;
    }

    /** The move made at the cursor, or that would be made there. */
    int nextMove() {
        long position = cursor.position();
        if (position < recording().length()) {
            return recording().move(position);
        }
        return position >= subject.maxSteps() ? Move.NONE
                : subject.policy().choose(cursor.machine(), position, recorder.lastMove());
    }
}
