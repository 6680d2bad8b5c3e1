package org.tablewalk.picture.kvmmmu;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.tablewalk.arch.x86.RoleField;
import org.tablewalk.arch.x86.WalkRules;
import org.tablewalk.picture.twotrees.ShadowSource;
import org.tablewalk.picture.twotrees.ShadowSource.Answer;
import org.tablewalk.picture.twotrees.ShadowSource.GuestTable;
import org.tablewalk.picture.twotrees.ShadowSource.Page;
import org.tablewalk.picture.twotrees.ShadowSource.Part;
import org.tablewalk.trace.kvmmmu.KvmmmuMap;
import org.tablewalk.trace.kvmmmu.KvmmmuState;
import org.tablewalk.trace.kvmmmu.KvmmmuState.Link;
import org.tablewalk.trace.kvmmmu.PageKey;

/**
 * The shadow pages that a trace of the kernel's events tells of, and the links between them that follow from what it tells. Serial numbers follow the
 * order in which pages are first told.
 */
final class ImportedPages {
    private static final int ENTRIES = KvmmmuMap.ENTRIES;

    private final KvmmmuState state;
    private final List<List<Page>> levels = new ArrayList<>();
    private final Map<Long, Page> pages = new HashMap<>();
    /** Pages by the entry that an inferred link starts from. */
    private final Map<Long, Long> links = new HashMap<>();
    private final int guestLevel;

    ImportedPages(KvmmmuState state) {
        this.state = state;
        for (int level = 0; level <= KvmmmuMap.LEVELS; level++) {
            levels.add(new ArrayList<>());
        }
        int highest = 0;
        for (int lane = 0; lane < state.map().lanes(); lane++) {
            highest = Math.max(highest, state.guestLevel(lane));
        }
        guestLevel = highest;
        for (KvmmmuState.Page page : state.pages()) {
            add(page(page));
        }
        for (KvmmmuState.Table table : state.tables()) {
            add(page(table));
        }
        levels.forEach(l -> l.sort(Comparator.comparingLong(Page::id)));
    }

    private void add(Page page) {
        levels.get(page.level()).add(page);
        pages.put(page.table(), page);
    }

    private static long name(int node) {
        return KvmmmuMap.name(node);
    }

    private static long entry(Link link) {
        return name(link.parent()) + 8L * link.index();
    }

    private Page page(KvmmmuState.Page p) {
        PageKey key = p.key();
        List<Link> parents = state.parents(p.node());
        for (Link link : parents) {
            links.put(entry(link), name(p.node()));
        }
        Answer passthrough = passthrough(key);
        Answer guestEntries = key.direct() || passthrough == Answer.YES ? Answer.NO : passthrough == Answer.NO ? Answer.YES : Answer.UNKNOWN;
        return new Page(name(p.node()), p.node() + 1L, key.level(), key.gfn(), key.role(), key.known(), Answer.of(key.direct()), passthrough, guestEntries,
                guestEntries == Answer.YES ? part(key) : null, p.rootCount(), p.unsync(), 0, 0, p.invalid() || p.obsolete(),
                p.rootCount() > 0 || !parents.isEmpty() ? Answer.YES : Answer.UNKNOWN, state.tdp(p.node()));
    }

    /** A table whose page no event describes. */
    private static Page page(KvmmmuState.Table t) {
        boolean tdp = t.tdp() != null;
        long known = tdp ? 0x8f : 0xf;
        return new Page(name(t.node()), t.node() + 1L, t.level(), tdp ? t.tdp().gfn() : ShadowSource.UNKNOWN, t.level() | (tdp ? 0x80 : 0), known,
                tdp ? Answer.YES : Answer.UNKNOWN, tdp ? Answer.NO : Answer.UNKNOWN, tdp ? Answer.NO : Answer.UNKNOWN, null, ShadowSource.UNKNOWN, false, 0, 0,
                false, Answer.UNKNOWN, tdp);
    }

    /** Whether a page stands above the guest's root: the word says it, or level and gfn, since a guest's root has level 2 at least. */
    private Answer passthrough(PageKey key) {
        if (key.direct() || key.level() <= 2) {
            return Answer.NO;
        }
        if (key.knows(RoleField.PASSTHROUGH)) {
            return Answer.of(key.get(RoleField.PASSTHROUGH) != 0);
        }
        for (int lane = 0; lane < state.map().lanes(); lane++) {
            if (state.guestRoot(lane) == key.gfn() && state.guestLevel(lane) > 0) {
                return Answer.of(key.level() > state.guestLevel(lane));
            }
        }
        return Answer.UNKNOWN;
    }

    private Part part(PageKey key) {
        if (!key.knows(RoleField.HAS_4_BYTE_GPTE)) {
            return null;
        }
        if (key.fourBytes()) {
            int count = key.level() == 2 ? ENTRIES / 2 : ENTRIES;
            return new Part(GuestTable.at(key.gfn(), key.level(), rules(2)), key.get(RoleField.QUADRANT) * count, count);
        }
        return new Part(GuestTable.at(key.gfn(), key.level(), rules(Math.max(guestLevel, 4))), 0, ENTRIES);
    }

    /** Rules of a guest whose root has a level. Which of its register bits are set is not known; NX and PSE make most entries legal. */
    static int rules(int level) {
        return level | (level == 2 ? WalkRules.PSE : WalkRules.NX);
    }

    /** Pages of a level, by rising serial number. */
    List<Page> of(int level) {
        return level < levels.size() ? Collections.unmodifiableList(levels.get(level)) : List.of();
    }

    /** The page of that name, or null. */
    Page page(long table) {
        return pages.get(table);
    }

    Collection<Page> all() {
        return pages.values();
    }

    /** The page that an entry links to as far as can be inferred, or {@link ShadowSource#UNKNOWN}. */
    long target(long entry) {
        return links.getOrDefault(entry, ShadowSource.UNKNOWN);
    }

    /** Entries that an inferred link to a page starts from. */
    List<Long> parents(Page page) {
        int node = state.map().nodeOf(page.table());
        return node < 0 || node >= state.map().pages().size() ? List.of() : state.parents(node).stream().map(ImportedPages::entry).toList();
    }
}
