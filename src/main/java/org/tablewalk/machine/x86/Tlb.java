package org.tablewalk.machine.x86;

import java.util.function.LongPredicate;
import org.tablewalk.arch.x86.Pte;
import org.tablewalk.machine.Bus;
import org.tablewalk.machine.Cells;
import org.tablewalk.machine.Event;

/**
 * The TLBs of all CPUs: leaf entries of every size, with the rights of their whole path, and whose they are ({@link Owner}). Up to 16 entries a TLB is
 * fully associative; above that it has the largest power of two of sets that leaves at least 4 ways. A set holds its entries oldest first and without
 * holes; a full set drops its oldest.
 */
final class Tlb {
    private static final int LEVELS = 3;

    private final Cells cells;
    private final X86Map map;
    private final Bus bus;
    private final Owner owner;
    private final Rows rows;
    private final int sets;
    private final int ways;

    Tlb(Cells cells, X86Map map, Owner owner, Bus bus) {
        this.cells = cells;
        this.map = map;
        this.owner = owner;
        this.bus = bus;
        rows = new Rows(cells);
        int entries = map.config().tlbEntries();
        sets = entries <= 16 ? 1 : Integer.highestOneBit(entries / 4);
        ways = entries / sets;
    }

    private static long tag(long address, int level) {
        return address & -1L << 12 + 9 * (level - 1) | level;
    }

    private int set(int cpu, long address, int level) {
        long page = address >>> 12 + 9 * (level - 1);
        int set = (int) (page ^ page >>> 9 ^ level * 0x55L) & sets - 1;
        return map.tlb(cpu) + Rows.ENTRY * ways * set;
    }

    /** Entries of one level that a CPU holds; by this count a lookup skips the sizes nobody uses. */
    private long count(int cpu, int level) {
        return cells.get(map.cpu(cpu) + CpuCells.TLB_COUNTS) >>> 16 * level & 0xffff;
    }

    private void count(int cpu, int level, long change) {
        int cell = map.cpu(cpu) + CpuCells.TLB_COUNTS;
        cells.put(cell, cells.get(cell) + (change << 16 * level));
    }

    /** The cell of the tag of the entry that translates an address for somebody, or -1; the leaf is in the cell after it. */
    int lookup(int cpu, long address, long by) {
        for (int level = 1; level <= LEVELS; level++) {
            if (count(cpu, level) != 0) {
                long tag = tag(address, level);
                int cell = set(cpu, address, level);
                for (int way = 0; way < ways; way++, cell += Rows.ENTRY) {
                    long t = cells.get(cell);
                    if (t == 0) {
                        break;
                    }
                    if (t == tag && owner.found(cells.get(cell + 2), by)) {
                        return cell;
                    }
                }
            }
        }
        return -1;
    }

    static int level(long tag) {
        return (int) tag & 7;
    }

    /** Adds an entry, in the place of one that would be found for the same address. */
    void fill(int cpu, long address, int level, long leaf, long by) {
        long tag = tag(address, level);
        int first = set(cpu, address, level);
        remove(cpu, first, tag, by);
        int way = rows.used(first, ways);
        if (way == ways) {
            bus.event(Event.TLB_EVICT, cpu, cells.get(first), cells.get(first + 1), 0);
            removeAt(cpu, first, 0);
            way--;
        }
        int cell = first + way * Rows.ENTRY;
        cells.put(cell, tag);
        cells.put(cell + 1, leaf);
        cells.put(cell + 2, by);
        count(cpu, level, 1);
        bus.event(Event.TLB_FILL, cpu, tag, leaf, by);
    }

    /** Removes the entries of a set that have a tag and would be found for somebody. */
    private void remove(int cpu, int first, long tag, long by) {
        int way = 0;
        while (way < ways) {
            int cell = first + way * Rows.ENTRY;
            long t = cells.get(cell);
            if (t == 0) {
                break;
            }
            if (t == tag && owner.found(cells.get(cell + 2), by)) {
                removeAt(cpu, first, way);
            } else {
                way++;
            }
        }
    }

    private void removeAt(int cpu, int first, int index) {
        count(cpu, level(cells.get(first + index * Rows.ENTRY)), -1);
        rows.removeAt(first, ways, index);
    }

    /** Removes what translates one address for such owners. Returns how many entries. */
    int removeAddress(int cpu, long address, LongPredicate owned) {
        int removed = 0;
        for (int level = 1; level <= LEVELS; level++) {
            if (count(cpu, level) != 0) {
                int gone = rows.remove(set(cpu, address, level), ways, tag(address, level), owned);
                count(cpu, level, -gone);
                removed += gone;
            }
        }
        return removed;
    }

    /** Removes everything of such owners. Returns how many entries. */
    int remove(int cpu, LongPredicate owned) {
        int removed = 0;
        for (int set = 0; set < sets && size(cpu) > 0; set++) {
            int first = map.tlb(cpu) + Rows.ENTRY * ways * set;
            for (int way = rows.used(first, ways) - 1; way >= 0; way--) {
                if (owned.test(cells.get(first + way * Rows.ENTRY + 2))) {
                    removeAt(cpu, first, way);
                    removed++;
                }
            }
        }
        return removed;
    }

    /** Entries that a CPU has. */
    int size(int cpu) {
        return (int) (count(cpu, 1) + count(cpu, 2) + count(cpu, 3));
    }

    /** Drops the {@code index}-th entry in slot order for no reason. */
    void evict(int cpu, int index) {
        int left = index;
        for (int set = 0; set < sets; set++) {
            int first = map.tlb(cpu) + Rows.ENTRY * ways * set;
            int used = rows.used(first, ways);
            if (left < used) {
                int cell = first + left * Rows.ENTRY;
                bus.event(Event.TLB_EVICT, cpu, cells.get(cell), cells.get(cell + 1), 0);
                removeAt(cpu, first, left);
                return;
            }
            left -= used;
        }
    }

    /** Removes everything. Returns how many entries. */
    int removeAll(int cpu) {
        int counts = map.cpu(cpu) + CpuCells.TLB_COUNTS;
        if (cells.get(counts) == 0) {
            return 0;
        }
        int removed = size(cpu);
        int end = map.tlb(cpu) + sets * ways * Rows.ENTRY;
        for (int cell = map.tlb(cpu); cell < end; cell++) {
            cells.put(cell, 0);
        }
        cells.put(counts, 0);
        return removed;
    }

    /** A leaf with the rights of its whole path. */
    static long withRights(long leaf, int access, boolean ept) {
        boolean write = (access & Pte.ACC_WRITE) != 0;
        boolean execute = (access & Pte.ACC_EXEC) != 0;
        boolean user = (access & Pte.ACC_USER) != 0;
        return ept ? leaf & ~(Pte.EPT_R | Pte.EPT_W | Pte.EPT_X) | (user ? Pte.EPT_R : 0) | (write ? Pte.EPT_W : 0) | (execute ? Pte.EPT_X : 0)
                : leaf & ~(Pte.W | Pte.U | Pte.NX) | (user ? Pte.U : 0) | (write ? Pte.W : 0) | (execute ? 0 : Pte.NX);
    }
}
