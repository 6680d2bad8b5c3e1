package org.tablewalk.picture.tree;

import java.util.ArrayDeque;
import java.util.HashMap;
import java.util.Map;

/** At which level a descriptor of a tree stands, found by walking the tables that are linked. */
public final class TableLevels {
    private TableLevels() {}

    /** The level of a descriptor; the last level if its table is not linked. */
    public static int of(TableSource tables, long descriptor) {
        TableFormat format = tables.format();
        long wanted = tables.tableOf(descriptor);
        Map<Long, Integer> levels = new HashMap<>();
        var queue = new ArrayDeque<Long>();
        levels.put(tables.root(), format.startLevel());
        queue.add(tables.root());
        while (!queue.isEmpty()) {
            long table = queue.remove();
            int level = levels.get(table);
            if (table == wanted) {
                return level;
            }
            for (int i = 0; level < format.lastLevel() && i < tables.entries(table); i++) {
                long word = tables.word(table + 8L * i);
                long next = format.kind(word, level) == TableFormat.Kind.TABLE ? tables.tableOf(format.target(word, level)) : -1;
                if (next >= 0 && levels.putIfAbsent(next, level + 1) == null) {
                    queue.add(next);
                }
            }
        }
        return format.lastLevel();
    }
}
