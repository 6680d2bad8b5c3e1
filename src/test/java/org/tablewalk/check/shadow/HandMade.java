package org.tablewalk.check.shadow;

import java.util.List;
import org.tablewalk.arch.x86.Pte;
import org.tablewalk.arch.x86.RoleDesign;
import org.tablewalk.arch.x86.RoleField;
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

/**
 * Cells in which a portal, four shadow pages of a 4-level guest below it and one leaf stand as they should: the guest's tables are the frames 0x10 to
 * 0x13, the leaf maps the frame 0x20.
 */
public final class HandMade {
    public static final RoleDesign DESIGN = RoleDesign.MAINLINE;
    public static final long ROOT_GFN = 0x10;
    public static final long MAPPED = 0x20;
    public final X86Map map;
    public final Cells cells;
    public final X86State state;

    /** What mainline's listing says, for the words that these tests use. */
    public static final RoleMeaning MEANING = new RoleMeaning() {
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

    public HandMade() {
        X86Config config = new X86Config(X86Config.Virtualization.NESTED_NPT, DESIGN, 5, 1, 16, 8, 16, 1,
                List.of(new X86Config.Slot(0, 0x40, 0x1000, true, true)), List.of(),
                List.of(new X86Config.Vcpu(0x8001_0001L, ROOT_GFN << 12, 0x20, 0xd00, null, List.of())), "exit");
        Program program = Assembler.assemble(List.of(new Source("exit.lst", "routine exit(r, a, b) {\n    return 0;\n}\n")), X86Intrinsics.of(config));
        map = X86Maps.of(config, program);
        cells = new Cells(map.layout().size());
        state = new X86State(map, cells::get);
        for (int level = 5; level >= 1; level--) {
            page(5 - level, level);
        }
        for (int i = 0; i < 5; i++) {
            put(map.header(i) + X86Map.SP_NEXT, i == 0 ? 0 : map.header(i - 1));
            put(map.header(i) + X86Map.SP_PREV, i == 4 ? 0 : map.header(i + 1));
        }
        put(X86Map.VM + X86Map.VM_ACTIVE_HEAD, map.header(4));
        put(X86Map.VM + X86Map.VM_ACTIVE_TAIL, map.header(0));
        put(X86Map.VM + X86Map.VM_USED_PAGES, 5);
        put(map.mmu(0) + X86Map.MMU_ROOT_HPA, table(0));
        put(map.mmu(0) + X86Map.MMU_CPU_LEVEL, 4);
        put(map.mmu(0) + X86Map.MMU_SHADOW_LEVEL, 5);
        put(map.header(0) + X86Map.SP_ROOT_COUNT, 1);
        put(leaf(), 0x1000 + MAPPED << 12 | Pte.MMU_PRESENT | Pte.P | Pte.W | Pte.U);
        put(gfns(4) + 8 * 3, MAPPED);
        put(map.rmapHead(MAPPED, 1), leaf());
    }

    private void page(int i, int level) {
        long gfn = level >= 4 ? ROOT_GFN : ROOT_GFN + 4 - level;
        long role = 0x21000 | 7 << 8 | level | (level == 5 ? 1 << 18 : 0);
        long header = map.header(i);
        put(header + X86Map.SP_ID, i + 1);
        put(header + X86Map.SP_GFN, gfn);
        put(header + X86Map.SP_ROLE, role);
        put(header + X86Map.SP_SPT, table(i));
        put(header + X86Map.SP_GFNS, gfns(i));
        long head = X86Map.HASH + 8L * X86State.bucketOf(gfn);
        put(header + X86Map.SP_HASH_LINK, state.word(head));
        put(head, header);
        if (level < 5) {
            put(header + X86Map.SP_PARENT_PTES, table(i - 1));
            put(table(i - 1), table(i) | Pte.MMU_PRESENT | Pte.P | Pte.W | Pte.U | Pte.A);
        }
        if (level == 4 || level == 3 || level == 2) {
            put(header + X86Map.SP_ACCOUNTED, 1);
            put(map.gfnInfo(gfn), 1);
        }
    }

    public static long table(int page) {
        return X86Map.TABLES + ((long) page << 12);
    }

    public static long gfns(int page) {
        return X86Map.GFNS + ((long) page << 12);
    }

    public static long leaf() {
        return table(4) + 8 * 3;
    }

    public HandMade put(long address, long value) {
        cells.put(map.cellOf(address), value);
        return this;
    }

    public HandMade add(long address, long value) {
        return put(address, state.word(address) + value);
    }
}
