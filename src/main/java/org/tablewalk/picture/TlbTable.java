package org.tablewalk.picture;

import java.util.List;

/** A CPU's TLB as lines of text, whatever machine it belongs to. Only the lines in sight are asked for: a TLB may have thousands. */
public interface TlbTable {
    /**
     * A column.
     *
     * @param heading in words
     * @param width   in pixels
     * @param words   whether its cells are words, else numbers
     */
    record Column(String heading, double width, boolean words) {}

    /** How an entry stands to the tables it was filled from. */
    enum State {
        AGREES,
        /** Filled by the last step. */
        NEW,
        /** The tables say something else by now. */
        STALE
    }

    /**
     * An entry.
     *
     * @param cells one for each column
     * @param tip   one line for a tooltip, to which the state is added
     */
    record Line(int slot, List<String> cells, State state, String tip) {}

    /**
     * An entry in so few words that it fits into a cell of a row.
     *
     * @param address first address it maps
     * @param rights  size and what it allows, or that it is a table
     * @param under   whose it is: VMID, root; or empty
     * @param tip     one line for a tooltip
     */
    record Cell(int slot, String address, String rights, String under, State state, String tip) {}

    /** The columns; the state has one of its own after them. */
    List<Column> columns();

    /** Number of entries. */
    int size();

    /** How many of them are stale. */
    int stale();

    /** The entry of that place, 0..size()-1. */
    Line line(int index);

    /** The same in fewer words. */
    Cell cell(int index);
}
