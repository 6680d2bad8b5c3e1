package org.tablewalk.picture.tree;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;

/** Which rows a table's box has: entries, and between them what is left out. */
final class TreeRows {
    /**
     * A row.
     *
     * @param slot  0 and up
     * @param from  first entry
     * @param to    entry after the last; {@code from + 1} for an entry on its own
     * @param run   what the entries are, or null for an entry on its own
     * @param marks entries within a run that carry a mark of their own
     * @param tear  whether there is no slot for the run: it is left out above the entry in this one
     */
    record Row(int slot, int from, int to, RunSummary run, int marks, boolean tear) {}

    private final TableSource tables;
    private final TreeCache cache;
    private final TreeView view;
    private final TreeFocus focus;
    private final Map<Long, TreeView.Chosen> chosen = new HashMap<>();

    TreeRows(TableSource tables, TreeCache cache, TreeView view, TreeFocus focus) {
        this.tables = tables;
        this.cache = cache;
        this.view = view;
        this.focus = focus;
    }

    /** The entries shown of each table. */
    Map<Long, TreeView.Chosen> chosen() {
        return chosen;
    }

    /** The rows of a table with so many slots. */
    List<Row> rows(long table, int level, int count) {
        int entries = tables.entries(table);
        NavigableMap<Integer, Integer> interest = focus.entries(table);
        Integer pinned = view.pinned().get(table);
        TreeView.Chosen before = view.standing().chosen().getOrDefault(table, TreeView.Chosen.NOTHING);
        boolean still = pinned == null && before.slots().size() == count && before.interest().equals(interest);
        int[] at = still ? before.slots().stream().mapToInt(i -> i).toArray()
                : pinned == null ? Slots.of(before.slots(), entries, interest, count) : Slots.from(pinned, entries, count);
        // What the user scrolled to says nothing about what mattered.
        chosen.put(table, still ? before : new TreeView.Chosen(Arrays.stream(at).boxed().toList(), pinned == null ? interest : Map.of(-1, 0)));
        List<Row> rows = new ArrayList<>();
        int next = 0;
        int free = -1;
        for (int slot = 0; slot <= count; slot++) {
            int index = slot == count ? entries : at[slot];
            if (index == Slots.NONE) {
                free = free < 0 ? slot : free;
                continue;
            }
            if (index > next && (free >= 0 || slot < count)) {
                int marks = (int) interest.subMap(next, index).values().stream().filter(i -> i >= TreeFocus.NEXT).count();
                rows.add(new Row(free < 0 ? slot : free, next, index, RunSummary.of(tables, cache, table, level, next, index), marks, free < 0));
            }
            if (slot < count) {
                rows.add(new Row(slot, index, index + 1, null, 0, false));
            }
            next = index + 1;
            free = -1;
        }
        return rows;
    }
}
