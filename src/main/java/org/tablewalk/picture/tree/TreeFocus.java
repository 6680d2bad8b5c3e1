package org.tablewalk.picture.tree;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * What of a scene is worth showing: the tables on the way to everything of interest, most urgent first, and for each the entry that its
 * window should hold. Bounded, however much happens at once.
 */
final class TreeFocus {
    private static final int MOST = 64;

    private final TableSource tables;
    private final TableGraph graph;
    /** Shown if there is room, in this order. */
    private final LinkedHashSet<Long> wanted = new LinkedHashSet<>();
    private final Map<Long, Integer> entries = new HashMap<>();
    private final Map<Long, TreeSet<Integer>> marked = new HashMap<>();

    private TreeFocus(TableSource tables, TableGraph graph) {
        this.tables = tables;
        this.graph = graph;
    }

    static TreeFocus of(TreeScene scene, TreeView view, TableGraph graph, Holders holders) {
        var focus = new TreeFocus(scene.tables(), graph);
        focus.wanted.add(scene.tables().root());
        if (view.selected() >= 0) {
            focus.entry(view.selected(), true);
        }
        focus.all(scene.broken());
        focus.all(scene.before().keySet());
        focus.all(scene.next());
        for (TreeScene.Walk walk : first(scene.walks())) {
            focus.entry(Holders.address(scene.tables(), walk.table(), walk.ipa(), walk.level()), false);
        }
        focus.all(holders.held());
        focus.all(holders.origins());
        view.opened().forEach(focus::table);
        for (long table : first(graph.loose())) {
            focus.table(table);
        }
        return focus;
    }

    private static <T> List<T> first(List<T> list) {
        return list.subList(0, Math.min(MOST, list.size()));
    }

    private void all(Set<Long> addresses) {
        List<Long> sorted = new ArrayList<>(new TreeSet<>(addresses));
        for (long address : first(sorted)) {
            entry(address, true);
        }
        sorted.forEach(this::mark);
    }

    private void mark(long address) {
        long table = tables.tableOf(address);
        if (table >= 0) {
            marked.computeIfAbsent(table, t -> new TreeSet<>()).add(index(table, address));
        }
    }

    private void entry(long address, boolean mark) {
        long table = tables.tableOf(address);
        if (table < 0 || graph.link(table) == TableGraph.Link.NONE) {
            return;
        }
        if (mark) {
            mark(address);
        }
        entries.putIfAbsent(table, index(table, address));
        table(table);
    }

    /** A table and all above it, the upper ones first, because a table without those above it says little. */
    private void table(long table) {
        List<Long> chain = new ArrayList<>();
        long at = table;
        while (at != tables.root() && at >= 0 && graph.link(at) != TableGraph.Link.NONE && chain.size() < 8) {
            chain.add(at);
            long parent = graph.parent(at);
            at = parent < 0 ? -1 : tables.tableOf(parent);
            if (at >= 0) {
                entries.putIfAbsent(at, index(at, parent));
            }
        }
        for (int i = chain.size() - 1; i >= 0; i--) {
            wanted.add(chain.get(i));
        }
    }

    private static int index(long table, long address) {
        return (int) ((address - table) / 8);
    }

    Set<Long> wanted() {
        return wanted;
    }

    /** The entry that the table's window should hold, or -1. */
    int entry(long table) {
        return entries.getOrDefault(table, -1);
    }

    /** Entries of the table that carry a mark of their own, in order. */
    TreeSet<Integer> marked(long table) {
        return marked.getOrDefault(table, new TreeSet<>());
    }
}
