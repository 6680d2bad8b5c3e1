package org.tablewalk.trace;

import org.tablewalk.machine.Cells;
import org.tablewalk.machine.EventSink;
import org.tablewalk.machine.Layout;
import org.tablewalk.machine.Machine;
import org.tablewalk.machine.Move;

/**
 * An imported trace as a machine whose only move is its next record, made by the record's lane. Thus an import is recorded, sought and stepped back like
 * any run, and there is nothing to choose in it; after the last record no move is enabled.
 */
public abstract class RecordMachine implements Machine {
    protected final Cells cells;
    private final RecordMap map;
    private final RecordOrder order;
    private EventSink sink = EventSink.NONE;

    /** A machine before the first record. */
    protected RecordMachine(RecordMap map, RecordOrder order) {
        this.map = map;
        this.order = order;
        cells = map.cells();
        for (int lane = 0; lane < map.lanes(); lane++) {
            setNext(lane, order.first(lane));
        }
    }

    private void setNext(int lane, int record) {
        cells.put(map.next(lane), record + 1L);
    }

    /** Makes a record: what it changes in the cells, and the events that tell it. */
    protected abstract void make(int index, int lane, EventSink events);

    /** Index of the record that the next step makes; the number of records at the end. */
    public final int next() {
        return (int) cells.get(map.made);
    }

    @Override
    public final Cells cells() {
        return cells;
    }

    @Override
    public final Layout layout() {
        return map.layout();
    }

    @Override
    public final int cpus() {
        return map.lanes();
    }

    @Override
    public final long enabled(int kind) {
        return kind == Move.RUN && next() < order.count() ? 1L << order.lane(next()) : 0;
    }

    @Override
    public final int alternatives(int kind, int actor) {
        return 1;
    }

    @Override
    public final void attach(EventSink events) {
        sink = events;
    }

    /** The next record of a lane, whether or not its turn has come; -1 after its last. */
    @Override
    public final int pc(int cpu) {
        return (int) cells.get(map.next(cpu)) - 1;
    }

    /** The same as {@link #pc}: each record is a line of the listing. */
    @Override
    public final int line(int cpu) {
        return pc(cpu);
    }

    @Override
    public final void step(int move) {
        if (!isEnabled(move)) {
            throw new IllegalArgumentException("move 0x" + Integer.toHexString(move) + " is not enabled");
        }
        int index = next();
        int lane = order.lane(index);
        cells.put(map.made, index + 1L);
        setNext(lane, order.follower(index));
        make(index, lane, sink);
    }
}
