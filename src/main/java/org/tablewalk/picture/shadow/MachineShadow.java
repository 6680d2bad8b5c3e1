package org.tablewalk.picture.shadow;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.tablewalk.arch.x86.Spte;
import org.tablewalk.check.twotrees.RoleMeaning;
import org.tablewalk.machine.x86.X86Config;
import org.tablewalk.machine.x86.X86Map;
import org.tablewalk.machine.x86.X86State;
import org.tablewalk.picture.twotrees.Census;
import org.tablewalk.picture.twotrees.ShadowSource;
import org.tablewalk.picture.twotrees.Sptes;

/**
 * The tables of an x86 machine's image. What an image shares with the one looked at before is not read again: headers of shadow pages and what whole
 * tables hold are taken over where the chunks of cells are the same objects. One thread at a time.
 */
public final class MachineShadow implements ShadowSource {
    private static final int ENTRIES = 512;

    private final X86State state;
    private final X86Map map;
    private final RoleMeaning meaning;
    private final SameWords same;
    private final GuestTables guest;
    private final Sptes sptes;
    private final Page[] pages;
    private final List<List<Page>> levels;
    /** By the table's address, with its level in the low bits. */
    private final Counted<Long> counted;
    private List<Special> specials;

    private MachineShadow(X86State state, RoleMeaning meaning, MachineShadow earlier) {
        this.state = state;
        this.meaning = meaning;
        map = state.map();
        same = new SameWords(state, earlier == null ? null : earlier.state);
        guest = new GuestTables(state, same, earlier == null ? null : earlier.guest);
        sptes = Sptes.of(map.config().ept());
        counted = new Counted<>(this::count, earlier == null ? null : earlier.counted, table -> same.table(table & -4096));
        pages = new Page[map.config().shadowPages()];
        var reader = new PageReader(state, meaning, guest);
        boolean all = earlier != null;
        boolean shared = false;
        for (int i = 0; i < pages.length; i++) {
            // Two headers to a chunk.
            shared = i % 2 == 1 ? shared : same.about(map.header(i));
            pages[i] = shared ? earlier.pages[i] : reader.read(i);
            all &= shared;
        }
        levels = all ? earlier.levels : byLevel();
        if (earlier != null) {
            earlier.forget();
        }
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

    /** Once this one is taken over from, it need not take over anything itself. */
    private void forget() {
        same.forget();
        guest.forget();
        counted.forget();
    }

    /** What is read. */
    public X86State state() {
        return state;
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

    @Override
    public GuestRoot guestRoot(int cpu) {
        return guest.root(cpu);
    }

    @Override
    public GuestEntry entry(GuestTable table, int index) {
        return guest.entry(table, index);
    }

    @Override
    public Contents contents(GuestTable table) {
        return guest.contents(table);
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
        return switch (kind) {
            case LINK -> sptes.link(word, X86State.table(word));
            case LEAF -> sptes.leaf(word, level, installed(table, index, level));
            default -> sptes.none(kind, word);
        };
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
        return counted.of(table & -4096 | level(table));
    }

    private Contents count(long key) {
        long table = key & -4096;
        int level = level(table);
        boolean special = X86State.special(table);
        Census census = new Census(special && level == 3 ? 4 : ENTRIES);
        for (int i = 0; i < ENTRIES; i++) {
            long word = state.word(table + 8L * i);
            if (word != 0) {
                census.add(i, kind(word, level, special));
            }
        }
        return census.contents();
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
