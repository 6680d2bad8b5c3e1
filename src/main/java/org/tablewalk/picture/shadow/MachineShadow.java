package org.tablewalk.picture.shadow;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.tablewalk.arch.x86.GuestPte;
import org.tablewalk.arch.x86.PageWalk;
import org.tablewalk.arch.x86.Pte;
import org.tablewalk.arch.x86.RoleDesign;
import org.tablewalk.arch.x86.RoleField;
import org.tablewalk.arch.x86.Spte;
import org.tablewalk.arch.x86.WalkRules;
import org.tablewalk.check.twotrees.RoleMeaning;
import org.tablewalk.machine.x86.X86Config;
import org.tablewalk.machine.x86.X86Map;
import org.tablewalk.machine.x86.X86State;
import org.tablewalk.picture.twotrees.ShadowSource;

/**
 * The tables of an x86 machine's image. What an image shares with the one looked at before is not read again: headers of shadow pages and what whole
 * tables hold are taken over where the chunks of cells are the same objects. One thread at a time.
 */
public final class MachineShadow implements ShadowSource {
    private static final int ENTRIES = 512;
    private static final int CHUNK_BYTES = 512;
    private static final int FIRST = 16;

    private final X86State state;
    private final X86Map map;
    private final RoleMeaning meaning;
    private final Page[] pages;
    private final List<List<Page>> levels;
    /** By the table's address without its low 12 bits. */
    private final Map<Long, Contents> held = new HashMap<>();
    private final Map<GuestTable, Contents> guestHeld = new HashMap<>();
    private List<Special> specials;
    /** Only for taking over from; forgotten as soon as this one is taken over from. */
    private MachineShadow earlier;

    private MachineShadow(X86State state, RoleMeaning meaning, MachineShadow earlier) {
        this.state = state;
        this.meaning = meaning;
        this.earlier = earlier;
        map = state.map();
        if (earlier != null) {
            earlier.earlier = null;
        }
        pages = new Page[map.config().shadowPages()];
        boolean same = earlier != null;
        boolean shared = false;
        for (int i = 0; i < pages.length; i++) {
            // Two headers to a chunk.
            shared = earlier != null && (i % 2 == 1 ? shared : shares(map.header(i)));
            pages[i] = shared ? earlier.pages[i] : read(i);
            same &= shared;
        }
        levels = same ? earlier.levels : byLevel();
    }

    /**
     * The tables of an image.
     *
     * @param meaning of role words of the machine's design, {@linkplain RoleMeaning#remembered remembered}
     */
    public static MachineShadow of(X86State state, RoleMeaning meaning) {
        return new MachineShadow(state, meaning, null);
    }

    /** The tables of another image, of the same machine if anything is to be gained by it. */
    public MachineShadow next(X86State other) {
        boolean related = other.map() == map && other.image() != null && state.image() != null;
        return new MachineShadow(other, meaning, related ? this : null);
    }

    /** What is read. */
    public X86State state() {
        return state;
    }

    /** Whether the words about an address are the same objects as in the earlier image. */
    private boolean shares(long address) {
        int cell = map.cellOf(address);
        return cell >= 0 && state.image().sharesChunk(earlier.state.image(), cell);
    }

    private Page read(int number) {
        X86State.ShadowPage p = state.shadowPage(number);
        if (p == null) {
            return null;
        }
        Answer direct = Answer.of(meaning.direct(p.role()));
        Answer passthrough = Answer.of(meaning.passthrough(p.role()));
        boolean guestEntries = !p.tdpMmu() && meaning.hasGuestEntries(p.role());
        int level = state.role(p.role(), RoleField.LEVEL);
        return new Page(p.table(), p.id(), level, p.gfn(), p.role(), 0xffff_ffffL, direct, passthrough, Answer.of(guestEntries),
                guestEntries ? part(p, level) : null, p.rootCount(), p.unsync(), p.unsyncChildren(), p.writeFlooding(),
                state.role(p.role(), RoleField.INVALID) != 0, Answer.of(p.parents() != 0 || p.rootCount() > 0), p.tdpMmu());
    }

