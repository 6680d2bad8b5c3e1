package org.tablewalk.format.kvmmmu;

import org.tablewalk.machine.Cells;
import org.tablewalk.machine.Event;
import org.tablewalk.machine.EventSink;
import org.tablewalk.machine.Layout;
import org.tablewalk.machine.Machine;
import org.tablewalk.machine.Move;
import org.tablewalk.trace.kvmmmu.Faults;
import org.tablewalk.trace.kvmmmu.KvmmmuMap;
import org.tablewalk.trace.kvmmmu.PageKey;
import org.tablewalk.trace.kvmmmu.ShadowPages;

/**
 * A trace as a machine whose only move is its next record, made by the record's task. After the last record no move is enabled.
 *
 * <p>Events: pages and entries are told as by our own machine's tracepoints, with names instead of addresses (see {@link ShadowPages}); an entry that a
 * walk read is {@code GUEST_WALK} (its guest physical address, 0 if it does not follow, with its level). What changes nothing that is kept is a
 * {@code NOTE} with the record's index.
 */
public final class KvmmmuMachine implements Machine {
    private final KvmmmuMap map;
    private final Records records;
    private final Cells cells;
    private final Faults faults;
    private final ShadowPages pages;
    private EventSink sink = EventSink.NONE;

    KvmmmuMachine(KvmmmuMap map, Records records) {
        this.map = map;
        this.records = records;
        cells = map.cells();
        faults = new Faults(map, cells);
        pages = new ShadowPages(map, cells, faults);
        for (int lane = 0; lane < map.lanes(); lane++) {
            faults.setNext(lane, records.first(lane));
        }
    }

    /** Where everything lies among the cells. */
    public KvmmmuMap map() {
        return map;
    }

    @Override
    public Cells cells() {
        return cells;
    }

    @Override
    public Layout layout() {
        return map.layout();
    }

    @Override
    public int cpus() {
        return map.lanes();
    }

    @Override
    public long enabled(int kind) {
        return kind == Move.RUN && next() < records.count() ? 1L << records.lane(next()) : 0;
    }

    @Override
    public int alternatives(int kind, int actor) {
        return 1;
    }

    @Override
    public void attach(EventSink sink) {
        this.sink = sink;
    }

    /** Index of the record that the next step makes; the number of records at the end. */
    public int next() {
        return faults.made();
    }

    /** The next record of a task, whether or not its turn has come; -1 after its last. */
    @Override
    public int pc(int cpu) {
        return faults.next(cpu);
    }

    /** The same as {@link #pc}: each record is a line of the listing. */
    @Override
    public int line(int cpu) {
        return pc(cpu);
    }

    @Override
    public void step(int move) {
        if (!isEnabled(move)) {
            throw new IllegalArgumentException("move 0x" + Integer.toHexString(move) + " is not enabled");
        }
        int index = next();
        int lane = records.lane(index);
        faults.setMade(index + 1);
        faults.setNext(lane, records.follower(index));
        KvmmmuEvent event = records.event(index);
        if (event == null || !make(event, lane)) {
            sink.event(Event.NOTE, lane, index, 0, 0);
        }
    }

    /** Makes a record; false if there is nothing to tell but that it was there. */
    private boolean make(KvmmmuEvent event, int lane) {
        switch (event.kind()) {
            case GET_PAGE, SYNC_PAGE, UNSYNC_PAGE, ZAP_PAGE -> {
                PageKey key = Survey.key(event);
                return key != null && page(event, lane, key);
            }
            case SET_SPTE -> {
                pages.set(sink, lane, event.get(Field.GFN), event.get(Field.SPTE), (int) event.get(Field.LEVEL), event.get(Field.SPTEP));
                return true;
            }
            case TDP_SPTE_CHANGED -> {
                pages.changed(sink, lane, (int) event.get(Field.ADDRESS_SPACE), event.get(Field.GFN), (int) event.get(Field.LEVEL),
                        event.get(Field.OLD_SPTE), event.get(Field.NEW_SPTE));
                return true;
            }
            case FAST_PAGE_FAULT -> {
                return pages.repaired(sink, lane, event.get(Field.FAULT_ADDRESS), event.get(Field.OLD_SPTE), event.get(Field.NEW_SPTE));
            }
            case PAGETABLE_WALK -> faults.walk(lane, event.get(Field.ADDR));
            case SPTE_REQUESTED -> faults.request(lane, event.get(Field.GFN));
            case PAGING_ELEMENT -> {
                int level = (int) event.get(Field.LEVEL);
                long gpa = faults.element(lane, event.get(Field.PTE), level);
                pages.guest(gpa, event.get(Field.PTE));
                sink.event(Event.GUEST_WALK, lane, Math.max(0, gpa) | (long) level << 60, event.get(Field.PTE), 0);
                return true;
            }
            case ZAP_ALL_FAST -> pages.zapAll(event.get(Field.GENERATION));
            default -> { }
        }
        return false;
    }

    private boolean page(KvmmmuEvent event, int lane, PageKey key) {
        long role = event.get(Field.ROLE);
        long rootCount = event.get(Field.ROOT_COUNT);
        boolean unsync = event.get(Field.UNSYNC) == 1;
        switch (event.kind()) {
            case GET_PAGE -> pages.got(sink, lane, key, role, event.get(Field.CREATED) == 1, rootCount, unsync);
            case SYNC_PAGE -> pages.sync(sink, lane, key, role, rootCount, true);
            case UNSYNC_PAGE -> pages.sync(sink, lane, key, role, rootCount, false);
            default -> pages.zap(sink, lane, key, rootCount);
        }
        return true;
    }
}
