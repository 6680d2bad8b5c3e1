package org.tablewalk.machine.arm64.tlb;

import org.tablewalk.machine.Bus;
import org.tablewalk.machine.Cells;
import org.tablewalk.machine.Event;

/**
 * The TLBs of all CPUs: final stage-2 entries of every size, those for groups with the contiguous bit included; beside them is the {@link WalkCache}.
 *
 * <p>A multiset: nothing prevents two entries that match one address. A set holds its entries without holes, and in an order that stands for all there is to know of them: the one that a
 * full set drops comes first, or, where any may go, they are sorted. With stage 1 off no combined entries exist, so VMALLE1 finds nothing to remove.
 */
public final class Tlb {
    private static final int MAX_MATCHES = 8;

    private final Cells cells;
    private final TlbShape shape;
    private final TlbTags tags;
    private final TlbRuns runs;
    private final TlbSets sets;
    private final WalkCache walkCache;
    private final TlbRemoval removal;
    private final Bus bus;
    private final int startLevel;
    private final boolean groups;
    private final boolean recent;
    private final boolean any;
    private final int[] matches = new int[MAX_MATCHES];

    /** The TLBs of a region. */
    public Tlb(Cells cells, TlbRegion region, Bus bus) {
        this.cells = cells;
        this.bus = bus;
        shape = region.shape();
        tags = region.tags();
        groups = region.design().groups();
        recent = region.design().recent();
        any = region.design().any();
        runs = new TlbRuns(cells);
        sets = new TlbSets(cells, region);
        walkCache = new WalkCache(cells, region, runs);
        removal = new TlbRemoval(cells, region, runs, sets, walkCache, bus);
        startLevel = region.startLevel();
    }

    /** The table descriptors cached beside the final entries. */
    public WalkCache walkCache() {
        return walkCache;
    }

    /** How entries leave other than to make room. */
    public TlbRemoval removal() {
        return removal;
    }

    /**
     * Looks an address up. Where several entries match, the choice is the caller's: {@link #tag} and {@link #word} give each.
     *
     * @return the number of matching entries
     */
    public int lookup(int cpu, long vmid, long ipa) {
        int found = 0;
        long counts = sets.counts(cpu);
        for (int level = 3; level >= startLevel; level--) {
            int held = (int) (counts >>> 16 * level) & 0xffff;
            if (held == 0) {
                continue;
            }
            found = lookup(tags.of(level, vmid, ipa), sets.first(cpu, ipa, level), found);
            if (held > TlbShape.COUNT) {
                found = lookup(tags.ofGroup(level, vmid, ipa), sets.firstOfGroup(cpu, ipa, level), found);
            }
        }
        return found;
    }

    /**
     * Looks a virtual address up on the side of stage 1, as {@link #lookup(int, long, long)} does: entries of the ASID and global ones.
     *
     * @param context  as from {@link TlbTags#context}
     * @param combined whether entries that give a physical address are meant, else those that give an IPA
     */
    public int lookupStage1(int cpu, long context, long va, boolean combined) {
        int found = 0;
        for (int level = 3; level >= startLevel; level--) {
            if (sets.held(cpu, level) != 0) {
                int first = sets.first(cpu, TlbTags.address(va), level);
                found = lookupMasked(tags.ofStage1(level, context, va, 0, false, combined), first, found);
                found = lookupMasked(tags.ofStage1(level, context, va, 0, true, combined), first, found);
            }
        }
        return found;
    }

    private int lookupMasked(long tag, int first, int before) {
        int found = before;
        int cell = first;
        for (int way = 0; way < shape.ways(); way++, cell += TlbShape.ENTRY) {
            long t = cells.get(cell);
            if (t == 0) {
                break;
            }
            if ((t & TlbTags.LOOKED_UP) == tag && found < MAX_MATCHES) {
                matches[found++] = cell;
            }
        }
        return found;
    }

    private int lookup(long tag, int first, int before) {
        int found = before;
        int cell = first;
        for (int way = 0; way < shape.ways(); way++, cell += TlbShape.ENTRY) {
            long t = cells.get(cell);
            if (t == 0) {
                break;
            }
            if (t == tag && found < MAX_MATCHES) {
                matches[found++] = cell;
            }
        }
        return found;
    }

    /** Tag of match {@code index} of the last lookup. Valid until the next lookup or use. */
    public long tag(int index) {
        return cells.get(matches[index]);
    }

    /** The word that a match holds. */
    public long word(int index) {
        return cells.get(matches[index] + 1);
    }

    /** What a match says of the address that was looked up: its word, or for a group the word that should stand there. */
    public long word(int index, long ipa) {
        return said(tag(index), word(index), ipa);
    }

    /** What an entry with a tag and a word says of an address. */
    public long said(long tag, long word, long ipa) {
        return tags.word(tag, word, ipa);
    }