    private List<List<Page>> byLevel() {
        List<List<Page>> lists = new ArrayList<>();
        for (int level = 0; level <= 15; level++) {
            lists.add(new ArrayList<>());
        }
        for (Page page : pages) {
            if (page != null) {
                lists.get(page.level()).add(page);
            }
        }
        lists.forEach(l -> l.sort(Comparator.comparingLong(Page::id)));
        return lists;
    }

    /** The guest table, or the quarter or half of one, that a page is made from. */
    private Part part(X86State.ShadowPage p, int level) {
        if (fourByteEntries(p.role())) {
            int count = level == 2 ? ENTRIES / 2 : ENTRIES;
            return new Part(GuestTable.at(p.gfn(), level, 2 | WalkRules.PSE), state.role(p.role(), RoleField.QUADRANT) * count, count);
        }
        for (int cpu = 0; cpu < cpus(); cpu++) {
            GuestTable root = guestRoot(cpu).table();
            if (root != null && root.cpu() >= 0 && root.gfn() == p.gfn() && level == root.level()) {
                return new Part(root, 0, size(root));
            }
        }
        int rules = rules(0);
        GuestTable table = GuestTable.at(p.gfn(), level, WalkRules.entryBytes(rules) == 8 ? rules : 4 | WalkRules.NX);
        return new Part(table, 0, ENTRIES);
    }

    private boolean fourByteEntries(long role) {
        RoleDesign.Bits bits = state.design().bits(RoleField.HAS_4_BYTE_GPTE);
        return bits == null ? state.role(role, RoleField.CR4_PAE) == 0 : bits.get(role) != 0;
    }

    @Override
    public int cpus() {
        return map.config().cpus();
    }

    @Override
    public Paging paging() {
        return switch (map.config().virtualization()) {
            case SHADOW -> Paging.SHADOW;
            case NESTED_NPT -> Paging.NESTED_NPT;
            case NESTED_EPT -> Paging.NESTED_EPT;
            case DIRECT -> Paging.DIRECT;
            case TDP_MMU -> Paging.TDP_MMU;
        };
    }

    @Override
    public int shadowLevels() {
        int most = map.config().virtualization() == X86Config.Virtualization.SHADOW ? 3 : 4;
        for (int cpu = 0; cpu < cpus(); cpu++) {
            most = Math.max(most, Math.max(state.mmu(cpu).shadowLevel(), state.cpu(cpu).level()));
        }
        for (int level = levels.size() - 1; level > most; level--) {
            most = levels.get(level).isEmpty() ? most : level;
        }
        return Math.clamp(most, 1, 5);
    }

    private int rules(int cpu) {
        X86State.Cpu c = state.cpu(cpu);
        return switch (map.config().virtualization()) {
            case SHADOW, NESTED_NPT -> WalkRules.of(c.cr0(), c.cr4(), c.efer());
            case NESTED_EPT -> state.mmu(cpu).cpuLevel() == 5 ? WalkRules.EPT5 : WalkRules.EPT4;
            case DIRECT, TDP_MMU -> 0;
        };
    }

    @Override
    public GuestRoot guestRoot(int cpu) {
        long cr3 = state.cpu(cpu).cr3();
        int rules = rules(cpu);
        int level = WalkRules.levels(rules);
        return new GuestRoot(cpu, cr3, level == 0 ? null : new GuestTable((cr3 & Pte.FRAME) >>> 12, level, rules, WalkRules.mode(rules) == 3 ? cpu : -1));
    }

    @Override
    public int size(GuestTable table) {
        int mode = WalkRules.mode(table.rules());
        return mode == 2 ? 1024 : mode == 3 && table.level() == 3 ? 4 : ENTRIES;
    }

    @Override
    public GuestEntry entry(GuestTable table, int index) {
        if (table.cpu() < 0 && map.slotOf(table.gfn()) < 0) {
            return new GuestEntry(GuestEntry.Kind.NO_MEMORY, 0, UNKNOWN, 0, false, false);
        }
        return decode(word(table, index), table);
    }

    private long word(GuestTable table, int index) {
        int bytes = WalkRules.entryBytes(table.rules());
        if (table.cpu() >= 0) {
            X86State.Mmu mmu = state.mmu(table.cpu());
            return mmu.cpuLevel() == 3 ? mmu.pdptrs().get(index) : state.guestEntry((state.cpu(table.cpu()).cr3() & 0xffff_ffe0L) + 8L * index, 8);
        }
        return state.guestEntry((table.gfn() << 12) + (long) bytes * index, bytes);
    }

