package org.tablewalk.machine.x86;

import org.tablewalk.machine.Cells;
import org.tablewalk.machine.Event;

/** Queued spin locks, granted first come first served as Linux's. The queue is kept packed from its head, so that equal queues are equal states. */
final class Locks {
    private static final int EXCLUSIVE = 1;

    private final Cells cells;
    private final X86Map map;
    private final Bus bus;

    Locks(Cells cells, X86Map map, Bus bus) {
        this.cells = cells;
        this.map = map;
        this.bus = bus;
    }

    /** Takes a lock, or queues the CPU and gives false; a queued CPU that is granted the lock finds it taken when it tries again. */
    boolean acquire(int cpu, int lock) {
        int at = map.lock(lock);
        int waits = map.cpu(cpu) + X86Map.WAITS_LOCK;
        boolean held = cells.get(at + X86Map.LOCK_OWNER) == cpu + 1;
        if (held && cells.get(waits) != 0 || cells.get(at + X86Map.LOCK_OWNER) == 0) {
            cells.put(waits, 0);
            cells.put(at + X86Map.LOCK_OWNER, cpu + 1L);
            bus.event(Event.LOCK, cpu, lock, EXCLUSIVE, 0);
            return true;
        }
        // A CPU that takes a lock twice waits for itself for ever, as it would.
        int length = (int) cells.get(at + X86Map.LOCK_QUEUED);
        cells.put(at + X86Map.LOCK_QUEUE + length, cpu);
        cells.put(at + X86Map.LOCK_QUEUED, length + 1L);
        cells.put(waits, lock + 1L);
        cells.put(map.runnable, cells.get(map.runnable) & ~(1L << cpu));
        bus.event(Event.LOCK_WAIT, cpu, lock, EXCLUSIVE, 0);
        return false;
    }

    /** Releases a lock, to the head of its queue; false if the CPU does not hold it. */
    boolean release(int cpu, int lock) {
        int at = map.lock(lock);
        if (cells.get(at + X86Map.LOCK_OWNER) != cpu + 1) {
            return false;
        }
        bus.event(Event.UNLOCK, cpu, lock, EXCLUSIVE, 0);
        int length = (int) cells.get(at + X86Map.LOCK_QUEUED) - 1;
        if (length < 0) {
            cells.put(at + X86Map.LOCK_OWNER, 0);
            return true;
        }
        int waiter = (int) cells.get(at + X86Map.LOCK_QUEUE);
        for (int i = 0; i < length; i++) {
            cells.put(at + X86Map.LOCK_QUEUE + i, cells.get(at + X86Map.LOCK_QUEUE + i + 1));
        }
        cells.put(at + X86Map.LOCK_QUEUE + length, 0);
        cells.put(at + X86Map.LOCK_QUEUED, length);
        cells.put(at + X86Map.LOCK_OWNER, waiter + 1L);
        cells.put(map.runnable, cells.get(map.runnable) | 1L << waiter);
        return true;
    }
}
