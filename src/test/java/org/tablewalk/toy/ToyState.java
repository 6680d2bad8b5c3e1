package org.tablewalk.toy;

import java.util.List;
import java.util.function.IntToLongFunction;
import java.util.stream.IntStream;

/** Reads the toy machine's state, from its cells or from an image of them. */
record ToyState(ToyMap map, IntToLongFunction cells) {
    static final int LIVE = 0;
    static final int ENDED = 1;
    static final int FAILED = 2;

    /** The word at an address; nothing stands outside of table memory. */
    long word(long at) {
        int cell = map.cellOf(at);
        return cell < 0 ? 0 : cells.applyAsLong(cell);
    }

    static boolean valid(long word) {
        return (word & ToyMap.VALID) != 0;
    }

    static long target(long word) {
        return word & ~7L;
    }

    /** Where the entry of the second level stands for an address, or -1 if there is none. */
    long entryOf(long address) {
        long top = word(ToyMap.BASE + 8L * ToyMap.index(address, 1));
        return valid(top) ? target(top) + 8L * ToyMap.index(address, 2) : -1;
    }

    /** The address whose page a slot of the TLB translates, or -1 if it is empty. */
    long cached(int slot) {
        long tag = cells.applyAsLong(map.tags + slot);
        return tag == 0 ? -1 : tag - 1 << 12;
    }

    long held(int slot) {
        return cells.applyAsLong(map.held + slot);
    }

    /** Whether the tables no longer say what a slot holds. */
    boolean stale(int slot) {
        long address = cached(slot);
        return address >= 0 && word(entryOf(address)) != held(slot);
    }

    /** The slots of the TLB that were filled from an entry, or would be now. */
    List<Integer> copies(long entry) {
        return IntStream.range(0, ToyMap.ENTRIES).filter(slot -> cached(slot) >= 0 && entryOf(cached(slot)) == entry).boxed().toList();
    }

    /** The address of the entry that the access in flight reads next, or -1. */
    long next() {
        int level = (int) cells.applyAsLong(map.level);
        return level == 0 ? -1 : cells.applyAsLong(map.table) + 8L * ToyMap.index(cells.applyAsLong(map.address), level);
    }

    int status() {
        return (int) cells.applyAsLong(map.status);
    }

    int pc() {
        return (int) cells.applyAsLong(map.plan.pc(0)) - 1;
    }

    /** The level of the table that holds an entry, and which entry it is: {@code L2[1]}. */
    String name(long entry) {
        return "L" + level(entry) + "[" + (entry - ToyMap.BASE >> 3 & ToyMap.ENTRIES - 1) + "]";
    }

    int level(long entry) {
        return entry < ToyMap.BASE + ToyMap.TABLE_BYTES ? 1 : 2;
    }
}
