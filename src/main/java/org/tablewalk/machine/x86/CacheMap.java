package org.tablewalk.machine.x86;

import org.tablewalk.machine.Layout;
import org.tablewalk.machine.Layout.Type;

/** Where the cells lie that only machines with paging-structure caches or speculation have: after all others, so that nothing else moves. */
final class CacheMap {
    /** Levels that may be cached: of entries that point to tables, 2..5. */
    static final int LOWEST = 2;
    static final int HIGHEST = 5;

    private final int ways;
    private final int structures;
    private final int speculation;
    /** CPUs whose speculative walk is under way, one bit each; or -1 where none can be. */
    final int walking;

    CacheMap(X86Config config, Layout layout) {
        Caching caching = config.caching();
        ways = caching.structures();
        structures = ways == 0 ? -1 : region(layout, "structures", Type.WORD, config.cpus() * cells());
        boolean walks = !caching.speculative().isEmpty();
        walking = walks ? region(layout, "walking", Type.ACTOR_MASK, 1) : -1;
        speculation = walks ? region(layout, "speculation", Type.WORD, config.cpus() * CpuCells.UNIT_CELLS) : -1;
    }

    private static int region(Layout layout, String name, Type type, int cells) {
        layout.align();
        return layout.add(name, type, cells);
    }

    /** Entries of all levels of a CPU. */
    int entries() {
        return (HIGHEST - LOWEST + 1) * ways;
    }

    private int cells() {
        return entries() * Rows.ENTRY;
    }

    /** Entries of one level. */
    int ways() {
        return ways;
    }

    /** First cell of a CPU's paging-structure caches. */
    int structures(int cpu) {
        return structures + cpu * cells();
    }

    /** First cell of one level's. */
    int structures(int cpu, int level) {
        return structures(cpu) + (level - LOWEST) * ways * Rows.ENTRY;
    }

    /** The unit of a CPU's speculative walk, as {@link CpuCells#UNIT}. */
    int speculation(int cpu) {
        return speculation + cpu * CpuCells.UNIT_CELLS;
    }
}
