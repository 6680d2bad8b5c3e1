package org.tablewalk.explore.store;

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
        long spread = hash * 0x9E3779B97F4A7C15L;
        for (int slot = in.first(spread);; slot = in.next(slot)) {
            int number = in.get(slot);
            if (number == 0) {
                return 0;
            }
            if (hashes.get(number) == hash && cells.holds(from, CELLS, contents.page((long) number << BITS), LongPages.offset((long) number << BITS))) {
                return number;
            }
        }
    }

    private synchronized int add(long hash, Cells cells, int from) {
        int known = find(index, hash, cells, from);
        if (known != 0) {
            return known;
        }
        int number = next();
        cells.copy(from, CELLS, contents.page((long) number << BITS), LongPages.offset((long) number << BITS));
        hashes.set(number, hash);
        enter(index, number);
        return number;
    }

    private int next() {
        if (count + 1 == MOST) {
            throw new SearchLimit("contents");
        }
        if (count > index.size() / 2) {
            var larger = new IntIndex(index.size() * 2);
            for (int number = 1; number <= count; number++) {
                enter(larger, number);
            }
            index = larger;
        }
        return ++count;
    }

    private void enter(IntIndex in, int number) {
        int slot = in.first(hashes.get(number) * 0x9E3779B97F4A7C15L);
        while (in.get(slot) != 0) {
            slot = in.next(slot);
        }
        in.set(slot, number);
    }

    /** Copies a content into an array from its start on. */
    void copy(int number, long[] into) {
        System.arraycopy(contents.page((long) number << BITS), LongPages.offset((long) number << BITS), into, 0, CELLS);
    }

    long hash(int number) {
        return hashes.get(number);
    }

    /** Contents. */
    int count() {
        return count;
    }

    long bytes() {
        return LongPages.bytes((long) (count + 1) << BITS) + LongPages.bytes(count + 1L) + 4L * index.size();
    }
}
