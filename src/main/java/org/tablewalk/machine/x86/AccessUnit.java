package org.tablewalk.machine.x86;

import org.tablewalk.arch.x86.GuestPte;
import org.tablewalk.arch.x86.PageWalk;
import org.tablewalk.arch.x86.Pte;
import org.tablewalk.arch.x86.Registers;
import org.tablewalk.arch.x86.WalkRules;
import org.tablewalk.machine.Bus;
import org.tablewalk.machine.Cells;
import org.tablewalk.machine.Event;
import org.tablewalk.machine.Fault;

/**
 * An access of the guest on its way through the TLB and the walk of the tables that KVM loaded, from the root or below what a paging-structure cache knows:
 * look up, one read per level, perform; each a micro-step. By which rules, {@link X86Config#hardwareRules} says. Entries used get their accessed bit in the
 * micro-step that reads them, a leaf its dirty bit by a write. A speculative walk is one of these without an access: it ends when the TLB has the
 * translation, or without a fault.
 */
final class AccessUnit {
    // Outcomes of a micro-step.
    static final int GOES_ON = 0;
    static final int FINISHED = 1;
    static final int FAULTED = 2;
    /** The tables lead out of memory: what follows is no fault that a guest or KVM could handle. */
    static final int BROKEN = 3;

    private final Cells cells;
    private final X86Map map;
    private final Tlb tlb;
    private final StructureCaches structures;
    private final Owner owner;
    private final Invalidation invalidation;
    private final GuestMemory memory;
    private final Bus bus;
    private final boolean ept;
    private int error;

    AccessUnit(Cells cells, X86Map map, Tlb tlb, StructureCaches structures, Owner owner, Invalidation invalidation, GuestMemory memory, Bus bus) {
        this.cells = cells;
        this.map = map;
        this.tlb = tlb;
        this.structures = structures;
        this.owner = owner;
        this.invalidation = invalidation;
        this.memory = memory;
        this.bus = bus;
        ept = map.config().ept();
    }

    /** The error code of the last {@link #FAULTED} outcome. */
    int error() {
        return error;
    }

    /** Begins an access and looks it up in the TLB: the first micro-step. Under a PAE root addresses have 32 bits. */
    int begin(int cpu, long address, int kind, boolean user) {
        int state = map.cpu(cpu);
        int unit = state + CpuCells.UNIT;
        long at = within(state, address);
        bus.event(Event.ACCESS_START, cpu, at, kind, 0);
        set(unit, at, kind, user);
        long by = owner.of(cpu);
        int entry = tlb.lookup(cpu, at, by);
        int rules = rules(state);
        if (entry >= 0) {
            int level = Tlb.level(cells.get(entry));
            long leaf = cells.get(entry + 1);
            if (!PageWalk.permitted(GuestPte.access(leaf, level, rules), errorKind(unit), rules)) {
                // A fault drops what the TLB has for the address: a right granted since is found by the retry.
                bus.event(Event.TLB_HIT, cpu, at, cells.get(entry), leaf);
                return fail(cpu, unit, PageWalk.LEAF, 0, level, rules);
            }
            if (kind != Event.WRITE || (leaf & GuestPte.dirty(rules)) != 0) {
                bus.event(Event.TLB_HIT, cpu, at, cells.get(entry), leaf);
                return translated(unit, leaf, level);
            }
        }
        walkFrom(cpu, state, unit, by);
        bus.event(Event.TLB_MISS, cpu, at, kind, cells.get(unit + CpuCells.UNIT_LEVEL));
        return GOES_ON;
    }

    /** Begins a speculative walk; nothing is left to do where the TLB has the translation. */
    int speculate(int cpu, int unit, long address, boolean user) {
        int state = map.cpu(cpu);
        set(unit, within(state, address), Event.READ, user);
        long by = owner.of(cpu);
        if (tlb.lookup(cpu, cells.get(unit + CpuCells.UNIT_ADDRESS), by) >= 0) {
            return finish(unit);
        }
        walkFrom(cpu, state, unit, by);
        return GOES_ON;
    }

    private long within(int state, long address) {
        return cells.get(state + CpuCells.HW_LEVEL) == 3 ? address & 0xffff_ffffL : address;
    }

