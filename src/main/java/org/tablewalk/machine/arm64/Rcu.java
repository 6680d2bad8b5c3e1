package org.tablewalk.machine.arm64;

import org.tablewalk.machine.Bus;
import org.tablewalk.machine.Cells;
import org.tablewalk.machine.Event;
import org.tablewalk.machine.listing.Cpus;

/**
 * Read-copy-update: a reader never waits. Who synchronises waits for the readers that are inside when it begins, not for those that come
 * later. Events name it as the lock {@link ArmState#RCU}: readers take it shared, who synchronises waits for it exclusively.
 */
final class Rcu {
    private final Cells cells;
    private final ArmMap map;
    private final Cpus running;
    private final Bus bus;

    Rcu(Cells cells, ArmMap map, Cpus running, Bus bus) {
        this.cells = cells;
        this.map = map;
        this.running = running;
        this.bus = bus;
    }

    /** Begins a reader; false if the CPU is one already: readers do not nest here. */
    boolean enter(int cpu) {
        long readers = cells.get(map.rcuReaders);
        if ((readers >>> cpu & 1) != 0) {
            return false;
        }
        cells.put(map.rcuReaders, readers | 1L << cpu);
        bus.event(Event.LOCK, cpu, ArmState.RCU, Locks.SHARED, 0);
        return true;
    }

    /** Ends a reader, and wakes every CPU for which it was the last; false if the CPU is none. */
    boolean leave(int cpu) {
        long readers = cells.get(map.rcuReaders);
        if ((readers >>> cpu & 1) == 0) {
            return false;
        }
        cells.put(map.rcuReaders, readers & ~(1L << cpu));
        bus.event(Event.UNLOCK, cpu, ArmState.RCU, Locks.SHARED, 0);
        for (int other = 0; other < map.config().cpus(); other++) {
            long awaited = cells.get(map.rcuAwaited + other);
            if ((awaited >>> cpu & 1) != 0) {
                cells.put(map.rcuAwaited + other, awaited & ~(1L << cpu));
                if (awaited == 1L << cpu) {
                    running.wake(other);
                }
            }
        }
        return true;
    }

    /** Whether the grace period is over; if not, the CPU sleeps until it is and then asks again. A reader that asks waits for itself for ever, as it would. */
    boolean synchronize(int cpu) {
        int waits = map.cpu(cpu) + ArmMap.WAITS_LOCK;
        long readers = cells.get(map.rcuReaders);
        if (cells.get(waits) != 0 || readers == 0) {
            cells.put(waits, 0);
            return true;
        }
        cells.put(map.rcuAwaited + cpu, readers);
        cells.put(waits, ArmState.RCU + 1L);
        running.sleep(cpu);
        bus.event(Event.LOCK_WAIT, cpu, ArmState.RCU, Locks.EXCLUSIVE, 0);
        return false;
    }
}