    /** What a word of a guest table says. */
    public static GuestEntry decode(long word, GuestTable table) {
        int level = table.level();
        int rules = table.rules();
        GuestEntry.Kind kind = kind(PageWalk.step(word, level, rules));
        boolean leads = kind == GuestEntry.Kind.TABLE || kind == GuestEntry.Kind.LEAF;
        return new GuestEntry(kind, word, leads ? GuestPte.frame(word, level, rules) : UNKNOWN, leads ? GuestPte.access(word, level, rules) : 0,
                (word & GuestPte.accessed(level, rules)) != 0, kind == GuestEntry.Kind.LEAF && (word & GuestPte.dirty(rules)) != 0);
    }

    private static GuestEntry.Kind kind(int step) {
        return switch (step) {
            case PageWalk.TABLE -> GuestEntry.Kind.TABLE;
            case PageWalk.LEAF -> GuestEntry.Kind.LEAF;
            case PageWalk.RESERVED -> GuestEntry.Kind.RESERVED;
            default -> GuestEntry.Kind.EMPTY;
        };
    }

    @Override
    public Contents contents(GuestTable table) {
        return guestHeld.computeIfAbsent(table, t -> {
            boolean known = earlier != null && t.cpu() < 0 && earlier.guestHeld.containsKey(t) && sharesTable(hostAddress(t));
            return known ? earlier.guestHeld.get(t) : count(t);
        });
    }

    private long hostAddress(GuestTable table) {
        return map.pfnOf(table.gfn()) << 12;
    }

    /** Whether all the words of a table are the same objects as in the earlier image. */
    private boolean sharesTable(long address) {
        for (int chunk = 0; chunk < 4096 / CHUNK_BYTES; chunk++) {
            if (!shares(address + (long) chunk * CHUNK_BYTES)) {
                return false;
            }
        }
        return true;
    }

    private Contents count(GuestTable table) {
        int[] kinds = new int[4];
        int[] first = new int[FIRST];
        int found = 0;
        int size = size(table);
        if (table.cpu() >= 0 || map.slotOf(table.gfn()) >= 0) {
            for (int i = 0; i < size; i++) {
                long word = word(table, i);
                int step = word == 0 ? PageWalk.NOT_PRESENT : PageWalk.step(word, table.level(), table.rules());
                kinds[step]++;
                if (step != PageWalk.NOT_PRESENT && found < FIRST) {
                    first[found++] = i;
                }
            }
        }
        return new Contents(size, kinds[PageWalk.TABLE], kinds[PageWalk.LEAF], kinds[PageWalk.RESERVED], 0, java.util.Arrays.copyOf(first, found));
    }

    @Override
    public HardwareRoot hardwareRoot(int cpu) {
        X86State.Cpu c = state.cpu(cpu);
        return new HardwareRoot(cpu, c.root(), c.level());
    }

    @Override
    public List<Page> pages(int level) {
        return levels.get(level);
    }

    @Override
    public Page page(long table) {
        int number = map.pageOf(table);
        return number < 0 ? null : pages[number];
    }

    @Override
    public List<Special> specials() {
        if (specials == null) {
            Set<Long> seen = new LinkedHashSet<>();
            for (int cpu = 0; cpu < cpus(); cpu++) {
                follow(state.cpu(cpu).root(), seen);
                follow(state.mmu(cpu).rootHpa(), seen);
            }
            specials = seen.stream().map(t -> new Special(t, (int) ((t - X86Map.SPECIAL >>> 12) / 3), level(t))).toList();
        }
        return specials;
    }

    private void follow(long table, Set<Long> seen) {
        if (X86State.special(table) && seen.add(table & -4096)) {
            for (int index : contents(table & -4096).first()) {
                ShadowEntry entry = entry(table & -4096, index);
                if (entry.kind() == ShadowEntry.Kind.LINK) {
                    follow(entry.table(), seen);
                }
            }
        }
    }

    /** Level of a table; 0 if it is none. */
    private int level(long table) {
        if (X86State.special(table)) {
            return 3 + (int) ((table - X86Map.SPECIAL >>> 12) % 3);
        }
        Page page = page(table);
        return page == null ? 0 : page.level();
    }

