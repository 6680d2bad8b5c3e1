package org.tablewalk.explore.store;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;

/** The slots of an open-addressing hash table that hold numbers of things kept elsewhere, plus 1; 0 is empty. Linear probing; the number of slots is a power of two. */
final class IntIndex {
    private static final VarHandle SLOT = MethodHandles.arrayElementVarHandle(int[].class);

    private final int[] slots;

    IntIndex(int size) {
        slots = new int[size];
    }

    int size() {
        return slots.length;
    }

    /** The first slot to look at for a hash. */
    int first(long hash) {
        return (int) (hash >>> 32) & slots.length - 1;
    }

    /** The slot to look at after another. */
    int next(int slot) {
        return slot + 1 & slots.length - 1;
    }

    /** What a slot holds; what its writer had written before is seen too. */
    int get(int slot) {
        return (int) SLOT.getAcquire(slots, slot);
    }

    void set(int slot, int value) {
        SLOT.setRelease(slots, slot, value);
    }

    /** Changes an empty slot; false if it is empty no longer. */
    boolean claim(int slot, int value) {
        return SLOT.compareAndSet(slots, slot, 0, value);
    }
}
