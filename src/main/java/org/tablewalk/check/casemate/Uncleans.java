package org.tablewalk.check.casemate;

import java.util.HashMap;
import java.util.Map;

/** All unclean entries. */
final class Uncleans {
    private final Map<Long, UncleanGroup.Key> groupOf = new HashMap<>();
    private final Map<Long, Unclean> entries = new HashMap<>();
    private final Map<UncleanGroup.Key, UncleanGroup> groups = new HashMap<>();

    void add(Unclean entry, int owner, int thread) {
        entries.put(entry.address, entry);
        put(entry, new UncleanGroup.Key(entry.table.root(), owner, thread));
    }

    private void put(Unclean entry, UncleanGroup.Key key) {
        groupOf.put(entry.address, key);
        groups.computeIfAbsent(key, k -> new UncleanGroup()).add(entry);
    }

    /** An entry, if it is unclean, belongs to another thread from now on, or, -1, to none. */
    void reassign(long address, int owner) {
        Unclean entry = entries.get(address);
        if (entry != null) {
            UncleanGroup.Key key = groupOf.get(address);
            UncleanGroup group = groups.get(key);
            group.remove(entry);
            if (group.isEmpty()) {
                groups.remove(key);
            }
            put(entry, new UncleanGroup.Key(key.root(), owner, key.thread()));
        }
    }

    /** An entry is clean; its group knows. */
    void forget(Unclean entry) {
        entries.remove(entry.address);
        groupOf.remove(entry.address);
    }

    /** The groups, none of them empty if who takes the last one out of a group removes it here too. */
    Map<UncleanGroup.Key, UncleanGroup> groups() {
        return groups;
    }

    /** Whether a tree has one. */
    boolean any(TreeRoot root) {
        return groups.keySet().stream().anyMatch(key -> key.root() == root);
    }
}
