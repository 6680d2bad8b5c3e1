package org.tablewalk.machine.arm64.tlb;

import java.util.function.LongPredicate;
import org.tablewalk.machine.Bus;
import org.tablewalk.machine.Cells;
import org.tablewalk.machine.Event;

/** Runs of TLB entries, a set or a level of the walk cache: in an order that means something and without holes, so that equal TLBs are equal states. */
final class TlbRuns {
    private final Cells cells;

    TlbRuns(Cells cells) {
        this.cells = cells;
    }

    /** Closes the gap at {@code index} of a run of entries that has no holes. */
    void removeAt(int first, int length, int index) {
        int to = first + index * TlbShape.ENTRY;
        int end = first + length * TlbShape.ENTRY;
        while (to + TlbShape.ENTRY < end && cells.get(to) != 0) {
            cells.put(to, cells.get(to + TlbShape.ENTRY));
            cells.put(to + 1, cells.get(to + TlbShape.ENTRY + 1));
            to += TlbShape.ENTRY;
        }
        cells.put(to, 0);
        cells.put(to + 1, 0);
    }

    /** Puts an entry at {@code index} of a run that holds {@code used} and has room; those behind it move on. */
    void insert(int first, int used, int index, long tag, long word) {
        for (int way = used; way > index; way--) {
            int to = first + way * TlbShape.ENTRY;
            cells.put(to, cells.get(to - TlbShape.ENTRY));
            cells.put(to + 1, cells.get(to - TlbShape.ENTRY + 1));
        }
        cells.put(first + index * TlbShape.ENTRY, tag);
        cells.put(first + index * TlbShape.ENTRY + 1, word);
    }

    /** Entries in a run. */
    int used(int first, int length) {
        int way = 0;
        while (way < length && cells.get(first + way * TlbShape.ENTRY) != 0) {
            way++;
        }
        return way;
    }

    /** Drops an entry for no reason. */
    void evict(int cpu, int first, int length, int index, Bus bus) {
        int cell = first + index * TlbShape.ENTRY;
        bus.event(Event.TLB_EVICT, cpu, cells.get(cell), cells.get(cell + 1), 0);
        removeAt(first, length, index);
    }

    /** Removes the entries with such tags. Returns how many. */
    int remove(int first, int length, LongPredicate gone) {
        int removed = 0;
        int way = 0;
        while (way < length) {
            long tag = cells.get(first + way * TlbShape.ENTRY);
            if (tag == 0) {
                break;
            }
            if (gone.test(tag)) {
                removeAt(first, length, way);
                removed++;
            } else {
                way++;
            }
        }
        return removed;
    }
}
