package org.tablewalk.picture.twotrees;

import org.tablewalk.picture.twotrees.ShadowSource.GuestTable;
import org.tablewalk.picture.twotrees.ShadowSource.Page;
import org.tablewalk.picture.twotrees.ShadowSource.Special;

/** Something that has a place of its own in the drawing of the two trees. */
sealed interface Node {
    /** A number that names it among all nodes of a picture and the pictures before: the table's address on the shadow side, negative on the guest's. */
    long key();

    int level();

    /** Whether it belongs to the guest's tree. */
    default boolean guest() {
        return false;
    }

    /** A table of the guest's. */
    record Guest(GuestTable table) implements Node {
        static long key(GuestTable table) {
            return ~table.key();
        }

        @Override
        public long key() {
            return key(table);
        }

        @Override
        public int level() {
            return table.level();
        }

        @Override
        public boolean guest() {
            return true;
        }
    }

    /** A shadow page. */
    record Shadow(Page page) implements Node {
        @Override
        public long key() {
            return page.table();
        }

        @Override
        public int level() {
            return page.level();
        }
    }

    /** A special root page. */
    record Root(Special special) implements Node {
        @Override
        public long key() {
            return special.table();
        }

        @Override
        public int level() {
            return special.level();
        }
    }

    /** A shadow page that the fault being handled still lacks, and the guest table that it will be made from. */
    record Coming(int cpu, int level, GuestTable table) implements Node {
        static long key(int cpu, int level) {
            return Long.MIN_VALUE + (cpu << 4) + level;
        }

        @Override
        public long key() {
            return key(cpu, level);
        }
    }

    /** A shadow page that the last step freed. */
    record Gone(long key, int level, String title) implements Node {}
}
