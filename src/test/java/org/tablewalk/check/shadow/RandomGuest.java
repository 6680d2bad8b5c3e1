package org.tablewalk.check.shadow;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import org.tablewalk.arch.x86.PagingMode;
import org.tablewalk.arch.x86.RoleDesign;
import org.tablewalk.machine.x86.X86Config;
import org.tablewalk.machine.x86.X86Config.Fill;
import org.tablewalk.machine.x86.X86Config.Slot;
import org.tablewalk.machine.x86.X86Config.Vcpu;
import org.tablewalk.machine.x86.X86Config.Virtualization;

/**
 * A guest made up from a seed: its mode, tables that share, loop, point nowhere and have reserved bits set, and code that accesses memory, writes its own
 * tables, invalidates, and changes roots and modes. The same seed gives the same guest for every design.
 *
 * <p>Frames 0x100 to 0x13f are memory with contents: the first of them tables, the rest data; 0x400 to 0x7ff are two large pages without contents.
 * Tables can be written through a window of the guest's address space that maps all of the first range, and in nested modes by guest physical address.
 */
final class RandomGuest {
    static final long FIRST = 0x100;
    static final int FRAMES = 0x40;
    private static final int DATA = 0x28;
    private static final long LARGE = 0x400;
    /** Index, at every level, of the path that leads to the window. */
    private static final int WINDOW = 5;

    /** What a guest may be made of: the property tests of known bugs ask for one kind. */
    enum Theme {
        ANY, NESTED_EPT, LA57_TOGGLE, PAE_TO_64, UNALIGNED_PAE,
        /** Somebody else than the guest writes its tables, e.g. a device, and the hypervisor does not see it. */
        UNSEEN_WRITES
    }

    private final SplittableRandom random;
    private final Theme theme;
    private final long seed;
    private final List<Fill> fills = new ArrayList<>();
    private final Set<Long> addresses = new LinkedHashSet<>();
    private final StringBuilder code = new StringBuilder();
    private final Virtualization virtualization;
    private final int hostLevels;
    private final int cpus;
    private final int hostPage;
    private final int shadowPages;
    private final int prefetch;
    private final long[] first;
    private PagingMode mode;
    private long cr0;
    private long cr4;
    private long efer;
    private final List<Long> roots = new ArrayList<>();
    /** Level l's tables at index l. */
    private final List<List<Long>> tables = new ArrayList<>();
    private final int[][] indices = new int[6][];
    private int nextFrame = 1;
    private long windowTable;

    RandomGuest(long seed) {
        this(seed, Theme.ANY);
    }

    RandomGuest(long seed, Theme theme) {
        this.seed = seed;
        this.theme = theme;
        random = new SplittableRandom(seed * 0x9E3779B97F4A7C15L + theme.ordinal());
        virtualization = switch (theme) {
            case ANY -> pick(Virtualization.SHADOW, 10, Virtualization.NESTED_NPT, 8, Virtualization.NESTED_EPT, 4, Virtualization.DIRECT, 1,
                    Virtualization.TDP_MMU, 1);
            case NESTED_EPT -> Virtualization.NESTED_EPT;
            case LA57_TOGGLE, PAE_TO_64, UNALIGNED_PAE -> Virtualization.NESTED_NPT;
            case UNSEEN_WRITES -> Virtualization.SHADOW;
        };
        hostLevels = theme == Theme.LA57_TOGGLE || chance(50) ? 5 : 4;
        mode = firstMode();
        cpus = chance(20) ? 2 : 1;
        hostPage = chance(40) ? 2 : 1;
        shadowPages = chance(25) ? 14 : 48;
        prefetch = chance(50) ? 8 : 1;
        registers();
        first = new long[] {cr0, cr4, efer};
        build();
        body();
    }

    private Virtualization pick(Object... weighted) {
        int total = 0;
        for (int i = 1; i < weighted.length; i += 2) {
            total += (int) weighted[i];
        }
        int at = random.nextInt(total);
        for (int i = 0;; i += 2) {
            at -= (int) weighted[i + 1];
            if (at < 0) {
                return (Virtualization) weighted[i];
            }
        }
    }

    private boolean chance(int percent) {
        return random.nextInt(100) < percent;
    }

    private <T> T any(List<T> list) {
        return list.get(random.nextInt(list.size()));
    }

