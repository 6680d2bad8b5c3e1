package org.tablewalk.picture.tree;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * Which rows a table's box has. An entry's slot is its index modulo the number of slots, so wherever it shows, it shows at the same
 * height; equal entries before the window, after it, and at its end fold into one row each.
 */
final class TreeRows {
    /**
     * A row.
     *
     * @param slot  -1 for the line above the first entry, else 0 and up
     * @param from  first entry
     * @param to    entry after the last; {@code from + 1} for an entry on its own
     * @param run   what the entries are, or null for an entry on its own
     * @param marks marked entries within a run
     */
    record Row(int slot, int from, int to, RunSummary run, int marks) {}

    private final TableSource tables;
    private final TreeCache cache;
    private final TreeView view;
    private final TreeFocus focus;
    private final Map<Long, TreeView.Window> windows = new HashMap<>();

    TreeRows(TableSource tables, TreeCache cache, TreeView view, TreeFocus focus) {
        this.tables = tables;
        this.cache = cache;
        this.view = view;
        this.focus = focus;
    }

    /** Where the windows stand now, by table. */
    Map<Long, TreeView.Window> windows() {
        return windows;
    }

    /** The rows of a table; {@code links} are the entries whose own table is shown. */
    List<Row> rows(long table, int level, TreeSet<Integer> links) {
        int entries = tables.entries(table);
        TreeView.Window window = window(table, entries);
        int start = window.start();
        int end = Math.min(entries, start + view.rows());
        SortedSet<Integer> marked = focus.marked(table);
        int own = end;
        if (end < entries && !window.pinned()) {
            RunSummary after = RunSummary.of(tables, cache, table, level, end, entries);
            while (own > start && !marked.contains(own - 1) && !links.contains(own - 1)
                    && after.only(tables.format().entryClass(tables.word(table + 8L * (own - 1)), level))) {
                own--;
            }
        }
        List<Row> rows = new ArrayList<>();
        if (own == start) {
            // Nothing left to show on its own: one row for the whole table.
            rows.add(run(table, level, 0, entries, 0, marked));
            return rows;
        }
        if (start > 0) {
            rows.add(run(table, level, 0, start, -1, marked));
        }
        for (int i = start; i < own; i++) {
            rows.add(new Row(i - start, i, i + 1, null, 0));
        }
        if (own < entries) {
            rows.add(run(table, level, own, entries, own - start, marked));
        }
        return rows;
    }

    private Row run(long table, int level, int from, int to, int slot, SortedSet<Integer> marked) {
        return new Row(slot, from, to, RunSummary.of(tables, cache, table, level, from, to), marked.subSet(from, to).size());
    }

    private TreeView.Window window(long table, int entries) {
        TreeView.Window window = view.windows().getOrDefault(table, new TreeView.Window(0, false));
        int entry = focus.entry(table);
        int last = (entries - 1) / view.rows() * view.rows();
        int start = window.pinned() || entry < 0 ? window.start() : entry / view.rows() * view.rows();
        var next = new TreeView.Window(Math.clamp(start, 0, last), window.pinned());
        if (next.start() > 0 || next.pinned()) {
            windows.put(table, next);
        }
        return next;
    }
}
