package org.tablewalk.picture.kvmmmu;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import org.tablewalk.arch.x86.Pte;
import org.tablewalk.arch.x86.Spte;
import org.tablewalk.arch.x86.WalkRules;
import org.tablewalk.machine.x86.X86State;
import org.tablewalk.picture.twotrees.Census;
import org.tablewalk.picture.twotrees.GuestWords;
import org.tablewalk.picture.twotrees.ShadowSource;
import org.tablewalk.picture.twotrees.Sptes;
import org.tablewalk.trace.kvmmmu.KvmmmuMap;
import org.tablewalk.trace.kvmmmu.KvmmmuState;
import org.tablewalk.trace.kvmmmu.PageKey;

/**
 * The tables that a trace of the kernel's events tells of. What no event told is unknown. A link that was inferred is a link whose word is
 * {@link #UNKNOWN}.
 */
public final class ImportedShadow implements ShadowSource {
    private static final int ENTRIES = KvmmmuMap.ENTRIES;

    private final KvmmmuState state;
    private final ImportedPages pages;
    private final Sptes sptes;
    private final Map<Long, Contents> held = new HashMap<>();
    private final Map<GuestTable, Contents> guestHeld = new HashMap<>();

    /** The tables of a state. */
    public ImportedShadow(KvmmmuState state) {
        this.state = state;
        pages = new ImportedPages(state);
        sptes = Sptes.of(state.map().ept());
    }

    /** What is read. */
    public KvmmmuState state() {
        return state;
    }

    @Override
    public int cpus() {
        return state.map().lanes();
    }

    @Override
    public Paging paging() {
        boolean direct = state.map().pages().stream().allMatch(PageKey::direct);
        return direct && state.map().tables() > 0 && state.map().tdp(state.map().tables() - 1) != null ? Paging.TDP_MMU : Paging.UNKNOWN;
    }

    @Override
    public int shadowLevels() {
        int level = KvmmmuMap.LEVELS;
        while (level > 1 && pages.of(level).isEmpty()) {
            level--;
        }
        return level;
    }

    @Override
    public GuestRoot guestRoot(int cpu) {
        int level = state.guestLevel(cpu);
        long gfn = state.guestRoot(cpu);
        return new GuestRoot(cpu, UNKNOWN, level == 0 || gfn < 0 ? null : GuestTable.at(gfn, level, ImportedPages.rules(level)));
    }

    @Override
    public GuestEntry entry(GuestTable table, int index) {
        OptionalLong word = state.guest((table.gfn() << 12) + (long) WalkRules.entryBytes(table.rules()) * index);
        return word.isPresent() ? GuestWords.entry(word.getAsLong(), table)
                : new GuestEntry(GuestEntry.Kind.UNKNOWN, 0, UNKNOWN, 0, false, false);
    }

    @Override
    public Contents contents(GuestTable table) {
        return guestHeld.computeIfAbsent(table, t -> {
            Census census = new Census(t.size());
            for (int i = 0; i < t.size(); i++) {
                census.add(i, entry(t, i).kind());
            }
            return census.contents();
        });
    }

    @Override
    public HardwareRoot hardwareRoot(int cpu) {
        return new HardwareRoot(cpu, UNKNOWN, 0);
    }

    @Override
    public List<Page> pages(int level) {
        return pages.of(level);
    }

    @Override
    public Page page(long table) {
        return pages.page(table);
    }

    @Override
    public List<Special> specials() {
        return List.of();
    }

    @Override
    public ShadowEntry entry(long table, int index) {
        Page page = pages.page(table);
        int node = state.map().nodeOf(table);
        OptionalLong told = page == null || node < 0 ? OptionalLong.empty() : state.entry(node, index);
        long target = pages.target(table + 8L * index);
        if (told.isEmpty()) {
            return target == UNKNOWN ? sptes.none(ShadowEntry.Kind.UNKNOWN, 0)
                    : new ShadowEntry(ShadowEntry.Kind.LINK, UNKNOWN, target, UNKNOWN, UNKNOWN, Pte.ACC_ALL, false, false);
        }
        long word = told.getAsLong();
        if (!Spte.present(word)) {
            return sptes.none(KvmmmuMap.empty(word) ? ShadowEntry.Kind.EMPTY : ShadowEntry.Kind.MMIO, word);
        }
        return Spte.leaf(word, page.level()) ? sptes.leaf(word, page.level(), installed(page, index)) : sptes.link(word, target);
    }

    /** The guest frame an entry is for: a direct page's follows from its place, another's from the guest entry if a walk read that. */
    private long installed(Page page, int index) {
        if (page.direct() == Answer.YES) {
            return page.gfn() + ((long) index << 9 * (page.level() - 1));
        }
        if (page.shadows() == null) {
            return UNKNOWN;
        }
        // Two entries of level 2 stand for one guest entry of 4 MiB.
        int each = ENTRIES / page.shadows().count();
        GuestEntry made = entry(page.shadows().table(), page.shadows().first() + index / each);
        return made.gfn() == UNKNOWN ? UNKNOWN : made.gfn() + ((long) (index % each) << 9 * (page.level() - 1));
    }

    @Override
    public Contents contents(long table) {
        return held.computeIfAbsent(table, t -> {
            Census census = new Census(ENTRIES);
            for (int i = 0; i < ENTRIES; i++) {
                census.add(i, entry(t, i).kind());
            }
            return census.contents();
        });
    }

    @Override
    public List<Long> parents(Page page) {
        return pages.parents(page);
    }

    @Override
    public int bucket(long gfn) {
        return X86State.bucketOf(gfn);
    }

    /** A page goes to the head of its bucket when it is made; the order in which pages are first told is the best guess at it. */
    @Override
    public List<Page> chain(int bucket) {
        return pages.all().stream().filter(p -> p.gfn() != UNKNOWN && !p.tdpMmu() && bucket(p.gfn()) == bucket)
                .sorted(Comparator.comparingLong(Page::id).reversed()).toList();
    }

    @Override
    public List<Mapping> reverse(long gfn) {
        List<Mapping> mappings = new ArrayList<>();
        for (int level = 1; level <= 3; level++) {
            for (Page page : pages.of(level)) {
                Contents contents = page.tdpMmu() ? null : contents(page.table());
                for (int i = 0; contents != null && contents.leaves() > 0 && i < ENTRIES; i++) {
                    ShadowEntry entry = entry(page.table(), i);
                    if (entry.kind() == ShadowEntry.Kind.LEAF && entry.gfn() == gfn) {
                        mappings.add(new Mapping(page.table() + 8L * i, level));
                    }
                }
            }
        }
        return mappings;
    }

    @Override
    public long tracked(long gfn) {
        return UNKNOWN;
    }

    @Override
    public List<PreviousRoot> previousRoots(int cpu) {
        return List.of();
    }
}
