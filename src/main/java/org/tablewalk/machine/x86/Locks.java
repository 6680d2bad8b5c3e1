package org.tablewalk.machine.x86;

import org.tablewalk.machine.Bus;
import org.tablewalk.machine.Cells;
import org.tablewalk.machine.Event;
import org.tablewalk.machine.listing.Cpus;
import org.tablewalk.machine.listing.WaitQueue;

/** Queued spin locks, granted first come first served as Linux's. */
final class Locks {
    // Offsets in the cells of a lock: owner + 1, queue.
    static final int OWNER = 0;
    static final int QUEUE = 1;
    /** Cells of a lock. */
    static final int CELLS = QUEUE + 1 + 8;

    private static final int EXCLUSIVE = 1;

    private final Cells cells;
    private final X86Map map;
    private final Cpus running;
    private final WaitQueue queues;
    private final Bus bus;

    Locks(Cells cells, X86Map map, Cpus running, Bus bus) {
        this.cells = cells;
        this.map = map;
        this.running = running;
        this.bus = bus;
        queues = new WaitQueue(cells);
    }

    /** Takes a lock, or queues the CPU and gives false; a queued CPU that is granted the lock finds it taken when it tries again. */
    boolean acquire(int cpu, int lock) {
        int at = map.lock(lock);
        int waits = map.cpu(cpu) + CpuCells.WAITS_LOCK;
        boolean held = cells.get(at + OWNER) == cpu + 1;
        if (held && cells.get(waits) != 0 || cells.get(at + OWNER) == 0) {
            cells.put(waits, 0);
            cells.put(at + OWNER, cpu + 1L);
            bus.event(Event.LOCK, cpu, lock, EXCLUSIVE, 0);
            return true;
        }
        // A CPU that takes a lock twice waits for itself for ever, as it would.
        queues.add(at + QUEUE, cpu);
        cells.put(waits, lock + 1L);
        running.sleep(cpu);
        bus.event(Event.LOCK_WAIT, cpu, lock, EXCLUSIVE, 0);
        return false;
    }

    /** Releases a lock, to the head of its queue; false if the CPU does not hold it. */
    boolean release(int cpu, int lock) {
        int at = map.lock(lock);
        if (cells.get(at + OWNER) != cpu + 1) {
            return false;
        }
        bus.event(Event.UNLOCK, cpu, lock, EXCLUSIVE, 0);
        if (queues.isEmpty(at + QUEUE)) {
            cells.put(at + OWNER, 0);
            return true;
        }
        int waiter = (int) queues.head(at + QUEUE);
        queues.remove(at + QUEUE);
        cells.put(at + OWNER, waiter + 1L);
        running.wake(waiter);
        return true;
    }
}
