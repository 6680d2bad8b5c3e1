package org.tablewalk.machine.arm64.tlb;

import java.util.function.LongPredicate;
import org.tablewalk.machine.Bus;
import org.tablewalk.machine.Cells;

/** How entries leave the TLBs and walk caches other than to make room: by invalidation, and for no reason. */
public final class TlbRemoval {
    private final Cells cells;
    private final TlbShape shape;
    private final TlbTags tags;
    private final TlbRuns runs;
    private final TlbSets sets;
    private final WalkCache walkCache;
    private final Bus bus;
    private final int startLevel;

    TlbRemoval(Cells cells, TlbRegion region, TlbRuns runs, TlbSets sets, WalkCache walkCache, Bus bus) {
        this.cells = cells;
        this.runs = runs;
        this.sets = sets;
        this.walkCache = walkCache;
        this.bus = bus;
        tags = region.tags();
        shape = region.shape();
        startLevel = region.startLevel();
    }

    /** Entries a CPU could lose at any time: final ones and table descriptors in the walk cache. */
    public int evictable(int cpu) {
        return sets.size(cpu) + walkCache.size(cpu);
    }

    /** Drops the {@code index}-th valid entry in slot order: final ones first, then the walk cache level by level. */
    public void evict(int cpu, int index) {
        int finals = sets.size(cpu);
        int left = index;
        for (int set = 0; set < shape.sets() && index < finals; set++) {
            for (int way = 0; way < shape.ways(); way++) {
                int cell = sets.set(cpu, set) + way * TlbShape.ENTRY;
                long tag = cells.get(cell);
                if (tag == 0) {
                    break;
                }
                if (left-- == 0) {
                    sets.count(cpu, tag, -1);
                    runs.evict(cpu, sets.set(cpu, set), shape.ways(), way, bus);
                    return;
                }
            }
        }
        walkCache.evict(cpu, index - finals, bus);
    }

    /** An invalidation issued with a VMID takes what it takes of stage 2. Returns how many entries. */
    public int remove(int cpu, TlbiOp op, int vmid, TlbiTarget target) {
        return switch (TlbiReach.of(op, EntryKind.STAGE_2)) {
            case ALWAYS -> removeAll(cpu, -1);
            case VMID -> removeAll(cpu, vmid);
            case ADDRESS -> op.scope() == TlbiOp.Scope.RANGE ? removeRange(cpu, vmid, target) : removeAddress(cpu, vmid, target);
            case NEVER, ASID, ADDRESS_AND_ASID -> 0;
        };
    }

    /**
     * The same of the side of stage 1.
     *
     * @param asid   the ASID of the operand
     * @param pieces whether of a leaf kept in pieces all go with any, as they must (RLQLSD: at least the size that the descriptor says); else only those that the address lies in
     */
    public int removeStage1(int cpu, TlbiOp op, int vmid, int asid, TlbiTarget target, boolean pieces) {
        TlbiReach separate = TlbiReach.of(op, EntryKind.STAGE_1);
        TlbiReach combined = TlbiReach.of(op, EntryKind.COMBINED);
        TlbiReach table = TlbiReach.of(op, EntryKind.STAGE_1_TABLE);
        return removeFinals(cpu, tag -> (TlbTags.combined(tag) ? combined : separate).takes(TlbTags.vmid(tag) >> 8 == vmid, names(target, tag, pieces),
                TlbTags.asid(tag) == asid, TlbTags.global(tag)))
                + walkCache.remove(cpu, tag -> table.takes(TlbTags.vmid(tag) >> 8 == vmid,
                        target.takesTable(TlbTags.level(tag)) && target.meets(TlbTags.ipa(tag), tags.size(tag)), TlbTags.asid(tag) == asid, false));
    }

    /** Whether a target names the stage-1 leaf that an entry came from. */
    private boolean names(TlbiTarget target, long tag, boolean pieces) {
        int origin = TlbTags.origin(tag);
        long size = pieces ? tags.size(origin) : tags.size(tag);
        return target.takesLeaf(origin) && target.meets(TlbTags.ipa(tag) & -size, size);
    }

    /** Removes every final and walk-cache entry of a VMID, or of all when {@code vmid < 0}. Returns how many. */
    private int removeAll(int cpu, int vmid) {
        return removeEverywhere(cpu, tag -> vmid < 0 || TlbTags.vmid(tag) == vmid);
    }

    /** Removes the final entries and cached tables of a VMID that a range names. Returns how many. */
    private int removeRange(int cpu, int vmid, TlbiTarget target) {
        LongPredicate named = tag -> TlbTags.vmid(tag) == vmid && target.meets(TlbTags.ipa(tag), tags.size(tag));
        return removeFinals(cpu, tag -> target.takesLeaf(TlbTags.level(tag)) && named.test(tag))
                + walkCache.remove(cpu, tag -> target.takesTable(TlbTags.level(tag)) && named.test(tag));
    }

    private int removeEverywhere(int cpu, LongPredicate gone) {
        return removeFinals(cpu, gone) + walkCache.remove(cpu, gone);
    }

    private int removeFinals(int cpu, LongPredicate gone) {
        int removed = 0;
        if (sets.counts(cpu) != 0) {
            for (int set = 0; set < shape.sets(); set++) {
                removed += removeFinal(cpu, sets.set(cpu, set), gone);
            }
        }
        return removed;
    }

    /**
     * Removes the final entries that map an address, that of its group among them, and the table descriptors cached on the way to it. With a hint only leaf entries of that
     * level and the tables above it need go: a wrong hint leaves the rest (domain section 4.2).
     */
    private int removeAddress(int cpu, int vmid, TlbiTarget target) {
        long ipa = target.from();
        int removed = 0;
        for (int level = startLevel; level < 4; level++) {
            long gone = tags.of(level, vmid, ipa);
            int held = sets.held(cpu, level);
            if (held != 0 && target.takesLeaf(level)) {
                removed += removeFinal(cpu, sets.first(cpu, ipa, level), tag -> tag == gone);
                if (held > TlbShape.COUNT) {
                    long group = tags.ofGroup(level, vmid, ipa);
                    removed += removeFinal(cpu, sets.firstOfGroup(cpu, ipa, level), tag -> tag == group);
                }
            }
            if (level < TlbShape.WALK_LEVELS && target.takesTable(level)) {
                removed += walkCache.remove(cpu, level, tag -> tag == gone);
            }
        }
        return removed;
    }

    /** Removes final entries of one set and keeps the counts. */
    private int removeFinal(int cpu, int first, LongPredicate gone) {
        return runs.remove(first, shape.ways(), tag -> {
            boolean goes = gone.test(tag);
            if (goes) {
                sets.count(cpu, tag, -1);
            }
            return goes;
        });
    }
}
