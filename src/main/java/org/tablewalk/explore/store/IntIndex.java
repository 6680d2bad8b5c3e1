package org.tablewalk.explore.store;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;

/**
 * The slots of an open-addressing hash table of numbers of things kept elsewhere. Beside the number, from 1 on, a slot holds as many bits of the thing's hash as there is room for in 32, so
 * that other things need hardly ever be looked at; 0 is empty. Linear probing; the number of slots is a power of two, and fewer things than slots are entered.
 */
final class IntIndex {
    /** A slot whose number is being made. */
    static final int BUSY = -1;
    private static final VarHandle SLOT = MethodHandles.arrayElementVarHandle(int[].class);

    private final int[] slots;
    private final int numbers;

    IntIndex(int size) {
        slots = new int[size];
        numbers = size - 1;
    }

    int size() {
        return slots.length;
    }

    /** The first slot to look at for a hash. */
    int first(long hash) {
        return (int) (hash >>> 32) & numbers;
    }

    /** The slot to look at after another. */
    int next(int slot) {
        return slot + 1 & numbers;
    }

    /** What a slot holds, 0 if nothing; what its writer had written before is seen too. */
    int get(int slot) {
        return (int) SLOT.getAcquire(slots, slot);
    }

    /** Whether what a slot holds may be of a hash. */
    boolean mayBe(int held, long hash) {
        return ((held ^ (int) hash) & ~numbers) == 0;
    }

    /** The number that a slot holds. */
    int number(int held) {
        return held & numbers;
    }

    /** Fills a slot with the number of a thing. */
    void set(int slot, int number, long hash) {
        SLOT.setRelease(slots, slot, number | (int) hash & ~numbers);
    }

    /** Enters the number of a thing that is not there. One thread only. */
    void enter(int number, long hash) {
        int slot = first(hash);
        while (get(slot) != 0) {
            slot = next(slot);
        }
        set(slot, number, hash);
    }

    /** Takes an empty slot to fill it; false if it is empty no longer. */
    boolean claim(int slot) {
        return SLOT.compareAndSet(slots, slot, 0, BUSY);
    }
}
