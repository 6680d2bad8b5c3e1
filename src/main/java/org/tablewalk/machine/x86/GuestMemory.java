package org.tablewalk.machine.x86;

import org.tablewalk.machine.Bus;
import org.tablewalk.machine.Cells;
import org.tablewalk.machine.Event;

/**
 * Guest memory by guest physical address. Where a slot has no contents, or there is no slot, reads give 0 and writes leave no trace: such memory has
 * places, but nothing is kept in it.
 */
final class GuestMemory {
    private final Cells cells;
    private final X86Map map;
    private final Bus bus;

    GuestMemory(Cells cells, X86Map map, Bus bus) {
        this.cells = cells;
        this.map = map;
        this.bus = bus;
    }

    /** Whether a number of bytes can be stored or read at once. */
    static boolean size(long bytes) {
        return bytes == 1 || bytes == 2 || bytes == 4 || bytes == 8;
    }

    private static long mask(int bytes) {
        return bytes == 8 ? -1 : (1L << 8 * bytes) - 1;
    }

    private long word(long gpa) {
        int cell = map.guestCell(gpa & -8);
        return cell < 0 ? 0 : cells.get(cell);
    }

    /** Reads up to 8 bytes, at any alignment. */
    long read(long gpa, int bytes) {
        int shift = 8 * (int) (gpa & 7);
        long value = word(gpa) >>> shift;
        if (shift + 8 * bytes > 64) {
            value |= word(gpa + 8) << 64 - shift;
        }
        return value & mask(bytes);
    }

    /** Writes up to 8 bytes, at any alignment: one word or two. */
    void write(int cpu, long gpa, long value, int bytes) {
        int shift = 8 * (int) (gpa & 7);
        put(cpu, gpa, mask(bytes) << shift, value << shift);
        if (shift + 8 * bytes > 64) {
            put(cpu, gpa + 8, mask(bytes) >>> 64 - shift, value >>> 64 - shift);
        }
    }

    private void put(int cpu, long gpa, long mask, long value) {
        int cell = map.guestCell(gpa & -8);
        if (cell >= 0) {
            long old = cells.get(cell);
            long now = old & ~mask | value & mask;
            cells.put(cell, now);
            bus.event(Event.WORD_WRITE, cpu, map.pfnOf(gpa >>> 12) << 12 | gpa & 0xff8, old, now);
        }
    }

    /** Compares and exchanges 4 or 8 aligned bytes. Returns what was found. */
    long compareAndExchange(int cpu, long gpa, long expected, long value, int bytes) {
        long found = read(gpa, bytes);
        bus.event(Event.GUEST_READ, cpu, gpa, found, bytes);
        if (found == (expected & mask(bytes))) {
            write(cpu, gpa, value, bytes);
        }
        return found;
    }
}
