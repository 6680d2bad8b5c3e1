package org.tablewalk.app;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.util.Map;
import org.tablewalk.app.command.Terminal;

/** Runs the command line without a process: what it wrote and how it ended. */
final class TestTerminal {
    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();
    private final Terminal terminal;

    TestTerminal(Path directory, Map<String, String> environment) {
        terminal = new Terminal(new PrintWriter(out, true), new PrintWriter(err, true), directory, environment);
    }

    Terminal terminal() {
        return terminal;
    }

    /** Executes one command line and returns its exit code. */
    int run(String... args) {
        return Commands.line(terminal).execute(args);
    }

    String out() {
        return out.toString();
    }

    String err() {
        return err.toString();
    }
}
