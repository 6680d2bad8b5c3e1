package org.tablewalk.machine.arm64.lock;

import java.util.function.IntUnaryOperator;
import org.tablewalk.machine.Bus;
import org.tablewalk.machine.Cells;
import org.tablewalk.machine.Event;
import org.tablewalk.machine.listing.Cpus;
import org.tablewalk.machine.listing.WaitQueue;

/**
 * Queued locks, exclusive or shared, granted first come first served as Linux's queued spin and reader-writer locks are.
 */
public final class Locks {
    public static final int EXCLUSIVE = 1;
    public static final int SHARED = 2;

    // Offsets in the cells of a lock: owner + 1, mask of readers, queue.
    public static final int OWNER = 0;
    public static final int READERS = 1;
    public static final int QUEUE = 2;
    /** Cells of a lock. */
    public static final int CELLS = QUEUE + 1 + 64;

    private final Cells cells;
    private final IntUnaryOperator locks;
    private final IntUnaryOperator waits;
    private final Cpus running;
    private final WaitQueue queues;
    private final Bus bus;

    /**
     * The locks of a machine.
     *
     * @param locks gives the first cell of a lock by its number
     * @param waits gives by CPU the cell of what it waits for: 0, or a lock's number + 1
     */
    public Locks(Cells cells, IntUnaryOperator locks, IntUnaryOperator waits, Cpus running, Bus bus) {
        this.cells = cells;
        this.locks = locks;
        this.waits = waits;
        this.running = running;
        this.bus = bus;
        queues = new WaitQueue(cells);
    }

    /** Takes a lock, or queues the CPU and gives false; a queued CPU that is granted the lock finds it taken when it tries again. */
    public boolean acquire(int cpu, int lock, int mode) {
        int at = locks.applyAsInt(lock);
        int wait = waits.applyAsInt(cpu);
        boolean held = mode == EXCLUSIVE ? cells.get(at + OWNER) == cpu + 1
                : (cells.get(at + READERS) >>> cpu & 1) != 0;
        if (held && cells.get(wait) != 0) {
            cells.put(wait, 0);
            bus.event(Event.LOCK, cpu, lock, mode, 0);
            return true;
        }
        if (!held && queues.isEmpty(at + QUEUE) && free(at, mode)) {
            grant(at, cpu, mode);
            bus.event(Event.LOCK, cpu, lock, mode, 0);
            return true;
        }
        // A CPU that takes an exclusive lock twice waits for itself for ever, as it would.
        queues.add(at + QUEUE, (long) mode << 8 | cpu);
        cells.put(wait, lock + 1L);
        running.sleep(cpu);
        bus.event(Event.LOCK_WAIT, cpu, lock, mode, 0);
        return false;
    }

    private boolean free(int at, int mode) {
        return cells.get(at + OWNER) == 0 && (mode == SHARED || cells.get(at + READERS) == 0);
    }

    private void grant(int at, int cpu, int mode) {
        if (mode == EXCLUSIVE) {
            cells.put(at + OWNER, cpu + 1L);
        } else {
            cells.put(at + READERS, cells.get(at + READERS) | 1L << cpu);
        }
    }

    /** Releases a lock; false if the CPU does not hold it in that mode. */
    public boolean release(int cpu, int lock, int mode) {
        int at = locks.applyAsInt(lock);
        if (mode == EXCLUSIVE) {
            if (cells.get(at + OWNER) != cpu + 1) {
                return false;
            }
            cells.put(at + OWNER, 0);
        } else {
            if ((cells.get(at + READERS) >>> cpu & 1) == 0) {
                return false;
            }
            cells.put(at + READERS, cells.get(at + READERS) & ~(1L << cpu));
        }
        bus.event(Event.UNLOCK, cpu, lock, mode, 0);
        while (!queues.isEmpty(at + QUEUE)) {
            long head = queues.head(at + QUEUE);
            int waiter = (int) head & 0xff;
            int wanted = (int) (head >>> 8);
            if (!free(at, wanted)) {
                break;
            }
            grant(at, waiter, wanted);
            queues.remove(at + QUEUE);
            running.wake(waiter);
        }
        return true;
    }
}
