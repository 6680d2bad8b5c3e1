package org.tablewalk.picture;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.tablewalk.check.LongKeys;
import org.tablewalk.check.StaleWhy;
import org.tablewalk.check.TlbUses;
import org.tablewalk.machine.Image;
import org.tablewalk.trace.StepRecord;
import org.tablewalk.trace.tlb.TlbLog;

/**
 * The TLBs of a run, from one moment to the next: what did not change since is not worked out again, neither what a CPU holds, nor its order, nor what is
 * stale. One thread at a time.
 *
 * @param <E> an entry as the machine has it
 */
public final class TlbBook<E> {
    private static final StaleWhy[] WHYS = StaleWhy.values();
    /** More judgements than this are begun anew. */
    private static final int MOST_JUDGED = 1 << 18;

    private final TlbUses uses;
    private final List<Held<E>> held = new ArrayList<>();
    private final LongKeys judged = new LongKeys();
    private byte[] judgements = new byte[64];
    private Image judgedWith;
    /** Of stale entries: since when they are, for as long as they stay it. */
    private final Map<List<Object>, Long> since = new HashMap<>();
    private TlbSource<E> source;
    private StepRecord step;

    /** What is kept of a CPU. */
    static final class Held<E> {
        Image image;
        List<E> entries = List.of();
        /** Places in the list above, most recently used first. */
        int[] order = new int[0];
        long[] used = new long[0];
        long ordered = -1;
        /** Why each is stale, as ordinal + 1; 0 if it is not. */
        byte[] why = new byte[0];
        Image tables;
        int stale;
        TlbTable table;
    }

    /** A book that knows no run yet. */
    public TlbBook(TlbUses.WalkTags walkTags) {
        uses = new TlbUses(walkTags);
    }

    /**
     * Turns to another moment.
     *
     * @param last the step that led there, or null
     * @param log  what became of TLBs on the way there
     */
    public void show(TlbSource<E> now, StepRecord last, TlbLog.Part log) {
        source = now;
        step = last;
        if (log.identity() != uses.log().identity()) {
            since.clear();
        }
        uses.follow(log);
        if (judgedWith == null || !now.sameTables(judgedWith) || judged.size() > MOST_JUDGED) {
            judged.clear();
            since.clear();
            judgedWith = now.image();
        }
        held.forEach(h -> h.table = null);
    }

    /** The TLB of a CPU. */
    public TlbTable of(int cpu) {
        while (held.size() <= cpu) {
            held.add(new Held<>());
        }
        Held<E> h = held.get(cpu);
        if (h.table == null) {
            boolean same = h.image != null && source.sameTlb(cpu, h.image);
            if (!same) {
                h.entries = source.entries(cpu);
                h.ordered = -1;
                h.tables = null;
            }
            h.image = source.image();
            order(cpu, h);
            judge(h);
            h.table = table(cpu, h);
        }
        return h.table;
    }

    private void order(int cpu, Held<E> h) {
        if (h.ordered == uses.changes(cpu)) {
            return;
        }
        h.ordered = uses.changes(cpu);
        int size = h.entries.size();
        long[] keys = new long[size];
        h.used = new long[size];
        for (int i = 0; i < size; i++) {
            h.used[i] = source.used(uses, cpu, h.entries.get(i));
            // The younger of two that nothing is known of comes first: a set keeps its entries in the order they came.
            keys[i] = h.used[i] + 1 << 16 | i;
        }
        java.util.Arrays.sort(keys);
        h.order = new int[size];
        for (int i = 0; i < size; i++) {
            h.order[i] = (int) keys[size - 1 - i] & 0xffff;
        }
    }

    private void judge(Held<E> h) {
        if (h.tables == judgedWith) {
            return;
        }
        h.tables = judgedWith;
        h.why = new byte[h.entries.size()];
        h.stale = 0;
        for (int i = 0; i < h.why.length; i++) {
            h.why[i] = judge(h.entries.get(i));
            h.stale += h.why[i] == 0 ? 0 : 1;
        }
    }

    private byte judge(E entry) {
        int size = judged.size();
        int key = judged.add(source.from(entry), source.word(entry), source.owner(entry));
        if (key == size) {
            if (key == judgements.length) {
                judgements = java.util.Arrays.copyOf(judgements, 2 * key);
            }
            StaleWhy why = source.why(entry);
            judgements[key] = (byte) (why == null ? 0 : why.ordinal() + 1);
        }
        return judgements[key];
    }

    private TlbTable table(int cpu, Held<E> h) {
        List<E> before = source.earlier(cpu);
        Set<E> fresh = Set.of();
        List<E> gone = List.of();
        if (before != null && step != null) {
            Map<List<Long>, E> was = new HashMap<>();
            before.forEach(e -> was.put(identity(e), e));
            fresh = new HashSet<>();
            for (E e : h.entries) {
                if (was.remove(identity(e)) == null) {
                    fresh.add(e);
                }
            }
            gone = List.copyOf(was.values());
        }
        return new BookTable<>(this, cpu, h, fresh, gone);
    }

    private List<Long> identity(E e) {
        return List.of(source.from(e), source.word(e), source.owner(e));
    }

    TlbSource<E> source() {
        return source;
    }

    /** Index of the step that led here, or -2: no entry was used then. */
    long last() {
        return step == null ? -2 : step.position();
    }

    /** Address of the word that an entry was filled from, or -1. */
    long source(int cpu, E entry) {
        return uses.source(source.key(uses, cpu, entry));
    }

    /** What became of an entry. */
    TlbTable.Story story(int cpu, E entry, byte why) {
        int key = source.key(uses, cpu, entry);
        long filled = uses.filled(key);
        long from = uses.source(key);
        long used = source.used(uses, cpu, entry);
        List<Object> about = List.of(cpu, filled, identity(entry));
        if (why == 0) {
            return new TlbTable.Story(filled, used, from, null, -1, uses.since());
        }
        long stale = since.computeIfAbsent(about, e -> source.since(entry, uses, filled, from));
        return new TlbTable.Story(filled, used, from, WHYS[why - 1], stale, uses.since());
    }
}
