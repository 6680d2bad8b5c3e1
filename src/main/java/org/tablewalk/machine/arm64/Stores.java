package org.tablewalk.machine.arm64;

import org.tablewalk.machine.Bus;
import org.tablewalk.machine.Cells;
import org.tablewalk.machine.Event;

/**
 * Stores to memory words, the hypervisor's and the values that guests store: visible at once, or through a FIFO store buffer per CPU when the scenario declares one.
 * Walks do not see a buffer; the CPU's own loads do.
 */
final class Stores {
    private final Cells cells;
    private final ArmMap map;
    private final Bus bus;
    private final int depth;

    Stores(Cells cells, ArmMap map, Bus bus) {
        this.cells = cells;
        this.map = map;
        this.bus = bus;
        depth = map.config().freedoms().storeBuffer();
    }

    /** Whether a store would have to wait for room. */
    boolean full(int cpu) {
        return depth > 0 && cells.get(map.cpu(cpu) + ArmMap.STORES) == depth;
    }

    /** Whether the CPU has no buffered store. */
    boolean empty(int cpu) {
        return cells.get(map.cpu(cpu) + ArmMap.STORES) == 0;
    }

    void store(int cpu, long pa, long value) {
        if (depth == 0) {
            write(cpu, pa, value);
            return;
        }
        int state = map.cpu(cpu);
        int held = (int) cells.get(state + ArmMap.STORES);
        cells.put(state + ArmMap.STORE_BUFFER + 2 * held, pa);
        cells.put(state + ArmMap.STORE_BUFFER + 2 * held + 1, value);
        cells.put(state + ArmMap.STORES, held + 1L);
        bus.event(Event.STORE, cpu, pa, value, 0);
    }

    /** What the CPU itself reads: its youngest buffered store to the word, else memory. */
    long load(int cpu, long pa) {
        int state = map.cpu(cpu);
        for (int i = (int) cells.get(state + ArmMap.STORES) - 1; i >= 0; i--) {
            if (cells.get(state + ArmMap.STORE_BUFFER + 2 * i) == pa) {
                return cells.get(state + ArmMap.STORE_BUFFER + 2 * i + 1);
            }
        }
        return cells.get(map.cellOf(pa));
    }

    /** The same, told. */
    long read(int cpu, long pa) {
        long value = load(cpu, pa);
        bus.event(Event.WORD_READ, cpu, pa, value, 0);
        return value;
    }

    /** The oldest buffered store becomes visible. */
    void drain(int cpu) {
        int state = map.cpu(cpu);
        int left = (int) cells.get(state + ArmMap.STORES) - 1;
        int buffer = state + ArmMap.STORE_BUFFER;
        long pa = cells.get(buffer);
        long value = cells.get(buffer + 1);
        for (int i = 0; i < 2 * left; i++) {
            cells.put(buffer + i, cells.get(buffer + i + 2));
        }
        cells.put(buffer + 2 * left, 0);
        cells.put(buffer + 2 * left + 1, 0);
        cells.put(state + ArmMap.STORES, left);
        write(cpu, pa, value);
    }

    /** Writes a word if it holds what is expected, in one go, and gives what was there. The buffer is empty. */
    long compareAndExchange(int cpu, long pa, long expected, long value) {
        long found = read(cpu, pa);
        if (found == expected) {
            write(cpu, pa, value);
        }
        return found;
    }

    /** Clears bits of a word and sets others, in one go, and gives what was there. The buffer is empty. */
    long exchange(int cpu, long pa, long cleared, long set) {
        long found = read(cpu, pa);
        write(cpu, pa, found & ~cleared | set);
        return found;
    }

    /** Writes a word, which is visible at once. */
    void write(int cpu, long pa, long value) {
        int cell = map.cellOf(pa);
        long old = cells.get(cell);
        cells.put(cell, value);
        bus.event(Event.WORD_WRITE, cpu, pa, old, value);
    }
}
