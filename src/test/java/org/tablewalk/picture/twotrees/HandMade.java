package org.tablewalk.picture.twotrees;

import java.util.List;
import org.tablewalk.arch.x86.RoleDesign;
import org.tablewalk.arch.x86.RoleField;
import org.tablewalk.arch.x86.Spte;
import org.tablewalk.check.twotrees.RoleMeaning;
import org.tablewalk.machine.Cells;
import org.tablewalk.machine.listing.Assembler;
import org.tablewalk.machine.listing.Program;
import org.tablewalk.machine.listing.Source;
import org.tablewalk.machine.x86.X86Config;
import org.tablewalk.machine.x86.X86Intrinsics;
import org.tablewalk.machine.x86.X86Map;
import org.tablewalk.machine.x86.X86Maps;
import org.tablewalk.machine.x86.X86State;
import org.tablewalk.picture.shadow.MachineShadow;

/** Cells of an x86 machine written by hand: guest tables, shadow pages and the links between them as KVM would leave them. Guest frame g is host frame g + 0x1000. */
public final class HandMade {
    static final RoleDesign DESIGN = RoleDesign.MAINLINE;
    public static final long PFN = 0x1000;

    /** What mainline's listing says, for the words that these tests use. */
    static final RoleMeaning MEANING = new RoleMeaning() {
        @Override
        public boolean direct(long role) {
            return DESIGN.get(role, RoleField.DIRECT) != 0;
        }

        @Override
        public boolean passthrough(long role) {
            return DESIGN.get(role, RoleField.PASSTHROUGH) != 0;
        }

        @Override
        public boolean hasGuestEntries(long role) {
            return !direct(role) && !passthrough(role);
        }
    };

    private final X86Map map;
    private final Cells cells;
    private final int entryBytes;
    private int pages;

    private HandMade(X86Config.Virtualization virtualization, int hostLevels, int shadowPages, List<X86Config.Vcpu> vcpus, int entryBytes, List<X86Config.Slot> slots) {
        this.entryBytes = entryBytes;
        X86Config config = new X86Config(virtualization, DESIGN, hostLevels, 1, 16, shadowPages, 64, 1, slots, List.of(), vcpus, "exit");
        Program program = Assembler.assemble(List.of(new Source("exit.lst", "routine exit(r, a, b) {\n    return 0;\n}\n")), X86Intrinsics.of(config));
        map = X86Maps.of(config, program);
        cells = new Cells(map.layout().size());
    }

    /** An empty machine of 4-level guests, one for each root frame given, with nested paging under a host of so many levels. */
    static HandMade nested(int hostLevels, long... roots) {
        List<X86Config.Vcpu> vcpus = java.util.Arrays.stream(roots).mapToObj(r -> new X86Config.Vcpu(0x8001_0001L, r << 12, 0x20, 0xd00, null, List.of())).toList();
        return new HandMade(X86Config.Virtualization.NESTED_NPT, hostLevels, 64, vcpus, 8, List.of(new X86Config.Slot(0, 0x400, PFN, true, true)));
    }

    /** A guest of two-level tables without two-dimensional paging, with so many page tables, all of whose 4 GiB are mapped and shadowed. */
    public static HandMade twoLevel(int pageTables) {
        HandMade m = new HandMade(X86Config.Virtualization.SHADOW, 4, 4 + 2 * pageTables + 8,
                List.of(new X86Config.Vcpu(0x8001_0001L, 0x10L << 12, 0x10, 0, null, List.of())), 4, List.of(new X86Config.Slot(0, pageTables + 0x40L, PFN, true, true)));
        long pae = m.map.specialPage(0, 0);
        long[] directories = new long[4];
        for (int q = 0; q < 4; q++) {
            directories[q] = m.page(0x10, role(2, 7) | 1 << 4 | q << 5);
            m.put(pae + 8L * q, Spte.linkSpecial(directories[q], 3));
            m.put(m.header(directories[q]) + X86Map.SP_ROOT_COUNT, 1);
        }
        for (int i = 0; i < pageTables; i++) {
            m.guest(0x10, i, 0x20L + i << 12 | 0x27);
            for (int half = 0; half < 2; half++) {
                long table = m.page(0x20L + i, role(1, 7) | 1 << 4 | half << 5);
                int at = 2 * i + half;
                m.link(directories[at / 512] + 8L * (at % 512), table);
                for (int e = 0; e < 512; e++) {
                    m.guest(0x20L + i, 512 * half + e, 0x5L << 12 | 0x67);
                    m.put(table + 8L * e, Spte.leaf(PFN + 5, 7, 1, true, true, false, true, false));
                }
            }
        }
        m.root(0, pae, 3, 2);
        return m;
    }