    private PagingMode firstMode() {
        return switch (theme) {
            case LA57_TOGGLE -> chance(50) ? PagingMode.FOUR_LEVEL : PagingMode.FIVE_LEVEL;
            case PAE_TO_64 -> chance(50) ? PagingMode.FOUR_LEVEL : PagingMode.PAE;
            case UNALIGNED_PAE -> PagingMode.PAE;
            case UNSEEN_WRITES -> chance(50) ? PagingMode.FOUR_LEVEL : PagingMode.PAE;
            case NESTED_EPT -> hostLevels == 5 && chance(30) ? PagingMode.FIVE_LEVEL : PagingMode.FOUR_LEVEL;
            case ANY -> switch (virtualization) {
                case DIRECT, TDP_MMU -> PagingMode.NONE;
                case NESTED_EPT -> hostLevels == 5 && chance(30) ? PagingMode.FIVE_LEVEL : PagingMode.FOUR_LEVEL;
                default -> {
                    int m = random.nextInt(hostLevels == 5 ? 11 : 9);
                    yield m < 1 && virtualization == Virtualization.SHADOW ? PagingMode.NONE : m < 3 ? PagingMode.TWO_LEVEL : m < 5 ? PagingMode.PAE
                            : m < 9 ? PagingMode.FOUR_LEVEL : PagingMode.FIVE_LEVEL;
                }
            };
        };
    }

    private void registers() {
        boolean nx = chance(80);
        cr0 = 1 | (mode == PagingMode.NONE ? 0 : 1L << 31) | (chance(70) ? 1L << 16 : 0);
        cr4 = (chance(80) ? 1L << 4 : 0) | (chance(15) ? 1L << 20 : 0) | (chance(8) ? 1L << 21 : 0);
        efer = nx ? 1L << 11 : 0;
        select(mode);
    }

    private void select(PagingMode to) {
        mode = to;
        cr4 &= ~(1L << 5 | 1L << 12);
        efer &= ~(1L << 8 | 1L << 10);
        cr4 |= to == PagingMode.NONE || to == PagingMode.TWO_LEVEL ? 0 : 1L << 5;
        cr4 |= to == PagingMode.FIVE_LEVEL ? 1L << 12 : 0;
        efer |= to == PagingMode.FOUR_LEVEL || to == PagingMode.FIVE_LEVEL ? 1L << 8 | 1L << 10 : 0;
    }

    private boolean ept() {
        return virtualization == Virtualization.NESTED_EPT;
    }

    private boolean nested() {
        return ept() || virtualization == Virtualization.NESTED_NPT;
    }

    private boolean small() {
        return mode == PagingMode.TWO_LEVEL;
    }

    private long frame() {
        return FIRST + nextFrame++;
    }

    // The tables.

    private void build() {
        int top = (theme == Theme.ANY || theme == Theme.UNSEEN_WRITES) && mode != PagingMode.FIVE_LEVEL ? Math.max(mode.levels(), 2) : 5;
        for (int level = 0; level <= 5; level++) {
            tables.add(new ArrayList<>());
            int entries = level == 0 ? 0 : mode.entries(level);
            indices[level] = new int[] {0, 1, entries == 4 ? 3 : small() ? 513 : 511};
            if (entries > 4 && chance(50)) {
                indices[level][random.nextInt(3)] = random.nextInt(small() ? 1024 : 512);
            }
        }
        for (int level = top; level >= 1; level--) {
            int count = level >= 4 ? 1 + random.nextInt(2) : 2 + random.nextInt(2);
            for (int i = 0; i < count; i++) {
                tables.get(level).add(frame());
            }
        }
        windowTable = frame();
        for (int level = top; level >= 1; level--) {
            for (long table : tables.get(level)) {
                for (int index : indices[level]) {
                    if (chance(level >= 3 ? 85 : 75)) {
                        set(table, level, index, entry(level));
                    }
                }
                if (level >= 3) {
                    // A way down that mostly leads somewhere, to the window among others.
                    set(table, level, indices[level][0], any(tables.get(level - 1)) << 12 | (ept() ? 7 : chance(90) ? 0x27 : 0x25));
                }
                if (level == 2 && !nested()) {
                    set(table, level, WINDOW, windowTable << 12 | 0x63);
                }
            }
        }
        // Entry i of the window's table maps the i-th frame of memory, for the supervisor.
        if (!nested() && mode != PagingMode.NONE) {
            fills.add(new Fill(windowTable << 12, small() ? 4 : 8, FRAMES, small() ? 4 : 8, FIRST << 12 | 0x63, 1L << 12));
        }
        int rootLevel = Math.max(2, mode.levels());
        for (long table : tables.get(rootLevel)) {
            roots.add(root(table));
            if (theme == Theme.UNALIGNED_PAE || mode == PagingMode.PAE && chance(30)) {
                roots.add((table << 12) + 0x20 * (1 + random.nextInt(3)));
                pointers(roots.getLast());
            }
        }
        if (theme != Theme.ANY && theme != Theme.UNSEEN_WRITES) {
            tables.forEach(level -> level.forEach(t -> roots.add(root(t))));
        }
        if (mode == PagingMode.NONE || virtualization == Virtualization.DIRECT || virtualization == Virtualization.TDP_MMU) {
            for (int i = 0; i < 10; i++) {
                addresses.add((chance(70) ? FIRST + random.nextInt(FRAMES) : chance(80) ? LARGE + random.nextInt(0x400) : random.nextInt(0x10000)) << 12);
            }
            return;
        }
        for (int i = 0; i < 14; i++) {
            addresses.add(address());
        }
        for (int i = 0; i < 4 && !nested(); i++) {
            addresses.add(window(FIRST + random.nextInt(FRAMES)));
        }
    }

