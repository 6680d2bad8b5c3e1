package org.tablewalk.machine.listing;

import org.tablewalk.machine.Cells;
import org.tablewalk.machine.Event;
import org.tablewalk.machine.EventSink;

/** Which CPUs can make their next step. One that lives can, unless it sleeps until something wakes it. */
public final class Cpus {
    /** What has become of a CPU: nothing runs on it; it lives; its listing came to its end; KVM_RUN returned an error. */
    public static final int IDLE = 0;
    public static final int LIVE = 1;
    public static final int ENDED = 2;
    public static final int FAILED = 3;
    /** The error, less its sign, that ends a CPU whose listing misuses the machine. */
    public static final int EFAULT = 14;

    private final Cells cells;
    private final ListingMap map;
    private final int runnable;
    private final EventSink events;

    Cpus(Cells cells, ListingMap map, EventSink events) {
        this.cells = cells;
        this.map = map;
        runnable = map.runnable();
        this.events = events;
    }

    /** Whether a CPU's listing goes on, now or later. */
    public boolean lives(int cpu) {
        return cells.get(map.status(cpu)) == LIVE;
    }

    /** The CPUs that can make their next step, one bit each. */
    public long runnable() {
        return cells.get(runnable);
    }

    /** Whether a CPU can make its next step. */
    public boolean runs(int cpu) {
        return (runnable() >>> cpu & 1) != 0;
    }

    /** A CPU at its first routine begins. */
    public void start(int cpu) {
        cells.put(map.status(cpu), LIVE);
        wake(cpu);
    }

    /** A CPU does not run until something wakes it. */
    public void sleep(int cpu) {
        cells.put(runnable, cells.get(runnable) & ~(1L << cpu));
    }

    /** A CPU can run. */
    public void wake(int cpu) {
        cells.put(runnable, cells.get(runnable) | 1L << cpu);
    }

    /**
     * Stops a CPU for good.
     *
     * @param exit 0 at the end of its listing, or the error that KVM_RUN returns
     * @param why  as in {@link Event#HALT}
     */
    public void halt(int cpu, long exit, int why) {
        cells.put(map.status(cpu), exit == 0 ? ENDED : FAILED);
        cells.put(map.exit(cpu), exit);
        sleep(cpu);
        events.event(Event.HALT, cpu, exit, why, cells.get(map.plan().pc(cpu)) - 1);
    }
}
