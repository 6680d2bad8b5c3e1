package org.tablewalk.viewmodel.window;

import java.util.ArrayList;
import java.util.List;
import org.tablewalk.Shipped;
import org.tablewalk.session.Command;
import org.tablewalk.session.Engine;
import org.tablewalk.session.Frame;
import org.tablewalk.session.Session;

/** The real engine on the test's own thread; playing goes on only when the test says so. */
final class DirectSession implements Session {
    final List<Command> sent = new ArrayList<>();
    private final Engine engine = new Engine(Shipped.opener(), 1L << 28);
    private Frame frame = engine.frame();
    private long nanos;

    @Override
    public Frame frame() {
        return frame;
    }

    @Override
    public void send(Command command) {
        sent.add(command);
        engine.handle(command, nanos);
        while (engine.busy() && !(command instanceof Command.Play)) {
            engine.work(nanos);
        }
        frame = engine.frame();
    }

    /** Lets time pass for what is playing. */
    void pass(long nanoseconds) {
        nanos += nanoseconds;
        engine.work(nanos);
        frame = engine.frame();
    }

    long nanos() {
        return nanos;
    }

    @Override
    public void close() {}
}
