package org.tablewalk.session;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** A run and its forks, of which one is shown. */
final class Runs {
    /** Runs kept; a fork beyond that is refused. */
    private static final int MOST = 32;

    private final List<Run> runs = new ArrayList<>();
    private final List<Run> all = Collections.unmodifiableList(runs);
    private int shown = -1;

    /** All, in the order in which they came. */
    List<Run> all() {
        return all;
    }

    /** Index of the one shown, or -1. */
    int shown() {
        return shown;
    }

    /** The one shown. */
    Run now() {
        return runs.get(shown);
    }

    /** The first. */
    void open(Run first) {
        runs.add(first);
        shown = 0;
    }

    /** Shows another of them. */
    void show(int run) {
        shown = run >= 0 && run < runs.size() ? run : shown;
    }

    /**
     * That one more can be kept.
     *
     * @throws IllegalArgumentException if not
     */
    void room() {
        if (runs.size() == MOST) {
            throw new IllegalArgumentException("no more than " + MOST + " runs are kept; open the scenario again to start anew");
        }
    }

    /** Shows a run, which is kept from now on. */
    void show(Run made) {
        if (!runs.contains(made)) {
            runs.add(made);
        }
        shown = runs.indexOf(made);
    }

    /** Whatever the run shown was doing may be half done: what is recorded is kept, and made again. */
    void repair() {
        try {
            if (shown >= 0) {
                runs.set(shown, now().again());
            }
        } catch (RuntimeException | Error e) {
            // Then the run as it is is the best there is.
        }
    }

    /** Bytes of all recordings. */
    long bytes() {
        return runs.stream().mapToLong(r -> r.recording().bytes()).sum();
    }
}
