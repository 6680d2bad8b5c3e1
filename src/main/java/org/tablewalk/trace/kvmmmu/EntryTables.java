package org.tablewalk.trace.kvmmmu;

import org.tablewalk.machine.Cells;
import org.tablewalk.machine.Event;
import org.tablewalk.machine.EventSink;

/** Tables of entries: which page each is the table of, and what is known of its entries. */
final class EntryTables {
    private final KvmmmuMap map;
    private final Cells cells;

    EntryTables(KvmmmuMap map, Cells cells) {
        this.map = map;
        this.cells = cells;
    }

    private long get(int table, int offset) {
        return cells.get(map.table(table) + offset);
    }

    private void put(int table, int offset, long value) {
        cells.put(map.table(table) + offset, value);
    }

    /** The table of a page, or -1. */
    int of(int page) {
        return (int) cells.get(map.page(page) + KvmmmuMap.TABLE) - 1;
    }

    /** The page of a table, or -1. */
    int page(int table) {
        return (int) get(table, KvmmmuMap.PAGE) - 1;
    }

    /** What stands for an entry: of the table's page if it has one, else of the table. */
    long name(int table, int index) {
        int page = page(table);
        return KvmmmuMap.name(page >= 0 ? page : map.pages().size() + table) + 8L * index;
    }

    /** A page has this table from now on. */
    void bind(int page, int table) {
        release(page);
        cells.put(map.page(page) + KvmmmuMap.TABLE, table + 1L);
        put(table, KvmmmuMap.PAGE, page + 1L);
        put(table, KvmmmuMap.DEAD, 0);
    }

    /** A page has its table no more; what the table holds is not known any more. */
    void release(int page) {
        int table = of(page);
        if (table >= 0) {
            forget(table);
            put(table, KvmmmuMap.PAGE, 0);
            put(table, KvmmmuMap.DEAD, 1);
            cells.put(map.page(page) + KvmmmuMap.TABLE, 0);
        }
    }

    /** The page that has a table, if one does, has it no more. */
    void releaseOwner(int table) {
        int page = page(table);
        if (page >= 0) {
            release(page);
        }
    }

    private void forget(int table) {
        for (int i = 0; i < KvmmmuMap.ENTRIES; i += Long.SIZE) {
            cells.put(map.known(table, i), 0);
        }
        for (int i = 0; i < KvmmmuMap.ENTRIES; i++) {
            cells.put(map.entry(table, i), 0);
        }
    }

    /** Whether a table is in use: not that of a page that was zapped. */
    boolean inUse(int table) {
        return get(table, KvmmmuMap.DEAD) == 0;
    }

    /** A table is in use at a level. At another than before, another page has its memory now. */
    void use(int table, int level) {
        if (get(table, KvmmmuMap.LEVEL) != level) {
            releaseOwner(table);
            forget(table);
            put(table, KvmmmuMap.LEVEL, level);
        }
        put(table, KvmmmuMap.DEAD, 0);
    }

    /** The TDP MMU's table of the same memory, or -1. */
    int alias(int table) {
        return (int) get(table, KvmmmuMap.ALIAS) - 1;
    }

    /** Sets the TDP MMU's table of the same memory; -1 for none. */
    void setAlias(int table, int tdp) {
        put(table, KvmmmuMap.ALIAS, tdp + 1L);
    }

    /** Whether an entry is known to have a value. */
    boolean holds(int table, int index, long spte) {
        return (cells.get(map.known(table, index)) >>> index & 1) != 0 && cells.get(map.entry(table, index)) == spte;
    }

    /** An entry becomes a value; the old one is as told where it was not known. */
    void store(EventSink sink, int lane, int table, int index, long old, long spte) {
        int known = map.known(table, index);
        long bit = 1L << index % Long.SIZE;
        long before = (cells.get(known) & bit) != 0 ? cells.get(map.entry(table, index)) : old;
        cells.put(known, cells.get(known) | bit);
        cells.put(map.entry(table, index), spte);
        sink.event(Event.SPTE_SET, lane, name(table, index), before, spte);
    }
}
