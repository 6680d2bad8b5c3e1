package org.tablewalk.session;

import java.util.Map;
import org.tablewalk.Shipped;

/** Engines for tests. */
final class Engines {
    static final long GIB = 1L << 30;

    private Engines() {}

    static Opener opener() {
        return Shipped.opener();
    }

    static Engine open(String name, Map<String, String> parameters, long seed) {
        Engine engine = new Engine(opener(), GIB);
        engine.handle(new Command.OpenShipped(name, parameters, seed), 0);
        return engine;
    }

    /** Carries out a command to its end. */
    static Frame send(Engine engine, Command command) {
        engine.handle(command, 0);
        while (engine.busy()) {
            engine.work(0);
        }
        return engine.frame();
    }
}
