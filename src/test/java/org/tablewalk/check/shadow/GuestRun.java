package org.tablewalk.check.shadow;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import org.tablewalk.arch.x86.RoleDesign;
import org.tablewalk.arch.x86.RoleField;
import org.tablewalk.arch.x86.Spte;
import org.tablewalk.check.judge.Found;
import org.tablewalk.check.twotrees.RoleMeaning;
import org.tablewalk.check.twotrees.ShadowCounter;
import org.tablewalk.machine.Event;
import org.tablewalk.machine.EventSink;
import org.tablewalk.machine.InOrder;
import org.tablewalk.machine.Move;
import org.tablewalk.machine.Policy;
import org.tablewalk.machine.Seeded;
import org.tablewalk.machine.x86.X86Config;
import org.tablewalk.machine.x86.X86Intrinsics;
import org.tablewalk.machine.x86.X86Machine;
import org.tablewalk.machine.x86.X86State;
import org.tablewalk.machine.x86.X86State.ShadowPage;

/**
 * One random guest on the real machine under one design: run to its end, and judged at every point at which mmu_lock is free and no CPU handles an exit.
 */
final class GuestRun implements EventSink {
    private static final long MOST_STEPS = 400_000;

    /** What was wrong. */
    enum Kind { TRANSLATION, TLB, ACCESS, INJECTED, AGREEMENT, INVARIANT, FULL_INVARIANT, HALTED, ENDLESS, JUDGE }

    /**
     * A failure.
     *
     * @param rule   of a broken invariant, else null
     * @param causes the known harms that lie on the path of the address
     */
    record Failure(Kind kind, Rule rule, Set<Cause> causes, long step, String text) {}

    private final RandomGuest guest;
    private final X86Machine machine;
    private final X86State state;
    private final ShadowChecks checks;
    private final Permitted permitted;
    private final RoleMeaning meaning;
    private final List<Long> addresses;
    private final Map<Long, Integer> numbers = new HashMap<>();
    /** By serial number of a shadow page: levels of the guest that it was made for. */
    private final Map<Long, Integer> madeFor = new HashMap<>();
    /** By guest frame: the CR3s of PAE that lay in it. */
    private final Map<Long, Set<Long>> pointers = new HashMap<>();
    private final List<Failure> failures = new ArrayList<>();
    /** Whether the hypervisor sees all that is written to the guest's tables; else only its own bookkeeping is judged. */
    private final boolean seen;
    private boolean changed;
    private boolean over;
    private long step;
    private final Set<Rule> broken = EnumSet.noneOf(Rule.class);
    private long brokenBefore;
    private long missingBefore;
    private int judged;
    private int accesses;
    private int refused;
    private int compared;

    GuestRun(RandomGuest guest, RoleDesign design, Map<String, Long> constants) {
        this.guest = guest;
        X86Config config = guest.config(design);
        meaning = Designs.meaning(design);
        machine = new X86Machine(config, Designs.program(config, guest.listing(), constants));
        state = new X86State(machine.map(), machine.cells()::get);
        checks = new ShadowChecks(machine.map(), machine.cells(), meaning);
        addresses = guest.addresses();
        seen = guest.theme() != RandomGuest.Theme.UNSEEN_WRITES;
        for (int i = 0; i < addresses.size(); i++) {
            numbers.put(addresses.get(i), i);
        }
        permitted = new Permitted(state, addresses);
        machine.attach(this);
    }

    /**
     * Runs it. Stops at the first failure, as what comes after one is its consequence; but goes on after a broken rule that the design is known to
     * break.
     */
    List<Failure> run() {
        Policy policy = machine.cpus() == 1 ? new InOrder() : new Seeded(guest.seed());
        int last = Move.NONE;
        while (!over) {
            int move = policy.choose(machine, step, last);
            if (move == Move.NONE) {
                judge(true);
                return failures;
            }
            checks.before(move, step);
            machine.step(move);
            checks.after(step);
            last = move;
            step++;
            if (checks.count(ShadowCounter.BROKEN_INVARIANTS) > brokenBefore) {
                broken();
            }
            if (changed && Invariants.quiet(state)) {
                changed = false;
                judge(judged % 16 == 0);
            }
            if (step > MOST_STEPS) {
                fail(Kind.ENDLESS, null, Set.of(), "still runs");
            }
        }
        return failures;
    }

