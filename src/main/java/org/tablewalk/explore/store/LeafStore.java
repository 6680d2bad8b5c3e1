package org.tablewalk.explore.store;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import org.tablewalk.machine.Cells;

/**
 * What leaves have been seen to hold, each content once. A leaf is a run of {@value #CELLS} cells; a content has a number from 1 on. Looking up takes no lock, adding does: contents
 * are few compared with states.
 */
final class LeafStore {
    static final int BITS = 4;
    /** Cells of a leaf. */
    static final int CELLS = 1 << BITS;
    /** Contents that can be numbered. */
    private static final int MOST = 1 << 27;

    private final LongPages contents = new LongPages((long) MOST << BITS);
    private final LongPages hashes = new LongPages(MOST);
    private volatile IntIndex index = new IntIndex(1 << 12);
    private int count;

    /** One cell's share of its leaf's hash; shares are summed. */
    static long mix(int offset, long value) {
        if (value == 0) {
            return 0;
        }
        long x = (value ^ (offset + 1) * 0x9E3779B97F4A7C15L) * 0xBF58476D1CE4E5B9L;
        x = (x ^ x >>> 32) * 0x94D049BB133111EBL;
        return x ^ x >>> 29;
    }

    /** The hash of a content: the sum of its cells' shares. */
    static long hash(long[] values, int from) {
        long hash = 0;
        for (int i = 0; i < CELLS; i++) {
            hash += mix(i, values[from + i]);
        }
        return hash;
    }

    /** The number of the content that stands in cells {@code from..}, whose hash the caller knows. */
    int intern(long hash, Cells cells, int from) {
        int known = find(index, hash, cells, from);
        return known != 0 ? known : add(hash, cells, from);
    }

    private int find(IntIndex in, long hash, Cells cells, int from) {
        long spread = PairStore.hash(hash);
        int slot = in.first(spread);
        while (true) {
            int held = in.get(slot);
            int number = in.number(held);
            if (held == 0 || in.mayBe(held, spread) && hashes.get(number) == hash && holds(number, cells, from)) {
                return number;
            }
            slot = in.next(slot);
        }
    }

    private boolean holds(int number, Cells cells, int from) {
        long at = (long) number << BITS;
        return cells.holds(from, CELLS, contents.page(at), LongPages.offset(at));
    }

    private synchronized int add(long hash, Cells cells, int from) {
        int known = find(index, hash, cells, from);
        if (known != 0) {
            return known;
        }
        int number = next();
        cells.copy(from, CELLS, contents.page((long) number << BITS), LongPages.offset((long) number << BITS));
        hashes.set(number, hash);
        index.enter(number, PairStore.hash(hash));
        return number;
    }

    private int next() {
        if (count + 1 == MOST) {
            throw new SearchLimit("contents");
        }
        if (count > index.size() / 2) {
            var larger = new IntIndex(index.size() * 2);
            for (int number = 1; number <= count; number++) {
                larger.enter(number, PairStore.hash(hashes.get(number)));
            }
            index = larger;
        }
        return ++count;
    }

    /** Puts a content into cells {@code from..}. */
    void load(int number, Cells cells, int from) {
        long at = (long) number << BITS;
        cells.put(from, CELLS, contents.page(at), LongPages.offset(at));
    }

    long hash(int number) {
        return hashes.get(number);
    }

    void write(DataOutput out) throws IOException {
        out.writeInt(count);
        for (long at = CELLS; at < (long) (count + 1) << BITS; at++) {
            out.writeLong(contents.get(at));
        }
    }

    /** Fills an empty store with what was written. */
    void read(DataInput in) throws IOException {
        int most = Damaged.count(in.readInt(), MOST - 1);
        for (int number = 1; number <= most; number++) {
            long[] page = contents.page((long) number << BITS);
            int at = LongPages.offset((long) number << BITS);
            for (int i = 0; i < CELLS; i++) {
                page[at + i] = in.readLong();
            }
            hashes.set(number, hash(page, at));
            next();
            index.enter(number, PairStore.hash(hashes.get(number)));
        }
    }

    /** Contents. */
    int count() {
        return count;
    }

    long bytes() {
        return LongPages.bytes((long) (count + 1) << BITS) + LongPages.bytes(count + 1L) + 4L * index.size();
    }
}
