package org.tablewalk.picture.tree;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.NavigableMap;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * What of a scene is worth showing: the tables on the way to everything of interest, most urgent first, and of each the entries that matter
 * and how much. Bounded, however much happens at once.
 */
final class TreeFocus {
    /** How much an entry matters, from little to much. */
    static final int LINK = 1;
    static final int NEXT = 2;
    static final int BROKEN = 3;
    static final int HELD = 4;
    static final int TOUCHED = 5;
    static final int SELECTED = 6;
    private static final int MOST = 64;

    private final TableSource tables;
    private final TableGraph graph;
    /** Shown if there is room, in this order. */
    private final LinkedHashSet<Long> wanted = new LinkedHashSet<>();
    private final Map<Long, TreeMap<Integer, Integer>> entries = new HashMap<>();

    private TreeFocus(TableSource tables, TableGraph graph) {
        this.tables = tables;
        this.graph = graph;
    }

    static TreeFocus of(TreeScene scene, TreeView view, TableGraph graph, Holders holders) {
        var focus = new TreeFocus(scene.tables(), graph);
        focus.wanted.add(scene.tables().root());
        if (view.selected() >= 0) {
            focus.all(Set.of(view.selected()), SELECTED);
        }
        focus.all(scene.broken(), BROKEN);
        focus.all(scene.before().keySet(), TOUCHED);
        focus.all(scene.next(), NEXT);
        for (TreeScene.Walk walk : first(scene.walks())) {
            focus.all(Set.of(Holders.address(scene.tables(), walk.table(), walk.ipa(), walk.level())), NEXT);
        }
        focus.all(scene.crossed(), NEXT);
        focus.all(holders.held(), HELD);
        focus.all(holders.origins(), HELD);
        view.opened().forEach(focus::table);
        for (long table : first(graph.loose())) {
            focus.table(table);
        }
        return focus;
    }

    private static <T> List<T> first(List<T> list) {
        return list.subList(0, Math.min(MOST, list.size()));
    }

    private void all(Set<Long> addresses, int interest) {
        List<Long> sorted = new ArrayList<>(new TreeSet<>(addresses));
        for (long address : first(sorted)) {
            long table = tables.tableOf(address);
            if (table >= 0 && graph.link(table) != TableGraph.Link.NONE) {
                table(table);
            }
        }
        for (long address : sorted) {
            long table = tables.tableOf(address);
            if (table >= 0) {
                note(table, (int) ((address - table) / 8), interest);
            }
        }
    }

    /** An entry matters so much at least. */
    void note(long table, int index, int interest) {
        entries.computeIfAbsent(table, t -> new TreeMap<>()).merge(index, interest, Math::max);
    }

    /** A table and all above it, the upper ones first, because a table without those above it says little. */
    private void table(long table) {
        List<Long> chain = new ArrayList<>();
        long at = table;
        while (at != tables.root() && at >= 0 && graph.link(at) != TableGraph.Link.NONE && chain.size() < 8) {
            chain.add(at);
            long parent = graph.parent(at);
            at = parent < 0 ? -1 : tables.tableOf(parent);
        }
        for (int i = chain.size() - 1; i >= 0; i--) {
            wanted.add(chain.get(i));
        }
    }

    Set<Long> wanted() {
        return wanted;
    }

    /** Entries of the table that matter, in order, and how much. */
    NavigableMap<Integer, Integer> entries(long table) {
        return entries.getOrDefault(table, new TreeMap<>());
    }
}
