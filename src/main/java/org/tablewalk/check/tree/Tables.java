package org.tablewalk.check.tree;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import org.tablewalk.arch.arm64.Descriptor;
import org.tablewalk.arch.arm64.Permissions;
import org.tablewalk.arch.arm64.Stage2Geometry;

/**
 * What the checks read of the watched machine: its pages of tables, and how its hardware reads them. Reading is the machine's own, there
 * is no second rule.
 */
public interface Tables {
    /** Tables as they were at one moment. */
    @FunctionalInterface
    interface Reading {
        /** Whether a walk permits the access; see {@link Tables#permits}. */
        boolean permits(long root, long ipa, int access);
    }

    /**
     * A root table, with those side by side with it.
     *
     * @param address    physical address of its first word
     * @param startLevel its level, 0..3
     * @param entries    words in it
     * @param first      the address that its first word translates
     */
    record Root(long address, int startLevel, int entries, long first) {
        /** One that translates from address 0 on. */
        public Root(long address, int startLevel, int entries) {
            this(address, startLevel, entries, 0);
        }
    }

    /** Sizes: those of entries are the same in every tree. */
    Stage2Geometry geometry();

    /** Pages that can be tables. */
    int pages();

    /** Whether all words are 0 at first. */
    default boolean emptyAtFirst() {
        return false;
    }

    /** The page that holds a physical address, 0 to {@link #pages} - 1, or -1 if that can be no table. */
    int pageOf(long pa);

    /** Physical address of a page. */
    long pageAddress(int page);

    /** The root that holds a physical address now, or null. */
    Root rootOf(long pa);

    /**
     * Physical address of the table that a table descriptor leads to.
     *
     * @param at physical address of the descriptor
     */
    default long next(long at, long table) {
        return Descriptor.nextTable(table, geometry().granule(), geometry().lpa2());
    }

    /**
     * Whether a descriptor, or what lies under it, leads to a physical address.
     *
     * @param at physical address of the descriptor
     */
    default boolean leads(long at, long descriptor, int level, long pa) {
        if (Descriptor.leaf(descriptor, level)) {
            long from = Descriptor.outputAddress(descriptor, level, geometry().granule(), geometry().lpa2());
            return pa >= from && pa - from < geometry().entrySize(level);
        }
        long table = Descriptor.table(descriptor, level) ? next(at, descriptor) : 0;
        for (int i = 0; table != 0 && i < geometry().granule().entriesPerTable(); i++) {
            if (leads(table + 8L * i, word(table + 8L * i), level + 1, pa)) {
                return true;
            }
        }
        return false;
    }

    /** What a leaf allows, a vector in which each bit that goes takes something away. */
    default int rights(long leaf) {
        return Permissions.of(leaf);
    }

    /** Whether two leaves with the same address differ in what may not change while the old one may be cached. */
    default boolean otherMemory(long old, long now) {
        return ((old ^ now) & (Descriptor.MEMATTR | Descriptor.SH)) != 0;
    }

    /** The guests' own tables, which lie in memory with contents; or null. */
    default GuestTrees guests() {
        return null;
    }

    /** Whether this hardware answers a block with nT set by a translation fault. */
    boolean ntFaults();

    /** The word at a physical address now; 0 outside those pages. */
    long word(long pa);

    /**
     * Whether a walk of the tables as they are now permits an access.
     *
     * @param root   address of the root that the walk begins at
     * @param access READ, WRITE or EXECUTE of {@link org.tablewalk.machine.Event}
     */
    boolean permits(long root, long ipa, int access);

    /** Keeps the tables as they are now, but with another value in one word: for questions about the moment before a store. */
    Reading keep(long address, long value);

    /** Writes tables that were kept. Asked of machines that are searched only; others, an import among them, need not answer. */
    default void write(Reading kept, DataOutput out) throws IOException {
        throw new UnsupportedOperationException("nothing is kept of tables that are not searched");
    }

    /** Takes back tables that were written: equal to those. As {@link #write}. */
    default Reading read(DataInput in) throws IOException {
        throw new UnsupportedOperationException("nothing is kept of tables that are not searched");
    }

    /** Whether a finished barrier of this kind completes the TLBIs before it. */
    boolean completesTlbis(long barrier);

    /** Whether hardware goes on from this word: a table, or a leaf it translates with. */
    default boolean translates(long descriptor, int level) {
        return Descriptor.table(descriptor, level)
                || Descriptor.leaf(descriptor, level) && !(ntFaults() && Descriptor.nT(descriptor, level));
    }
}
