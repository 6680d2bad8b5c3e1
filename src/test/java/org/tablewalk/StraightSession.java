package org.tablewalk;

import org.tablewalk.session.Command;
import org.tablewalk.session.Engine;
import org.tablewalk.session.Frame;
import org.tablewalk.session.LockStepFrame;
import org.tablewalk.session.Session;

/** The engine on the caller's thread: a command has come to rest when it returns. */
public final class StraightSession implements Session {
    private final Engine engine = new Engine(Shipped.opener(), 1L << 28);

    @Override
    public Frame frame() {
        return engine.frame();
    }

    @Override
    public LockStepFrame lockStep() {
        return engine.lockStep();
    }

    @Override
    public void send(Command command) {
        engine.handle(command, 0);
        while (engine.busy()) {
            engine.work(0);
        }
    }

    @Override
    public void close() {}
}
