package org.tablewalk.picture.tree;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Gives every shown table a place in its level's column. A table keeps its place as long as it is shown; a new one takes a free place
 * near the table it hangs from, or that of the table in which nothing has happened for longest. So nothing ever moves over.
 */
final class TreePlaces {
    /** Places per column that tables get by themselves at most; tables the user opens may stand below them. */
    private static final int MOST = 4;
    /** Tables per column that are shown though nothing happens in them. */
    static final int FILL = 2;

    private final TableSource tables;
    private final TableGraph graph;
    private final TreeView view;
    private final Set<Long> wanted;
    private final long now;
    private final int rows;
    private final int fill;
    private final Map<Long, TreeView.Place> places = new HashMap<>();

    private TreePlaces(TableSource tables, TableGraph graph, TreeView view, Set<Long> wanted, int room) {
        this.tables = tables;
        this.graph = graph;
        this.view = view;
        this.wanted = wanted;
        rows = Math.min(MOST, room);
        fill = Math.min(FILL, room);
        now = 1 + view.places().values().stream().mapToLong(TreeView.Place::used).max().orElse(0);
    }

    /** The places by table; {@code room}: tables that can stand in a column so that there is something to see in each. */
    static Map<Long, TreeView.Place> of(TableSource tables, TableGraph graph, TreeView view, Set<Long> wanted, TreeCache cache, int room) {
        var places = new TreePlaces(tables, graph, view, wanted, room);
        places.keep();
        places.refresh();
        for (int column = 1; column <= tables.format().lastLevel() - tables.format().startLevel(); column++) {
            places.column(column, cache);
        }
        places.prune();
        return places.places;
    }

    /** Tables that were shown and still exist stay where they are. */
    private void keep() {
        view.places().forEach((table, place) -> {
            boolean alive = table == tables.root() || graph.link(table) != TableGraph.Link.NONE;
            if (alive && !view.closed().contains(table) && column(table) == place.column() && (place.row() < rows || view.opened().contains(table))) {
                places.put(table, place);
            }
        });
        places.putIfAbsent(tables.root(), new TreeView.Place(0, 0, 0));
    }

    private int column(long table) {
        return table == tables.root() ? 0 : graph.level(table) - tables.format().startLevel();
    }

    /** Notes that the wanted tables are in use now; changes nothing if the last frame's note says the same. */
    private void refresh() {
        List<Long> placed = wanted.stream().filter(places::containsKey).toList();
        if (placed.stream().anyMatch(table -> places.get(table).used() != now - 1)) {
            placed.forEach(table -> places.computeIfPresent(table, (t, p) -> new TreeView.Place(p.column(), p.row(), now)));
        }
    }

    /** Gives places to a column's new tables, those that hang from upper entries above the others. */
    private void column(int column, TreeCache cache) {
        long taken = places.values().stream().filter(p -> p.column() == column && p.row() < rows).count();
        List<Long> chosen = new ArrayList<>();
        for (long table : wanted) {
            if (!places.containsKey(table) && !view.closed().contains(table) && column(table) == column) {
                if (view.opened().contains(table) || chosen.size() + taken < rows) {
                    chosen.add(table);
                } else if (evict(column)) {
                    taken--;
                    chosen.add(table);
                }
            }
        }
        fill(column, taken, chosen, cache);
        chosen.sort(Comparator.comparingInt(this::parentRow).thenComparingLong(graph::parent));
        int from = 0;
        for (long table : chosen) {
            int limit = view.opened().contains(table) ? Integer.MAX_VALUE : rows;
            int row = free(column, Math.max(from, parentRow(table)), limit);
            if (row >= 0) {
                places.put(table, new TreeView.Place(column, row, wanted.contains(table) ? now : 0));
                from = row + 1;
            }
        }
    }

    private int parentRow(long table) {
        long parent = graph.parent(table);
        TreeView.Place above = parent < 0 ? null : places.get(tables.tableOf(parent));
        return above == null ? 0 : above.row();
    }

    /** The free row nearest to one, lower ones before higher ones at the same distance. */
    private int free(int column, int near, int limit) {
        Set<Integer> taken = new HashSet<>();
        places.values().stream().filter(p -> p.column() == column).forEach(p -> taken.add(p.row()));
        for (int distance = 0; distance <= taken.size() + near; distance++) {
            if (near + distance < limit && !taken.contains(near + distance)) {
                return near + distance;
            }
            if (near - distance >= 0 && near - distance < limit && !taken.contains(near - distance)) {
                return near - distance;
            }
        }
        return -1;
    }

    /** Takes the column's longest idle table away, if it has one that nobody wants now. */
    private boolean evict(int column) {
        Long idle = places.entrySet().stream()
                .filter(e -> e.getValue().column() == column && e.getValue().row() < rows && !wanted.contains(e.getKey()))
                .min(Comparator.comparingLong((Map.Entry<Long, TreeView.Place> e) -> e.getValue().used())
                        .thenComparingInt(e -> -e.getValue().row()))
                .map(Map.Entry::getKey).orElse(null);
        return idle != null && places.remove(idle) != null;
    }

    /** Adds the first tables below the column before while there is room, so that a small tree is seen whole. */
    private void fill(int column, long taken, List<Long> chosen, TreeCache cache) {
        List<Long> above = new ArrayList<>();
        places.forEach((table, place) -> {
            if (place.column() == column - 1) {
                above.add(table);
            }
        });
        above.sort(Comparator.comparingInt(t -> places.get(t).row()));
        for (long table : above) {
            TableGraph.Link link = graph.link(table);
            if (link != TableGraph.Link.LINKED && link != TableGraph.Link.DETACHED) {
                continue;
            }
            int level = graph.level(table);
            int entries = tables.entries(table);
            for (int first = 0; first < entries && chosen.size() + taken < fill; first += ChunkSummary.ENTRIES) {
                ChunkSummary chunk = cache.summary(tables, table + 8L * first, level);
                for (int i = 0; i < chunk.live && chosen.size() + taken < fill; i++) {
                    long child = chunk.tables[i];
                    if (!places.containsKey(child) && !chosen.contains(child) && !view.closed().contains(child)
                            && graph.parent(child) == chunk.descriptors[i]) {
                        chosen.add(child);
                    }
                }
            }
        }
    }

    /** A table whose parent is not shown says little; it goes, unless it hangs from nothing at all. */
    private void prune() {
        boolean again = true;
        while (again) {
            again = places.keySet().removeIf(table -> {
                long parent = table == tables.root() ? -1 : graph.parent(table);
                return parent >= 0 && !places.containsKey(tables.tableOf(parent));
            });
        }
    }
}
