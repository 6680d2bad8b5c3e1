package org.tablewalk.machine.arm64.lock;

import java.util.function.IntUnaryOperator;
import org.tablewalk.machine.Bus;
import org.tablewalk.machine.Cells;
import org.tablewalk.machine.Event;
import org.tablewalk.machine.listing.Cpus;

/**
 * Read-copy-update: a reader never waits. Who synchronises waits for the readers that are inside when it begins, not for those that come
 * later. Events name it by a number as if it were a lock: readers take it shared, who synchronises waits for it exclusively.
 */
public final class Rcu {
    private final Cells cells;
    private final Place place;
    private final IntUnaryOperator waits;
    private final Cpus running;
    private final Bus bus;

    /**
     * Where it lies among the cells.
     *
     * @param number  by which events name it
     * @param readers mask of the CPUs that are readers
     * @param awaited the first of a cell for each CPU that waits for a grace period: the readers it still waits for
     * @param cpus    number of CPUs
     */
    public record Place(int number, int readers, int awaited, int cpus) {}

    /**
     * Of a machine.
     *
     * @param waits gives by CPU the cell of what it waits for: 0, or a lock's number + 1
     */
    public Rcu(Cells cells, Place place, IntUnaryOperator waits, Cpus running, Bus bus) {
        this.cells = cells;
        this.place = place;
        this.waits = waits;
        this.running = running;
        this.bus = bus;
    }

    /** Begins a reader; false if the CPU is one already: readers do not nest here. */
    public boolean enter(int cpu) {
        long readers = cells.get(place.readers());
        if ((readers >>> cpu & 1) != 0) {
            return false;
        }
        cells.put(place.readers(), readers | 1L << cpu);
        bus.event(Event.LOCK, cpu, place.number(), Locks.SHARED, 0);
        return true;
    }

    /** Ends a reader, and wakes every CPU for which it was the last; false if the CPU is none. */
    public boolean leave(int cpu) {
        long readers = cells.get(place.readers());
        if ((readers >>> cpu & 1) == 0) {
            return false;
        }
        cells.put(place.readers(), readers & ~(1L << cpu));
        bus.event(Event.UNLOCK, cpu, place.number(), Locks.SHARED, 0);
        for (int other = 0; other < place.cpus(); other++) {
            long awaited = cells.get(place.awaited() + other);
            if ((awaited >>> cpu & 1) != 0) {
                cells.put(place.awaited() + other, awaited & ~(1L << cpu));
                if (awaited == 1L << cpu) {
                    running.wake(other);
                }
            }
        }
        return true;
    }

    /** Whether the grace period is over; if not, the CPU sleeps until it is and then asks again. A reader that asks waits for itself for ever, as it would. */
    public boolean synchronize(int cpu) {
        int wait = waits.applyAsInt(cpu);
        long readers = cells.get(place.readers());
        if (cells.get(wait) != 0 || readers == 0) {
            cells.put(wait, 0);
            return true;
        }
        cells.put(place.awaited() + cpu, readers);
        cells.put(wait, place.number() + 1L);
        running.sleep(cpu);
        bus.event(Event.LOCK_WAIT, cpu, place.number(), Locks.EXCLUSIVE, 0);
        return false;
    }
}
