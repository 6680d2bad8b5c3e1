package org.tablewalk.machine.x86;

import java.util.ArrayList;
import java.util.List;
import java.util.function.IntToLongFunction;
import org.tablewalk.arch.x86.Registers;
import org.tablewalk.machine.Image;
import org.tablewalk.machine.x86.X86State.TlbEntry;

/** Reads what the TLBs and paging-structure caches of a state hold. */
final class CachedEntries {
    private static final long ADDRESS = -1L << 12;

    private CachedEntries() {}

    /** What a CPU has, in slot order. */
    static List<TlbEntry> of(X86Map map, IntToLongFunction cells, int cpu) {
        int entries = map.config().tlbEntries();
        List<TlbEntry> found = new ArrayList<>();
        add(map, cells, cpu, map.tlb(cpu), 0, entries, found);
        if (map.caches.ways() > 0) {
            add(map, cells, cpu, map.caches.structures(cpu), entries, map.caches.entries(), found);
        }
        return found;
    }

    private static void add(X86Map map, IntToLongFunction cells, int cpu, int first, int slot, int count, List<TlbEntry> found) {
        for (int i = 0; i < count; i++) {
            int at = first + i * Rows.ENTRY;
            long tag = cells.applyAsLong(at);
            if (tag != 0) {
                long owner = cells.applyAsLong(at + 2);
                found.add(new TlbEntry(slot + i, tag & ADDRESS, Tlb.level(tag), cells.applyAsLong(at + 1), Owner.root(owner), owner,
                        (tag & StructureCaches.STRUCTURE) != 0, now(map, cells, cpu, owner)));
            }
        }
    }

    /** With tags an entry is found by walks of the root that is loaded now, if it has its PCID: whatever root that is. */
    private static long now(X86Map map, IntToLongFunction cells, int cpu, long owner) {
        int state = map.cpu(cpu);
        long root = cells.applyAsLong(state + CpuCells.HW_ROOT);
        long pcid = (cells.applyAsLong(state + CpuCells.CR4) & Registers.CR4_PCIDE) != 0 ? cells.applyAsLong(state + CpuCells.HW_PCID) : 0;
        boolean found = map.config().caching().tagged() && root != 0 && (Owner.global(owner) || Owner.pcid(owner) == pcid);
        return found ? root : Owner.root(owner);
    }

    /** Whether a CPU's paging-structure caches, and what it walks, are seen at once to be the same in an earlier image. */
    static boolean share(X86Map map, Image image, Image earlier, int cpu) {
        boolean plain = map.caches.ways() == 0 || image.shares(earlier, map.caches.structures(cpu), map.caches.structures(cpu + 1));
        return plain && (!map.config().caching().tagged() || image.shares(earlier, map.cpu(cpu), map.cpu(cpu + 1)));
    }
}
