package org.tablewalk.picture.kvmmmu;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import org.tablewalk.arch.x86.GuestPte;
import org.tablewalk.arch.x86.Pte;
import org.tablewalk.arch.x86.RoleField;
import org.tablewalk.arch.x86.Spte;
import org.tablewalk.arch.x86.WalkRules;
import org.tablewalk.machine.x86.X86State;
import org.tablewalk.picture.shadow.MachineShadow;
import org.tablewalk.picture.twotrees.ShadowSource;
import org.tablewalk.trace.kvmmmu.KvmmmuMap;
import org.tablewalk.trace.kvmmmu.KvmmmuState;
import org.tablewalk.trace.kvmmmu.KvmmmuState.Link;
import org.tablewalk.trace.kvmmmu.PageKey;

/**
 * The tables that a trace of the kernel's events tells of. What no event told is unknown. A link that was inferred is a link whose word is
 * {@link #UNKNOWN}. Serial numbers follow the order in which pages are first told.
 */
public final class ImportedShadow implements ShadowSource {
    private static final int ENTRIES = KvmmmuMap.ENTRIES;
    private static final int FIRST = 16;

    private final KvmmmuState state;
    private final List<List<Page>> levels = new ArrayList<>();
    private final Map<Long, Page> pages = new HashMap<>();
    /** Pages by the entry that an inferred link starts from. */
    private final Map<Long, Long> links = new HashMap<>();
    private final Map<Long, Contents> held = new HashMap<>();
    private final Map<GuestTable, Contents> guestHeld = new HashMap<>();
    private final int guestLevel;

