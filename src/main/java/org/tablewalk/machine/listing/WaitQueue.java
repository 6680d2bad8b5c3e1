package org.tablewalk.machine.listing;

import java.util.ArrayList;
import java.util.List;
import java.util.function.IntToLongFunction;
import org.tablewalk.machine.Cells;

/** A queue in cells: its length, then its entries, packed from the head, so that equal queues are equal states. */
public final class WaitQueue {
    private final Cells cells;

    /** Queues in those cells. */
    public WaitQueue(Cells cells) {
        this.cells = cells;
    }

    /** Whether nothing waits in the queue at a cell. */
    public boolean isEmpty(int queue) {
        return cells.get(queue) == 0;
    }

    /** Appends an entry. */
    public void add(int queue, long entry) {
        int length = (int) cells.get(queue);
        cells.put(queue + 1 + length, entry);
        cells.put(queue, length + 1L);
    }

    /** The entry at the head of a queue that is not empty. */
    public long head(int queue) {
        return cells.get(queue + 1);
    }

    /** Removes the head of a queue that is not empty. */
    public void remove(int queue) {
        int length = (int) cells.get(queue) - 1;
        for (int i = 0; i < length; i++) {
            cells.put(queue + 1 + i, cells.get(queue + 2 + i));
        }
        cells.put(queue + 1 + length, 0);
        cells.put(queue, length);
    }

    /** The CPUs that wait, whose numbers are the low bytes of entries, first to last. */
    public static List<Integer> cpus(IntToLongFunction cells, int queue) {
        List<Integer> waiting = new ArrayList<>();
        for (int i = 0; i < cells.applyAsLong(queue); i++) {
            waiting.add((int) cells.applyAsLong(queue + 1 + i) & 0xff);
        }
        return waiting;
    }
}
