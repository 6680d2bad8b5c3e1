package org.tablewalk.machine.arm64;

import org.tablewalk.machine.Bus;
import org.tablewalk.machine.Cells;
import org.tablewalk.machine.Event;
import org.tablewalk.machine.Eviction;
import org.tablewalk.machine.Move;
import org.tablewalk.machine.arm64.tlb.Tlb;
import org.tablewalk.machine.arm64.walk.AccessCells;
import org.tablewalk.machine.listing.Cpus;

/** What hardware does on its own, as far as the scenario declares it: buffered stores become visible, CPUs walk for addresses that nobody asked for, TLBs lose entries. */
final class OwnMoves {
    private final Cells cells;
    private final ArmMap map;
    private final ArmConfig config;
    private final Cpus running;
    private final Bus bus;
    private final Tlb tlb;
    /** On the side of stage 1; null if guests have none. */
    private final Tlb tlb1;
    private final AccessUnit access;
    private final Invalidations invalidations;
    private final Stores stores;
    private final Registers registers;
    private final TakenRegisters taken;

    OwnMoves(Cells cells, ArmMap map, Cpus running, Bus bus, Tlb tlb, Tlb tlb1, AccessUnit access, Invalidations invalidations, Stores stores, Registers registers,
            TakenRegisters taken) {
        this.cells = cells;
        this.map = map;
        this.running = running;
        this.bus = bus;
        this.tlb = tlb;
        this.tlb1 = tlb1;
        this.access = access;
        this.invalidations = invalidations;
        this.stores = stores;
        this.registers = registers;
        this.taken = taken;
        config = map.config();
    }

    /** The CPUs that can make a move of a kind. */
    long enabled(int kind) {
        ArmConfig.Freedoms freedoms = config.freedoms();
        boolean declared = switch (kind) {
            case Move.DRAIN -> freedoms.storeBuffer() != 0;
            case Move.SPECULATE -> !freedoms.speculative().isEmpty();
            default -> freedoms.eviction() != Eviction.NONE;
        };
        return declared ? mask(kind) : 0;
    }

    private long mask(int kind) {
        long mask = 0;
        for (int cpu = 0; cpu < config.cpus(); cpu++) {
            int state = map.cpu(cpu);
            boolean live = running.lives(cpu);
            boolean enabled = switch (kind) {
                case Move.DRAIN -> !stores.empty(cpu);
                case Move.SPECULATE -> live && cells.get(state + ArmMap.GUEST) != 0
                        && cells.get(state + ArmMap.SPECULATION + AccessCells.PHASE) == AccessCells.NONE;
                default -> live && evictable(cpu) > 0
                        && (config.freedoms().eviction() == Eviction.ANY || cells.get(state + ArmMap.EVICTIONS) > 0);
            };
            mask |= enabled ? 1L << cpu : 0;
        }
        return mask;
    }

    /** The oldest buffered store of a CPU becomes visible. */
    void drain(int cpu) {
        stores.drain(cpu);
        invalidations.drained(cpu);
        int state = map.cpu(cpu);
        int barrier = (int) cells.get(state + ArmMap.WAITS_DSB);
        boolean waits = !running.runs(cpu) && running.lives(cpu) && cells.get(state + ArmMap.WAITS_LOCK) == 0;
        if (waits && (barrier == 0 || invalidations.complete(cpu, barrier))) {
            running.wake(cpu);
        }
    }

    /** A CPU begins to walk for an address that nobody asked for. */
    void speculate(int cpu, int alternative) {
        int unit = map.cpu(cpu) + ArmMap.SPECULATION;
        int addresses = config.freedoms().speculative().size();
        long ipa = config.freedoms().speculative().get(alternative % addresses);
        bus.event(Event.SPECULATE, cpu, ipa, 0, 0);
        if (access.begin(cpu, unit, ipa, Event.READ, true, registers.chosen(cpu, alternative / addresses)) == AccessUnit.GOES_ON) {
            cells.put(map.walking, cells.get(map.walking) | 1L << cpu);
        } else {
            access.clear(cpu, unit);
            taken.end(cpu, unit);
        }
    }

    /** The next micro-step of such a walk. */
    void walk(int cpu, int alternative) {
        int unit = map.cpu(cpu) + ArmMap.SPECULATION;
        if (access.advance(cpu, unit, alternative, true) == AccessUnit.FINISHED) {
            invalidations.release(cpu, unit);
            cells.put(map.walking, cells.get(map.walking) & ~(1L << cpu));
        }
    }

    /** What a CPU's TLBs could lose at any time: of stage 2 first. */
    int evictable(int cpu) {
        return tlb.removal().evictable(cpu) + (tlb1 == null ? 0 : tlb1.removal().evictable(cpu));
    }

    /** A CPU's TLBs lose one of those. */
    void evict(int cpu, int alternative) {
        int stage2 = tlb.removal().evictable(cpu);
        if (alternative < stage2) {
            tlb.removal().evict(cpu, alternative);
        } else {
            tlb1.removal().evict(cpu, alternative - stage2);
        }
        if (config.freedoms().eviction() == Eviction.BOUNDED) {
            int left = map.cpu(cpu) + ArmMap.EVICTIONS;
            cells.put(left, cells.get(left) - 1);
        }
    }
}
