package org.tablewalk.check;

import java.util.Arrays;
import org.tablewalk.machine.Event;
import org.tablewalk.trace.tlb.TlbLog;

/**
 * When each TLB entry was filled, from which word, and when it was used last, as far as a {@link TlbLog} tells. Reads only what is new in the log since
 * it was asked before. An entry is known by its CPU, its tag and its word as events give them.
 */
public final class TlbUses {
    /** More keys than this are forgotten, and the log read again from where it begins. */
    private static final int MOST = 1 << 20;
    /** In place of a tag: the key of a word that a walk read. */
    private static final long READ = 1L << 62;

    private final WalkTags walkTags;
    private final LongKeys keys = new LongKeys();
    private long[] filled = new long[64];
    private long[] used = new long[64];
    private long[] source = new long[64];
    private final long[] lastRead = new long[64];
    private final long[] changes = new long[64];
    private TlbLog.Part part = TlbLog.Part.NONE;
    private long next;
    private long since;

    /** Which cached table descriptor a walk begins below. */
    @FunctionalInterface
    public interface WalkTags {
        /** Tag of the descriptor of the level above {@code level} for an address; 0 if walks begin at the root there. */
        long above(int level, long address);
    }

    /** No uses yet. */
    public TlbUses(WalkTags walkTags) {
        this.walkTags = walkTags;
    }

    /** Takes over what a log has beyond what was read of it, or all of another one. */
    public void follow(TlbLog.Part now) {
        if (now.identity() != part.identity() || now.from() > next || keys.size() > MOST) {
            keys.clear();
            next = now.from();
            since = now.since();
            for (int cpu = 0; cpu < changes.length; cpu++) {
                changes[cpu]++;
            }
        }
        part = now;
        for (; next < now.to(); next++) {
            take(now, next);
        }
    }

    private void take(TlbLog.Part log, long record) {
        int cpu = log.actor(record);
        long a = log.a(record);
        long b = log.b(record);
        long c = log.c(record);
        long at = log.position(record);
        switch (log.kind(record)) {
            case Event.WALK_READ -> {
                lastRead[cpu] = a;
                row(cpu, READ | c & 0xff, b, at, a);
            }
            case Event.TLB_FILL -> row(cpu, a, b, at, lastRead[cpu]);
            case Event.TLB_HIT -> use(cpu, b, c, at);
            case Event.TLB_MISS -> {
                long tag = walkTags.above((int) c, a);
                if (tag != 0) {
                    use(cpu, tag, 0, at);
                }
            }
            default -> {
                return;
            }
        }
        changes[cpu]++;
    }

    private void row(int cpu, long tag, long word, long at, long from) {
        int row = add(cpu, tag, word);
        filled[row] = at;
        used[row] = at;
        source[row] = from;
    }

    private void use(int cpu, long tag, long word, long at) {
        used[add(cpu, tag, word)] = at;
    }

    private int add(int cpu, long tag, long word) {
        int size = keys.size();
        int row = keys.add(cpu, tag, word);
        if (row == size) {
            if (size == filled.length) {
                filled = Arrays.copyOf(filled, 2 * size);
                used = Arrays.copyOf(used, 2 * size);
                source = Arrays.copyOf(source, 2 * size);
            }
            filled[row] = -1;
            used[row] = -1;
            source[row] = -1;
        }
        return row;
    }

    /** A number that changes whenever something is told of a CPU's TLB. */
    public long changes(int cpu) {
        return changes[cpu];
    }

    /** Position from which on the log tells everything: what it does not tell happened before. */
    public long since() {
        return since;
    }

    /** The log as it was read last. */
    public TlbLog.Part log() {
        return part;
    }

    /** The key of a final entry for the other questions, or -1. */
    public int entry(int cpu, long tag, long word) {
        return keys.find(cpu, tag, word);
    }

    /** The key of a cached table descriptor for the other questions, or -1. */
    public int table(int cpu, int level, long word) {
        return keys.find(cpu, READ | level, word);
    }

    /** Index of the step that filled it, or -1. */
    public long filled(int key) {
        return key < 0 ? -1 : filled[key];
    }

    /** Index of the step that used it last, the filling one included, or -1. */
    public long used(int key) {
        return key < 0 ? -1 : used[key];
    }

    /** Index of the step in which a walk began below a cached table descriptor last, or -1. */
    public long passed(int cpu, long tag) {
        return used(keys.find(cpu, tag, 0));
    }

    /** Address of the word it was filled from, or -1. */
    public long source(int key) {
        return key < 0 ? -1 : source[key];
    }
}
