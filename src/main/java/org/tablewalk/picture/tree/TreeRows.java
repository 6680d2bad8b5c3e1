package org.tablewalk.picture.tree;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import org.tablewalk.picture.slots.ShownRows;

/** Which rows a table's box has: entries, and between them what is left out. */
final class TreeRows {
    /**
     * A row.
     *
     * @param place what it shows, and where
     * @param run   what the entries are, or null for an entry on its own
     * @param marks entries within a run that carry a mark of their own
     */
    record Row(ShownRows.Row place, RunSummary run, int marks) {}

    private final TableSource tables;
    private final TreeCache cache;
    private final TreeView view;
    private final TreeFocus focus;
    private final Map<Long, ShownRows> shown = new HashMap<>();

    TreeRows(TableSource tables, TreeCache cache, TreeView view, TreeFocus focus) {
        this.tables = tables;
        this.cache = cache;
        this.view = view;
        this.focus = focus;
    }

    /** The entries shown of each table. */
    Map<Long, ShownRows> shown() {
        return shown;
    }

    /** The rows of a table with so many slots. */
    List<Row> rows(long table, int level, int count) {
        int entries = tables.entries(table);
        NavigableMap<Integer, Integer> interest = focus.entries(table);
        ShownRows now = view.scrolling().next(table, entries, interest, count);
        shown.put(table, now);
        List<Row> rows = new ArrayList<>();
        for (ShownRows.Row row : now.rows(entries)) {
            int marks = !row.run() ? 0 : (int) interest.subMap(row.from(), row.to()).values().stream().filter(i -> i >= TreeFocus.NEXT).count();
            rows.add(new Row(row, row.run() ? RunSummary.of(tables, cache, table, level, row.from(), row.to()) : null, marks));
        }
        return rows;
    }
}
