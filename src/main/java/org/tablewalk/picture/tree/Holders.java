package org.tablewalk.picture.tree;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Who may still use a translation that the tables no longer give. A copy is stale if a walk of the tables now does not come to the
 * word it holds; the CPU is then a holder of the descriptor where that walk ends, and of the word's old place in a detached table.
 */
public final class Holders {
    private final Map<Long, BitSet> deciding = new HashMap<>();
    private final Map<Long, BitSet> origins = new HashMap<>();
    private final List<TreeScene.Walk> staleWalks = new ArrayList<>();

    private Holders() {}

    /** The holders of a moment; {@code graph} finds the detached tables. What the checks say about users is taken as said. */
    public static Holders of(TreeScene scene, TableGraph graph) {
        var holders = new Holders();
        for (TreeScene.Copy copy : scene.copies()) {
            holders.copy(copy, scene.tables(), graph);
        }
        for (TreeScene.Walk walk : scene.walks()) {
            holders.walk(walk, scene.tables());
        }
        scene.users().forEach((descriptor, mask) -> {
            for (long left = mask; left != 0; left &= left - 1) {
                add(holders.deciding, descriptor, Long.numberOfTrailingZeros(left));
            }
        });
        return holders;
    }

    private void copy(TreeScene.Copy copy, TableSource tables, TableGraph graph) {
        TableFormat format = tables.format();
        long table = tables.root();
        long decided = -1;
        for (int level = format.startLevel(); level <= copy.level(); level++) {
            long address = address(tables, table, copy.ipa(), level);
            long word = tables.word(address);
            if (level == copy.level()) {
                if (decided < 0 && word == copy.descriptor()) {
                    return;
                }
                if (decided < 0) {
                    decided = address;
                } else {
                    add(origins, address, copy.cpu());
                }
            } else if (format.kind(word, level) == TableFormat.Kind.TABLE) {
                table = format.target(word, level);
                if (tables.pageOf(table) < 0) {
                    return;
                }
            } else {
                if (decided < 0) {
                    decided = address;
                }
                table = graph.detachedFrom(address);
                if (table < 0) {
                    break;
                }
            }
        }
        if (decided >= 0) {
            add(deciding, decided, copy.cpu());
        }
    }

    private void walk(TreeScene.Walk walk, TableSource tables) {
        TableFormat format = tables.format();
        long table = tables.root();
        for (int level = format.startLevel(); level < walk.level(); level++) {
            long address = address(tables, table, walk.ipa(), level);
            long word = tables.word(address);
            if (format.kind(word, level) != TableFormat.Kind.TABLE
                    || level + 1 == walk.level() && tables.tableOf(format.target(word, level)) != tables.tableOf(walk.table())) {
                // Code that walks reads the tables; it uses no translation.
                if (walk.by() != TreeScene.Walk.By.CODE) {
                    add(deciding, address, walk.cpu());
                }
                staleWalks.add(walk);
                return;
            }
            table = format.target(word, level);
        }
    }

    public static long address(TableSource tables, long table, long ipa, int level) {
        long index = ipa / tables.format().entrySize(level);
        if (table == tables.root() && level == tables.format().startLevel()) {
            return table + 8 * Math.min(index, tables.rootEntries() - 1L);
        }
        return table + 8 * (index & tables.format().entriesPerTable() - 1L);
    }

    private static void add(Map<Long, BitSet> map, long address, int cpu) {
        map.computeIfAbsent(address, a -> new BitSet()).set(cpu);
    }

    /** CPUs that may use something older than what this descriptor says now. */
    public BitSet of(long descriptor) {
        return deciding.getOrDefault(descriptor, new BitSet());
    }

    /** CPUs that hold a copy of this word of a detached table. */
    BitSet copied(long descriptor) {
        return origins.getOrDefault(descriptor, new BitSet());
    }

    /** Descriptors with holders. */
    Set<Long> held() {
        return deciding.keySet();
    }

    /** Descriptors of detached tables of which there are copies. */
    Set<Long> origins() {
        return origins.keySet();
    }

    boolean stale(TreeScene.Walk walk) {
        return staleWalks.contains(walk);
    }
}
