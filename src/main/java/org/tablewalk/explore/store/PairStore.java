package org.tablewalk.explore.store;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;

/** Pairs of numbers, each once; a pair has a number from 1 on. Looking up takes no lock, adding does: pairs are few compared with states. */
final class PairStore {
    private final LongPages pairs;
    private final int most;
    private volatile IntIndex index = new IntIndex(1 << 8);
    private int count;

    /** An empty store for so many pairs, less 1. */
    PairStore(int most) {
        this.most = most;
        pairs = new LongPages(most);
    }

    /** Spreads a pair over all bits. */
    static long hash(long pair) {
        long x = (pair ^ pair >>> 32) * 0x9E3779B97F4A7C15L;
        x = (x ^ x >>> 29) * 0xBF58476D1CE4E5B9L;
        return x ^ x >>> 32;
    }

    /** The number of a pair. */
    int intern(long pair) {
        int known = find(index, pair);
        return known != 0 ? known : add(pair);
    }

    private int find(IntIndex in, long pair) {
        long hash = hash(pair);
        int slot = in.first(hash);
        while (true) {
            int held = in.get(slot);
            if (held == 0 || in.mayBe(held, hash) && pairs.get(in.number(held)) == pair) {
                return in.number(held);
            }
            slot = in.next(slot);
        }
    }

    private synchronized int add(long pair) {
        int known = find(index, pair);
        if (known != 0) {
            return known;
        }
        append(pair);
        return count;
    }

    private void append(long pair) {
        if (count + 1 == most) {
            throw new SearchLimit("pairs");
        }
        if (count > index.size() / 3 * 2) {
            var larger = new IntIndex(index.size() * 2);
            for (int number = 1; number <= count; number++) {
                larger.enter(number, hash(pairs.get(number)));
            }
            index = larger;
        }
        pairs.set(++count, pair);
        index.enter(count, hash(pair));
    }

    long get(int number) {
        return pairs.get(number);
    }

    void write(DataOutput out) throws IOException {
        out.writeInt(count);
        for (int number = 1; number <= count; number++) {
            out.writeLong(pairs.get(number));
        }
    }

    /** Fills an empty store with what was written. */
    void read(DataInput in) throws IOException {
        int all = Damaged.count(in.readInt(), most - 1);
        for (int number = 1; number <= all; number++) {
            append(in.readLong());
        }
    }

    int count() {
        return count;
    }

    long bytes() {
        return count == 0 ? 4L * index.size() : LongPages.bytes(count + 1L) + 4L * index.size();
    }
}
