package org.tablewalk.kvm.shadow;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.tablewalk.arch.x86.Pte;
import org.tablewalk.arch.x86.Registers;
import org.tablewalk.arch.x86.RoleDesign;
import org.tablewalk.arch.x86.RoleField;
import org.tablewalk.machine.Event;
import org.tablewalk.machine.InOrder;
import org.tablewalk.machine.listing.Assembler;
import org.tablewalk.machine.listing.Program;
import org.tablewalk.machine.listing.Source;
import org.tablewalk.machine.x86.X86Config;
import org.tablewalk.machine.x86.X86Config.Virtualization;
import org.tablewalk.machine.x86.X86Intrinsics;
import org.tablewalk.machine.x86.X86Machine;
import org.tablewalk.machine.x86.X86State;

/** Runs the shadow MMU's listings on a machine for a guest given as text, and notes what their tracepoints tell. */
final class ShadowRun {
    private static final long MOST_STEPS = 20_000_000;

    /**
     * What a tracepoint told.
     *
     * @param op      alloc, reuse, leaf, special_page
     * @param id      SP and number, or the special page's name
     * @param parent  of a page: what it hangs from; hw_root for a root
     * @param index   of a page: where in the parent, -1 for a root; of a leaf: where it stands
     */
    record Told(String op, String id, int level, long gfn, boolean direct, boolean passthrough, int glevel, int quadrant, int access, boolean fourByte,
            long role, String parent, int index) {}

    private final RoleDesign design;
    private Virtualization virtualization = Virtualization.SHADOW;
    private int hostLevels = 5;
    private int hostPageLevel = 1;
    private int prefetch = 1;
    private int shadowPages = 64;
    private final List<X86Config.Fill> fills = new ArrayList<>();
    private final List<X86Config.Vcpu> vcpus = new ArrayList<>();
    private final TreeSet<Long> contents = new TreeSet<>();
    private final TreeSet<Long> frames = new TreeSet<>();
    private final Map<String, Long> constants = new LinkedHashMap<>();
    private String guest = "";
    private RoleRules rules;

    X86Machine machine;
    X86State state;
    /** What was told at each exit, in order; an exit for want of a root begins one, a page fault another. */
    final List<List<Told>> exits = new ArrayList<>();
    /** Events by kind, as (a, b, c). */
    final Map<Integer, List<long[]>> events = new LinkedHashMap<>();
    long steps;

    ShadowRun(RoleDesign design) {
        this.design = design;
    }

    ShadowRun on(Virtualization v, int levels) {
        virtualization = v;
        hostLevels = levels;
        return this;
    }

    ShadowRun hostPages(int level) {
        hostPageLevel = level;
        return this;
    }

    ShadowRun prefetch(int entries) {
        prefetch = entries;
        return this;
    }

    ShadowRun pages(int count) {
        shadowPages = count;
        return this;
    }

    ShadowRun constant(String name, long value) {
        constants.put(name, value);
        return this;
    }

    /** A page of guest memory that holds a table. */
    ShadowRun table(long gfn) {
        contents.add(gfn);
        return this;
    }

    /** Guest memory that nobody looks into. */
    ShadowRun frame(long gfn) {
        frames.add(gfn);
        return this;
    }

    ShadowRun entry(long tableGfn, int index, int bytes, long value) {
        table(tableGfn);
        fills.add(new X86Config.Fill((tableGfn << 12) + (long) index * bytes, bytes, 1, 0, value, 0));
        return this;
    }

    static long cr0(int level) {
        return Registers.CR0_PE | (level == 0 ? 0 : Registers.CR0_PG | Registers.CR0_WP);
    }

    static long cr4(int level) {
        return Registers.CR4_PSE | (level >= 3 ? Registers.CR4_PAE : 0) | (level == 5 ? Registers.CR4_LA57 : 0);
    }

    static long efer(int level) {
        return Registers.EFER_NX | (level >= 4 ? Registers.EFER_LME | Registers.EFER_LMA : 0);
    }

    /** A vCPU in the mode of so many levels that runs a routine of the guest's. */
    ShadowRun cpu(int level, long rootGfn, String routine, Long... arguments) {
        table(rootGfn);
        vcpus.add(new X86Config.Vcpu(cr0(level), rootGfn << 12, cr4(level), efer(level), routine, List.of(arguments)));
        return this;
    }

    ShadowRun guest(String text) {
        guest = text;
        return this;
    }