    /** The tables of a state. */
    public ImportedShadow(KvmmmuState state) {
        this.state = state;
        for (int level = 0; level <= KvmmmuMap.LEVELS; level++) {
            levels.add(new ArrayList<>());
        }
        int highest = 0;
        for (int lane = 0; lane < cpus(); lane++) {
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

    /** What is read. */
    public KvmmmuState state() {
        return state;
    }

    private void add(Page page) {
        levels.get(page.level()).add(page);
        pages.put(page.table(), page);
    }

    private static long name(int node) {
        return KvmmmuMap.name(node);
    }

    private Page page(KvmmmuState.Page p) {
        PageKey key = p.key();
        List<Link> parents = state.parents(p.node());
        for (Link link : parents) {
            links.put(name(link.parent()) + 8L * link.index(), name(p.node()));
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
        return new Page(name(t.node()), t.node() + 1L, t.level(), tdp ? t.tdp().gfn() : UNKNOWN, t.level() | (tdp ? 0x80 : 0), known,
                tdp ? Answer.YES : Answer.UNKNOWN, tdp ? Answer.NO : Answer.UNKNOWN, tdp ? Answer.NO : Answer.UNKNOWN, null, UNKNOWN, false, 0, 0, false,
                Answer.UNKNOWN, tdp);
    }

    /** Whether a page stands above the guest's root: the word says it, or level and gfn, since a guest's root has level 2 at least. */
    private Answer passthrough(PageKey key) {
        if (key.direct() || key.level() <= 2) {
            return Answer.NO;
        }
        if (key.knows(RoleField.PASSTHROUGH)) {
            return Answer.of(key.get(RoleField.PASSTHROUGH) != 0);
        }
        for (int lane = 0; lane < cpus(); lane++) {
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
    private static int rules(int level) {
        return level | (level == 2 ? WalkRules.PSE : WalkRules.NX);
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
        while (level > 1 && levels.get(level).isEmpty()) {
            level--;
        }
        return level;
    }

    @Override
    public GuestRoot guestRoot(int cpu) {
        int level = state.guestLevel(cpu);
        long gfn = state.guestRoot(cpu);
        return new GuestRoot(cpu, UNKNOWN, level == 0 || gfn < 0 ? null : GuestTable.at(gfn, level, rules(level)));
    }

    @Override
    public int size(GuestTable table) {
        int mode = WalkRules.mode(table.rules());
        return mode == 2 ? 2 * ENTRIES : mode == 3 && table.level() == 3 ? 4 : ENTRIES;
    }

    @Override
    public GuestEntry entry(GuestTable table, int index) {
        OptionalLong word = state.guest((table.gfn() << 12) + (long) WalkRules.entryBytes(table.rules()) * index);
        return word.isPresent() ? MachineShadow.decode(word.getAsLong(), table)
                : new GuestEntry(GuestEntry.Kind.UNKNOWN, 0, UNKNOWN, 0, false, false);
    }

    @Override
    public Contents contents(GuestTable table) {
        return guestHeld.computeIfAbsent(table, t -> {
            int[] kinds = new int[GuestEntry.Kind.values().length];
            int[] first = new int[FIRST];
            int found = 0;
            int size = size(t);
            for (int i = 0; i < size; i++) {
                GuestEntry.Kind kind = entry(t, i).kind();
                kinds[kind.ordinal()]++;
                if (kind != GuestEntry.Kind.EMPTY && kind != GuestEntry.Kind.UNKNOWN && found < FIRST) {
                    first[found++] = i;
                }
            }
            return new Contents(size, kinds[GuestEntry.Kind.TABLE.ordinal()], kinds[GuestEntry.Kind.LEAF.ordinal()],
                    kinds[GuestEntry.Kind.RESERVED.ordinal()], kinds[GuestEntry.Kind.UNKNOWN.ordinal()], Arrays.copyOf(first, found));
        });
    }

    @Override
    public HardwareRoot hardwareRoot(int cpu) {
        return new HardwareRoot(cpu, UNKNOWN, 0);
    }

    @Override
    public List<Page> pages(int level) {
        return level < levels.size() ? Collections.unmodifiableList(levels.get(level)) : List.of();
    }

    @Override
    public Page page(long table) {
        return pages.get(table);
    }

    @Override
    public List<Special> specials() {
        return List.of();
    }

    @Override
    public ShadowEntry entry(long table, int index) {
        Page page = pages.get(table);
        int node = state.map().nodeOf(table);
        OptionalLong told = page == null || node < 0 ? OptionalLong.empty() : state.entry(node, index);
        long target = links.getOrDefault(table + 8L * index, UNKNOWN);
        if (told.isEmpty()) {
            return target == UNKNOWN ? new ShadowEntry(ShadowEntry.Kind.UNKNOWN, 0, UNKNOWN, UNKNOWN, UNKNOWN, 0, false, false)
                    : new ShadowEntry(ShadowEntry.Kind.LINK, UNKNOWN, target, UNKNOWN, UNKNOWN, Pte.ACC_ALL, false, false);
        }
        long word = told.getAsLong();
        int rules = state.map().ept() ? WalkRules.EPT4 : 4 | WalkRules.NX;
        boolean accessed = (word & GuestPte.accessed(1, rules)) != 0;
        if (!Spte.present(word)) {
            return new ShadowEntry(KvmmmuMap.empty(word) ? ShadowEntry.Kind.EMPTY : ShadowEntry.Kind.MMIO, word, UNKNOWN, UNKNOWN, UNKNOWN, 0, false, false);
        }
        if (!Spte.leaf(word, page.level())) {
            return new ShadowEntry(ShadowEntry.Kind.LINK, word, target, UNKNOWN, UNKNOWN, Pte.ACC_ALL, accessed, false);
        }
        return new ShadowEntry(ShadowEntry.Kind.LEAF, word, UNKNOWN, GuestPte.frame(word, page.level(), rules), installed(page, index),
                GuestPte.access(word, page.level(), rules), accessed, (word & GuestPte.dirty(rules)) != 0);
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
            int[] kinds = new int[ShadowEntry.Kind.values().length];
            int[] first = new int[FIRST];
            int found = 0;
            for (int i = 0; i < ENTRIES; i++) {
                ShadowEntry.Kind kind = entry(t, i).kind();
                kinds[kind.ordinal()]++;
                if (kind != ShadowEntry.Kind.EMPTY && kind != ShadowEntry.Kind.UNKNOWN && found < FIRST) {
                    first[found++] = i;
                }
            }
            return new Contents(ENTRIES, kinds[ShadowEntry.Kind.LINK.ordinal()], kinds[ShadowEntry.Kind.LEAF.ordinal()],
                    kinds[ShadowEntry.Kind.MMIO.ordinal()], kinds[ShadowEntry.Kind.UNKNOWN.ordinal()], Arrays.copyOf(first, found));
        });
    }

    @Override
    public List<Long> parents(Page page) {
        int node = state.map().nodeOf(page.table());
        return node < 0 || node >= state.map().pages().size() ? List.of()
                : state.parents(node).stream().map(l -> name(l.parent()) + 8L * l.index()).toList();
    }

    @Override
    public int bucket(long gfn) {
        return X86State.bucketOf(gfn);
    }

    /** A page goes to the head of its bucket when it is made; the order in which pages are first told is the best guess at it. */
    @Override
    public List<Page> chain(int bucket) {
        return pages.values().stream().filter(p -> p.gfn() != UNKNOWN && !p.tdpMmu() && bucket(p.gfn()) == bucket)
                .sorted(Comparator.comparingLong(Page::id).reversed()).toList();
    }

    @Override
    public List<Mapping> reverse(long gfn) {
        List<Mapping> mappings = new ArrayList<>();
        for (int level = 1; level <= 3; level++) {
            for (Page page : levels.get(level)) {
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
