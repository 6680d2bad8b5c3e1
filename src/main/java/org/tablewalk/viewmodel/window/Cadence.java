package org.tablewalk.viewmodel.window;

import java.util.function.LongSupplier;

/** How often the window is brought up to date while a run goes on: pictures and lists take time from the run, and nobody can read them at any rate. */
final class Cadence {
    /** Nanoseconds between two updates of lists while playing; while running flat out nobody can read them, and only counters are kept up. */
    private static final long DETAILS_EVERY = 180_000_000L;
    /** Nanoseconds between two pictures of a run flat out: more could not be told apart, and each takes time from the run. */
    private static final long RUNNING_EVERY = 200_000_000L;
    /** Nanoseconds after a command during which every new frame is shown. */
    private static final long URGENT = 250_000_000L;

    private final LongSupplier clock;
    private long urgentUntil = Long.MIN_VALUE;
    private long detailsAt;
    private long shownAt;

    /** {@code clock}: in nanoseconds. */
    Cadence(LongSupplier clock) {
        this.clock = clock;
    }

    /** A command was sent: what comes of it is shown at once, also when a run flat out is shown only now and then. */
    void commanded() {
        urgentUntil = clock.getAsLong() + URGENT;
    }

    boolean urgent() {
        return clock.getAsLong() < urgentUntil;
    }

    /** A frame is shown. */
    void shown() {
        shownAt = clock.getAsLong();
    }

    /** Whether it is too early for another picture of a run flat out. */
    boolean resting() {
        return clock.getAsLong() - shownAt < RUNNING_EVERY;
    }

    /** The lists are brought up to date. */
    void detailed() {
        detailsAt = clock.getAsLong();
    }

    /** Whether the lists are due. */
    boolean detailsDue() {
        return clock.getAsLong() - detailsAt >= DETAILS_EVERY;
    }
}
