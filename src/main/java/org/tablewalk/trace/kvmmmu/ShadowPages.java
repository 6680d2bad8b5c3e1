package org.tablewalk.trace.kvmmmu;

import java.util.List;
import org.tablewalk.arch.x86.RoleField;
import org.tablewalk.machine.Cells;
import org.tablewalk.machine.Event;
import org.tablewalk.machine.EventSink;

/**
 * How records change pages, tables and entries. In events a page stands for {@link KvmmmuMap#name} of its node and an entry for that of its table's node
 * + 8 times its index; an old value that is not known is -1.
 */
public final class ShadowPages {
    // Bits of a page's flags.
    static final long LIVE = 1;
    /** A record saw it made. */
    static final long MADE = 2;
    static final long UNSYNC = 4;
    static final long INVALID = 8;
    static final long ZAPPED = 16;
    /** So many pages of one gfn and level are looked at; of more, none is the only one. */
    private static final int MOST_CANDIDATES = 64;

    private final KvmmmuMap map;
    private final Cells cells;
    private final Faults faults;
    private final EntryTables tables;

    /** The pages in those cells. */
    public ShadowPages(KvmmmuMap map, Cells cells, Faults faults) {
        this.map = map;
        this.cells = cells;
        this.faults = faults;
        tables = new EntryTables(map, cells);
    }

    private long page(int page, int offset) {
        return cells.get(map.page(page) + offset);
    }

    private void putPage(int page, int offset, long value) {
        cells.put(map.page(page) + offset, value);
    }

    private boolean live(int page) {
        return (page(page, KvmmmuMap.PAGE_FLAGS) & LIVE) != 0;
    }

    /** A page was got: made or found. */
    public void got(EventSink sink, int lane, PageKey key, long role, boolean made, long rootCount, boolean unsync) {
        int number = map.pageOf(key);
        if (made || !live(number)) {
            begin(number);
        }
        tell(number, role, rootCount, unsync, made ? MADE : 0);
        int level = key.level();
        int parent = -1;
        int index = 0;
        if (key.direct()) {
            attach(number, key);
            if (level < KvmmmuMap.LEVELS) {
                parent = directAt(key.gfn(), level + 1);
                index = KvmmmuMap.index(key.gfn() << 12, level + 1);
                if (parent < 0 && splits(lane, key)) {
                    parent = way(lane, level + 1);
                    index = KvmmmuMap.index(faults.address(lane), level + 1);
                }
            }
        } else {
            boolean root = faults.confirmsRoot(lane, key.gfn(), level);
            if (root) {
                guest(faults.gpa(lane, level + 1), faults.pte(lane, level + 1));
            }
            if (faults.got(lane, key.gfn(), level, key.canBeRoot()) && level < KvmmmuMap.LEVELS) {
                parent = way(lane, level + 1);
                index = KvmmmuMap.index(faults.address(lane), level + 1);
            }
        }
        faults.setPage(lane, level, number);
        long entry = parent < 0 ? 0 : KvmmmuMap.name(parent) + 8L * index;
        if (parent >= 0) {
            link(number, parent, index);
        }
        sink.event(made ? Event.SP_ALLOC : Event.SP_REUSE, lane, KvmmmuMap.name(number), entry, key.gfn());
    }

    private void begin(int page) {
        tables.release(page);
        putPage(page, KvmmmuMap.PAGE_FLAGS, 0);
        putPage(page, KvmmmuMap.LIFE, page(page, KvmmmuMap.LIFE) + 1);
        for (int i = 0; i < KvmmmuMap.MOST_PARENTS; i++) {
            putPage(page, KvmmmuMap.PARENTS + i, 0);
        }
    }

    /** What any text of a page tells. */
    private void tell(int page, long role, long rootCount, boolean unsync, long more) {
        long kept = page(page, KvmmmuMap.PAGE_FLAGS) & MADE;
        putPage(page, KvmmmuMap.PAGE_FLAGS, kept | more | LIVE | (unsync ? UNSYNC : 0) | (PageKey.invalid(role) ? INVALID : 0));
        putPage(page, KvmmmuMap.ROOT_COUNT, rootCount);
        long generation = map.pages().get(page).generation();
        // A page that is made has the current generation; one that is found is not obsolete either.
        if (generation >= 0) {
            cells.put(map.generation, generation + 1);
        }
    }

