package org.tablewalk.trace.casemate;

import org.tablewalk.machine.Cells;
import org.tablewalk.machine.Event;
import org.tablewalk.machine.EventSink;

/**
 * The memory words of an import and the plane of known bits beside them. A word that is not known is kept as 0, so that equal knowledge
 * is an equal state.
 */
public final class ImportedMemory {
    private final ImportMap map;
    private final Cells cells;

    /** The memory among the cells of a machine. */
    public ImportedMemory(ImportMap map, Cells cells) {
        this.map = map;
        this.cells = cells;
    }

    /** A store of one word by a thread; told as WORD_WRITE with 0 for an old word that is not known. */
    public void write(EventSink sink, int thread, long address, long value) {
        int cell = map.cellOf(address);
        long old = cells.get(cell);
        learn(cell, value);
        sink.event(Event.WORD_WRITE, thread, address, old, value);
    }

    /** A load tells what the word was: where that is news, somebody wrote it who is not in the trace. */
    public void read(EventSink sink, int thread, long address, long value) {
        learn(map.cellOf(address), value);
        sink.event(Event.WORD_READ, thread, address, value, 0);
    }

    /** Every word of the range gets a value; told as a write where the word was known as something else. */
    public void fill(EventSink sink, int thread, long address, long size, long value) {
        for (long at = address, left = size; left > 0;) {
            int cell = map.cellOf(at);
            int words = wordsOfGroup(at, left);
            long mask = mask(cell, words);
            int plane = map.knownCell(cell);
            long known = cells.get(plane);
            for (int i = 0; i < words; i++) {
                long old = cells.get(cell + i);
                cells.put(cell + i, value);
                if (old != value && (known & map.knownBit(cell + i)) != 0) {
                    sink.event(Event.WORD_WRITE, thread, at + i * 8L, old, value);
                }
            }
            cells.put(plane, known | mask);
            cells.put(map.freed(map.pageOfCell(cell)), 0);
            at += words * 8L;
            left -= words * 8L;
        }
    }

    /** The range is no longer this program's: from now on nothing is known about it. */
    public void forget(EventSink sink, int thread, long address, long size) {
        for (long at = address, left = size; left > 0;) {
            int cell = map.cellOf(at);
            int words = wordsOfGroup(at, left);
            for (int i = 0; i < words; i++) {
                cells.put(cell + i, 0);
            }
            int plane = map.knownCell(cell);
            cells.put(plane, cells.get(plane) & ~mask(cell, words));
            if ((at & ImportMap.PAGE_BYTES - 1) == 0 && left >= ImportMap.PAGE_BYTES) {
                cells.put(map.freed(map.pageOfCell(cell)), 1);
                sink.event(Event.PAGE_FREE, thread, at, 0, 0);
            }
            at += words * 8L;
            left -= words * 8L;
        }
    }

    /** Words from an address to the end of the 64 that share a cell of the known plane, or to the end of the range. */
    private static int wordsOfGroup(long address, long bytes) {
        return (int) Math.min(Long.SIZE - (address >>> 3 & Long.SIZE - 1), bytes >>> 3);
    }

    private long mask(int cell, int words) {
        return -1L >>> Long.SIZE - words << Long.numberOfTrailingZeros(map.knownBit(cell));
    }

    private void learn(int cell, long value) {
        cells.put(cell, value);
        cells.put(map.freed(map.pageOfCell(cell)), 0);
        int plane = map.knownCell(cell);
        cells.put(plane, cells.get(plane) | map.knownBit(cell));
    }
}
