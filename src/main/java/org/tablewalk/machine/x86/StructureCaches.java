package org.tablewalk.machine.x86;

import java.util.function.LongPredicate;
import org.tablewalk.machine.Bus;
import org.tablewalk.machine.Cells;
import org.tablewalk.machine.Event;

/**
 * The paging-structure caches of all CPUs (Intel SDM volume 3, "Paging-Structure Caches"): of each level the entries that walks passed and that point to a
 * table, with the rights of the path above, so that a later walk begins below them. A level is fully associative and drops its oldest. That a processor has
 * them, and which, is its own affair; the machine always uses the deepest it has, and a processor that does not is one that has evicted it.
 *
 * <p>PDE, PDPTE and PML4E caches are the SDM's; one for the entries of a fifth level is assumed by analogy (certainty: inferred). With PAE there is only
 * that for PDEs: the four pointers are registers.
 */
public final class StructureCaches {
    /** In a tag, beside address and level: a paging-structure cache's, no translation. */
    static final long STRUCTURE = 8;
    private static final int PAE = 3;

    private final Cells cells;
    private final CacheMap map;
    private final Owner owner;
    private final Rows rows;
    private final int ways;

    StructureCaches(Cells cells, X86Map map, Owner owner) {
        this.cells = cells;
        this.map = map.caches;
        this.owner = owner;
        rows = new Rows(cells);
        ways = this.map.ways();
    }

    /** The tag of what is cached of an entry that translates an address: all addresses below the entry have it. */
    public static long tag(long address, int level) {
        return address & -1L << 12 + 9 * (level - 1) | level | STRUCTURE;
    }

    /** Whether there are any. */
    boolean present() {
        return ways > 0;
    }

    private static boolean cached(int level, int levels) {
        return level >= CacheMap.LOWEST && (levels != PAE || level < PAE);
    }

    /** The cell of the tag of the deepest entry for an address, or -1; the entry with the rights of its path is in the cell after it. */
    int find(int cpu, long address, int levels, long by) {
        if (ways == 0) {
            return -1;
        }
        for (int level = CacheMap.LOWEST; cached(level, levels) && level <= levels; level++) {
            int cell = map.structures(cpu, level);
            long tag = tag(address, level);
            for (int way = 0; way < ways && cells.get(cell) != 0; way++, cell += Rows.ENTRY) {
                if (cells.get(cell) == tag && owner.found(cells.get(cell + 2), by)) {
                    return cell;
                }
            }
        }
        return -1;
    }

    /** Remembers an entry, with the rights of its path, in the place of what was known of the same. */
    void add(int cpu, long address, int level, int levels, long entry, long by) {
        if (ways == 0 || !cached(level, levels)) {
            return;
        }
        long tag = tag(address, level);
        int first = map.structures(cpu, level);
        rows.remove(first, ways, tag, o -> owner.found(o, by));
        int way = rows.used(first, ways);
        if (way == ways) {
            rows.removeAt(first, ways, 0);
            way--;
        }
        int cell = first + way * Rows.ENTRY;
        cells.put(cell, tag);
        cells.put(cell + 1, entry);
        cells.put(cell + 2, by);
    }

    /** Removes what such owners have. Returns how many entries. */
    int remove(int cpu, LongPredicate owned) {
        int removed = 0;
        for (int level = CacheMap.LOWEST; ways > 0 && level <= CacheMap.HIGHEST; level++) {
            removed += rows.remove(map.structures(cpu, level), ways, 0, owned);
        }
        return removed;
    }

    /** Removes what such owners have for an address. Returns how many entries. */
    int removeAddress(int cpu, long address, LongPredicate owned) {
        int removed = 0;
        for (int level = CacheMap.LOWEST; ways > 0 && level <= CacheMap.HIGHEST; level++) {
            removed += rows.remove(map.structures(cpu, level), ways, tag(address, level), owned);
        }
        return removed;
    }

    /** Entries that a CPU has. */
    int size(int cpu) {
        int size = 0;
        for (int level = CacheMap.LOWEST; ways > 0 && level <= CacheMap.HIGHEST; level++) {
            size += rows.used(map.structures(cpu, level), ways);
        }
        return size;
    }

    /** Drops the {@code index}-th, level by level, for no reason. */
    void evict(int cpu, int index, Bus bus) {
        int left = index;
        for (int level = CacheMap.LOWEST; level <= CacheMap.HIGHEST; level++) {
            int first = map.structures(cpu, level);
            int used = rows.used(first, ways);
            if (left < used) {
                int cell = first + left * Rows.ENTRY;
                bus.event(Event.TLB_EVICT, cpu, cells.get(cell), cells.get(cell + 1), 0);
                rows.removeAt(first, ways, left);
                return;
            }
            left -= used;
        }
    }
}
