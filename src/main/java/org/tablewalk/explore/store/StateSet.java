package org.tablewalk.explore.store;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * The states seen, each once, numbered in the order in which they were found, and for each the state it was first reached from. A state is its key, 64 bits from which a
 * {@link StateTree} gives back every cell. Several threads may add; {@link #grow} needs them to stand still.
 */
public final class StateSet {
    /** States that can be numbered. */
    static final int MOST = Integer.MAX_VALUE - (1 << 16);
    private static final int THREADS = 64;
    private static final int LEAST_SLOTS = 1 << 16;

    private final LongPages keys = new LongPages(MOST);
    private final IntPages parents = new IntPages(MOST);
    private final AtomicInteger count = new AtomicInteger();
    private IntIndex index = new IntIndex(LEAST_SLOTS);

    /**
     * The number of the state of that key; a new one if it has not been seen.
     *
     * @param parent the number of the state it is reached from, if it is new
     */
    public int add(long key, int parent) {
        IntIndex in = index;
        long hash = PairStore.hash(key);
        int slot = in.first(hash);
        while (true) {
            int held = in.get(slot);
            if (held == IntIndex.BUSY) {
                Thread.onSpinWait();
            } else if (held != 0) {
                int number = in.number(held) - 1;
                if (in.mayBe(held, hash) && keys.get(number) == key) {
                    return number;
                }
                slot = in.next(slot);
            } else if (reserve() && in.claim(slot)) {
                int number = count.getAndIncrement();
                keys.set(number, key);
                parents.set(number, parent);
                in.set(slot, number + 1, hash);
                return number;
            }
        }
    }

    /** Looks where {@link #add} will look for a key, so that the memory is at hand then. What it gives is of no meaning. */
    public long fetch(long key) {
        IntIndex in = index;
        long hash = PairStore.hash(key);
        int held = in.get(in.first(hash));
        return held > 0 && in.mayBe(held, hash) ? keys.get(in.number(held) - 1) : held;
    }

    /** Room for the next state and those that other threads add meanwhile, so that a slot once claimed is filled. */
    private boolean reserve() {
        int ahead = count.get() + THREADS;
        if (ahead >= MOST) {
            throw new SearchLimit("states");
        }
        keys.page(ahead);
        parents.page(ahead);
        return true;
    }

    /** The number of the state of that key, or -1. No thread may be adding. */
    public int find(long key) {
        long hash = PairStore.hash(key);
        for (int slot = index.first(hash); index.get(slot) != 0; slot = index.next(slot)) {
            int held = index.get(slot);
            if (index.mayBe(held, hash) && keys.get(index.number(held) - 1) == key) {
                return index.number(held) - 1;
            }
        }
        return -1;
    }

    /** Whether it must grow before many more are added. */
    public boolean crowded() {
        int slots = index.size();
        return count.get() > slots - slots / 4;
    }

    /** Bytes that making room takes more. */
    public long growth() {
        return 4L * index.size();
    }

    /** Makes room. No thread may be adding. */
    public void grow() {
        if (index.size() == 1 << 30) {
            throw new SearchLimit("states");
        }
        index = filled(index.size() * 2);
    }

    private IntIndex filled(int slots) {
        var larger = new IntIndex(slots);
        int states = count.get();
        for (int number = 0; number < states; number++) {
            larger.enter(number + 1, PairStore.hash(keys.get(number)));
        }
        return larger;
    }

    void write(DataOutput out) throws IOException {
        out.writeInt(count.get());
        for (int number = 0; number < count.get(); number++) {
            out.writeLong(keys.get(number));
            out.writeInt(parents.get(number));
        }
    }

    /** Fills an empty set with what was written. */
    void read(DataInput in) throws IOException {
        int all = Damaged.count(in.readInt(), MOST - THREADS);
        for (int number = 0; number < all; number++) {
            keys.set(number, in.readLong());
            parents.set(number, in.readInt());
            Damaged.unless(number == 0 ? parents.get(number) == -1 : parents.get(number) >= 0 && parents.get(number) < number);
        }
        count.set(all);
        int slots = index.size();
        while (all > slots - slots / 4) {
            slots *= 2;
        }
        index = filled(slots);
    }

    public long key(int number) {
        return keys.get(number);
    }

    /** The state from which a state was first reached; -1 for the start. */
    public int parent(int number) {
        return parents.get(number);
    }

    /** States. */
    public int count() {
        return count.get();
    }

    public long bytes() {
        return LongPages.bytes(count.get()) + IntPages.bytes(count.get()) + 4L * index.size();
    }
}
