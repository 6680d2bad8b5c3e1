package org.tablewalk.check;

import java.util.List;
import org.tablewalk.trace.Observer;

/** What every kind of run is judged by: counters, notable events and broken windows, whatever machine makes the run. */
public interface RunChecks extends Observer {
    /** The counters' keys as the command line's answers have them, lowerCamelCase; the same for every run of one kind of machine. */
    List<String> keys();

    /** The counters in the order of {@link #keys}; a copy. */
    long[] counts();

    /** The notable events so far, as {@link Marks} collects them. The list does not change. */
    MarkList marks();

    /** The broken windows so far; empty where a machine has none. The list does not change. */
    List<BrokenWindow> windows();

    /** What the run's judge has found, and what is owed. */
    Verdicts verdicts();

    /** Faults that are counted and not yet judged; 0 where a machine has none of that kind. */
    default int undecidedFaults() {
        return 0;
    }
}
