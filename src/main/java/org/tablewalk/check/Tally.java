package org.tablewalk.check;

import java.util.List;
import org.tablewalk.check.judge.Finding;
import org.tablewalk.check.judge.Found;
import org.tablewalk.check.judge.Grade;
import org.tablewalk.check.judge.Judge;
import org.tablewalk.trace.MarkKind;

/**
 * An observer that counts events and marks notable ones. What it is told of, and how that is judged, is its subclass's.
 *
 * <p>It sees every event of a run flat out, so counting only adds to a field, and nothing is allocated but where something is marked.
 *
 * @param <C> what it counts
 */
public abstract class Tally<C extends Enum<C> & CounterKey> implements RunChecks {
    private final List<C> counters;
    private final List<String> keys;
    private final Marks marks = new Marks();
    /** By ordinal. */
    private final long[] counts;
    private final Verdicts verdicts;
    private long position;

    private record Saved(long[] counts, Marks.Saved marks, Verdicts.Saved verdicts) {}

    /**
     * Everything at 0.
     *
     * @param counters those of the enum that it counts, in the enum's order
     * @param judge    of the run; told of steps here, and of events by the subclass
     */
    protected Tally(List<C> counters, Judge judge) {
        this.counters = List.copyOf(counters);
        keys = counters.stream().map(CounterKey::key).toList();
        counts = new long[counters.getLast().ordinal() + 1];
        verdicts = new Verdicts(judge);
    }

    @Override
    public void before(int move, long at) {
        position = at;
        verdicts.before(move);
    }

    @Override
    public void after(long at) {
        verdicts.after(at);
        Found found = verdicts.judge().found();
        for (int i = 0; i < found.size(); i++) {
            mark(found.get(i, at));
        }
    }

    /** What is marked by whoever hears of it first has its octagon already. */
    private void mark(Finding f) {
        switch (f.rule()) {
            case CONFLICT_ABORT, FREED_WALK, SPURIOUS_FAULT, INVARIANT -> {}
            default -> mark(f.rule().grade() == Grade.HARM ? MarkKind.HARM : MarkKind.BREACH, f.actor(), f.entry() == 0 ? f.address() : f.entry());
        }
    }

    @Override
    public final Verdicts verdicts() {
        return verdicts;
    }

    /** Index of the step that is being made. */
    protected final long position() {
        return position;
    }

    protected final void add(C counter) {
        counts[counter.ordinal()]++;
    }

    /** Adds any number: of what comes and goes. */
    protected final void add(C counter, long number) {
        counts[counter.ordinal()] += number;
    }

    protected final void mark(MarkKind kind, int actor, long address) {
        marks.add(position, kind, actor, address);
    }

    protected final void mark(C counter, MarkKind kind, int actor, long address) {
        add(counter);
        mark(kind, actor, address);
    }

    /** Marks an earlier step, of which something became known only now. */
    protected final void markLate(long at, MarkKind kind, int actor, long address) {
        marks.addLate(at, kind, actor, address);
    }

    /** The value of one counter. */
    public final long count(C counter) {
        return counts[counter.ordinal()];
    }

    @Override
    public final List<String> keys() {
        return keys;
    }

    @Override
    public final long[] counts() {
        long[] all = new long[counters.size()];
        for (int i = 0; i < all.length; i++) {
            all[i] = count(counters.get(i));
        }
        return all;
    }

    @Override
    public final MarkList marks() {
        return marks.list();
    }

    @Override
    public Object save() {
        return new Saved(counts.clone(), marks.save(), verdicts.save());
    }

    @Override
    public void load(Object saved) {
        Saved s = (Saved) saved;
        System.arraycopy(s.counts(), 0, counts, 0, counts.length);
        marks.load(s.marks());
        verdicts.load(s.verdicts());
    }
}
