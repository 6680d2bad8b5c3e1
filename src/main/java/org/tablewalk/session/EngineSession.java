package org.tablewalk.session;

import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/**
 * The engine on a thread of its own. Commands come through a queue; a frame is made when something changed and somebody asked for one since
 * the last, so that a run flat out makes no more frames than the window shows.
 */
public final class EngineSession implements Session {
    private static final long LONGEST_WAIT = 50_000_000L;

    private final Engine engine;
    private final LinkedBlockingQueue<Command> queue = new LinkedBlockingQueue<>();
    private final Thread thread;
    private final Schedules schedules;
    private Subject searched;
    private volatile Frame frame;
    private volatile LockStepFrame lockStep;
    private volatile boolean wanted = true;
    private volatile boolean closed;

    /** Starts the engine's thread; schedules are not searched. */
    public EngineSession(Engine engine) {
        this(engine, false);
    }

    /**
     * Starts the engine's thread.
     *
     * @param searching whether every schedule of what is opened is searched
     */
    public EngineSession(Engine engine, boolean searching) {
        this.engine = engine;
        schedules = searching ? new Schedules(this::send) : null;
        frame = engine.frame();
        thread = Thread.ofPlatform().name("tablewalk-engine").daemon().unstarted(this::loop);
        thread.start();
    }

    @Override
    public Frame frame() {
        wanted = true;
        return frame;
    }

    @Override
    public LockStepFrame lockStep() {
        wanted = true;
        return lockStep;
    }

    @Override
    public Proof proof() {
        return schedules == null ? Proof.NONE : schedules.proof();
    }

    @Override
    public void send(Command command) {
        if (command instanceof Command.Search search && schedules != null) {
            schedules.handle(search);
        } else {
            queue.add(command);
        }
    }

    @Override
    public void close() {
        closed = true;
        thread.interrupt();
        if (schedules != null) {
            schedules.close();
        }
        try {
            thread.join(TimeUnit.SECONDS.toMillis(1));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void loop() {
        boolean changed = false;
        while (!closed) {
            try {
                Command command = engine.busy() ? queue.poll(pause(), TimeUnit.NANOSECONDS) : queue.take();
                while (command != null) {
                    if (command instanceof Command.SetParameters && queue.peek() instanceof Command.SetParameters) {
                        // Somebody turns a value: only the latest counts.
                        command = queue.poll();
                        continue;
                    }
                    engine.handle(command, System.nanoTime());
                    changed = true;
                    // Each value that was opened is shown, even while the next one is on its way.
                    command = command instanceof Command.SetParameters ? null : queue.poll();
                }
                if (engine.busy()) {
                    engine.work(System.nanoTime());
                    changed = true;
                }
                // After a command the frame is made at once: whoever sent it will look. Otherwise only for somebody who asked.
                if (changed && (wanted || !engine.busy())) {
                    wanted = false;
                    show();
                    changed = false;
                    search(frame.subject());
                }
            } catch (RuntimeException | Error e) {
                // A defect must not leave a window that no longer answers: the run stays open, the user is told with the next frame.
                survive(e);
                changed = false;
            } catch (InterruptedException e) {
                // close() interrupts, and the loop's condition ends it.
                changed = false;
            }
        }
    }

    private void show() {
        LockStepFrame together = engine.lockStep();
        lockStep = together;
        frame = together == null ? engine.frame() : together.lead();
    }

    private void search(Subject open) {
        if (schedules != null && open != searched) {
            searched = open;
            schedules.open(open);
        }
    }

    /** The frame that says so is made at once; there may be no further command. */
    private void survive(Throwable defect) {
        try {
            engine.failed(defect);
            show();
        } catch (RuntimeException | Error again) {
            defect.addSuppressed(again);
        }
        thread.getUncaughtExceptionHandler().uncaughtException(thread, defect);
    }

    private long pause() {
        return Math.min(LONGEST_WAIT, engine.dueIn(System.nanoTime()));
    }
}
