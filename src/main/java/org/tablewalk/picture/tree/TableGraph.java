package org.tablewalk.picture.tree;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;
import java.util.Map;

/**
 * Which table hangs from which descriptor: the tree from the root, and beside it the tables that are in use or freed but not linked.
 * Only tables above the last level are read, chunk by chunk, through the cache.
 */
final class TableGraph {
    /** How a page of table memory takes part in the tree. */
    enum Link { NONE, LINKED, DETACHED, UNLINKED, FREED }

    private static final int MOST_GUESSED = 3;

    private final TableSource source;
    private final long[] parents;
    private final byte[] levels;
    private final Link[] links;
    private final List<Long> loose = new ArrayList<>();
    private int tables;

    private TableGraph(TableSource source) {
        this.source = source;
        parents = new long[source.pages()];
        levels = new byte[source.pages()];
        links = new Link[source.pages()];
        Arrays.fill(parents, -1);
        Arrays.fill(links, Link.NONE);
    }

    /** The graph of this moment; {@code before} tells what hung where, or is null; {@code replaced} holds old words. */
    static TableGraph of(TableSource source, TreeCache cache, TableGraph before, Map<Long, Long> replaced) {
        var graph = new TableGraph(source);
        graph.build(cache, before, replaced);
        return graph;
    }

    private void build(TreeCache cache, TableGraph before, Map<Long, Long> replaced) {
        int start = source.format().startLevel();
        for (int page = 0; page < source.rootPages() && page < links.length; page++) {
            links[page] = Link.LINKED;
            levels[page] = (byte) start;
        }
        tables = source.rootPages();
        List<long[]> former = new ArrayList<>();
        spread(cache, source.root(), start, Link.LINKED, former);
        replaced.forEach((address, word) -> {
            int page = source.pageOf(address);
            if (page >= 0 && links[page] == Link.LINKED && source.format().kind(word, levels[page]) == TableFormat.Kind.TABLE) {
                former.add(new long[] {address, source.format().target(word, levels[page]), levels[page] + 1});
            }
        });
        for (int i = 0; i < former.size(); i++) {
            int page = source.pageOf(former.get(i)[1]);
            int level = (int) former.get(i)[2];
            detach(cache, page, former.get(i)[0], level, former);
        }
        for (int page = source.rootPages(); page < links.length; page++) {
            if (links[page] == Link.NONE && source.use(page) != TableSource.Use.FREE) {
                if (before != null && before.hung(page, source.use(page))) {
                    detach(cache, page, before.parents[page], before.levels[page], former);
                } else if (source.loose(page)) {
                    links[page] = source.use(page) == TableSource.Use.FREED ? Link.FREED : Link.UNLINKED;
                    levels[page] = (byte) (links[page] == Link.FREED ? source.format().lastLevel() : guess(cache, source.pageAddress(page), MOST_GUESSED));
                    loose.add(source.pageAddress(page));
                }
            }
        }
    }

    /** The level that the words of a table speak for which nothing links: it may be being filled before it is linked. The last if they do not say. */
    private int guess(TreeCache cache, long table, int depth) {
        int last = source.format().lastLevel();
        for (int first = 0; depth > 0 && first < source.format().entriesPerTable(); first += ChunkSummary.ENTRIES) {
            ChunkSummary chunk = cache.summary(source, table + 8L * first, last - 1);
            for (int i = 0; i < chunk.live; i++) {
                // Table memory is never given to a guest, so what leads there is no page.
                if (source.pageOf(chunk.tables[i]) >= source.rootPages()) {
                    return Math.max(source.format().startLevel() + 1, guess(cache, chunk.tables[i], depth - 1) - 1);
                }
            }
            for (long word : chunk.samples) {
                if (source.format().kind(word, last) == TableFormat.Kind.RESERVED) {
                    return Math.max(source.format().startLevel() + 1, last - 1);
                }
            }
        }
        return last;
    }

    /** Whether the page hung somewhere a frame ago and has not been given out anew since. */
    private boolean hung(int page, TableSource.Use now) {
        return parents[page] >= 0 && (now == TableSource.Use.FREED || links[page] == Link.LINKED || links[page] == Link.DETACHED);
    }

    private void detach(TreeCache cache, int page, long parent, int level, List<long[]> former) {
        if (page < source.rootPages() || links[page] != Link.NONE || source.use(page) == TableSource.Use.FREE) {
            return;
        }
        parents[page] = parent;
        levels[page] = (byte) level;
        loose.add(source.pageAddress(page));
        if (source.use(page) == TableSource.Use.FREED) {
            links[page] = Link.FREED;
        } else {
            links[page] = Link.DETACHED;
            spread(cache, source.pageAddress(page), level, Link.DETACHED, former);
        }
    }

    /** Breadth first, so that a table hangs from its shallowest descriptor; a page seen once is not entered again, whatever the words say. */
    private void spread(TreeCache cache, long top, int topLevel, Link link, List<long[]> former) {
        Deque<Long> queue = new ArrayDeque<>();
        queue.add(top);
        while (!queue.isEmpty()) {
            long table = queue.remove();
            int level = table == top ? topLevel : levels[source.pageOf(table)];
            if (level >= source.format().lastLevel()) {
                continue;
            }
            int entries = source.entries(table);
            for (int first = 0; first < entries; first += ChunkSummary.ENTRIES) {
                ChunkSummary chunk = cache.summary(source, table + 8L * first, level);
                for (int i = 0; i < chunk.tables.length; i++) {
                    if (i >= chunk.live) {
                        former.add(new long[] {chunk.descriptors[i], chunk.tables[i], level + 1});
                        continue;
                    }
                    int page = source.pageOf(chunk.tables[i]);
                    if (page >= source.rootPages() && links[page] == Link.NONE) {
                        boolean freed = source.use(page) == TableSource.Use.FREED;
                        links[page] = freed ? Link.FREED : link;
                        parents[page] = chunk.descriptors[i];
                        levels[page] = (byte) (level + 1);
                        tables++;
                        if (!freed) {
                            queue.add(chunk.tables[i]);
                        }
                    }
                }
            }
        }
    }

    /** How a table takes part. */
    Link link(long table) {
        int page = source.pageOf(table);
        return page < 0 ? Link.NONE : links[page];
    }

    /** Level of a table's entries. */
    int level(long table) {
        return levels[source.pageOf(table)];
    }

    /** Address of the descriptor that a table hangs or last hung from, or -1. */
    long parent(long table) {
        int page = source.pageOf(table);
        return page < 0 ? -1 : parents[page];
    }

    /** Tables that hang from nothing valid, in the order they were found. */
    List<Long> loose() {
        return loose;
    }

    /** Tables reached from valid descriptors, those of the root included. */
    int tables() {
        return tables;
    }

    /** The table that hung from a descriptor and is not linked any more, or -1. */
    long detachedFrom(long descriptor) {
        for (long table : loose) {
            if (parent(table) == descriptor && link(table) == Link.DETACHED) {
                return table;
            }
        }
        return -1;
    }

    /** The first address that the table maps, or -1 if it hangs from nothing known. */
    long ipa(long table) {
        long ipa = 0;
        long at = table;
        for (int depth = 0; at != source.root(); depth++) {
            long parent = parent(at);
            long above = parent < 0 ? -1 : source.tableOf(parent);
            if (above < 0 || depth > 8) {
                return -1;
            }
            ipa += (parent - above) / 8 * source.format().entrySize(level(above));
            at = above;
        }
        return ipa;
    }
}
