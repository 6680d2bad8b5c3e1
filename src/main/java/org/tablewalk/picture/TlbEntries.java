package org.tablewalk.picture;

import java.util.List;
import java.util.Set;

/**
 * A TLB whose entries were read from a machine's state.
 *
 * @param <E> an entry as the machine has it
 */
public abstract class TlbEntries<E> implements TlbTable {
    private final List<E> entries;
    private final Set<Integer> stale;
    private final Set<Integer> fresh;

    /**
     * A TLB.
     *
     * @param entries in the order shown
     * @param stale   slots of entries that differ from the tables
     * @param fresh   slots of entries that the last step filled
     */
    protected TlbEntries(List<E> entries, Set<Integer> stale, Set<Integer> fresh) {
        this.entries = entries;
        this.stale = stale;
        this.fresh = fresh;
    }

    @Override
    public final int size() {
        return entries.size();
    }

    @Override
    public final int stale() {
        return stale.size();
    }

    @Override
    public final Line line(int index) {
        return line(entries.get(index), state(index));
    }

    @Override
    public final Cell cell(int index) {
        return cell(entries.get(index), state(index));
    }

    private State state(int index) {
        int slot = slot(entries.get(index));
        return stale.contains(slot) ? State.STALE : fresh.contains(slot) ? State.NEW : State.AGREES;
    }

    /** The slot of an entry. */
    protected abstract int slot(E entry);

    /** The line of an entry. */
    protected abstract Line line(E entry, State state);

    /** The cell of an entry. */
    protected abstract Cell cell(E entry, State state);
}
