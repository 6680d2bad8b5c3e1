package org.tablewalk.picture.tree;

import org.tablewalk.picture.Words;

/** What the entries of a tree are called. */
record TreeNames(Words words, TableSource tables, TableGraph graph) {
    /** An entry, as {@code L2[8]}. */
    String entry(long descriptor) {
        long table = tables.tableOf(descriptor);
        return words.of("tree.entry", table == tables.root() ? tables.format().startLevel() : graph.level(table), (descriptor - table) / 8);
    }

    /** The entry that a table hangs from, or nothing. */
    String above(long table) {
        long parent = table == tables.root() ? -1 : graph.parent(table);
        return parent < 0 ? "" : entry(parent);
    }

    /** The entries from the root to an entry, or nothing if it is in no table. */
    String way(long descriptor) {
        if (tables.pageOf(descriptor) < 0) {
            return "";
        }
        var way = new StringBuilder(entry(descriptor));
        long at = tables.tableOf(descriptor);
        for (int depth = 0; at != tables.root() && depth < 8; depth++) {
            long parent = graph.parent(at);
            if (parent < 0) {
                break;
            }
            way.insert(0, entry(parent) + " › ");
            at = tables.tableOf(parent);
        }
        return way.toString();
    }
}
