package org.tablewalk.trace.tlb;

import java.util.Arrays;
import org.tablewalk.machine.Event;
import org.tablewalk.machine.EventSink;

/**
 * What happened to TLBs and to the words that they were filled from, on the way of a cursor to where it stands: from where it entered the recording
 * last. Written by the cursor's thread at the end only, so that a {@link Part} of it can be read by another without a copy.
 *
 * <p>A log that grows too long lets go of its oldest records; a reader that was behind then knows less, and {@link Part#since} says from where on.
 */
public final class TlbLog implements EventSink {
    /** Records in a chunk, and most chunks. A quarter of a million records are ten megabytes. */
    private static final int CHUNK = 1 << 12;
    private static final int MOST_CHUNKS = 64;
    /** Longs of a record: position, kind with actor, three operands. */
    private static final int FIELDS = 5;

    private Object identity = new Object();
    private long[][] chunks = new long[4][];
    private long dropped;
    private long length;
    private long start;
    private long position;

    /**
     * A log as it was at one moment.
     *
     * @param identity the same object for parts of one log: the longer part then begins like the shorter
     * @param chunks   of records
     * @param from     number of the first record that is still there
     * @param to       number of records made
     * @param since    position from which on everything was recorded
     */
    public record Part(Object identity, long[][] chunks, long from, long to, long since) {
        /** Nothing is known. */
        public static final Part NONE = new Part(new Object(), new long[0][], 0, 0, 0);

        private long field(long record, int field) {
            long index = record - from;
            return chunks[(int) (index / CHUNK)][(int) (index % CHUNK) * FIELDS + field];
        }

        /** Index of the step in which a record's event happened, {@code from() <= record < to()}. */
        public long position(long record) {
            return field(record, 0);
        }

        /** Kind of a record's event. */
        public int kind(long record) {
            return (int) field(record, 1) & 0xff;
        }

        /** CPU of a record's event. */
        public int actor(long record) {
            return (int) (field(record, 1) >>> 8);
        }

        /** First operand, see {@link Event}. */
        public long a(long record) {
            return field(record, 2);
        }

        /** Second operand. */
        public long b(long record) {
            return field(record, 3);
        }

        /** Third operand. */
        public long c(long record) {
            return field(record, 4);
        }
    }

    /** The cursor enters the recording anew. */
    public void restart(long at) {
        identity = new Object();
        chunks = new long[4][];
        dropped = 0;
        length = 0;
        start = at;
    }

    /** The step of that index is about to be made. */
    public void at(long step) {
        position = step;
    }

    /** What is logged so far. */
    public Part part() {
        return new Part(identity, chunks, dropped, length, start);
    }

    @Override
    public void event(int kind, int actor, long a, long b, long c) {
        switch (kind) {
            case Event.TLB_HIT, Event.TLB_MISS, Event.TLB_FILL, Event.WALK_READ, Event.PAGE_FREE -> add(kind, actor, a, b, c);
            case Event.WORD_WRITE, Event.AD_UPDATE -> {
                if (b != c) {
                    add(kind, actor, a, b, c);
                }
            }
            default -> {
            }
        }
    }

    private void add(int kind, int actor, long a, long b, long c) {
        int chunk = (int) ((length - dropped) / CHUNK);
        if (chunk == MOST_CHUNKS) {
            // A new array: parts that were handed out keep the old one.
            chunks = Arrays.copyOfRange(chunks, MOST_CHUNKS / 2, MOST_CHUNKS * 3 / 2);
            dropped += (long) MOST_CHUNKS / 2 * CHUNK;
            start = chunks[0][0];
            chunk -= MOST_CHUNKS / 2;
        } else if (chunk == chunks.length) {
            chunks = Arrays.copyOf(chunks, Math.min(MOST_CHUNKS, 2 * chunk));
        }
        if (chunks[chunk] == null) {
            chunks[chunk] = new long[CHUNK * FIELDS];
        }
        long[] into = chunks[chunk];
        int at = (int) ((length - dropped) % CHUNK) * FIELDS;
        into[at] = position;
        into[at + 1] = (long) actor << 8 | kind;
        into[at + 2] = a;
        into[at + 3] = b;
        into[at + 4] = c;
        length++;
    }
}
