package org.tablewalk.app;

/** Where the program starts: the command line decides whether there will be a window. */
public final class Main {
    private Main() {}

    public static void main(String[] args) {
        var terminal = Terminal.ofProcess();
        int exitCode = Commands.line(terminal).execute(args);
        terminal.out().flush();
        terminal.err().flush();
        System.exit(exitCode);
    }
}
