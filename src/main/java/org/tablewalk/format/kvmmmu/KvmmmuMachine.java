package org.tablewalk.format.kvmmmu;

import org.tablewalk.machine.Event;
import org.tablewalk.machine.EventSink;
import org.tablewalk.trace.RecordMachine;
import org.tablewalk.trace.kvmmmu.Faults;
import org.tablewalk.trace.kvmmmu.KvmmmuMap;
import org.tablewalk.trace.kvmmmu.PageKey;
import org.tablewalk.trace.kvmmmu.ShadowPages;

/**
 * The machine of a kvmmmu trace. Its lanes are the tasks.
 *
 * <p>Events: pages and entries are told as by our own machine's tracepoints, with names instead of addresses (see {@link ShadowPages}); an entry that a
 * walk read is {@code GUEST_WALK} (its guest physical address, 0 if it does not follow, with its level). What changes nothing that is kept is a
 * {@code NOTE} with the record's index.
 */
public final class KvmmmuMachine extends RecordMachine {
    private final KvmmmuMap map;
    private final Records records;
    private final Faults faults;
    private final ShadowPages pages;

    KvmmmuMachine(KvmmmuMap map, Records records) {
        super(map, records.order());
        this.map = map;
        this.records = records;
        faults = new Faults(map, cells);
        pages = new ShadowPages(map, cells, faults);
    }

    /** Where everything lies among the cells. */
    public KvmmmuMap map() {
        return map;
    }

    @Override
    protected void make(int index, int lane, EventSink events) {
        KvmmmuEvent event = records.event(index);
        if (event == null || !make(event, lane, events)) {
            events.event(Event.NOTE, lane, index, 0, 0);
        }
    }

    /** Makes a record; false if there is nothing to tell but that it was there. */
    private boolean make(KvmmmuEvent event, int lane, EventSink events) {
        switch (event.kind()) {
            case GET_PAGE, SYNC_PAGE, UNSYNC_PAGE, ZAP_PAGE -> {
                PageKey key = Survey.key(event);
                return key != null && page(event, lane, key, events);
            }
            case SET_SPTE -> {
                pages.set(events, lane, event.get(Field.GFN), event.get(Field.SPTE), (int) event.get(Field.LEVEL), event.get(Field.SPTEP));
                return true;
            }
            case TDP_SPTE_CHANGED -> {
                pages.changed(events, lane, (int) event.get(Field.ADDRESS_SPACE), event.get(Field.GFN), (int) event.get(Field.LEVEL),
                        event.get(Field.OLD_SPTE), event.get(Field.NEW_SPTE));
                return true;
            }
            case FAST_PAGE_FAULT -> {
                return pages.repaired(events, lane, event.get(Field.FAULT_ADDRESS), event.get(Field.OLD_SPTE), event.get(Field.NEW_SPTE));
            }
            case PAGETABLE_WALK -> faults.walk(lane, event.get(Field.ADDR));
            case SPTE_REQUESTED -> faults.request(lane, event.get(Field.GFN));
            case PAGING_ELEMENT -> {
                int level = (int) event.get(Field.LEVEL);
                long gpa = faults.element(lane, event.get(Field.PTE), level);
                pages.guest(gpa, event.get(Field.PTE));
                events.event(Event.GUEST_WALK, lane, Math.max(0, gpa) | (long) level << 60, event.get(Field.PTE), 0);
                return true;
            }
            case ZAP_ALL_FAST -> pages.zapAll(event.get(Field.GENERATION));
            default -> {}
        }
        return false;
    }

    private boolean page(KvmmmuEvent event, int lane, PageKey key, EventSink events) {
        long role = event.get(Field.ROLE);
        long rootCount = event.get(Field.ROOT_COUNT);
        boolean unsync = event.get(Field.UNSYNC) == 1;
        switch (event.kind()) {
            case GET_PAGE -> pages.got(events, lane, key, role, event.get(Field.CREATED) == 1, rootCount, unsync);
            case SYNC_PAGE -> pages.sync(events, lane, key, role, rootCount, true);
            case UNSYNC_PAGE -> pages.sync(events, lane, key, role, rootCount, false);
            default -> pages.zap(events, lane, key, rootCount);
        }
        return true;
    }
}
