package org.tablewalk.app.shadow;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.tablewalk.arch.x86.Pte;
import org.tablewalk.arch.x86.RoleField;
import org.tablewalk.machine.Event;
import org.tablewalk.machine.x86.X86Config;
import org.tablewalk.machine.x86.X86Intrinsics;
import org.tablewalk.machine.x86.X86State;
import org.tablewalk.trace.Observer;

/** Writes down what a run does with its shadow pages, exit by exit. */
final class ShadowLog implements Observer {
    /** Most events that are kept; the others are counted. */
    private static final int MOST = 100_000;
    private static final String[] REASONS = {"pageFault", "cr0", "cr3", "cr4", "efer", "invlpg", "gpaStore", "noRoot"};

    /**
     * One thing that happened to a shadow page, or to an entry of one. What an operation does not have is null.
     *
     * @param op          alloc, reuse, special_page, leaf, clear, zap, free, unsync, sync or inject; tdp_alloc for a page of the TDP MMU, which is no
     *                    shadow page
     * @param id          of the page, or of the page whose entry it is
     * @param index       of the entry, for leaf and clear
     * @param gfn         the page's; for leaf the one that is mapped
     * @param access      the role's; for leaf what the entry permits
     * @param parent      the table with the entry that the page hangs from
     * @param parentIndex of that entry
     * @param step        steps made when it had happened
     */
    record Happening(String op, String id, Integer level, Integer index, String gfn, Integer direct, Integer passthrough, Integer glevel,
            Integer quadrant, Integer access, Integer has4ByteGpte, String roleWord, String parent, Integer parentIndex, long step) {}

    /**
     * An exit from the guest and what was done in it.
     *
     * @param reason    pageFault, cr0, cr3, cr4, efer, invlpg, gpaStore or noRoot
     * @param va        the address, or the value of the register
     * @param errorCode of a page fault
     */
    record Exit(long step, int cpu, String reason, String va, int errorCode, List<Happening> events) {
        /** Whether a root is loaded in it, and no access repaired. */
        boolean root() {
            return !reason.equals("pageFault") && !reason.equals("gpaStore") && !reason.equals("invlpg");
        }
    }

    /** What of a log is older than a moment: the exits, the events of each CPU's last one, all events. */
    private record Saved(int exits, int[] last, int[] events, int kept, long leftOut) {}

    private final X86State state;
    private final ShadowPageFacts facts;
    private final List<Exit> exits = new ArrayList<>();
    private final int[] last;
    private int kept;
    private long leftOut;
    private long position;

    /**
     * A log.
     *
     * @param state the machine's, live
     */
    ShadowLog(X86State state, ShadowPageFacts facts) {
        this.state = state;
        this.facts = facts;
        last = new int[state.map().config().cpus()];
        Arrays.fill(last, -1);
    }

    /** The exits in which something happened, in order. */
    List<Exit> exits() {
        return exits.stream().filter(e -> !e.events().isEmpty()).toList();
    }

    /** Events that were not kept. */
    long leftOut() {
        return leftOut;
    }

    @Override
    public void before(int move, long at) {
        position = at;
    }

    @Override
    public void after(long at) {
        // Everything is in the events.
    }

    @Override
    public void event(int kind, int cpu, long a, long b, long c) {
        switch (kind) {
            case Event.EXCEPTION -> {
                last[cpu] = exits.size();
                int reason = (int) c;
                exits.add(new Exit(position + 1, cpu, reason >= 0 && reason < REASONS.length ? REASONS[reason] : Long.toString(c), ShadowPageFacts.hex(a),
                        reason == X86Intrinsics.EXIT_PAGE_FAULT ? (int) b : 0, new ArrayList<>()));
            }
            case Event.SP_ALLOC -> page(tdp(a) ? "tdp_alloc" : "alloc", cpu, a, b);
            case Event.SP_REUSE -> page("reuse", cpu, a, b);
            case Event.SP_ZAP -> page("zap", cpu, a, -1);
            case Event.SP_FREE -> page("free", cpu, a, -1);
            case Event.SP_UNSYNC -> page("unsync", cpu, a, -1);
            case Event.SP_SYNC -> page("sync", cpu, a, -1);
            case Event.SPECIAL_PAGE -> special(cpu, a, (int) b);
            case Event.SPTE_SET -> entry(cpu, a, c);
            case Event.INJECT -> add(cpu, new Happening("inject", null, null, null, null, null, null, null, null, null, null, null, null, null, position + 1));
            default -> {}
        }
    }

