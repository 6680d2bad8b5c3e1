package org.tablewalk.viewmodel.twotrees;

import org.tablewalk.picture.twotrees.ShadowSource.GuestTable;
import org.tablewalk.viewmodel.inspector.Goal;

/** What is looked at among the tables of a guest and those of KVM: a table, or with an index from 0 up one of its entries. */
public sealed interface Chosen extends Goal {
    /** An index that stands for the table as a whole. */
    int WHOLE = -1;

    /** Nothing. */
    record Nothing() implements Chosen {}

    /** A shadow page or a special root page, by its table. */
    record Shadow(long table, int index) implements Chosen {
        /** The host address of the entry. */
        public long address() {
            return table + 8L * index;
        }

        /** The entry at a host address. */
        static Shadow entry(long address) {
            return new Shadow(address & -4096, (int) (address & 0xfff) / 8);
        }

        public static Shadow page(long table) {
            return new Shadow(table, WHOLE);
        }
    }

    /** A table of the guest's. */
    record Guest(GuestTable table, int index) implements Chosen {}

    /** Nothing. */
    @SuppressWarnings("ClassInitializationDeadlock") // Nobody else makes one.
    Chosen NOTHING = new Nothing();

    /** Whether it is an entry. */
    default boolean isEntry() {
        return this instanceof Shadow s && s.index() != WHOLE || this instanceof Guest g && g.index() != WHOLE;
    }
}