    private long root(long table) {
        return table << 12;
    }

    /** Four page-directory pointers at a CR3 of PAE. */
    private void pointers(long cr3) {
        for (int i = 0; i < 4; i++) {
            if (chance(80)) {
                fills.add(new Fill(cr3 + 8 * i, 8, 1, 8, any(tables.get(2)) << 12 | 1, 0));
            }
        }
    }

    private void set(long table, int level, int index, long entry) {
        if (mode == PagingMode.PAE && level == 3) {
            entry &= 0x000f_ffff_ffff_f001L;
        }
        int bytes = small() ? 4 : 8;
        fills.add(new Fill((table << 12) + (long) index * bytes, bytes, 1, bytes, small() ? entry & 0xffff_ffffL : entry, 0));
    }

    /** A new entry for a table of a level. */
    private long entry(int level) {
        if (chance(6)) {
            return 0;
        }
        boolean pointer = mode == PagingMode.PAE && level == 3;
        long flags = flags(level);
        if (level > 1 && level <= 3 && !pointer && chance(level == 2 ? 20 : 8)) {
            int shift = mode.levels() == 0 ? 21 : mode.shift(level);
            long frame = chance(85) ? LARGE + (chance(50) ? 0x200 : 0) : FIRST;
            return frame << 12 & -(1L << shift) | flags | 1 << 7 | (chance(4) ? 1L << shift - 1 : 0);
        }
        if (chance(3)) {
            return 0x7_0000L + random.nextInt(4) << 12 | flags;
        }
        long target = level == 1 ? FIRST + (chance(85) ? DATA + random.nextInt(FRAMES - DATA) : random.nextInt(FRAMES))
                : chance(6) || tables.get(level - 1).isEmpty() ? FIRST + random.nextInt(DATA) : any(tables.get(level - 1));
        return target << 12 | flags | (level >= 4 && chance(2) ? 1 << 7 : 0);
    }

    private long flags(int level) {
        if (ept()) {
            long rights = chance(70) ? 7 : chance(80) ? 1 | random.nextInt(4) << 1 : random.nextInt(8);
            return rights | (level == 1 ? 6 << 3 : 0);
        }
        int most = level >= 3 ? 92 : 75;
        long flags = (chance(96) ? 1 : 0) | (chance(most) ? 2 : 0) | (chance(nested() ? 92 : most) ? 4 : 0) | (chance(60) ? 0x20 : 0) | (chance(50) ? 0x40 : 0);
        return !small() && chance(level >= 3 ? 3 : 12) ? flags | 1L << 63 : flags;
    }

    // Addresses.

    private long address() {
        long va = random.nextInt(4) == 0 ? random.nextInt(4096) & -8 : 0;
        int levels = mode.levels();
        for (int level = levels; level >= 1; level--) {
            va |= (long) (indices[level][random.nextInt(3)] & mode.entries(level) - 1) << mode.shift(level);
        }
        return canonical(va);
    }

    private long canonical(long va) {
        int width = mode.levels() == 5 ? 57 : 48;
        return !nested() && mode.levels() >= 4 ? va << 64 - width >> 64 - width : va;
    }

    private long window(long gfn) {
        long va = gfn - FIRST << 12;
        for (int level = mode.levels(); level >= 2; level--) {
            int index = level == 2 ? WINDOW : indices[level][0];
            va |= (long) index << mode.shift(level);
        }
        return canonical(va);
    }

    // The code.

