package org.tablewalk.machine.x86;

import java.util.function.LongPredicate;
import org.tablewalk.machine.Cells;

/** Runs of cached entries, a set of a TLB or a level of the paging-structure caches: oldest first and without holes, so that what is the same is the same state. */
final class Rows {
    /** Cells of an entry: address | level (0 when empty), the leaf entry with the rights of the whole path, the root. */
    static final int ENTRY = 3;

    private final Cells cells;

    Rows(Cells cells) {
        this.cells = cells;
    }

    /** Entries of a run. */
    int used(int first, int ways) {
        int way = 0;
        while (way < ways && cells.get(first + way * ENTRY) != 0) {
            way++;
        }
        return way;
    }

    /** Closes the gap at {@code index}. */
    void removeAt(int first, int ways, int index) {
        int to = first + index * ENTRY;
        int last = first + (ways - 1) * ENTRY;
        while (to < last && cells.get(to) != 0) {
            for (int i = 0; i < ENTRY; i++) {
                cells.put(to + i, cells.get(to + ENTRY + i));
            }
            to += ENTRY;
        }
        for (int i = 0; i < ENTRY; i++) {
            cells.put(to + i, 0);
        }
    }

    /** Removes the entries with such owners, and of one tag unless that is 0. Returns how many. */
    int remove(int first, int ways, long tag, LongPredicate owned) {
        int removed = 0;
        int way = 0;
        while (way < ways) {
            int cell = first + way * ENTRY;
            long t = cells.get(cell);
            if (t == 0) {
                break;
            }
            if ((tag == 0 || t == tag) && owned.test(cells.get(cell + 2))) {
                removeAt(first, ways, way);
                removed++;
            } else {
                way++;
            }
        }
        return removed;
    }
}
