package org.tablewalk.check.judge;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.List;
import java.util.Set;
import org.tablewalk.machine.Cells;
import org.tablewalk.machine.EventSink;

/**
 * Judges what a machine does, step by step. It hears every event and may read the machine's cells.
 *
 * <p>Everything that a later finding can depend on is in its own {@link #cells()}: two states that agree in the machine's cells and in the judge's have the same future and the same
 * findings in it. So a search compares and takes back both alike, and a recording keeps an image of both.
 */
public interface Judge extends EventSink {
    /** The rules that it can find broken; of others it says nothing. */
    Set<Rule> rules();

    /** What it knows. Only the judge writes it; a search may journal it and put old values back between steps. */
    Cells cells();

    /**
     * A step begins: {@link #found} is empty.
     *
     * @param move the move that is about to be made
     */
    void before(int move);

    /** The step has been made. */
    void after();

    /** Nothing is enabled any more: adds to {@link #found} what a run must not leave behind. Writes no cell. */
    void end();

    /** What the step being made, or made last, shows. */
    Found found();

    /** Whether a step in which nothing but events of kinds like this happen tells it nothing: it changes no cell and finds nothing. */
    default boolean ignores(int kind) {
        return false;
    }

    /** Writes what cells only refer to and comparable judges share: with it the cells mean the same in another process. */
    default void keep(DataOutput out) throws IOException {}

    /**
     * Takes back what {@link #keep} wrote. Before anything is judged, by one of comparable judges.
     *
     * @throws IOException if it is not what can have been written
     */
    default void recall(DataInput in) throws IOException {}

    /** What is owed now, in the order in which it came to be owed. Empty exactly when nothing is. */
    List<Debt> debts();
}