    private void set(int unit, long address, int kind, boolean user) {
        cells.put(unit + CpuCells.UNIT_ADDRESS, address);
        cells.put(unit + CpuCells.UNIT_KIND, kind);
        cells.put(unit + CpuCells.UNIT_USER, user ? 1 : 0);
    }

    /** The walk begins below the deepest entry that is cached, or at the root. */
    private void walkFrom(int cpu, int state, int unit, long by) {
        int levels = (int) cells.get(state + CpuCells.HW_LEVEL);
        int level = levels;
        long table = cells.get(state + CpuCells.HW_ROOT);
        int rights = Pte.ACC_ALL;
        int cached = structures.find(cpu, cells.get(unit + CpuCells.UNIT_ADDRESS), levels, by);
        if (cached >= 0) {
            int above = Tlb.level(cells.get(cached));
            long entry = cells.get(cached + 1);
            int rules = rules(state);
            level = above - 1;
            table = GuestPte.frame(entry, above, rules) << 12;
            rights = GuestPte.access(entry, above, rules);
        }
        cells.put(unit + CpuCells.UNIT_LEVEL, level);
        cells.put(unit + CpuCells.UNIT_TABLE, table);
        cells.put(unit + CpuCells.UNIT_RIGHTS, rights);
        cells.put(unit + CpuCells.UNIT_PHASE, CpuCells.PHASE_WALK);
    }

    private int rules(int state) {
        return map.config().hardwareRules((int) cells.get(state + CpuCells.HW_LEVEL), cells.get(state + CpuCells.CR0), cells.get(state + CpuCells.CR4));
    }

    private int errorKind(int unit) {
        int kind = (int) cells.get(unit + CpuCells.UNIT_KIND);
        return (kind == Event.WRITE ? PageWalk.WRITE : kind == Event.EXECUTE ? PageWalk.FETCH : 0)
                | (cells.get(unit + CpuCells.UNIT_USER) != 0 ? PageWalk.USER : 0);
    }

    /** The next micro-step of the access in flight. */
    int advance(int cpu) {
        int state = map.cpu(cpu);
        int unit = state + CpuCells.UNIT;
        int rules = rules(state);
        return cells.get(unit + CpuCells.UNIT_PHASE) == CpuCells.PHASE_PERFORM ? perform(cpu, state, unit, rules)
                : walk(cpu, state, unit, rules, false);
    }

    /** The next read of a speculative walk. */
    int advanceSpeculation(int cpu, int unit) {
        int state = map.cpu(cpu);
        int outcome = walk(cpu, state, unit, rules(state), true);
        return outcome == GOES_ON && cells.get(unit + CpuCells.UNIT_PHASE) == CpuCells.PHASE_WALK ? GOES_ON : finish(unit);
    }

    private int walk(int cpu, int state, int unit, int rules, boolean speculative) {
        long address = cells.get(unit + CpuCells.UNIT_ADDRESS);
        int level = (int) cells.get(unit + CpuCells.UNIT_LEVEL);
        long at = cells.get(unit + CpuCells.UNIT_TABLE) + 8L * WalkRules.index(address, level, rules);
        int cell = map.cellOf(at);
        if (cell < 0) {
            return BROKEN;
        }
        int page = map.pageOf(at);
        if (page >= 0 && cells.get(map.cellOf(map.header(page) + X86Map.SP_ID)) == 0) {
            bus.event(Event.FREED_TABLE_READ, cpu, at, level, 0);
        }
        long pte = cells.get(cell);
        bus.event(Event.WALK_READ, cpu, at, pte, level | (speculative ? 256 : 0));
        int step = PageWalk.step(pte, level, rules);
        if (step >= PageWalk.NOT_PRESENT) {
            return speculative ? FAULTED : fail(cpu, unit, step, at, level, rules);
        }
        int access = (int) cells.get(unit + CpuCells.UNIT_RIGHTS) & GuestPte.access(pte, level, rules);
        long accessed = GuestPte.accessed(level, rules);
        if (step == PageWalk.TABLE) {
            long used = mark(cpu, cell, at, pte, accessed);
            if (structures.present()) {
                structures.add(cpu, address, level, (int) cells.get(state + CpuCells.HW_LEVEL), Tlb.withRights(used, access, ept), owner.of(cpu));
            }
            cells.put(unit + CpuCells.UNIT_RIGHTS, access);
            cells.put(unit + CpuCells.UNIT_TABLE, GuestPte.frame(pte, level, rules) << 12);
            cells.put(unit + CpuCells.UNIT_LEVEL, level - 1L);
            return GOES_ON;
        }
        if (!speculative && !PageWalk.permitted(access, errorKind(unit), rules)) {
            return fail(cpu, unit, step, at, level, rules);
        }
        boolean write = cells.get(unit + CpuCells.UNIT_KIND) == Event.WRITE;
        long leaf = Tlb.withRights(mark(cpu, cell, at, pte, accessed | (write ? GuestPte.dirty(rules) : 0)), access, ept);
        tlb.fill(cpu, address, level, leaf, owner.of(cpu) | (global(state, leaf) ? Owner.GLOBAL : 0));
        return translated(unit, leaf, level);
    }

