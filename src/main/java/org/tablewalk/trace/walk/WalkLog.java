package org.tablewalk.trace.walk;

import java.util.Arrays;
import org.tablewalk.machine.Event;
import org.tablewalk.machine.listing.Program;
import org.tablewalk.trace.Observer;

/**
 * The calls of callbacks of a whole run, in order. Read off the events of its steps: the walker's routine is entered for an entry, reads it, calls back, reads it once more.
 *
 * <p>Written by one thread. A {@link Part} can be read by another without a copy: what is added later it does not see, and of the last call of a CPU it may see sooner or later
 * than the frame that it belongs to how that ended.
 */
public final class WalkLog implements Observer {
    /** Records in a chunk. */
    private static final int CHUNK = 1 << 10;
    /** Longs of a record: position, CPU with flag, level and reload, cursor, entry, word, return, result, word again. */
    private static final int FIELDS = 8;
    private static final int RELOADED = 1 << 16;

    /** What a CPU's walk does. */
    private enum Phase { NONE, ENTERED, READ, CALLED, RETURNED }

    /** A CPU's walk. */
    private static final class Walk {
        private final long[] ptep = new long[4];
        private final long[] pte = new long[4];
        private Phase phase = Phase.NONE;
        private int level;
        private int depth;
        private long record;

        private Walk copy() {
            var copy = new Walk();
            System.arraycopy(ptep, 0, copy.ptep, 0, 4);
            System.arraycopy(pte, 0, copy.pte, 0, 4);
            copy.phase = phase;
            copy.level = level;
            copy.depth = depth;
            copy.record = record;
            return copy;
        }
    }

    private record Saved(long length, Walk[] walks, long[][] chunks) {}

    private final int visitor;
    private Walk[] walks;
    private long[][] chunks = new long[4][];
    private long length;
    private long position;

    /**
     * The log as it was at one moment.
     *
     * @param chunks of records
     * @param length number of calls
     */
    public record Part(long[][] chunks, long length) {
        /** No walk was made. */
        public static final Part NONE = new Part(new long[0][], 0);

        /** A call, {@code 0 <= index < length}. */
        public WalkVisit visit(long index) {
            long[] chunk = chunks[(int) (index / CHUNK)];
            int at = (int) (index % CHUNK) * FIELDS;
            int packed = (int) chunk[at + 1];
            return new WalkVisit(chunk[at], packed & 0xff, packed >>> 8 & 7, packed >>> 12 & 3, chunk[at + 2], chunk[at + 3], chunk[at + 4], chunk[at + 5], chunk[at + 6],
                    (packed & RELOADED) != 0, chunk[at + 7]);
        }

        /** How many calls were made by then: those in the first {@code steps} steps. */
        public long before(long steps) {
            long low = 0;
            long high = length;
            while (low < high) {
                long middle = (low + high) >>> 1;
                if (chunks[(int) (middle / CHUNK)][(int) (middle % CHUNK) * FIELDS] < steps) {
                    low = middle + 1;
                } else {
                    high = middle;
                }
            }
            return low;
        }
    }

    /**
     * A log without a record.
     *
     * @param visitor number of the routine that a walk enters for every entry, with the entry's address and its level
     */
    public WalkLog(int visitor, int cpus) {
        this.visitor = visitor;
        walks = new Walk[cpus];
        Arrays.setAll(walks, _ -> new Walk());
    }

    /** A log of a program's walks; if no routine of that name is in it, there will be none. */
    public static WalkLog of(Program program, String visitor, int cpus) {
        var routine = program.routine(visitor);
        return new WalkLog(routine == null ? -1 : routine.index(), cpus);
    }

    /** What is logged so far. */
    public Part part() {
        return new Part(chunks, length);
    }

    @Override
    public void before(int move, long step) {
        position = step;
    }

