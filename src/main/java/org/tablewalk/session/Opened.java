package org.tablewalk.session;

import org.tablewalk.format.Problem;
import org.tablewalk.trace.Cursor;

/** What is open: a run of a subject and its forks, or several in lock step, of which one leads; what is said of a subject and its runs is then that one's. */
final class Opened {
    private final FrameMaker frames = new FrameMaker();
    private Subject subject;
    private Runs runs = new Runs();
    private LockStep lock;
    private boolean followed = true;
    private long version;

    /** A subject's first run takes the place of all. */
    void open(Subject opened) {
        Run run = new Run(opened);
        if (opened.recorded()) {
            // A trace is all there from the start: its length, marks and lanes are known before the first step is shown.
            run.record(opened.maxSteps());
        }
        open(opened, run);
    }

    private void open(Subject opened, Run run) {
        lock = null;
        subject = opened;
        runs = new Runs();
        runs.open(run);
        frames.opened(opened);
    }

    /** Several take the place of all. */
    void open(LockStep opened) {
        lock = opened;
        lock.look(new Command.Look(0, frames.look().steps(), true));
        lead(0);
    }

    /** The same with other values or lines. If it leads others, all begin again. */
    void again(ScenarioRun changed) {
        if (lock == null) {
            open(changed);
            if (changed.whole()) {
                now().record(changed.maxSteps());
                now().cursor().seek(now().recording().length());
            }
        } else {
            int leading = lock.leading();
            open(lock.with(changed));
            lead(leading);
        }
    }

    /** Another of several leads. */
    void lead(int machine) {
        if (lock != null) {
            lock.lead(machine);
            subject = lock.subject();
            runs = lock.runs();
        }
    }

    /** What leads goes on alone. */
    void alone() {
        if (lock != null) {
            open(subject, lock.alone());
        }
    }

    /** Makes a move at the place shown: in the past, where another was made then, a fork of the run. */
    void take(int move) {
        Run run = runs.now();
        Cursor cursor = run.cursor();
        long position = cursor.position();
        if (!cursor.machine().isEnabled(move)) {
            throw new IllegalArgumentException("that move is not enabled at step " + position);
        }
        if (position < run.recording().length()) {
            if (run.recording().move(position) == move) {
                cursor.forward();
                return;
            }
            alone();
            runs.room();
            run = runs.now().fork(runs.shown(), position);
            runs.show(run);
        }
        run.take(move);
        run.cursor().seek(run.recording().length());
    }

    /** What is open, or leads; or null. */
    Subject subject() {
        return subject;
    }

    /** Its runs. */
    Runs runs() {
        return runs;
    }

    /** The one shown. */
    Run now() {
        return runs.now();
    }

    /** Those in lock step, or null. */
    LockStep lock() {
        return lock;
    }

    /** Steps to record at once: a few milliseconds in all. */
    int slice() {
        return Engine.SLICE;
    }

    /** Records on what is to be seen beside the one that leads, for a few milliseconds, or if there is no room for more looks only at what is recorded. */
    void follow(boolean running, boolean room) {
        followed = lock == null || lock.follow(room ? slice() : 0, running);
    }

    /** Whether all that is to be seen beside the one that leads was there when it was looked for last. */
    boolean followed() {
        return followed;
    }

    /** Bytes of all recordings. */
    long bytes() {
        return lock == null ? runs.bytes() : lock.bytes();
    }

    /** After a defect: what is recorded is kept, and made again. */
    void repair() {
        followed = true;
        runs.repair();
    }

    /** What is wanted to be seen besides. */
    void want(Command command) {
        switch (command) {
            case Command.Look c -> {
                frames.look(c);
                if (lock != null) {
                    lock.look(c);
                }
            }
            case Command.Watch c -> {
                frames.watch(c.address());
                if (lock != null) {
                    lock.watch(c.address());
                }
            }
            case Command.Point c -> {
                if (lock != null) {
                    lock.point(c.from() < c.to() ? c : null);
                }
            }
            case Command.Explain c -> (lock == null ? frames : lock.frames()).explain(runs.all(), runs.shown(), c);
            default -> throw new IllegalArgumentException(command.toString());
        }
    }

    /** A frame of what is open; {@code running}: it runs flat out, and its end is shown. */
    Frame frame(Activity activity, boolean running, Problem problem) {
        if (subject == null) {
            return frames.empty(problem, ++version);
        }
        if (lock != null) {
            return lockStep(activity, running, problem).lead();
        }
        Run run = runs.now();
        run.cursor().seek(running ? run.recording().length() : run.cursor().position());
        return frames.of(subject, runs.all(), runs.shown(), activity, problem, ++version);
    }

    /** A frame of several, or null. */
    LockStepFrame lockStep(Activity activity, boolean running, Problem problem) {
        return lock == null ? null : lock.frame(activity, running, problem, ++version);
    }
}