    int judged() {
        return judged;
    }

    int compared() {
        return compared;
    }

    long steps() {
        return step;
    }

    ShadowChecks checks() {
        return checks;
    }

    @Override
    public void event(int kind, int actor, long a, long b, long c) {
        checks.event(kind, actor, a, b, c);
        permitted.event(kind, actor, a, b, c);
        switch (kind) {
            case Event.SP_ALLOC -> {
                ShadowPage page = state.shadowPageAt(a);
                if (page != null) {
                    madeFor.put(page.id(), state.mmu(actor).cpuLevel());
                }
            }
            case Event.RESUME, Event.TLB_FILL, Event.INVLPG, Event.REGISTER, Event.WORD_WRITE -> changed = true;
            case Event.ROOT, Event.ROOT_REUSE -> {
                changed = true;
                if (state.mmu(actor).cpuLevel() == 3) {
                    long cr3 = state.cpu(actor).cr3() & 0xffff_ffe0L;
                    pointers.computeIfAbsent(cr3 >>> 12, f -> new HashSet<>()).add(cr3);
                }
            }
            case Event.ACCESS_DONE -> accessed(actor, a, b, (int) c);
            case Event.INJECT -> injected(actor, a, b);
            case Event.HALT -> {
                if (a != 0 && !(a == -14 && permitted.rootOutsideMemory(actor)) && !(a == -22 && permitted.pointersReserved(actor))) {
                    fail(Kind.HALTED, null, Set.of(), "CPU " + actor + " halts with " + a);
                }
            }
            default -> {}
        }
    }

    /** Whether the judge finds that the access being made reaches what the guest's tables do not give. */
    private boolean stale() {
        Found found = checks.verdicts().judge().found();
        return IntStream.range(0, found.size()).anyMatch(i -> found.rule(i) == org.tablewalk.check.judge.Rule.GUEST_STALE);
    }

    /** Accesses that were compared with what is permitted. */
    int accesses() {
        return accesses;
    }

    /** Those of them that the judge refused. */
    int refused() {
        return refused;
    }

    private void fail(Kind kind, Rule rule, Set<Cause> causes, String text) {
        over |= rule == null || !KnownRules.of(state.design(), state.map().config().virtualization()).contains(rule);
        failures.add(new Failure(kind, rule, causes, step, text));
    }

    private void broken() {
        brokenBefore = checks.count(ShadowCounter.BROKEN_INVARIANTS);
        if (checks.count(ShadowCounter.RMAP_MISSING) > missingBefore) {
            missingBefore = checks.count(ShadowCounter.RMAP_MISSING);
            fail(Kind.INVARIANT, Rule.RMAP_MISSING, Set.of(), "an entry is not where the reverse map is asked for it");
        }
        rules(Kind.INVARIANT);
    }

    /** Every rule that does not hold now, once in a run. */
    private void rules(Kind kind) {
        for (Violation v : Invariants.of(state, meaning)) {
            if (broken.add(v.rule())) {
                fail(kind, v.rule(), Set.of(), v.toString());
            }
        }
    }

    private void accessed(int cpu, long address, long physical, int kind) {
        Integer number = numbers.get(address);
        if (number == null || !seen) {
            return;
        }
        int supervisor = kind == Event.READ ? GuestOracle.SR : kind == Event.WRITE ? GuestOracle.SW : GuestOracle.SX;
        long gfn = state.map().gfnOf(physical >>> 12);
        boolean permits = permitted.permits(cpu, number, gfn, supervisor) || permitted.permits(cpu, number, gfn, supervisor << 3);
        accesses++;
        if (stale()) {
            refused++;
            if (permits) {
                fail(Kind.JUDGE, null, Set.of(), where(cpu, address) + " access of kind " + kind + " went to frame " + Long.toHexString(gfn)
                        + " and the judge refuses it, permitted " + permitted.of(cpu, number));
            }
        }
        if (!permits) {
            fail(Kind.ACCESS, null, causes(cpu, address), where(cpu, address) + " access of kind " + kind + " went to frame " + Long.toHexString(gfn)
                    + ", permitted " + permitted.of(cpu, number));
        }
    }