    /** A page, seen before or not, was compared with its guest table, or goes out of step with it. */
    public void sync(EventSink sink, int lane, PageKey key, long role, long rootCount, boolean synced) {
        int number = map.pageOf(key);
        if (!live(number)) {
            begin(number);
        }
        // The text is of before the change.
        tell(number, role, rootCount, !synced, 0);
        sink.event(synced ? Event.SP_SYNC : Event.SP_UNSYNC, lane, KvmmmuMap.name(number), synced ? 0 : key.gfn(), 0);
    }

    /** A page is about to be zapped: its entries and its links end. While its root count is above 0 it stays, invalid. */
    public void zap(EventSink sink, int lane, PageKey key, long rootCount) {
        int number = map.pageOf(key);
        begin(number);
        putPage(number, KvmmmuMap.PAGE_FLAGS, ZAPPED | (rootCount > 0 ? LIVE | INVALID : 0));
        putPage(number, KvmmmuMap.ROOT_COUNT, rootCount);
        sink.event(Event.SP_ZAP, lane, KvmmmuMap.name(number), rootCount, key.gfn());
    }

    /** All pages of other generations are obsolete from now on. */
    public void zapAll(long generation) {
        cells.put(map.generation, generation + 1);
    }

    /** The only live direct page of a level over a gfn, or -1. */
    private int directAt(long gfn, int level) {
        return only(map.pagesAt(KvmmmuMap.base(gfn, level), level), true, -1);
    }

    /** Whether a direct page maps a part of the large guest page in which the walk ended, right below it. */
    private boolean splits(int lane, PageKey key) {
        int leaf = faults.lowest(lane);
        if (!faults.walking(lane) || leaf != key.level() + 1) {
            return false;
        }
        long within = faults.address(lane) >>> 12 & (1L << 9 * (leaf - 1)) - 1;
        return KvmmmuMap.base(KvmmmuMap.base(Faults.frame(faults.pte(lane, leaf)), leaf - 1) + within, key.level()) == key.gfn();
    }

    /** The page of a level on the way of the walk under way: got for it, or the only one that stands for the guest's table; -1 if that does not follow. */
    private int way(int lane, int level) {
        int got = faults.page(lane, level);
        if (got >= 0 && live(got) && !map.pages().get(got).direct()) {
            return got;
        }
        long gfn = faults.table(lane, level);
        return gfn < 0 ? -1 : only(map.pagesAt(gfn, level), false, faults.address(lane));
    }

    private int only(List<Integer> candidates, boolean direct, long address) {
        int found = -1;
        if (candidates.size() > MOST_CANDIDATES) {
            return -1;
        }
        long generation = cells.get(map.generation) - 1;
        for (int page : candidates) {
            PageKey key = map.pages().get(page);
            // Of a table of 1024 entries a page of 512 stands for a half, above level 1 for a quarter.
            boolean part = direct || !key.fourBytes() || key.get(RoleField.QUADRANT) == (key.level() == 1 ? address >>> 21 & 1 : address >>> 30 & 3);
            boolean current = generation < 0 || key.generation() < 0 || key.generation() == generation;
            if (key.direct() == direct && part && current && live(page) && (page(page, KvmmmuMap.PAGE_FLAGS) & INVALID) == 0) {
                if (found >= 0) {
                    return -1;
                }
                found = page;
            }
        }
        return found;
    }

