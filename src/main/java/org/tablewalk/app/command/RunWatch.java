package org.tablewalk.app.command;

import java.util.Locale;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * Looks after a long run from outside: tells now and then how far it is, and stops it where it is when the process is asked to end (Ctrl+C). The answer is given all the same, of the steps
 * that were made.
 */
public final class RunWatch implements AutoCloseable {
    private static final double SECONDS_BETWEEN_LINES = 2;
    /** What the process waits for the answer once the run has stopped. */
    private static final long SECONDS_FOR_THE_ANSWER = 5;

    private final Terminal terminal;
    private final boolean tells;
    private final CountDownLatch answered = new CountDownLatch(1);
    private final Thread hook = new Thread(this::stop, "stop");
    private final long began = System.nanoTime();
    private volatile boolean stopped;
    private double told;
    private long stepsThen;

    /** Watches from now on; {@code tells}: whether progress is told, on the error stream. */
    public RunWatch(Terminal terminal, boolean tells) {
        this.terminal = terminal;
        this.tells = tells;
        Runtime.getRuntime().addShutdownHook(hook);
    }

    /** Asks the run to stop, and waits for the answer for a while. */
    public void stop() {
        stopped = true;
        try {
            if (!answered.await(SECONDS_FOR_THE_ANSWER, TimeUnit.SECONDS)) {
                terminal.err().println("tablewalk: no answer, the process ends");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** The run has made some steps more. Gives whether it is to stop. */
    boolean looksAt(Execution execution) {
        double seconds = (System.nanoTime() - began) / 1e9;
        if (stopped) {
            terminal.err().println(String.format(Locale.ROOT, "stopped after %,d steps, %.1f s", execution.steps(), seconds));
        } else if (tells && seconds - told >= SECONDS_BETWEEN_LINES) {
            terminal.err().println(String.format(Locale.ROOT, "%.0f s: %,d steps, %,d steps/s, recording %,d MB, %d findings", seconds, execution.steps(),
                    Math.round((execution.steps() - stepsThen) / (seconds - told)), execution.recordingBytes() >> 20, execution.checks().verdicts().list().size()));
            told = seconds;
            stepsThen = execution.steps();
        }
        return stopped;
    }

    @Override
    public void close() {
        answered.countDown();
        try {
            Runtime.getRuntime().removeShutdownHook(hook);
        } catch (IllegalStateException e) {
            // The process is about to end: it waits for this and nothing else.
        }
    }
}