    /** A guest that is alone gets #PF only if its own tables refuse the access. */
    private void injected(int cpu, long address, long error) {
        if (machine.cpus() > 1 || !seen || error == X86Intrinsics.GENERAL_PROTECTION) {
            return;
        }
        GuestOracle.Walk walk = permitted.oracle().walk(permitted.context(cpu), address);
        int right = (error & 2) != 0 ? GuestOracle.SW : (error & 16) != 0 ? GuestOracle.SX : GuestOracle.SR;
        int needed = (error & 4) != 0 ? right << 3 : right;
        if (walk != null && (walk.rights() & needed) != 0 && state.map().slotOf(walk.gfn()) >= 0) {
            fail(Kind.INJECTED, null, causes(cpu, address), where(cpu, address) + " #PF with error code " + error + " though the guest's tables give " + walk);
        }
    }

    private void judge(boolean fully) {
        judged++;
        if (fully && state.lock(0).owner() < 0) {
            rules(Kind.FULL_INVARIANT);
        }
        for (int cpu = 0; cpu < machine.cpus() && seen; cpu++) {
            X86State.Cpu c = state.cpu(cpu);
            if (c.root() == 0 || !c.guest()) {
                continue;
            }
            for (int i = 0; i < addresses.size(); i++) {
                address(cpu, i);
            }
            for (X86State.TlbEntry entry : state.tlb(cpu)) {
                if (entry.root() == c.root()) {
                    tlb(cpu, entry);
                }
            }
        }
    }

    private void address(int cpu, int number) {
        long address = addresses.get(number);
        Agreement.Finding found = Agreement.of(state, cpu, address);
        if (found.answer() == Agreement.Answer.NOT_MAPPED) {
            return;
        }
        compared++;
        long gfn = state.map().gfnOf(found.shadow());
        if (!permitted.permits(cpu, number, gfn, rights(found.rights()))) {
            fail(Kind.TRANSLATION, null, causes(cpu, address), where(cpu, address) + " " + found + ", permitted " + permitted.of(cpu, number));
        }
    }

    /** Rights as the oracle's bits from those of {@link Agreement.Finding}. */
    private static int rights(long kinds) {
        int bits = 0;
        int[] order = {0, 2, 16, 4, 6, 20};
        for (int i = 0; i < order.length; i++) {
            bits |= (kinds >>> order[i] & 1) != 0 ? 1 << i : 0;
        }
        return bits;
    }

    private void tlb(int cpu, X86State.TlbEntry entry) {
        long size = 1L << 12 + 9 * (entry.level() - 1);
        for (int i = 0; i < addresses.size(); i++) {
            long address = addresses.get(i);
            if ((address & -size) != entry.address()) {
                continue;
            }
            long frame = ((entry.spte() & 0x000f_ffff_ffff_f000L & -size) + (address & size - 1)) >>> 12;
            boolean ept = state.map().config().ept();
            boolean user = (entry.spte() & (ept ? 1 : 4)) != 0;
            int rights = ept ? (int) (entry.spte() & 7) << 3 : shadowRights(entry.spte(), user);
            if (!permitted.permits(cpu, i, state.map().gfnOf(frame), rights)) {
                fail(Kind.TLB, null, causes(cpu, address), where(cpu, address) + " TLB has " + entry + ", permitted " + permitted.of(cpu, i));
            }
        }
    }

