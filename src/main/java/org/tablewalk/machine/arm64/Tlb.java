package org.tablewalk.machine.arm64;

import java.util.function.LongPredicate;
import org.tablewalk.machine.Bus;
import org.tablewalk.machine.Cells;
import org.tablewalk.machine.Event;

/**
 * The TLBs of all CPUs: final stage-2 entries of every size; beside them is the {@link WalkCache}.
 *
 * <p>A multiset: nothing prevents two entries that match one address. A set holds its entries oldest first and without holes;
 * a full set drops its oldest. With stage 1 off no combined entries exist, so VMALLE1 finds nothing to remove.
 */
final class Tlb {
    private static final int MAX_MATCHES = 8;

    private final Cells cells;
    private final ArmMap map;
    private final TlbShape shape;
    private final TlbTags tags;
    private final TlbRuns runs;
    private final WalkCache walkCache;
    private final Bus bus;
    private final int startLevel;
    private final int[] shift = new int[4];
    private final long[] matches = new long[MAX_MATCHES];

    Tlb(Cells cells, ArmMap map, Bus bus) {
        this.cells = cells;
        this.map = map;
        this.bus = bus;
        shape = map.tlbShape();
        tags = new TlbTags(map.config().geometry().granule());
        runs = new TlbRuns(cells);
        walkCache = new WalkCache(cells, map, tags, runs);
        startLevel = map.config().geometry().startLevel();
        for (int level = 0; level < 4; level++) {
            shift[level] = map.config().geometry().granule().entryShift(level);
        }
    }

    /** The table descriptors cached beside the final entries. */
    WalkCache walkCache() {
        return walkCache;
    }

    private int set(long ipa, int level) {
        long page = ipa >>> shift[level];
        // The level enters the index, so that a block and the pages under it do not crowd the same set.
        return (int) (page ^ page >>> 9 ^ level * 0x55L) & shape.sets() - 1;
    }

    private int entry(int cpu, int set, int way) {
        return map.tlb(cpu) + TlbShape.HEADER + TlbShape.ENTRY * (set * shape.ways() + way);
    }

    /** Final entries a CPU holds at one level. */
    private int count(int cpu, int level) {
        return (int) (cells.get(map.tlb(cpu) + TlbShape.COUNTS) >>> 16 * level) & 0xffff;
    }

    private void count(int cpu, int level, int change) {
        int cell = map.tlb(cpu) + TlbShape.COUNTS;
        cells.put(cell, cells.get(cell) + ((long) change << 16 * level));
    }

    /** Final entries a CPU holds. */
    int size(int cpu) {
        int sum = 0;
        for (int level = startLevel; level < 4; level++) {
            sum += count(cpu, level);
        }
        return sum;
    }

    /**
     * Looks an address up. Where several entries match, the choice is the caller's: {@link #match} gives each.
     *
     * @return the number of matching entries
     */
    int lookup(int cpu, long vmid, long ipa) {
        int found = 0;
        for (int level = 3; level >= startLevel; level--) {
            if (count(cpu, level) == 0) {
                continue;
            }
            long tag = tags.of(level, vmid, ipa);
            int cell = entry(cpu, set(ipa, level), 0);
            for (int way = 0; way < shape.ways(); way++, cell += TlbShape.ENTRY) {
                long t = cells.get(cell);
                if (t == 0) {
                    break;
                }
                if (t == tag && found < MAX_MATCHES) {
                    matches[found++] = cell;
                }
            }
        }
        return found;
    }

    /** Cell of the tag of match {@code index} of the last lookup; the descriptor is the cell after it. Valid until the next lookup. */
    int match(int index) {
        return (int) matches[index];
    }

    /**
     * Adds a final entry, unless the very same is there already: when the walks of an access and of speculation end with the same word, one
     * entry remains, and no lookup can tell. Entries that differ in anything are all kept.
     */
    void fill(int cpu, long vmid, long ipa, int level, long descriptor) {
        long tag = tags.of(level, vmid, ipa);
        int first = entry(cpu, set(ipa, level), 0);
        int way = 0;
        while (way < shape.ways()) {
            long t = cells.get(first + way * TlbShape.ENTRY);
            if (t == 0) {
                break;
            }
            if (t == tag && cells.get(first + way * TlbShape.ENTRY + 1) == descriptor) {
                return;
            }
            way++;
        }
        if (way == shape.ways()) {
            long oldTag = cells.get(first);
            bus.event(Event.TLB_EVICT, cpu, oldTag, cells.get(first + 1), 0);
            count(cpu, TlbTags.level(oldTag), -1);
            runs.removeAt(first, shape.ways(), 0);
            way--;
        }
        cells.put(first + way * TlbShape.ENTRY, tag);
        cells.put(first + way * TlbShape.ENTRY + 1, descriptor);
        count(cpu, level, 1);
        bus.event(Event.TLB_FILL, cpu, tag, descriptor, 0);
    }