    private boolean tdp(long header) {
        X86State.ShadowPage page = state.shadowPageAt(header);
        return page != null && page.tdpMmu();
    }

    /** {@code parent} is the address of the entry it hangs from, 0 for a root, -1 where that is not told. */
    private void page(String op, int cpu, long header, long parent) {
        X86State.ShadowPage sp = state.shadowPageAt(header);
        if (sp == null) {
            return;
        }
        var f = facts.page(sp, state.mmu(cpu).cpuLevel());
        add(cpu, new Happening(op, f.id(), f.level(), null, f.gfn(), f.direct(), f.passthrough(), f.glevel(), f.quadrant(), f.access(), f.has4ByteGpte(),
                f.roleWord(), parent < 0 ? null : facts.table(parent), parent < 0 ? null : ShadowPageFacts.index(parent), position + 1));
    }

    /** Special pages hang from the next higher one that is in use, the highest from the root register. */
    private void special(int cpu, long address, int level) {
        boolean under = level < state.mmu(cpu).shadowLevel();
        String parent = !under ? ShadowPageFacts.ROOT : level == 3 ? "pml4_root" : "pml5_root";
        add(cpu, new Happening("special_page", facts.table(address), level, null, null, null, null, null, null, null, null, null, parent, under ? 0 : null,
                position + 1));
    }

    private void entry(int cpu, long address, long spte) {
        X86State.ShadowPage sp = state.shadowPageAt(address);
        if (sp == null) {
            return;
        }
        boolean present = (spte & Pte.MMU_PRESENT) != 0;
        long gfn = present ? state.map().gfnOf(X86State.table(spte) >>> 12) : -1;
        add(cpu, new Happening(present ? "leaf" : "clear", ShadowPageFacts.id(sp), state.role(sp.role(), RoleField.LEVEL), ShadowPageFacts.index(address),
                gfn < 0 ? null : ShadowPageFacts.hex(gfn), null, null, null, null, present ? access(spte) : null, null, null, null, null, position + 1));
    }

    /** What an entry permits, as an access code. */
    private int access(long spte) {
        if (state.map().config().virtualization() == X86Config.Virtualization.NESTED_EPT) {
            return ((spte & Pte.EPT_X) != 0 ? Pte.ACC_EXEC : 0) | ((spte & Pte.EPT_W) != 0 ? Pte.ACC_WRITE : 0) | ((spte & Pte.EPT_R) != 0 ? Pte.ACC_USER : 0);
        }
        return ((spte & Pte.NX) == 0 ? Pte.ACC_EXEC : 0) | ((spte & Pte.W) != 0 ? Pte.ACC_WRITE : 0) | ((spte & Pte.U) != 0 ? Pte.ACC_USER : 0);
    }

    private void add(int cpu, Happening happening) {
        if (kept == MOST || last[cpu] < 0) {
            leftOut++;
        } else {
            kept++;
            exits.get(last[cpu]).events().add(happening);
        }
    }

    @Override
    public Object save() {
        int[] events = new int[last.length];
        for (int cpu = 0; cpu < last.length; cpu++) {
            events[cpu] = last[cpu] < 0 ? 0 : exits.get(last[cpu]).events().size();
        }
        return new Saved(exits.size(), last.clone(), events, kept, leftOut);
    }

    @Override
    public void load(Object saved) {
        Saved s = (Saved) saved;
        exits.subList(Math.min(exits.size(), s.exits()), exits.size()).clear();
        System.arraycopy(s.last(), 0, last, 0, last.length);
        for (int cpu = 0; cpu < last.length; cpu++) {
            if (last[cpu] >= 0) {
                List<Happening> events = exits.get(last[cpu]).events();
                events.subList(Math.min(events.size(), s.events()[cpu]), events.size()).clear();
            }
        }
        kept = s.kept();
        leftOut = s.leftOut();
    }
}
