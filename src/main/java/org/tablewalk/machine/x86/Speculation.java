package org.tablewalk.machine.x86;

import java.util.List;
import org.tablewalk.machine.Bus;
import org.tablewalk.machine.Cells;
import org.tablewalk.machine.Event;

/**
 * Walks that a CPU in its guest makes for no reason, of the scenario's named addresses (SDM volume 3, "Paging-Structure Caches": entries may be cached by
 * speculation, and of directories below which nothing is mapped). One that is under way when the guest is left is dropped: the CPU goes on with other tables.
 */
final class Speculation {
    private final Cells cells;
    private final X86Map map;
    private final AccessUnit access;
    private final Bus bus;
    private final List<Long> addresses;
    private final boolean user;

    Speculation(Cells cells, X86Map map, AccessUnit access, Bus bus) {
        this.cells = cells;
        this.map = map;
        this.access = access;
        this.bus = bus;
        addresses = map.config().caching().speculative();
        user = map.config().virtualization() != X86Config.Virtualization.SHADOW;
    }

    /** Addresses a walk could be of. */
    int addresses() {
        return addresses.size();
    }

    /** CPUs whose walk is under way, one bit each. */
    long walking() {
        return addresses.isEmpty() ? 0 : cells.get(map.caches.walking);
    }

    /** Whether a CPU could begin one. */
    boolean possible(int cpu) {
        int state = map.cpu(cpu);
        return cells.get(state + CpuCells.GUEST) != 0 && cells.get(state + CpuCells.HW_ROOT) != 0 && (walking() >>> cpu & 1) == 0;
    }

    void begin(int cpu, int alternative) {
        long address = addresses.get(alternative);
        bus.event(Event.SPECULATE, cpu, address, 0, 0);
        if (access.speculate(cpu, map.caches.speculation(cpu), address, user) == AccessUnit.GOES_ON) {
            cells.put(map.caches.walking, walking() | 1L << cpu);
        }
    }

    void advance(int cpu) {
        if (access.advanceSpeculation(cpu, map.caches.speculation(cpu)) == AccessUnit.FINISHED) {
            over(cpu);
        }
    }

    private void over(int cpu) {
        cells.put(map.caches.walking, walking() & ~(1L << cpu));
    }

    /** A CPU leaves its guest. */
    void leave(int cpu) {
        if ((walking() >>> cpu & 1) != 0) {
            access.drop(map.caches.speculation(cpu));
            over(cpu);
        }
    }
}