    /** Entries a CPU could lose at any time: final ones and table descriptors in the walk cache. */
    int evictable(int cpu) {
        return size(cpu) + walkCache.size(cpu);
    }

    /** Drops the {@code index}-th valid entry in slot order: final ones first, then the walk cache level by level. */
    void evict(int cpu, int index) {
        int finals = size(cpu);
        int left = index;
        for (int set = 0; set < shape.sets() && index < finals; set++) {
            for (int way = 0; way < shape.ways(); way++) {
                int cell = entry(cpu, set, way);
                long tag = cells.get(cell);
                if (tag == 0) {
                    break;
                }
                if (left-- == 0) {
                    count(cpu, TlbTags.level(tag), -1);
                    runs.evict(cpu, entry(cpu, set, 0), shape.ways(), way, bus);
                    return;
                }
            }
        }
        walkCache.evict(cpu, index - finals, bus);
    }

    /** Removes every final and walk-cache entry of a VMID, or of all when {@code vmid < 0}. Returns how many. */
    int removeAll(int cpu, int vmid) {
        return removeEverywhere(cpu, tag -> vmid < 0 || TlbTags.vmid(tag) == vmid);
    }

    /** Removes all final entries and cached tables of a VMID that map anything in [base, base + size). Returns how many. */
    int removeRange(int cpu, int vmid, long base, long size) {
        return removeEverywhere(cpu, tag -> TlbTags.vmid(tag) == vmid && tags.overlaps(tag, base, size));
    }

    private int removeEverywhere(int cpu, LongPredicate gone) {
        int removed = 0;
        if (cells.get(map.tlb(cpu) + TlbShape.COUNTS) != 0) {
            for (int set = 0; set < shape.sets(); set++) {
                removed += removeFinal(cpu, entry(cpu, set, 0), gone);
            }
        }
        return removed + walkCache.remove(cpu, gone);
    }

    /**
     * Removes the final entries that map {@code ipa} and, unless {@code lastLevelOnly}, the table descriptors cached on the way to it.
     *
     * @param hint level of the leaf the caller promises, or -1 for none. With a hint only leaf entries of that level and the tables
     *             above it need go: a wrong hint leaves the rest (domain section 4.2)
     */
    int removeAddress(int cpu, int vmid, long ipa, int hint, boolean lastLevelOnly) {
        int removed = 0;
        for (int level = startLevel; level < 4; level++) {
            long gone = tags.of(level, vmid, ipa);
            if ((hint < 0 || hint == level) && count(cpu, level) != 0) {
                removed += removeFinal(cpu, entry(cpu, set(ipa, level), 0), tag -> tag == gone);
            }
            if (level < TlbShape.WALK_LEVELS && !lastLevelOnly && (hint < 0 || level < hint)) {
                removed += walkCache.remove(cpu, level, tag -> tag == gone);
            }
        }
        return removed;
    }

    /** Removes final entries of one set and keeps the counts by level. */
    private int removeFinal(int cpu, int first, LongPredicate gone) {
        return runs.remove(first, shape.ways(), tag -> {
            boolean goes = gone.test(tag);
            if (goes) {
                count(cpu, TlbTags.level(tag), -1);
            }
            return goes;
        });
    }

    /** Whether the CPU holds a final entry of the VMID for any address in [base, base + size). */
    boolean holdsAny(int cpu, int vmid, long base, long size) {
        for (int set = 0; set < shape.sets(); set++) {
            for (int way = 0; way < shape.ways(); way++) {
                long tag = cells.get(entry(cpu, set, way));
                if (tag == 0) {
                    break;
                }
                if (TlbTags.vmid(tag) == vmid && tags.overlaps(tag, base, size)) {
                    return true;
                }
            }
        }
        return false;
    }
}
