package org.tablewalk.picture;

import java.util.List;
import java.util.Set;

/** One CPU's page of a {@link TlbBook}, at one moment. */
final class BookTable<E> implements TlbTable {
    private final TlbBook<E> book;
    private final TlbSource<E> source;
    private final long last;
    private final int cpu;
    private final List<E> entries;
    private final int[] order;
    private final long[] used;
    private final byte[] why;
    private final int stale;
    private final Set<E> fresh;
    private final List<E> gone;

    BookTable(TlbBook<E> book, int cpu, TlbBook.Held<E> held, Set<E> fresh, List<E> gone) {
        this.book = book;
        this.cpu = cpu;
        this.fresh = fresh;
        this.gone = gone;
        source = book.source();
        last = book.last();
        entries = held.entries;
        order = held.order;
        used = held.used;
        why = held.why;
        stale = held.stale;
    }

    @Override
    public List<Column> columns() {
        return source.columns();
    }

    @Override
    public int size() {
        return order.length;
    }

    @Override
    public int capacity() {
        return source.capacity();
    }

    @Override
    public int sharedWith() {
        return source.sharedWith(cpu);
    }

    @Override
    public int stale() {
        return stale;
    }

    @Override
    public int slot(int index) {
        return source.slot(entries.get(order[index]));
    }

    @Override
    public boolean stale(int index) {
        return why[order[index]] != 0;
    }

    @Override
    public long used(int index) {
        return used[order[index]];
    }

    @Override
    public long source(int index) {
        return book.source(cpu, entries.get(order[index]));
    }

    @Override
    public List<Long> sources(int index) {
        return source.sources(entries.get(order[index]), source(index));
    }

    private State state(int index) {
        return stale(index) ? State.STALE : fresh.contains(entries.get(order[index])) ? State.NEW : State.AGREES;
    }

    @Override
    public Line line(int index) {
        return source.line(cpu, entries.get(order[index]), state(index));
    }

    @Override
    public Cell cell(int index) {
        E entry = entries.get(order[index]);
        boolean hit = used(index) == last && !fresh.contains(entry);
        return source.cell(cpu, entry, state(index), hit, book.story(cpu, entry, why[order[index]]));
    }

    @Override
    public List<Cell> gone() {
        return gone.stream().map(e -> source.cell(cpu, e, State.GONE, false, book.story(cpu, e, (byte) 0))).toList();
    }
}