    /** Whether a leaf is a global page's, which with tags is found whatever the PCID (SDM volume 3, "Global Pages"). */
    private boolean global(int state, long leaf) {
        return !ept && (leaf & Pte.G) != 0 && owner.tagged() && (cells.get(state + CpuCells.CR4) & Registers.CR4_PGE) != 0;
    }

    /** Sets accessed and dirty in an entry. Returns it as it is then. */
    private long mark(int cpu, int cell, long at, long pte, long bits) {
        long marked = pte | bits;
        if (marked != pte) {
            cells.put(cell, marked);
            bus.event(Event.AD_UPDATE, cpu, at, pte, marked);
        }
        return marked;
    }

    private int translated(int unit, long leaf, int level) {
        cells.put(unit + CpuCells.UNIT_ENTRY, leaf);
        cells.put(unit + CpuCells.UNIT_LEVEL, level);
        cells.put(unit + CpuCells.UNIT_PHASE, CpuCells.PHASE_PERFORM);
        return GOES_ON;
    }

    /** The access itself: a store of a value reaches the guest memory behind the host address, if that memory has contents. */
    private int perform(int cpu, int state, int unit, int rules) {
        long address = cells.get(unit + CpuCells.UNIT_ADDRESS);
        int level = (int) cells.get(unit + CpuCells.UNIT_LEVEL);
        long frame = GuestPte.frame(cells.get(unit + CpuCells.UNIT_ENTRY), level, rules) + ((address & (1L << WalkRules.shift(level, rules)) - 1) >>> 12);
        int bytes = (int) cells.get(state + CpuCells.INSN_BYTES);
        bus.event(Event.ACCESS_DONE, cpu, address, frame << 12 | address & 0xfff, cells.get(unit + CpuCells.UNIT_KIND));
        if (bytes != 0) {
            long gfn = map.gfnOf(frame);
            if (gfn >= 0) {
                memory.write(cpu, gfn << 12 | address & 0xfff, cells.get(state + CpuCells.INSN_VALUE), bytes);
            }
        }
        clear(cpu);
        return FINISHED;
    }

    private int fail(int cpu, int unit, int step, long at, int level, int rules) {
        invalidation.fault(cpu, cells.get(unit + CpuCells.UNIT_ADDRESS), at == 0);
        error = PageWalk.errorCode(step, errorKind(unit), rules);
        bus.event(Event.FAULT, cpu, cells.get(unit + CpuCells.UNIT_ADDRESS), at, Fault.of(error, level, (int) cells.get(unit + CpuCells.UNIT_KIND)));
        return FAULTED;
    }

    /** Forgets the access in flight: it is finished, faulted, or interrupted and begins again with its instruction. */
    void clear(int cpu) {
        finish(map.cpu(cpu) + CpuCells.UNIT);
    }

    /** Forgets a speculative walk. */
    void drop(int unit) {
        finish(unit);
    }

    private int finish(int unit) {
        for (int i = 0; i <= CpuCells.UNIT_RIGHTS; i++) {
            cells.put(unit + i, 0);
        }
        return FINISHED;
    }
}
