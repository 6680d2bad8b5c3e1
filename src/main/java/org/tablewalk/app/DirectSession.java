package org.tablewalk.app;

import org.tablewalk.app.command.InputException;
import org.tablewalk.session.Command;
import org.tablewalk.session.Engine;
import org.tablewalk.session.Frame;
import org.tablewalk.session.LockStepFrame;
import org.tablewalk.session.Session;

/** The engine on the caller's thread: a command is carried out when {@link #send} returns. For pictures without a window. */
final class DirectSession implements Session {
    private final Engine engine;
    private Frame frame;

    DirectSession(Engine engine) {
        this.engine = engine;
        frame = engine.frame();
    }

    @Override
    public Frame frame() {
        return frame;
    }

    @Override
    public LockStepFrame lockStep() {
        return engine.lockStep();
    }

    @Override
    public void send(Command command) {
        engine.handle(command, System.nanoTime());
        while (engine.busy()) {
            engine.work(System.nanoTime());
        }
        frame = engine.frame();
    }

    /** Records until so many steps are there or the run has no more, and shows that position. */
    void record(long steps) {
        engine.handle(new Command.Run(), System.nanoTime());
        while (engine.busy() && engine.frame().length() < steps) {
            engine.work(System.nanoTime());
        }
        var problem = engine.frame().problem();
        if (problem != null) {
            throw new InputException(problem.toString());
        }
        send(new Command.Pause());
        send(new Command.Seek(steps));
    }

    @Override
    public void close() {
        // There is no thread to stop.
    }
}