    ShadowRun build() {
        List<X86Config.Slot> slots = new ArrayList<>();
        TreeSet<Long> all = new TreeSet<>(contents);
        all.addAll(frames);
        for (long gfn : all) {
            X86Config.Slot last = slots.isEmpty() ? null : slots.getLast();
            boolean filled = contents.contains(gfn);
            if (last != null && last.gfn() + last.pages() == gfn && last.contents() == filled) {
                slots.set(slots.size() - 1, new X86Config.Slot(last.gfn(), last.pages() + 1, last.pfn(), filled, true));
            } else {
                slots.add(new X86Config.Slot(gfn, 1, gfn, filled, true));
            }
        }
        var config = new X86Config(virtualization, design, hostLevels, hostPageLevel, 16, shadowPages, 512, prefetch, slots, fills, vcpus, "handle_exit");
        X86Intrinsics intrinsics = X86Intrinsics.of(config);
        constants.forEach(intrinsics::with);
        List<Source> sources = Listings.sources(design);
        sources.add(new Source("guest.tw", guest));
        Program program = Assembler.assemble(sources, intrinsics);
        machine = new X86Machine(config, program);
        state = new X86State(machine.map(), cell -> machine.cells().get(cell));
        rules = new RoleRules(machine.map());
        machine.attach(this::event);
        return this;
    }

    /** Runs to the end in order. */
    ShadowRun run() {
        if (machine == null) {
            build();
        }
        var policy = new InOrder();
        int last = org.tablewalk.machine.Move.NONE;
        for (steps = 0; steps < MOST_STEPS; steps++) {
            int move = policy.choose(machine, steps, last);
            if (move == org.tablewalk.machine.Move.NONE) {
                return this;
            }
            machine.step(move);
            last = move;
        }
        throw new IllegalStateException("does not end");
    }

    private void event(int kind, int actor, long a, long b, long c) {
        events.computeIfAbsent(kind, k -> new ArrayList<>()).add(new long[] {a, b, c});
        if (kind == Event.EXCEPTION) {
            exits.add(new ArrayList<>());
        }
        if (exits.isEmpty()) {
            return;
        }
        List<Told> told = exits.getLast();
        switch (kind) {
            case Event.SP_ALLOC -> told.add(page("alloc", state.shadowPageAt(a), b));
            case Event.SP_REUSE -> told.add(page("reuse", state.shadowPageAt(a), b));
            case Event.ROOT_REUSE -> told.add(page("reuse", state.shadowPageAt(a), 0));
            case Event.SPECIAL_PAGE -> told.add(new Told("special_page", name(a), (int) b, 0, false, false, 0, 0, 0, false, 0, null, -1));
            case Event.SPTE_SET -> {
                if (c != 0) {
                    told.add(leaf(a, c));
                }
            }
            default -> {}
        }
    }

    private Told page(String op, X86State.ShadowPage sp, long entry) {
        long role = sp.role();
        return new Told(op, "SP" + sp.id(), design.get(role, RoleField.LEVEL), sp.gfn(), rules.direct(role), rules.passthrough(role),
                design.get(role, RoleField.GLEVEL), design.get(role, RoleField.QUADRANT), design.get(role, RoleField.ACCESS),
                design.get(role, RoleField.HAS_4_BYTE_GPTE) != 0, role, entry == 0 ? "hw_root" : name(entry), entry == 0 ? -1 : (int) (entry >>> 3) & 511);
    }

    private Told leaf(long address, long spte) {
        X86State.ShadowPage sp = state.shadowPageAt(address);
        int access = virtualization == Virtualization.NESTED_EPT
                ? ((spte & Pte.EPT_R) != 0 ? 4 : 0) | ((spte & Pte.EPT_W) != 0 ? 2 : 0) | ((spte & Pte.EPT_X) != 0 ? 1 : 0)
                : ((spte & Pte.U) != 0 ? 4 : 0) | ((spte & Pte.W) != 0 ? 2 : 0) | ((spte & Pte.NX) == 0 ? 1 : 0);
        return new Told("leaf", "SP" + sp.id(), design.get(sp.role(), RoleField.LEVEL), machine.map().gfnOf((spte & Pte.FRAME) >>> 12), false, false, 0, 0,
                access, false, 0, null, (int) (address >>> 3) & 511);
    }

    /** SP and number, or pae_root, pml4_root, pml5_root. */
    String name(long address) {
        X86State.ShadowPage sp = state.shadowPageAt(address);
        if (sp != null) {
            return "SP" + sp.id();
        }
        for (int cpu = 0; cpu < vcpus.size(); cpu++) {
            for (int which = 0; which < 3; which++) {
                if (address >>> 12 == machine.map().specialPage(cpu, which) >>> 12) {
                    return new String[] {"pae_root", "pml4_root", "pml5_root"}[which];
                }
            }
        }
        return Long.toHexString(address);
    }

    /** All that was told, in order. */
    List<Told> told() {
        return exits.stream().flatMap(List::stream).toList();
    }
}
