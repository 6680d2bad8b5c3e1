package org.tablewalk.trace.kvmmmu;

import org.tablewalk.arch.x86.Pte;
import org.tablewalk.machine.Cells;

/**
 * What each task is about, as its own records tell in their order: the walk of the guest's tables, the pages got for it. From this follows where a page or
 * entry belongs, as far as it follows at all. A fault begins with a walk, or, where KVM maps guest physical addresses, with the request for an entry; it is
 * over when an entry is set.
 */
public final class Faults {
    // Bits of a lane's flags.
    private static final long WALKED = 1;
    private static final long REQUESTED = 2;
    private static final long DONE = 4;

    private final KvmmmuMap map;
    private final Cells cells;

    /** The tasks in those cells. */
    public Faults(KvmmmuMap map, Cells cells) {
        this.map = map;
        this.cells = cells;
    }

    private long get(int lane, int offset) {
        return cells.get(map.lane(lane) + offset);
    }

    private void put(int lane, int offset, long value) {
        cells.put(map.lane(lane) + offset, value);
    }

    private void clear(int lane, long flags, long address) {
        put(lane, KvmmmuMap.FLAGS, flags);
        put(lane, KvmmmuMap.ADDRESS, address);
        put(lane, KvmmmuMap.FIRST, 0);
        put(lane, KvmmmuMap.READ, 0);
        for (int level = 1; level <= KvmmmuMap.LEVELS; level++) {
            put(lane, KvmmmuMap.READ + level, 0);
            put(lane, KvmmmuMap.GOT + level, 0);
        }
    }

    /** A walk for an address begins. */
    public void walk(int lane, long address) {
        clear(lane, WALKED, address);
    }

    /** An entry for a gfn is wanted. */
    public void request(int lane, long gfn) {
        if (!walking(lane)) {
            clear(lane, REQUESTED, gfn << 12);
        }
    }

    /** The fault has its entry. */
    public void done(int lane) {
        put(lane, KvmmmuMap.FLAGS, get(lane, KvmmmuMap.FLAGS) | DONE);
    }

    /** Whether a walk has begun whose fault has no entry yet. */
    boolean walking(int lane) {
        return (get(lane, KvmmmuMap.FLAGS) & (WALKED | DONE)) == WALKED;
    }

    /** Whether flags of a lane say that a fault has begun and has no entry yet. */
    static boolean underWay(long flags) {
        return (flags & (WALKED | REQUESTED)) != 0 && (flags & DONE) == 0;
    }

    long address(int lane) {
        return get(lane, KvmmmuMap.ADDRESS);
    }

    /** Level at which the last walk began, or 0. */
    int first(int lane) {
        return (int) get(lane, KvmmmuMap.FIRST);
    }

    /** gfn of the guest's root table as far as pages tell it, or -1. */
    long root(int lane) {
        return get(lane, KvmmmuMap.ROOT) - 1;
    }

    /**
     * The walk read an entry.
     *
     * @return its guest physical address, or -1 if that does not follow
     */
    public long element(int lane, long pte, int level) {
        if (!walking(lane)) {
            return -1;
        }
        if (first(lane) == 0) {
            put(lane, KvmmmuMap.FIRST, level);
        }
        put(lane, KvmmmuMap.READ, get(lane, KvmmmuMap.READ) | 1L << level);
        put(lane, KvmmmuMap.READ + level, pte);
        return level >= first(lane) ? -1 : gpa(lane, level);
    }

    /** Whether the walk read an entry of a level. */
    boolean read(int lane, int level) {
        return (get(lane, KvmmmuMap.READ) >>> level & 1) != 0;
    }

    long pte(int lane, int level) {
        return get(lane, KvmmmuMap.READ + level);
    }

    /** The lowest level of which the walk read an entry, or 0. */
    int lowest(int lane) {
        long read = get(lane, KvmmmuMap.READ);
        return read == 0 ? 0 : Long.numberOfTrailingZeros(read);
    }

    static long frame(long pte) {
        return (pte & Pte.FRAME) >>> 12;
    }

    /** gfn of the guest table that a shadow page of a level stands for on the way of this walk, or -1: the root's for every level from the root's on. */
    long table(int lane, int level) {
        return first(lane) == 0 ? -1 : level >= first(lane) ? root(lane)
                : level < KvmmmuMap.LEVELS && read(lane, level + 1) ? frame(pte(lane, level + 1)) : -1;
    }

    /** Guest physical address of the entry of a level that this walk reads, or -1. */
    public long gpa(int lane, int level) {
        long table = table(lane, level);
        // A walk that begins at level 2 is one of 4-byte entries, 1024 to a table.
        boolean four = first(lane) == 2;
        long address = address(lane);
        return table < 0 ? -1 : (table << 12) + (four ? 4 * (address >>> 12 + 10 * (level - 1) & 1023)
                : first(lane) == 3 && level == 3 ? 8 * (address >>> 30 & 3) : 8L * KvmmmuMap.index(address, level));
    }

    /**
     * A page was got that stands for a guest table.
     *
     * @param root whether it can stand for a root table: the four pages of a PAE root stand for the tables below it
     * @return whether it was for the walk under way; if not, a root was loaded
     */
    public boolean got(int lane, long gfn, int level, boolean root) {
        long expected = table(lane, level);
        boolean fits = walking(lane) && first(lane) != 0 && (expected < 0 || expected == gfn);
        if (!fits) {
            clear(lane, 0, 0);
        }
        if (fits) {
            put(lane, KvmmmuMap.ROOT_LEVEL, first(lane));
        }
        if (root && (!fits || level >= first(lane))) {
            put(lane, KvmmmuMap.ROOT, gfn + 1);
        }
        return fits;
    }

    /** Whether a page of a level that stands for that gfn is what the root's entry of this walk points to: then that entry's place is sure. */
    public boolean confirmsRoot(int lane, long gfn, int level) {
        int first = first(lane);
        return walking(lane) && first != 0 && level == first - 1 && root(lane) >= 0 && frame(pte(lane, first)) == gfn;
    }

    /** The page that this fault got at a level, or -1. */
    int page(int lane, int level) {
        return (int) get(lane, KvmmmuMap.GOT + level) - 1;
    }

    void setPage(int lane, int level, int page) {
        put(lane, KvmmmuMap.GOT + level, page + 1L);
    }

    /** Remembers a change of the TDP MMU, for the event that follows it. */
    void setChanged(int lane, long gfn, int level, int table) {
        put(lane, KvmmmuMap.CHANGED, gfn << 3 | level);
        put(lane, KvmmmuMap.CHANGED_TABLE, table + 1L);
    }

    /** The table of the change of that gfn and level just before, or -1; it is forgotten. */
    int takeChanged(int lane, long gfn, int level) {
        int table = get(lane, KvmmmuMap.CHANGED) == (gfn << 3 | level) ? (int) get(lane, KvmmmuMap.CHANGED_TABLE) - 1 : -1;
        put(lane, KvmmmuMap.CHANGED, 0);
        put(lane, KvmmmuMap.CHANGED_TABLE, 0);
        return table;
    }
}
