package org.tablewalk.picture.tree;

import org.tablewalk.picture.Target;

/** Entries by what they map: the same entry of two trees, wherever their tables lie in memory. */
public final class EntryPlaces {
    private EntryPlaces() {}

    /**
     * A target about an entry, told by the first address that the entry maps and its level.
     *
     * @param cache      the one that the tables were drawn with last
     * @param descriptor address of the entry
     * @return null if its table hangs nowhere
     */
    public static Target common(TreeCache cache, TableSource tables, Target own, long descriptor) {
        TableGraph graph = cache.graph();
        long table = graph == null ? -1 : tables.tableOf(descriptor);
        if (table < 0 || table != tables.root() && graph.link(table) == TableGraph.Link.NONE) {
            return null;
        }
        int level = table == tables.root() ? tables.format().startLevel() : graph.level(table);
        long base = table == tables.root() ? 0 : graph.ipa(table);
        return base < 0 ? null : new Target(own.kind(), base + (descriptor - table) / 8 * tables.format().entrySize(level), level);
    }

    /** The entry that such a target means in these tables, or null if no table is there. */
    public static Target entry(TableSource tables, Target common) {
        long at = at(tables, common.a(), (int) common.b());
        return at < 0 ? null : new Target(Target.Kind.DESCRIPTOR, at, common.b());
    }

    /** What opens and closes the table at the entry that such a target means, or null if there is none. */
    public static Target expander(TableSource tables, Target common) {
        int level = (int) common.b();
        long at = at(tables, common.a(), level);
        long child = at < 0 ? -1 : next(tables, at, level);
        return child < 0 ? null : new Target(Target.Kind.EXPAND, child, at);
    }

    /** Address of the entry of a level that maps an address, or -1 if no table of that level is linked there. */
    public static long at(TableSource tables, long ipa, int level) {
        TableFormat format = tables.format();
        long table = tables.root();
        for (int l = format.startLevel(); table >= 0 && l <= level; l++) {
            long index = ipa / format.entrySize(l) % tables.entries(table);
            long at = table + 8 * index;
            if (l == level) {
                return at;
            }
            table = next(tables, at, l);
        }
        return -1;
    }

    /**
     * Whether an entry says the same as the one of its place in other tables. Where tables lie is no difference, nor is an entry of a table that the others do not have: what points to it differs.
     *
     * @param cache the one that the tables of the entry were drawn with last
     */
    public static boolean alike(TreeCache cache, TableSource tables, Target entry, TableSource others) {
        Target common = common(cache, tables, entry, entry.a());
        Target there = common == null ? null : entry(others, common);
        if (there == null) {
            return true;
        }
        int level = (int) common.b();
        long here = tables.word(entry.a());
        long word = others.word(there.a());
        return here == word || tables.format().kind(here, level) == TableFormat.Kind.TABLE && others.format().kind(word, level) == TableFormat.Kind.TABLE;
    }

    private static long next(TableSource tables, long descriptor, int level) {
        long word = tables.word(descriptor);
        return tables.format().kind(word, level) == TableFormat.Kind.TABLE ? tables.tableOf(tables.format().target(word, level)) : -1;
    }
}
