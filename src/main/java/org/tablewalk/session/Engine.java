package org.tablewalk.session;

import java.io.IOException;
import org.tablewalk.check.judge.Finding;
import org.tablewalk.format.FormatException;
import org.tablewalk.format.Problem;
import org.tablewalk.format.link.StepLink;
import org.tablewalk.trace.Cursor;

/**
 * Runs, forks and the place shown. Carries out one command at a time, and in between works in slices of a few milliseconds when playing or
 * running. Single-threaded; the time is handed in.
 */
public final class Engine {
    /** Steps recorded between two looks at the queue: a few milliseconds. */
    static final int SLICE = 20_000;
    private static final long NANOS = 1_000_000_000L;

    private final Opener opener;
    private final long memoryLimit;
    private final FrameMaker frames = new FrameMaker();
    private final Runs runs = new Runs();
    private Subject subject;
    private Problem problem;
    private Activity activity = Activity.IDLE;
    private Command.Play play;
    private long playedAt;
    private Errand errand;

    /**
     * Nothing open.
     *
     * @param memoryLimit bytes of recording, over all runs, at which running pauses and says so
     */
    public Engine(Opener opener, long memoryLimit) {
        this.opener = opener;
        this.memoryLimit = memoryLimit;
    }

    /** Carries out a command; what goes wrong is in the next frame's problem. */
    public void handle(Command command, long nanos) {
        problem = null;
        try {
            switch (command) {
                case Command.OpenShipped c -> open(opener.shipped(c.name(), c.parameters(), c.seed()));
                case Command.OpenFile c -> open(opener.file(c.file(), java.util.Map.of(), null));
                case Command.OpenLink c -> {
                    StepLink link = StepLink.parse(c.link());
                    open(opener.link(link));
                    send(new Replay(runs.now(), link));
                }
                case Command.SetParameters c -> {
                    if (subject instanceof ScenarioRun s) {
                        open(opener.again(s, s.edits(), c.parameters(), c.seed()));
                        if (subject.whole()) {
                            runs.now().recorder().run(subject.policy(), subject.maxSteps());
                            runs.now().cursor().seek(runs.now().recording().length());
                        }
                    }
                }
                case Command.Edit c -> {
                    if (subject instanceof ScenarioRun s) {
                        open(opener.again(s, c.edits(), s.changed(), s.seed()));
                    }
                }
                case Command.Look c -> frames.look(c);
                case Command.Watch c -> frames.watch(c.address());
                case Command.Explain c -> frames.explain(runs.all(), runs.shown(), c);
                case Command.Pause c -> stop();
                case Command.Search c -> {
                    // Of the session's, which has the job.
                }
                case Command.SwitchRun c -> {
                    stop();
                    runs.show(c.run());
                }
                default -> {
                    if (subject != null) {
                        move(command, nanos);
                    }
                }
            }
        } catch (FormatException e) {
            problem = e.problem();
        } catch (IOException e) {
            problem = new Problem(String.valueOf(e.getMessage()), 0, 0, "cannot be read (" + e.getClass().getSimpleName() + ")");
        } catch (IllegalArgumentException e) {
            problem = new Problem(subject == null ? "" : subject.name(), 0, 0, e.getMessage());
        }
    }

    private void open(Subject opened) {
        Run run = new Run(opened);
        stop();
        if (opened.recorded()) {
            // A trace is all there from the start: its length, marks and lanes are known before the first step is shown.
            run.recorder().run(opened.policy(), opened.maxSteps());
        }
        subject = opened;
        runs.open(run);
        frames.opened(opened);
    }

    private void stop() {
        if (activity == Activity.RUNNING && errand == null) {
            // While running the end is shown, so the end is where it stops, whether or not a frame was asked for meanwhile.
            runs.now().cursor().seek(runs.now().recording().length());
        }
        activity = Activity.IDLE;
        play = null;
        errand = null;
    }

    private void move(Command command, long nanos) {
        stop();
        Run run = runs.now();
        switch (command) {
            case Command.Seek c -> run.cursor().seek(Math.clamp(c.position(), 0, run.recording().length()));
            case Command.Step c -> step(run, c);
            case Command.Take c -> take(run, c.move());
            case Command.Play c -> {
                play = c;
                playedAt = nanos;
                activity = Activity.PLAYING;
            }
            case Command.Run c -> activity = Activity.RUNNING;
            case Command.Follow c -> {
                if (c.subject() == subject) {
                    runs.room();
                    send(new Follow(runs.all(), c.moves(), c.loop()));
                }
            }
            case Command.NearestGood c -> {
                runs.room();
                Finding wrong = run.judgement(activity).worst();
                if (wrong != null) {
                    send(new GoodSearch(run, runs.shown(), subject, wrong));
                }
            }
            case Command.Use c -> {
                runs.room();
                send(new UseSearch(run, runs.shown(), subject, c.entry(), c.cpu()));
            }
            default -> throw new IllegalStateException(command.toString());
        }
    }

