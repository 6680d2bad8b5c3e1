package org.tablewalk.picture;

import java.util.List;
import org.tablewalk.check.StaleWhy;
import org.tablewalk.check.TlbUses;
import org.tablewalk.machine.Image;

/**
 * The TLBs of one state, as a {@link TlbBook} reads them.
 *
 * @param <E> an entry as the machine has it
 */
public interface TlbSource<E> {
    /** Entries a CPU has room for. */
    int capacity();

    /** The cells. */
    Image image();

    /** The first CPU of those that share a CPU's TLB, or -1 if it is that or no other does. */
    default int sharedWith(int cpu) {
        return -1;
    }

    /** Entries of a CPU by slot, older ones of a set before younger ones. */
    List<E> entries(int cpu);

    /** Entries that a CPU had one step earlier; null if it is seen at once that they were the same. */
    List<E> earlier(int cpu);

    /** Whether a CPU's entries are seen at once to be the same in an earlier image. */
    boolean sameTlb(int cpu, Image earlier);

    /** Whether all tables are seen at once to be the same in an earlier image. */
    boolean sameTables(Image earlier);

    /** An entry's slot. */
    int slot(E entry);

    /** What staleness depends on besides the tables: where it translates from. */
    long from(E entry);

    /** What staleness depends on besides the tables: what it says. */
    long word(E entry);

    /** What staleness depends on besides the tables: whose it is. */
    long owner(E entry);

    /** The key of an entry in the uses, or -1. */
    int key(TlbUses uses, int cpu, E entry);

    /** Index of the step that used an entry last, or -1. */
    long used(TlbUses uses, int cpu, E entry);

    /** Why an entry is stale, or null. */
    StaleWhy why(E entry);

    /** Index of the step that made an entry stale; if that is not known, -1 less the index of a step before which it was. */
    long since(E entry, TlbUses uses, long filled, long source);

    /** Addresses of the words that an entry comes from, when it was filled from one. */
    default List<Long> sources(E entry, long filledFrom) {
        return List.of(filledFrom);
    }

    /** The columns of a table. */
    List<TlbTable.Column> columns();

    /** The line of an entry. */
    TlbTable.Line line(int cpu, E entry, TlbTable.State state);

    /** The cell of an entry. */
    TlbTable.Cell cell(int cpu, E entry, TlbTable.State state, boolean hit, TlbTable.Story story);
}
