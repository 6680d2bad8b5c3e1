package org.tablewalk.machine.arm64;

import org.tablewalk.machine.Bus;
import org.tablewalk.machine.Cells;
import org.tablewalk.machine.Event;

/**
 * Pages for tables, with reference counts. Fresh pages are used before freed ones, so that a stale pointer to a freed table
 * keeps pointing at a freed table as long as possible and is caught. A freed page's words are zero because nothing may read them:
 * a walk that does is told so and finds poison.
 */
final class PagePool {
    private static final int TABLE = ArmState.PageUse.TABLE.ordinal();
    private static final int FREED = ArmState.PageUse.FREED.ordinal();

    private final Cells cells;
    private final ArmMap map;
    private final Bus bus;

    PagePool(Cells cells, ArmMap map, Bus bus) {
        this.cells = cells;
        this.map = map;
        this.bus = bus;
    }

    /** A zeroed page with one reference; its physical address, or 0 if none is left. */
    long allocate(int cpu) {
        int used = (int) cells.get(map.pagesUsed);
        int page = -1;
        if (used < map.config().poolPages()) {
            page = used;
            cells.put(map.pagesUsed, used + 1L);
        } else {
            for (int p = 0; p < used && page < 0; p++) {
                page = cells.get(map.pageUse + p) == FREED ? p : -1;
            }
        }
        if (page < 0) {
            return 0;
        }
        cells.put(map.pageUse + page, TABLE);
        cells.put(map.pageReferences + page, 1);
        long pa = map.pageAddress(page);
        bus.event(Event.PAGE_ALLOC, cpu, pa, 0, 0);
        return pa;
    }

    /** Frees the page at an address; false if it is no table page. */
    boolean free(int cpu, long pa) {
        int page = map.pageOf(pa);
        if (page < 0 || cells.get(map.pageUse + page) != TABLE) {
            return false;
        }
        int first = map.pool + page * map.wordsPerPage();
        for (int i = 0; i < map.wordsPerPage(); i++) {
            cells.put(first + i, 0);
        }
        cells.put(map.pageUse + page, FREED);
        cells.put(map.pageReferences + page, 0);
        bus.event(Event.PAGE_FREE, cpu, map.pageAddress(page), 0, 0);
        return true;
    }

    /** Counts references on the page that holds an address; false if it is no table page or the count would fall below zero. */
    boolean count(long pa, int change) {
        int page = map.pageOf(pa);
        if (page < 0 || cells.get(map.pageUse + page) != TABLE || cells.get(map.pageReferences + page) + change < 0) {
            return false;
        }
        cells.put(map.pageReferences + page, cells.get(map.pageReferences + page) + change);
        return true;
    }

    /** References on the page that holds an address, or -1. */
    long references(long pa) {
        int page = map.pageOf(pa);
        return page < 0 || cells.get(map.pageUse + page) != TABLE ? -1 : cells.get(map.pageReferences + page);
    }
}