    private void link(int child, int parent, int index) {
        long link = (page(parent, KvmmmuMap.LIFE) & 0x7fff_ffffL) << 32 | parent + 1L << 9 | index;
        int from = KvmmmuMap.MOST_PARENTS - 1;
        for (int i = 0; i < KvmmmuMap.MOST_PARENTS; i++) {
            if (page(child, KvmmmuMap.PARENTS + i) == link) {
                from = i;
                break;
            }
        }
        for (int i = from; i > 0; i--) {
            putPage(child, KvmmmuMap.PARENTS + i, page(child, KvmmmuMap.PARENTS + i - 1));
        }
        putPage(child, KvmmmuMap.PARENTS, link);
    }

    /** A direct page takes its table of the TDP MMU, if the trace tells of one. */
    private void attach(int page, PageKey key) {
        int table = map.tableOf(KvmmmuMap.TdpTable.of(0, key.level(), key.gfn()));
        if (table >= 0 && tables.of(page) != table) {
            tables.releaseOwner(table);
            tables.bind(page, table);
        }
    }

    /** An entry of an address was set. */
    public void set(EventSink sink, int lane, long gfn, long spte, int level, long address) {
        int table = map.tableAt(address);
        int index = (int) (address >>> 3) & KvmmmuMap.ENTRIES - 1;
        int changed = faults.takeChanged(lane, gfn, level);
        if (changed >= 0) {
            // The TDP MMU told the change already; this tells where.
            tables.setAlias(table, changed);
            sink.event(Event.SPTE_SET, lane, tables.name(changed, index), spte, spte);
            faults.done(lane);
            return;
        }
        int alias = tables.alias(table);
        if (alias >= 0 && map.tdp(alias).level() == level && map.tdp(alias).gfn() == KvmmmuMap.base(gfn, level)) {
            table = alias;
        } else {
            tables.setAlias(table, -1);
            tables.use(table, level);
            if (tables.page(table) < 0) {
                int page = owner(lane, gfn, level, index);
                if (page >= 0 && tables.of(page) < 0) {
                    tables.bind(page, table);
                }
            }
        }
        tables.store(sink, lane, table, index, -1, spte);
        faults.done(lane);
    }

    /** The page whose entry a fault sets, if it follows: a direct one from gfn and level, another from the walk, provided that the index fits. */
    private int owner(int lane, long gfn, int level, int index) {
        int direct = index == KvmmmuMap.index(gfn << 12, level) ? directAt(gfn, level) : -1;
        if (direct >= 0) {
            return direct;
        }
        boolean fits = faults.walking(lane) && index == KvmmmuMap.index(faults.address(lane), level);
        return fits ? way(lane, level) : -1;
    }

    /** An entry of the TDP MMU changed. What a zapped table's entries become is not kept. */
    public void changed(EventSink sink, int lane, int space, long gfn, int level, long old, long spte) {
        int table = map.tableOf(KvmmmuMap.TdpTable.of(space, level, gfn));
        int index = KvmmmuMap.index(gfn << 12, level);
        if (tables.inUse(table)) {
            tables.store(sink, lane, table, index, old, spte);
        } else {
            sink.event(Event.SPTE_SET, lane, tables.name(table, index), old, spte);
        }
        faults.setChanged(lane, gfn, level, table);
    }

    /**
     * A fault was repaired without the lock. Its entry is found where KVM maps guest physical addresses: by gfn, if what it was is known to be what it is.
     *
     * @return whether it was found
     */
    public boolean repaired(EventSink sink, int lane, long address, long old, long spte) {
        for (int level = 1; level <= 3; level++) {
            int direct = directAt(address >>> 12, level);
            int table = direct >= 0 ? tables.of(direct) : map.tableOf(KvmmmuMap.TdpTable.of(0, level, address >>> 12));
            int index = KvmmmuMap.index(address, level);
            if (table >= 0 && tables.inUse(table) && tables.holds(table, index, old)) {
                tables.store(sink, lane, table, index, old, spte);
                return true;
            }
        }
        return false;
    }

    /** A guest entry was read; nothing if its address does not follow (-1). */
    public void guest(long gpa, long pte) {
        int cell = map.guestWord(gpa);
        if (cell >= 0) {
            cells.put(cell, pte);
            cells.put(map.guestKnown(cell), 1);
        }
    }
}
