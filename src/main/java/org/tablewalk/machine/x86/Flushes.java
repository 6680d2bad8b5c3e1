package org.tablewalk.machine.x86;

import org.tablewalk.machine.Bus;
import org.tablewalk.machine.Cells;
import org.tablewalk.machine.Event;
import org.tablewalk.machine.listing.Cpus;

/**
 * TLB flushes on other CPUs, as KVM makes its requests: a CPU in the guest is interrupted and the issuer waits until it has left the guest; a CPU that
 * is not in the guest flushes before it enters again, and nobody waits for it. An instruction of the guest that is interrupted starts again.
 */
final class Flushes {
    /** In {@link CpuCells#WAITS_FLUSH}, beside the CPUs waited for: the request has been made. */
    private static final long MADE = 1L << 62;

    private final Cells cells;
    private final X86Map map;
    private final Invalidation invalidation;
    private final Cpus running;
    private final Bus bus;

    Flushes(Cells cells, X86Map map, Invalidation invalidation, Cpus running, Bus bus) {
        this.cells = cells;
        this.map = map;
        this.invalidation = invalidation;
        this.running = running;
        this.bus = bus;
    }

    /** Flushes a CPU's own TLB of everything. */
    void local(int cpu) {
        bus.event(Event.TLB_FLUSH, cpu, invalidation.all(cpu), -1, 0);
    }

    /** Requests a flush on every CPU, or goes on with a request made earlier; false while CPUs in the guest have not answered. */
    boolean remote(int cpu) {
        int waits = map.cpu(cpu) + CpuCells.WAITS_FLUSH;
        if (cells.get(waits) == 0) {
            bus.event(Event.TLBI_ISSUE, cpu, cpu, 0, -1);
            local(cpu);
            cells.put(waits, MADE | ask(cpu));
            if (cells.get(waits) != MADE) {
                bus.event(Event.DSB_WAIT, cpu, 0, 0, 0);
            } else {
                bus.event(Event.TLBI_DONE, cpu, cpu, 0, 0);
            }
        }
        if (cells.get(waits) != MADE) {
            running.sleep(cpu);
            return false;
        }
        cells.put(waits, 0);
        bus.event(Event.DSB_DONE, cpu, 0, 0, 0);
        return true;
    }

    /** Makes the request of every other CPU that lives. Returns those in the guest. */
    private long ask(int cpu) {
        long awaited = 0;
        for (int other = 0; other < map.config().cpus(); other++) {
            int state = map.cpu(other);
            if (other != cpu && running.lives(other)) {
                if (cells.get(state + CpuCells.GUEST) != 0) {
                    cells.put(state + CpuCells.ARRIVING, cells.get(state + CpuCells.ARRIVING) | 1L << cpu);
                    cells.put(map.arrivable, cells.get(map.arrivable) | 1L << other);
                    awaited |= 1L << other;
                } else {
                    cells.put(state + CpuCells.FLUSH_AT_ENTRY, 1);
                }
            }
        }
        return awaited;
    }

    /** A CPU leaves the guest, for a request or for any other reason: it flushes if it was asked, and whoever asked goes on. */
    void leave(int cpu) {
        int state = map.cpu(cpu);
        long issuers = cells.get(state + CpuCells.ARRIVING);
        if (issuers == 0) {
            return;
        }
        int removed = invalidation.all(cpu);
        bus.event(Event.TLB_FLUSH, cpu, removed, -1, 0);
        cells.put(state + CpuCells.ARRIVING, 0);
        cells.put(map.arrivable, cells.get(map.arrivable) & ~(1L << cpu));
        for (long left = issuers; left != 0; left &= left - 1) {
            int issuer = Long.numberOfTrailingZeros(left);
            int waits = map.cpu(issuer) + CpuCells.WAITS_FLUSH;
            bus.event(Event.TLBI_ARRIVE, cpu, issuer, removed, 0);
            cells.put(waits, cells.get(waits) & ~(1L << cpu));
            if (cells.get(waits) == MADE) {
                running.wake(issuer);
                bus.event(Event.TLBI_DONE, issuer, issuer, 0, 0);
            }
        }
    }

    /** A CPU enters the guest: it flushes if it was asked meanwhile. */
    void enter(int cpu) {
        int asked = map.cpu(cpu) + CpuCells.FLUSH_AT_ENTRY;
        if (cells.get(asked) != 0) {
            cells.put(asked, 0);
            local(cpu);
        }
    }
}
