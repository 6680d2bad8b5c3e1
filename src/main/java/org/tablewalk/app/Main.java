package org.tablewalk.app;

import org.tablewalk.app.command.ExitCode;
import org.tablewalk.app.command.Terminal;

/** Where the program starts: the command line decides whether there will be a window. */
public final class Main {
    private Main() {}

    public static void main(String[] args) {
        var terminal = Terminal.ofProcess();
        int exitCode;
        try {
            exitCode = Commands.line(terminal).execute(args);
        } catch (OutOfMemoryError e) {
            // What filled the heap is given up by now: there is room again for one line.
            terminal.err().println("tablewalk: the heap of " + Runtime.getRuntime().maxMemory() / (1 << 20)
                    + " MiB is full; give more with JAVA_TOOL_OPTIONS=-Xmx4g, or ask for fewer steps");
            exitCode = ExitCode.LIMIT.number();
        }
        exitCode = terminal.delivered(exitCode);
        System.exit(exitCode);
    }
}
