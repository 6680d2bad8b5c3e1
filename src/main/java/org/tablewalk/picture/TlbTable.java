package org.tablewalk.picture;

import java.util.List;
import org.tablewalk.check.StaleWhy;

/** A CPU's TLB in words, most recently used entry first, whatever machine it belongs to. Only what is in sight is asked for: a TLB may have thousands. */
public interface TlbTable {
    /**
     * A column.
     *
     * @param heading in words
     * @param width   in pixels
     * @param words   whether its cells are words, else numbers
     */
    record Column(String heading, double width, boolean words) {}

    /** How an entry stands to the tables it was filled from, and to the last step. */
    enum State {
        AGREES,
        /** Filled by the last step. */
        NEW,
        /** The tables say something else by now. */
        STALE,
        /** The last step removed it: it is not there any more. */
        GONE
    }

    /**
     * What became of an entry; steps are indices, -1 where nothing is known.
     *
     * @param filled step that filled it
     * @param used   step that used it last
     * @param source address of the word it was filled from
     * @param why    why it is stale, or null
     * @param since  step that made it stale; if that is not known, -1 less the index of a step before which it was
     * @param known  index of the step from which on everything is known
     */
    record Story(long filled, long used, long source, StaleWhy why, long since, long known) {
        /** Nothing is known. */
        public static final Story NONE = new Story(-1, -1, -1, null, -1, 0);
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
     * @param hit     whether the last step used it
     * @param tip     one line for a tooltip
     * @param data    what the memory holds that it leads to, or empty
     */
    record Cell(int slot, String address, String rights, String under, State state, boolean hit, Story story, String tip, String data) {
        /** An entry that leads to memory of which nothing is known. */
        public Cell(int slot, String address, String rights, String under, State state, boolean hit, Story story, String tip) {
            this(slot, address, rights, under, state, hit, story, tip, "");
        }
    }

    /** The columns; the state has one of its own after them. */
    List<Column> columns();

    /** Number of entries. */
    int size();

    /** How many entries there is room for. */
    int capacity();

    /** The CPU at which a TLB is shown that several share; -1 where it is this one's, or nobody else's. */
    default int sharedWith() {
        return -1;
    }

    /** How many of them are stale. */
    int stale();

    /** The entry of that place, 0..size()-1. */
    Line line(int index);

    /** The same in fewer words. */
    Cell cell(int index);

    /** The slot of the entry of that place. */
    int slot(int index);

    /** Whether the entry of that place is stale. */
    boolean stale(int index);

    /** Index of the step that used the entry of that place last, or -1. */
    long used(int index);

    /** Address of the word that the entry of that place was filled from, or -1. */
    long source(int index);

    /** Addresses of the words that the entry of that place says the same as or did: of both stages, where it is of both. */
    default List<Long> sources(int index) {
        return List.of(source(index));
    }

    /** Entries that the last step removed. */
    List<Cell> gone();

    /** The place of the entry in a slot, or -1. */
    default int place(int slot) {
        for (int i = 0; i < size(); i++) {
            if (slot(i) == slot) {
                return i;
            }
        }
        return -1;
    }
}