    private void step(Run run, Command.Step step) {
        if (!run.step(step)) {
            // Not recorded yet: record on until the boundary is there.
            send(new BoundarySearch(run, subject, step));
        }
    }

    private void send(Errand sent) {
        errand = sent;
        activity = Activity.RUNNING;
        advance();
    }

    private void advance() {
        Errand sent = errand;
        Run run = runs.now();
        long arrived = sent.slice();
        if (arrived >= 0) {
            stop();
            if (sent.made() != null) {
                runs.show(sent.made());
            }
            runs.now().cursor().seek(arrived);
            problem = sent.problem();
        } else {
            full(run);
        }
    }

    private void take(Run run, int move) {
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
            runs.room();
            run = run.fork(runs.shown(), position);
            runs.show(run);
        }
        run.take(move);
        run.cursor().seek(run.recording().length());
    }

    /** Stops after a defect of the program or when the heap is full, and says so in the next frame. */
    void failed(Throwable defect) {
        activity = Activity.IDLE;
        play = null;
        errand = null;
        runs.repair();
        problem = new Problem(subject == null ? "" : subject.name(), 0, 0, defect instanceof OutOfMemoryError ? "stopped: no memory is left"
                : "a defect of the program, not of the input: " + defect);
    }

    /** Works for a few milliseconds if there is anything to do. */
    public void work(long nanos) {
        if (activity == Activity.IDLE) {
            return;
        }
        Run run = runs.now();
        if (activity == Activity.PLAYING) {
            play(run, nanos);
        } else if (errand != null) {
            advance();
        } else {
            long room = Math.min(SLICE, subject.maxSteps() - run.recording().length());
            if (run.recorder().run(subject.policy(), room) < SLICE) {
                stop();
            }
            full(run);
        }
    }

    private void play(Run run, long nanos) {
        long due = (long) ((nanos - playedAt) * play.stepsPerSecond() / NANOS);
        if (due == 0) {
            return;
        }
        playedAt += (long) (due * NANOS / play.stepsPerSecond());
        Command.Play playing = play;
        if (playing.granularity() == Granularity.MICRO && due > 1) {
            skip(run, playing.backward() ? -due : due);
        } else {
            for (long i = Math.min(due, 64); i > 0; i--) {
                long before = run.cursor().position();
                step(run, new Command.Step(playing.granularity(), playing.backward(), -1));
                while (errand != null) {
                    advance();
                }
                if (run.cursor().position() == before) {
                    stop();
                    return;
                }
            }
        }
        boolean over = playing.backward() ? run.cursor().position() == 0
                : run.cursor().position() == run.recording().length() && run.ended();
        if (over) {
            stop();
        } else {
            activity = Activity.PLAYING;
            play = playing;
        }
    }

    private void skip(Run run, long steps) {
        long target = run.round(Math.max(0, run.cursor().position() + steps));
        long missing = target - run.recording().length();
        if (missing > 0) {
            run.recorder().run(subject.policy(), Math.min(Math.min(missing, SLICE), subject.maxSteps() - run.recording().length()));
        }
        run.cursor().seek(Math.min(target, run.recording().length()));
        full(run);
    }

    private void full(Run run) {
        if (runs.bytes() > memoryLimit) {
            stop();
            problem = new Problem(subject.name(), 0, 0, "paused at step " + run.recording().length() + ": the recording has reached its limit of "
                    + memoryLimit / (1 << 20) + " MiB");
        }
    }

    /** Whether {@link #work} has something to do. */
    public boolean busy() {
        return activity != Activity.IDLE;
    }

    /** Nanoseconds until {@link #work} has something to do; 0 for now. */
    public long dueIn(long nanos) {
        return activity != Activity.PLAYING ? 0 : Math.max(0, playedAt + (long) (NANOS / play.stepsPerSecond()) - nanos);
    }

    /** A frame of the present moment. While running flat out it shows the end of what is recorded. */
    public Frame frame() {
        if (subject == null) {
            return frames.empty(problem);
        }
        Run run = runs.now();
        run.cursor().seek(activity == Activity.RUNNING && errand == null ? run.recording().length() : run.cursor().position());
        return frames.of(subject, runs.all(), runs.shown(), activity, problem);
    }
}