    @Override
    public void event(int kind, int actor, long a, long b, long c) {
        switch (kind) {
            case Event.CALL -> {
                Walk walk = walks[actor];
                if (walk.phase == Phase.CALLED) {
                    walk.depth++;
                } else if (a == visitor) {
                    walk.level = (int) c & 3;
                    walk.ptep[walk.level] = b;
                    walk.phase = Phase.ENTERED;
                } else if (walk.phase == Phase.RETURNED) {
                    walk.phase = Phase.READ;
                }
            }
            case Event.CALLBACK -> called(actor, walks[actor], a, (int) b, (int) c);
            case Event.WORD_READ -> read(walks[actor], a, b);
            case Event.RETURN -> returned(walks[actor], b);
            default -> {
            }
        }
    }

    private void read(Walk walk, long address, long value) {
        if (walk.phase == Phase.ENTERED && address == walk.ptep[walk.level]) {
            walk.pte[walk.level] = value;
            walk.phase = Phase.READ;
        } else if (walk.phase == Phase.RETURNED) {
            if (address == walk.ptep[walk.level]) {
                walk.pte[walk.level] = value;
                long[] chunk = chunk(walk.record);
                chunk[at(walk.record) + 1] |= RELOADED;
                chunk[at(walk.record) + 7] = value;
            }
            walk.phase = Phase.READ;
        }
    }

    private void called(int cpu, Walk walk, long addr, int level, int flag) {
        if (walk.phase == Phase.CALLED) {
            walk.depth++;
            return;
        }
        if (walk.phase == Phase.NONE) {
            return;
        }
        walk.level = level & 3;
        walk.depth = 1;
        walk.phase = Phase.CALLED;
        walk.record = length;
        int chunk = (int) (length / CHUNK);
        if (chunk == chunks.length) {
            // A new array: parts that were handed out keep the old one.
            chunks = Arrays.copyOf(chunks, 2 * chunk);
        }
        if (chunks[chunk] == null) {
            chunks[chunk] = new long[CHUNK * FIELDS];
        }
        long[] into = chunks[chunk];
        int at = at(length);
        into[at] = position;
        into[at + 1] = cpu | (flag & 7) << 8 | walk.level << 12;
        into[at + 2] = addr;
        into[at + 3] = walk.ptep[walk.level];
        into[at + 4] = walk.pte[walk.level];
        into[at + 5] = -1;
        into[at + 6] = 0;
        into[at + 7] = 0;
        length++;
    }

    private void returned(Walk walk, long value) {
        if (walk.phase == Phase.RETURNED) {
            walk.phase = Phase.READ;
        } else if (walk.phase == Phase.CALLED && --walk.depth == 0) {
            long[] chunk = chunk(walk.record);
            chunk[at(walk.record) + 5] = position;
            chunk[at(walk.record) + 6] = value;
            walk.phase = Phase.RETURNED;
        }
    }

    private long[] chunk(long record) {
        return chunks[(int) (record / CHUNK)];
    }

    private static int at(long record) {
        return (int) (record % CHUNK) * FIELDS;
    }

    @Override
    public void after(long step) {}

    @Override
    public Object save() {
        return new Saved(length, copy(walks), chunks);
    }

    @Override
    public void load(Object saved) {
        var state = (Saved) saved;
        length = state.length();
        walks = copy(state.walks());
        chunks = state.chunks().clone();
        // Others go on writing where they stand: in the chunk that is not full, and in those of calls that are not over.
        own(length);
        for (Walk walk : walks) {
            if (walk.phase == Phase.CALLED || walk.phase == Phase.RETURNED) {
                own(walk.record);
            }
        }
    }

    private void own(long record) {
        int chunk = (int) (record / CHUNK);
        if (chunk < chunks.length && chunks[chunk] != null) {
            chunks[chunk] = chunks[chunk].clone();
        }
    }

    private static Walk[] copy(Walk[] walks) {
        return Arrays.stream(walks).map(Walk::copy).toArray(Walk[]::new);
    }
}