    private int shadowRights(long spte, boolean user) {
        int one = GuestOracle.SR | ((spte & 2) != 0 ? GuestOracle.SW : 0) | (spte >= 0 ? GuestOracle.SX : 0);
        boolean shadow = state.map().config().virtualization() == X86Config.Virtualization.SHADOW;
        return (shadow ? one : 0) | (user ? one << 3 : 0);
    }

    /** Whether a level-3 page's link is to the table that PAE's register names. */
    private boolean followsPointers(int cpu, ShadowPage page, long address) {
        int index = (int) (address >>> 30) & 3;
        ShadowPage child = state.shadowPageAt(X86State.table(state.word(page.table() + 8 * index)));
        return child == null || child.gfn() == (permitted.context(cpu).pdptrs()[index] & 0x000f_ffff_ffff_f000L) >>> 12;
    }

    /** Whether the entry of a PAE guest's directory for an address is another than the one that its shadow was made from. */
    private boolean staleDirectoryEntry(ShadowPage page, long address) {
        long index = address >>> 21 & 511;
        long entry = state.guestEntry((page.gfn() << 12) + 8 * index, 8);
        ShadowPage child = state.shadowPageAt(X86State.table(state.word(page.table() + 8 * index)));
        return child != null && ((entry & 1) == 0 || child.gfn() != (entry & 0x000f_ffff_ffff_f000L) >>> 12);
    }

    private String where(int cpu, long address) {
        return "CPU " + cpu + " address " + Long.toHexString(address) + " path " + path(cpu, address).stream()
                .map(p -> "#" + p.id() + "/L" + state.role(p.role(), RoleField.LEVEL) + "/gfn " + Long.toHexString(p.gfn()) + "/role " + Long.toHexString(p.role())
                        + "/made for " + madeFor.get(p.id())).toList() + " guest level " + state.mmu(cpu).cpuLevel() + ":";
    }

    private List<ShadowPage> path(int cpu, long address) {
        List<ShadowPage> pages = new ArrayList<>();
        X86State.Cpu c = state.cpu(cpu);
        long table = c.root();
        for (int level = c.level(); level >= 1; level--) {
            ShadowPage page = state.shadowPageAt(table);
            if (page != null) {
                pages.add(page);
            }
            long at = table + 8 * (address >>> 12 + 9 * (level - 1) & (c.level() == 3 && level == 3 ? 3 : 511));
            long entry = state.word(at);
            if (!Spte.present(entry) || Spte.leaf(entry, level)) {
                break;
            }
            table = X86State.table(entry);
        }
        return pages;
    }

    /** The known harms that pages on an address's path have suffered. */
    private Set<Cause> causes(int cpu, long address) {
        Set<Cause> causes = EnumSet.noneOf(Cause.class);
        int now = state.mmu(cpu).cpuLevel();
        for (ShadowPage page : path(cpu, address)) {
            int level = state.role(page.role(), RoleField.LEVEL);
            int then = madeFor.getOrDefault(page.id(), now);
            if (meaning.direct(page.role())) {
                continue;
            }
            if (level == 5 && then != now) {
                causes.add(Cause.PORTAL_AS_TABLE);
            }
            if (level == 3 && then != now && (then == 3 || now == 3)) {
                causes.add(Cause.PAE_ROOT_AS_TABLE);
            }
            if (level == 3 && now == 3 && pointers.getOrDefault(page.gfn(), Set.of()).size() > 1) {
                causes.add(Cause.TWO_PAE_ROOTS_IN_A_FRAME);
            }
            if (level == 3 && now == 3 && meaning.hasGuestEntries(page.role()) && !followsPointers(cpu, page, address)) {
                causes.add(Cause.POINTERS_AS_TABLE);
            }
            if (level == 2 && now == 3 && machine.cpus() > 1 && staleDirectoryEntry(page, address)) {
                causes.add(Cause.TOP_NOT_READ_AGAIN);
            }
            if (level <= now && meaning.passthrough(page.role())) {
                causes.add(Cause.TABLE_AS_PASSTHROUGH);
            }
        }
        return causes;
    }
}