    /** A match is used. Where the least recently used entry goes first, it becomes the last to go. */
    public void use(int cpu, int index) {
        if (recent) {
            youngest(cpu, matches[index]);
        }
    }

    /** Match {@code index} of the last lookup leaves the TLB. */
    public void drop(int cpu, int index) {
        int cell = matches[index];
        int first = sets.firstOf(cpu, cell);
        sets.count(cpu, cells.get(cell), -1);
        runs.evict(cpu, first, shape.ways(), (cell - first) / TlbShape.ENTRY, bus);
    }

    private void youngest(int cpu, int cell) {
        int first = sets.firstOf(cpu, cell);
        int used = runs.used(first, shape.ways());
        long tag = cells.get(cell);
        long word = cells.get(cell + 1);
        runs.removeAt(first, shape.ways(), (cell - first) / TlbShape.ENTRY);
        runs.insert(first, used - 1, used - 1, tag, word);
    }

    /**
     * Adds a final entry, unless the very same is there already: when the walks of an access and of speculation end with the same word, one
     * entry remains, and no lookup can tell. Entries that differ in anything are all kept. A word with the contiguous bit makes one entry for its whole group.
     *
     * @param victim which entry of a full set goes, where any may: below {@link #victims}
     */
    public void fill(int cpu, long vmid, long ipa, int level, long descriptor, int victim) {
        boolean group = groups && tags.grouped(descriptor, level);
        long tag = group ? tags.ofGroup(level, vmid, ipa) : tags.of(level, vmid, ipa);
        long word = group ? tags.groupWord(descriptor, level) : descriptor;
        put(cpu, tag, word, victim);
    }

    /**
     * Adds a final entry with a tag, unless the very same is there already.
     *
     * @param victim as in {@link #fill}: below {@link #victims(int, long, long)}
     */
    public void put(int cpu, long tag, long word, int victim) {
        int first = sets.first(cpu, TlbTags.ipa(tag), TlbTags.level(tag));
        int way = find(first, tag, word);
        if (way < 0) {
            if (recent) {
                youngest(cpu, first + ~way * TlbShape.ENTRY);
            }
            return;
        }
        if (way == shape.ways()) {
            int gone = first + victim * TlbShape.ENTRY;
            long oldTag = cells.get(gone);
            bus.event(Event.TLB_EVICT, cpu, oldTag, cells.get(gone + 1), 0);
            sets.count(cpu, oldTag, -1);
            runs.removeAt(first, shape.ways(), victim);
            way--;
        }
        runs.insert(first, way, any ? sorted(first, way, tag, word) : way, tag, word);
        sets.count(cpu, tag, 1);
        bus.event(Event.TLB_FILL, cpu, tag, word, 0);
    }

    /** How many entries a set holds; or, if such an entry is among them, the complement of its place. */
    private int find(int first, long tag, long word) {
        int way = 0;
        while (way < shape.ways()) {
            long t = cells.get(first + way * TlbShape.ENTRY);
            if (t == 0) {
                break;
            }
            if (t == tag && cells.get(first + way * TlbShape.ENTRY + 1) == word) {
                return ~way;
            }
            way++;
        }
        return way;
    }

    /** Where an entry stands among others when nothing tells their age: by tag, then by word. */
    private int sorted(int first, int used, long tag, long word) {
        int way = 0;
        while (way < used) {
            int cell = first + way * TlbShape.ENTRY;
            int order = Long.compareUnsigned(cells.get(cell), tag);
            if (order > 0 || order == 0 && Long.compareUnsigned(cells.get(cell + 1), word) > 0) {
                break;
            }
            way++;
        }
        return way;
    }

    /** Bytes that the entry made of a leaf maps. */
    public long span(long descriptor, int level) {
        return tags.size(groups && tags.grouped(descriptor, level) ? tags.ofGroup(level, 0, 0) : tags.of(level, 0, 0));
    }

    /** How many entries could make room for this one: 1 unless its set is full and any may go. */
    public int victims(int cpu, long vmid, long ipa, int level, long descriptor) {
        if (!any) {
            return 1;
        }
        boolean group = groups && tags.grouped(descriptor, level);
        return group ? victims(cpu, tags.ofGroup(level, vmid, ipa), tags.groupWord(descriptor, level)) : victims(cpu, tags.of(level, vmid, ipa), descriptor);
    }

    /** The same for an entry with a tag. */
    public int victims(int cpu, long tag, long word) {
        int way = any ? find(sets.first(cpu, TlbTags.ipa(tag), TlbTags.level(tag)), tag, word) : 0;
        return way == shape.ways() ? way : 1;
    }

    /** Whether the CPU holds a final entry of the VMID for any address in [base, base + size). */
    public boolean holdsAny(int cpu, int vmid, long base, long size) {
        for (int set = 0; set < shape.sets(); set++) {
            int first = sets.set(cpu, set);
            for (int way = 0; way < shape.ways(); way++) {
                long tag = cells.get(first + way * TlbShape.ENTRY);
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