    @Override
    public ShadowEntry entry(long table, int index) {
        long word = state.word(table + 8L * index);
        int level = level(table);
        ShadowEntry.Kind kind = kind(word, level, X86State.special(table));
        if (kind == ShadowEntry.Kind.LINK) {
            return new ShadowEntry(kind, word, X86State.table(word), UNKNOWN, UNKNOWN, Pte.ACC_ALL, accessed(word), false);
        }
        if (kind != ShadowEntry.Kind.LEAF) {
            return new ShadowEntry(kind, word, UNKNOWN, UNKNOWN, UNKNOWN, 0, false, false);
        }
        int rules = leafRules();
        return new ShadowEntry(kind, word, UNKNOWN, GuestPte.frame(word, level, rules), installed(table, index, level), GuestPte.access(word, level, rules),
                accessed(word), (word & GuestPte.dirty(rules)) != 0);
    }

    private int leafRules() {
        return map.config().ept() ? WalkRules.EPT4 : 4 | WalkRules.NX;
    }

    private boolean accessed(long word) {
        return (word & GuestPte.accessed(1, leafRules())) != 0;
    }

    private static ShadowEntry.Kind kind(long word, int level, boolean special) {
        if (!Spte.present(word)) {
            return word == 0 ? ShadowEntry.Kind.EMPTY : ShadowEntry.Kind.MMIO;
        }
        return !special && Spte.leaf(word, level) ? ShadowEntry.Kind.LEAF : ShadowEntry.Kind.LINK;
    }

    /** The guest frame that a leaf was installed for, as KVM would find it again. */
    private long installed(long table, int index, int level) {
        X86State.ShadowPage page = state.shadowPageAt(table);
        if (page == null) {
            return UNKNOWN;
        }
        return page.gfns() != 0 ? state.word(page.gfns() + 8L * index) : page.gfn() + ((long) index << 9 * (level - 1));
    }

    @Override
    public Contents contents(long table) {
        return held.computeIfAbsent(table >>> 12, number -> {
            long t = number << 12;
            boolean known = earlier != null && earlier.held.containsKey(number) && sharesTable(t) && level(t) == earlier.level(t);
            return known ? earlier.held.get(number) : count(t);
        });
    }

    private Contents count(long table) {
        int level = level(table);
        boolean special = X86State.special(table);
        int[] kinds = new int[ShadowEntry.Kind.values().length];
        int[] first = new int[FIRST];
        int found = 0;
        for (int i = 0; i < ENTRIES; i++) {
            long word = state.word(table + 8L * i);
            if (word != 0) {
                kinds[kind(word, level, special).ordinal()]++;
                if (found < FIRST) {
                    first[found++] = i;
                }
            }
        }
        return new Contents(special && level == 3 ? 4 : ENTRIES, kinds[ShadowEntry.Kind.LINK.ordinal()], kinds[ShadowEntry.Kind.LEAF.ordinal()],
                kinds[ShadowEntry.Kind.MMIO.ordinal()], 0, java.util.Arrays.copyOf(first, found));
    }

    @Override
    public List<Long> parents(Page page) {
        X86State.ShadowPage p = state.shadowPageAt(page.table());
        return p == null ? List.of() : state.entries(p.parents());
    }

    @Override
    public int bucket(long gfn) {
        return X86State.bucketOf(gfn);
    }

    @Override
    public List<Page> chain(int bucket) {
        return state.bucket(bucket).stream().map(this::page).filter(p -> p != null).toList();
    }

    @Override
    public List<Mapping> reverse(long gfn) {
        List<Mapping> mappings = new ArrayList<>();
        for (int level = 1; level <= 3; level++) {
            for (long entry : state.rmap(gfn, level)) {
                mappings.add(new Mapping(entry, level));
            }
        }
        return mappings;
    }

    @Override
    public long tracked(long gfn) {
        return state.tracked(gfn);
    }

    @Override
    public List<PreviousRoot> previousRoots(int cpu) {
        return state.mmu(cpu).prevRoots().stream().filter(r -> r.hpa() != 0).map(r -> new PreviousRoot(r.pgd(), r.hpa())).toList();
    }
}
