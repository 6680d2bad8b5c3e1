package org.tablewalk.machine.arm64;

import java.util.List;

/**
 * That memory has contents: the host's memory behind every slot, and what else the host has, are words that loads and stores find.
 *
 * @param memory of the host's own that lies behind no slot, apart from all slots and from each other
 * @param words  what some hold at the start, no word twice; all others hold 0
 */
public record Contents(List<Memory> memory, List<Words> words) {
    /**
     * Some of the host's memory.
     *
     * @param pa   first physical address, a multiple of the page size
     * @param size bytes, likewise
     */
    public record Memory(long pa, long size) {}

    /**
     * Words one after another.
     *
     * @param pa     physical address of the first, a multiple of 8
     * @param values what they hold, in turn
     * @param times  how often the values follow each other, 1 or more
     */
    public record Words(long pa, List<Long> values, int times) {
        /** Words in all. */
        public int count() {
            return values.size() * times;
        }
    }
}