    /** The walk of 0x4011_2333_4000 or so many levels of it: a portal, a page for each of the guest's tables in frames 0x100 to 0x103, one leaf. */
    public static HandMade fourOnFive(int shadowed) {
        HandMade m = nested(5, 0x100, 0x100);
        m.guestPath();
        long above = m.page(0x100, role(5, 7) | 1 << 18);
        m.root(0, above, 5, 4);
        m.put(m.header(above) + X86Map.SP_ROOT_COUNT, 1);
        int[] indices = {0, 254, 72, 418, 359};
        for (int i = 1; i <= shadowed; i++) {
            long table = m.page(0x100 + i - 1, role(5 - i, 7));
            m.link(above + 8L * indices[i - 1], table);
            above = table;
        }
        if (shadowed == 4) {
            m.put(above + 8L * 359, Spte.leaf(PFN + 0x145, 7, 1, true, true, false, true, false));
        }
        return m;
    }

    /** Guest tables in frames 0x100 to 0x103, with a second directory entry that leads nowhere yet. */
    void guestPath() {
        guest(0x100, 254, 0x101L << 12 | 0x27);
        guest(0x100, 0, 0x104L << 12 | 0x27);
        guest(0x101, 72, 0x102L << 12 | 0x27);
        guest(0x102, 418, 0x103L << 12 | 0x27);
        guest(0x103, 359, 0x145L << 12 | 0x67);
    }

    static long role(int level, int access) {
        return 0x21000L | (long) access << 8 | level;
    }

    X86Map map() {
        return map;
    }

    public HandMade put(long address, long value) {
        cells.put(map.cellOf(address), value);
        return this;
    }

    long word(long address) {
        return cells.get(map.cellOf(address));
    }

    /** An entry of a guest table. */
    HandMade guest(long gfn, int index, long value) {
        long gpa = (gfn << 12) + (long) entryBytes * index;
        int cell = map.guestCell(gpa & -8);
        int shift = entryBytes == 8 ? 0 : 8 * (int) (gpa & 4);
        long mask = entryBytes == 8 ? -1 : 0xffff_ffffL << shift;
        cells.put(cell, cells.get(cell) & ~mask | value << shift & mask);
        return this;
    }

    /** A shadow page, hashed and not linked. Returns its table. */
    long page(long gfn, long role) {
        long header = map.header(pages);
        long table = X86Map.TABLES + ((long) pages << 12);
        put(header + X86Map.SP_ID, ++pages);
        put(header + X86Map.SP_GFN, gfn);
        put(header + X86Map.SP_ROLE, role);
        put(header + X86Map.SP_SPT, table);
        long head = X86Map.HASH + 8L * X86State.bucketOf(gfn);
        put(header + X86Map.SP_HASH_LINK, word(head));
        put(head, header);
        return table;
    }

    public long header(long table) {
        return map.header(map.pageOf(table));
    }

    /** Makes an entry point to a page that nothing else pointed to. */
    HandMade link(long entry, long table) {
        put(entry, Spte.link(table, false));
        return put(header(table) + X86Map.SP_PARENT_PTES, entry);
    }

    /** Loads a CPU's root. */
    HandMade root(int cpu, long table, int level, int guestLevels) {
        put(map.mmu(cpu) + X86Map.MMU_ROOT_HPA, table);
        put(map.mmu(cpu) + X86Map.MMU_CPU_LEVEL, guestLevels);
        put(map.mmu(cpu) + X86Map.MMU_SHADOW_LEVEL, level);
        X86Maps.hardwareRoot(map, cells, cpu, table, level);
        X86Maps.registers(map, cells, cpu);
        return this;
    }

    public MachineShadow shadow() {
        return MachineShadow.of(state(), MEANING.remembered());
    }

    public MachineShadow next(MachineShadow earlier) {
        return earlier.next(state());
    }

    X86State state() {
        return new X86State(map, cells.image());
    }
}
