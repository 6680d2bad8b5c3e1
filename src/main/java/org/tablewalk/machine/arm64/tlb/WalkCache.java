package org.tablewalk.machine.arm64.tlb;

import java.util.function.LongPredicate;
import org.tablewalk.machine.Bus;
import org.tablewalk.machine.Cells;

/** Table descriptors that the walks of all CPUs passed, cached by level, oldest first; a full level drops its oldest (design section 3). */
public final class WalkCache {
    private final Cells cells;
    private final TlbRegion region;
    private final TlbShape shape;
    private final TlbTags tags;
    private final TlbRuns runs;
    private final int startLevel;

    WalkCache(Cells cells, TlbRegion region, TlbRuns runs) {
        this.cells = cells;
        this.region = region;
        this.runs = runs;
        tags = region.tags();
        shape = region.shape();
        startLevel = region.startLevel();
    }

    private int first(int cpu, int level) {
        return region.first(cpu) + shape.walkOffset(level);
    }

    private int count(int cpu, int level) {
        int way = 0;
        while (way < shape.walkWays() && cells.get(first(cpu, level) + way * TlbShape.ENTRY) != 0) {
            way++;
        }
        return way;
    }

    /** Descriptors that a CPU has cached. */
    public int size(int cpu) {
        int sum = 0;
        for (int level = startLevel; level < TlbShape.WALK_LEVELS; level++) {
            sum += count(cpu, level);
        }
        return sum;
    }

    /** Drops the {@code index}-th descriptor of a CPU, level by level, for no reason. */
    public void evict(int cpu, int index, Bus bus) {
        int left = index;
        for (int level = startLevel; level < TlbShape.WALK_LEVELS; level++) {
            int held = count(cpu, level);
            if (left < held) {
                runs.evict(cpu, first(cpu, level), shape.walkWays(), left, bus);
                return;
            }
            left -= held;
        }
    }

    /** Removes a CPU's descriptors with such tags. Returns how many. */
    public int remove(int cpu, LongPredicate gone) {
        int removed = 0;
        for (int level = startLevel; level < TlbShape.WALK_LEVELS; level++) {
            removed += remove(cpu, level, gone);
        }
        return removed;
    }

    /** The same of one level. */
    public int remove(int cpu, int level, LongPredicate gone) {
        return runs.remove(first(cpu, level), shape.walkWays(), gone);
    }

    /** Remembers a table descriptor, unless it is there already. */
    public void add(int cpu, long vmid, long ipa, int level, long descriptor) {
        if (shape.walkWays() == 0 || level >= TlbShape.WALK_LEVELS) {
            return;
        }
        long tag = tags.of(level, vmid, ipa);
        int first = first(cpu, level);
        int way = 0;
        for (; way < shape.walkWays(); way++) {
            long t = cells.get(first + way * TlbShape.ENTRY);
            if (t == 0) {
                break;
            }
            if (t == tag && cells.get(first + way * TlbShape.ENTRY + 1) == descriptor) {
                return;
            }
        }
        if (way == shape.walkWays()) {
            runs.removeAt(first, shape.walkWays(), 0);
            way--;
        }
        cells.put(first + way * TlbShape.ENTRY, tag);
        cells.put(first + way * TlbShape.ENTRY + 1, descriptor);
    }

    /** The cell of the tag of the deepest cached table descriptor for an address, newest first, or -1. */
    public int find(int cpu, long vmid, long ipa) {
        for (int level = TlbShape.WALK_LEVELS - 1; level >= startLevel; level--) {
            int first = first(cpu, level);
            if (shape.walkWays() == 0 || cells.get(first) == 0) {
                continue;
            }
            long tag = tags.of(level, vmid, ipa);
            for (int way = shape.walkWays() - 1; way >= 0; way--) {
                if (cells.get(first + way * TlbShape.ENTRY) == tag) {
                    return first + way * TlbShape.ENTRY;
                }
            }
        }
        return -1;
    }
}
