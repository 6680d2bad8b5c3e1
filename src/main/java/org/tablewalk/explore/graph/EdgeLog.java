package org.tablewalk.explore.graph;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.tablewalk.explore.store.Damaged;

/** Transitions without a completed access, in a few bytes each: for each state where they lead. Written by one thread, read when the search stands still. */
public final class EdgeLog {
    private static final int PAGE = 1 << 16;
    /** Bytes of a number at most. */
    private static final int MOST = 5;

    /** Takes the log's records. */
    public interface Taker {
        /** Where a state's transitions lead: the first {@code count} elements. */
        void edges(int from, int[] to, int count);
    }

    private final List<byte[]> pages = new ArrayList<>();
    private byte[] page = new byte[0];
    private int at;
    private int last;
    private long edges;
    private boolean backward;

    /** Adds a state's transitions. */
    public void add(int from, int[] to, int count) {
        put(from - last);
        put(count);
        for (int i = 0; i < count; i++) {
            put(to[i] - from);
        }
        last = from;
        count(from, to, count);
    }

    private void count(int from, int[] to, int count) {
        edges += count;
        for (int i = 0; i < count; i++) {
            backward |= to[i] <= from;
        }
    }

    /** Transitions in the log. */
    long edges() {
        return edges;
    }

    /** Whether any leads to a state that is not higher than where it comes from: without one there is no cycle. */
    boolean backward() {
        return backward;
    }

    /** A signed number, small ones in few bytes: the sign in the lowest bit, then seven bits a byte. */
    private void put(int number) {
        if (at + MOST > page.length) {
            page = new byte[PAGE];
            pages.add(page);
            at = 0;
        }
        int left = number << 1 ^ number >> 31;
        while ((left & ~0x7f) != 0) {
            page[at++] = (byte) (left | 0x80);
            left >>>= 7;
        }
        page[at++] = (byte) left;
        // What is left of a page is read as nothing: a number never begins in its last bytes.
    }

    /** Hands over all records in the order in which they were added. */
    public void read(Taker taker) {
        new Reader(taker).run();
    }

    /** Writes the log. */
    public void write(DataOutput out) throws IOException {
        out.writeInt(pages.size());
        out.writeInt(at);
        for (byte[] each : pages) {
            out.write(each);
        }
    }

    /**
     * A log that was written, to be read only.
     *
     * @param states states that there are
     */
    public static EdgeLog read(DataInput in, int states) throws IOException {
        var log = new EdgeLog();
        int all = in.readInt();
        log.at = in.readInt();
        Damaged.unless(all >= 0 && log.at >= 0 && log.at <= (all == 0 ? 0 : PAGE));
        for (int i = 0; i < all; i++) {
            byte[] each = new byte[PAGE];
            in.readFully(each);
            log.pages.add(each);
        }
        boolean[] sound = {true};
        try {
            log.read((from, to, count) -> {
                sound[0] &= from >= 0 && from < states;
                log.count(from, to, count);
                for (int i = 0; i < count; i++) {
                    sound[0] &= to[i] >= 0 && to[i] < states;
                }
            });
        } catch (IndexOutOfBoundsException | NegativeArraySizeException e) {
            sound[0] = false;
        }
        Damaged.unless(sound[0]);
        return log;
    }

    /** Bytes taken. */
    public long bytes() {
        return (long) pages.size() * PAGE;
    }

    private final class Reader {
        private final Taker taker;
        private int next;
        private int offset;

        Reader(Taker taker) {
            this.taker = taker;
        }

        void run() {
            int[] to = new int[64];
            int from = 0;
            while (next < pages.size() - 1 || next == pages.size() - 1 && offset < at) {
                from += number();
                int count = number();
                if (count > to.length) {
                    to = new int[count * 2];
                }
                for (int i = 0; i < count; i++) {
                    to[i] = from + number();
                }
                taker.edges(from, to, count);
            }
        }

        private int number() {
            if (offset + MOST > PAGE) {
                next++;
                offset = 0;
            }
            byte[] read = pages.get(next);
            int value = 0;
            int shift = 0;
            int b;
            do {
                b = read[offset++];
                value |= (b & 0x7f) << shift;
                shift += 7;
            } while (b < 0);
            return value >>> 1 ^ -(value & 1);
        }
    }
}
