package org.tablewalk.session;

import java.io.IOException;
import java.util.Map;
import org.tablewalk.check.judge.Finding;
import org.tablewalk.format.FormatException;
import org.tablewalk.format.Problem;
import org.tablewalk.format.link.StepLink;
import org.tablewalk.format.lockstep.LockStepSets;
import org.tablewalk.format.lockstep.LockStepSets;

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
    private final Opened opened = new Opened();
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
            carryOut(command, nanos);
            opened.follow(flatOut(), opened.bytes() <= memoryLimit);
        } catch (FormatException e) {
            problem = e.problem();
        } catch (IOException e) {
            problem = new Problem(String.valueOf(e.getMessage()), 0, 0, "cannot be read (" + e.getClass().getSimpleName() + ")");
        } catch (IllegalArgumentException e) {
            problem = new Problem(name(), 0, 0, e.getMessage());
        }
    }

    private String name() {
        return opened.subject() == null ? "" : opened.subject().name();
    }

    private void carryOut(Command command, long nanos) throws IOException {
        switch (command) {
            case Command.OpenShipped c -> open(opener.shipped(c.name(), c.parameters(), c.seed()));
            case Command.OpenFile c -> {
                if (opener.set(c.file())) {
                    open(LockStep.of(LockStepSets.read(c.file()), opener));
                } else {
                    open(opener.file(c.file(), Map.of(), null));
                }
            }
            case Command.OpenShippedSet c -> open(LockStep.of(LockStepSets.load(c.name()), opener));
            case Command.OpenLockStep c -> open(LockStep.of(c.set(), opener));
            case Command.Compare c -> open(LockStep.of(opened, c, opener));
            case Command.OpenLink c -> {
                StepLink link = StepLink.parse(c.link());
                open(opener.link(link));
                send(new Replay(opened.now(), link));
            }
            case Command.SetParameters c -> {
                if (opened.subject() instanceof ScenarioRun s) {
                    again(opener.again(s, s.edits(), c.parameters(), c.seed()));
                }
            }
            case Command.Edit c -> {
                if (opened.subject() instanceof ScenarioRun s) {
                    again(opener.again(s, c.edits(), s.changed(), s.seed()));
                }
            }
            case Command.Look c -> opened.want(c);
            case Command.Point c -> opened.want(c);
            case Command.Watch c -> opened.want(c);
            case Command.Explain c -> opened.want(c);
            case Command.Pause c -> stop();
            case Command.Search c -> {
                // Of the session's, which has the job.
            }
            case Command.SwitchRun c -> {
                stop();
                opened.runs().show(c.run());
            }
            default -> {
                if (opened.subject() != null) {
                    move(command, nanos);
                }
            }
        }
    }

    private void open(Subject subject) {
        opened.open(subject);
        idle();
    }

    private void open(LockStep several) {
        opened.open(several);
        idle();
    }

    private void again(ScenarioRun run) {
        opened.again(run);
        idle();
    }

    private void idle() {
        activity = Activity.IDLE;
        play = null;
        errand = null;
    }

    private void stop() {
        if (flatOut()) {
            // While running the end is shown, so the end is where it stops, whether or not a frame was asked for meanwhile.
            opened.now().cursor().seek(opened.now().recording().length());
        }
        idle();
    }

    /** Whether the run goes on as fast as it can, and its end is shown. */
    private boolean flatOut() {
        return activity == Activity.RUNNING && errand == null;
    }

    private void move(Command command, long nanos) {
        stop();
        Run run = opened.now();
        Runs runs = opened.runs();
        switch (command) {
            case Command.Lead c -> opened.lead(c.machine());
            case Command.Alone c -> {
                opened.lead(c.machine());
                opened.alone();
            }
            case Command.Seek c -> run.cursor().seek(Math.clamp(c.position(), 0, run.recording().length()));
            case Command.Step c -> step(run, c);
            case Command.Take c -> opened.take(c.move());
            case Command.Play c -> {
                play = c;
                playedAt = nanos;
                activity = Activity.PLAYING;
            }
            case Command.Run c -> activity = Activity.RUNNING;
            case Command.Follow c -> {
                if (c.subject() == opened.subject()) {
                    runs.room();
                    send(new Follow(runs.all(), c.moves(), c.loop()));
                }
            }
            case Command.NearestGood c -> {
                runs.room();
                Finding wrong = run.judgement(activity).worst();
                if (wrong != null) {
                    send(new GoodSearch(run, runs.shown(), opened.subject(), wrong));
                }
            }
            case Command.Use c -> {
                runs.room();
                send(new UseSearch(run, runs.shown(), opened.subject(), c.entry(), c.cpu()));
            }
            default -> throw new IllegalStateException(command.toString());
        }
    }

    private void step(Run run, Command.Step step) {
        if (!run.step(step)) {
            // Not recorded yet: record on until the boundary is there.
            send(new BoundarySearch(run, step));
        }
    }

    private void send(Errand sent) {
        errand = sent;
        activity = Activity.RUNNING;
        advance();
    }

    private void advance() {
        Errand sent = errand;
        long arrived = sent.slice();
        if (arrived >= 0) {
            stop();
            if (sent.made() != null) {
                opened.alone();
                opened.runs().show(sent.made());
            }
            opened.now().cursor().seek(arrived);
            problem = sent.problem();
        } else {
            pauseIfFull();
        }
    }

    /** Stops after a defect of the program or when the heap is full, and says so in the next frame. */
    void failed(Throwable defect) {
        idle();
        opened.repair();
        problem = new Problem(name(), 0, 0, defect instanceof OutOfMemoryError ? "stopped: no memory is left"
                : "a defect of the program, not of the input: " + defect);
    }

    /** Works for a few milliseconds if there is anything to do. */
    public void work(long nanos) {
        if (activity == Activity.PLAYING) {
            play(opened.now(), nanos);
        } else if (errand != null) {
            advance();
        } else if (activity == Activity.RUNNING && opened.now().record(opened.slice()) < opened.slice() && opened.followed()) {
            stop();
        }
        pauseIfFull();
        opened.follow(flatOut(), opened.bytes() <= memoryLimit);
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
            run.record(Math.min(missing, SLICE));
        }
        run.cursor().seek(Math.min(target, run.recording().length()));
    }

    private void pauseIfFull() {
        if (opened.bytes() > memoryLimit && activity != Activity.IDLE) {
            stop();
            String limit = memoryLimit / (1 << 20) + " MiB";
            problem = new Problem(name(), 0, 0, "paused at step " + opened.now().recording().length() + ": the recording has reached its limit of " + limit);
        }
    }

    /** Whether {@link #work} has something to do. */
    public boolean busy() {
        return activity != Activity.IDLE || !opened.followed();
    }

    /** Nanoseconds until {@link #work} has something to do; 0 for now. */
    public long dueIn(long nanos) {
        return activity != Activity.PLAYING ? 0 : Math.max(0, playedAt + (long) (NANOS / play.stepsPerSecond()) - nanos);
    }

    /** A frame of the present moment. While running flat out it shows the end of what is recorded. */
    public Frame frame() {
        return opened.frame(activity, flatOut(), problem);
    }

    /** The machines in lock step at the present moment, or null. */
    public LockStepFrame lockStep() {
        return opened.lockStep(activity, flatOut(), problem);
    }
}