    private void body() {
        for (int cpu = 0; cpu < cpus; cpu++) {
            code.append("routine guest").append(cpu).append("() {\n");
            int length = 12 + random.nextInt(30);
            PagingMode began = mode;
            for (int i = 0; i < length; i++) {
                operation();
            }
            mode = began;
            cr0 = first[0];
            cr4 = first[1];
            efer = first[2];
            code.append("}\n");
        }
    }

    private void call(String routine, Object... arguments) {
        code.append("    ").append(routine).append('(');
        for (int i = 0; i < arguments.length; i++) {
            code.append(i == 0 ? "" : ", ").append(arguments[i] instanceof Long l ? "0x" + Long.toHexString(l) : arguments[i].toString());
        }
        code.append(");\n");
    }

    private void operation() {
        int what = random.nextInt(100);
        boolean tdp = virtualization == Virtualization.DIRECT || virtualization == Virtualization.TDP_MMU;
        if (what < 55 || tdp) {
            access();
        } else if (what < 77) {
            change();
        } else if (what < 86) {
            call("invlpg", any(List.copyOf(addresses)));
        } else if (what < 93 || theme == Theme.ANY && cpus > 1 || mode == PagingMode.NONE) {
            call("mov_cr3", any(roots));
        } else {
            toggle();
        }
    }

    private void access() {
        boolean user = nested() || chance(60);
        String kind = List.of("read", "read", "write", "write", "exec").get(random.nextInt(5));
        call((user ? "user_" : "") + kind, any(List.copyOf(addresses)));
    }

    /** A write to one of the guest's tables, often followed by what a guest has to do after it. */
    private void change() {
        int level = 1 + random.nextInt(Math.max(2, mode.levels()));
        if (tables.get(level).isEmpty()) {
            return;
        }
        long table = any(tables.get(level));
        int bytes = small() ? 4 : 8;
        int index = indices[level][random.nextInt(3)];
        long entry = entry(level);
        if (mode == PagingMode.PAE && level == 3) {
            if (cpus > 1) {
                return;
            }
            entry &= 0x000f_ffff_ffff_f001L;
        }
        long offset = (long) index * bytes;
        if (small()) {
            entry &= 0xffff_ffffL;
        } else if (chance(6)) {
            // Half an entry.
            bytes = 4;
            entry &= 0xffff_ffffL;
        }
        if (theme == Theme.UNSEEN_WRITES && chance(50)) {
            call("write_gpa", (table << 12) + offset, entry, bytes);
        } else if (nested() || mode == PagingMode.NONE) {
            call("gpa_store", (table << 12) + offset, entry, bytes);
        } else {
            call("guest_store", window(table) + offset, entry, bytes);
        }
        if (chance(60)) {
            call("invlpg", any(List.copyOf(addresses)));
        }
    }

    /** Another mode of L1: LA57 on or off, or PAE to 64-bit and back. */
    private void toggle() {
        if (!nested() || ept() || small()) {
            if (chance(50)) {
                call("mov_cr0", cr0 ^= 1L << 16);
            }
            return;
        }
        boolean la57 = theme == Theme.LA57_TOGGLE || theme == Theme.ANY && hostLevels == 5 && mode != PagingMode.PAE && chance(50);
        PagingMode to = la57 ? mode == PagingMode.FIVE_LEVEL ? PagingMode.FOUR_LEVEL : PagingMode.FIVE_LEVEL
                : mode == PagingMode.PAE ? PagingMode.FOUR_LEVEL : PagingMode.PAE;
        // With paging off, as a guest has to.
        call("mov_cr0", cr0 & ~(1L << 31));
        select(to);
        call("mov_cr4", cr4);
        call("wrmsr_efer", efer);
        call("mov_cr3", any(roots));
        call("mov_cr0", cr0);
    }

    // What comes out.

    long seed() {
        return seed;
    }

    Theme theme() {
        return theme;
    }

    String listing() {
        return code.toString();
    }

    List<Long> addresses() {
        return List.copyOf(addresses);
    }

    X86Config config(RoleDesign design) {
        List<Vcpu> vcpus = new ArrayList<>();
        for (int cpu = 0; cpu < cpus; cpu++) {
            vcpus.add(new Vcpu(first[0], roots.isEmpty() ? 0 : roots.get(cpu % roots.size()), first[1], first[2], "guest" + cpu, List.of()));
        }
        return new X86Config(virtualization, design, hostLevels, hostPage, 16, shadowPages, 256, prefetch,
                List.of(new Slot(FIRST, FRAMES, 0x10_0000 + FIRST, true, true), new Slot(LARGE, 0x400, 0x10_0000 + LARGE, false, true)), fills, vcpus,
                "handle_exit");
    }
}
