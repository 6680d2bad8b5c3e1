package org.tablewalk.narrate.shadow;

import org.tablewalk.arch.x86.WalkRules;
import org.tablewalk.check.shadow.Violation;
import org.tablewalk.check.twotrees.RoleMeaning;
import org.tablewalk.machine.Event;
import org.tablewalk.machine.Fault;
import org.tablewalk.machine.Move;
import org.tablewalk.machine.listing.Program;
import org.tablewalk.machine.x86.X86Intrinsics;
import org.tablewalk.machine.x86.X86State;
import org.tablewalk.machine.x86.X86State.ShadowPage;
import org.tablewalk.narrate.SaidSentence;
import org.tablewalk.narrate.Steps;
import org.tablewalk.narrate.Templates;
import org.tablewalk.narrate.Words;
import org.tablewalk.trace.EventRecord;
import org.tablewalk.trace.StepRecord;

/**
 * Tells runs of an x86 machine, one sentence a step, in the present tense: which gfn, which level, which role, and why. Steps are counted as
 * positions are: the step that leads to position 41 is step 41.
 *
 * <p>A step with several events is told by the most telling one. Immutable but for what it remembers of role words; one thread at a time.
 */
public final class ShadowNarrator {
    /** Events that carry a step's sentence, the most telling first. */
    private static final int[] TELLING = {Event.HALT, Event.ASSERT_FAILED, Event.INJECT, Event.SP_ALLOC, Event.SP_REUSE, Event.SP_ZAP, Event.SP_FREE, Event.SP_UNSYNC,
        Event.SP_SYNC, Event.PTE_WRITE, Event.TRACK, Event.SP_LINK, Event.SP_UNLINK, Event.RMAP_MISSING, Event.RMAP_REMOVE, Event.RMAP_ADD,
        Event.SPTE_SET, Event.SPECIAL_PAGE, Event.ROOT_REUSE, Event.ROOT, Event.GUEST_WALK, Event.FREED_TABLE_READ, Event.FAULT, Event.REGISTER, Event.INVLPG, Event.EXCEPTION,
        Event.TLBI_ISSUE, Event.TLBI_ARRIVE, Event.DSB_WAIT, Event.TLB_FLUSH, Event.ACCESS_DONE, Event.AD_UPDATE, Event.WALK_READ, Event.TLB_HIT,
        Event.SPECULATE, Event.TLB_EVICT, Event.TLB_MISS, Event.RESUME, Event.WORD_WRITE, Event.GIVE, Event.DIRTY, Event.COLLECT_DIRTY, Event.GUEST_READ, Event.UNLOCK, Event.LOCK,
        Event.LOCK_WAIT,
        Event.ACCESS_START};

    private final Templates templates = new Templates();
    private final Words plain = new Words(templates);
    private final SaidSentence said = new SaidSentence(templates, plain);
    private final ShadowWords words;
    private final PageSentence pages;
    private final HostStoreSentence stores;
    private final GuestFaultSentence faults;

    /**
     * The narrator of runs under one design.
     *
     * @param meaning what a role word of that design means
     */
    public ShadowNarrator(RoleMeaning meaning) {
        words = new ShadowWords(templates, meaning);
        pages = new PageSentence(templates, words);
        stores = new HostStoreSentence(templates, words);
        faults = new GuestFaultSentence(templates, words);
    }

    /**
     * The sentence of a step.
     *
     * @param after the state it led to
     */
    public String sentence(StepRecord step, X86State after) {
        return templates.fill("step", step.cpu(), step.position() + 1, clause(step, after));
    }

    /** What one event of a step tells; of a store also the line of listing that makes it, and what it replaces. */
    public String told(StepRecord step, EventRecord event, X86State after) {
        String told = templates.fill("step", event.actor(), step.position() + 1,
                event.kind() == Event.TLB_FILL ? templates.fill("why.fill", Words.hex(event.b())) : clause(step, event, after));
        if (event.kind() != Event.WORD_WRITE) {
            return told;
        }
        boolean table = ShadowWords.inTable(after, event.a());
        return told + plain.line(after.map().program(), step.pcBefore(), "why.line", "idle")
                + templates.fill("why.before", table ? words.value(after, event.a(), event.b()) : Words.hex(event.b()));
    }

    private String clause(StepRecord step, X86State after) {
        EventRecord event = Steps.telling(step, TELLING);
        return event == null ? line(after.map().program(), step.pcBefore()) : clause(step, event, after);
    }

    private String clause(StepRecord step, EventRecord e, X86State after) {
        return switch (e.kind()) {
            case Event.INJECT -> faults.of(e, after);
            case Event.SP_ALLOC -> pages.made(e, after);
            case Event.SP_REUSE -> pages.found(e, after);
            case Event.SP_ZAP -> pages.zapped(e, after);
            case Event.SP_FREE -> pages.freed(e, before(step, after));
            case Event.SP_UNSYNC -> pages.unsynced(e, after);
            case Event.SP_SYNC -> pages.synced(e, after);
            case Event.PTE_WRITE -> pages.write(e, after);
            case Event.TRACK -> pages.tracked(e);
            case Event.SP_LINK -> pages.linked(e, after);
            case Event.SP_UNLINK -> pages.unlinked(e, after);
            case Event.RMAP_MISSING -> templates.fill("x86.rmap.missing", words.entry(after, e.b()), Words.hex(e.a()));
            case Event.RMAP_REMOVE -> templates.fill("x86.rmap.remove", words.entry(after, e.b()), Words.hex(e.a()));
            case Event.RMAP_ADD -> templates.fill("x86.rmap.add", words.entry(after, e.b()), Words.hex(e.a()));
            case Event.SPTE_SET -> pages.set(e, after);
            case Event.SPECIAL_PAGE -> templates.fill("x86.special.page", words.table(after, e.a()), e.b());
            case Event.ROOT_REUSE -> pages.root(e, after, "x86.root.remembered");
            case Event.ROOT -> pages.root(e, after, "x86.root");
            case Event.GUEST_WALK -> guestWalk(e, after);
            default -> hardware(step, e, after);
        };
    }

    /** What the hardware does, and what code does besides tracepoints. */
    private String hardware(StepRecord step, EventRecord e, X86State after) {
        return switch (e.kind()) {
            case Event.HALT, Event.ASSERT_FAILED, Event.GIVE, Event.DIRTY, Event.COLLECT_DIRTY -> said.of(e, after.map().program());
            case Event.FAULT -> fault(e, after);
            case Event.REGISTER -> templates.fill("x86.register", Words.hex(e.b()), ShadowWords.register(e.a()), words.mode(after.cpu(e.actor()).mode()));
            case Event.INVLPG -> e.c() == 0 ? templates.fill("x86.invlpg", Words.address(e.a()))
                    : templates.fill("x86.invpcid", e.c() - 1, e.b(), Words.address(e.a()));
            case Event.FREED_TABLE_READ -> templates.fill("x86.freed", words.entry(after, e.a()));
            case Event.SPECULATE -> templates.fill("x86.speculate", Words.address(e.a()));
            case Event.TLB_EVICT -> templates.fill("x86.evict", e.a() & 7, Words.address(e.a() & -4096));
            case Event.EXCEPTION -> exit(e);
            case Event.RESUME -> templates.fill(e.a() == 0 ? "x86.resume.again" : e.a() == 1 ? "x86.resume.done" : "x86.resume.fault");
            case Event.TLBI_ISSUE -> templates.fill("x86.flush.remote");
            case Event.TLBI_ARRIVE -> templates.fill("x86.flush.arrives", e.a(), plain.removed(e.b()));
            case Event.DSB_WAIT -> templates.fill("x86.flush.wait");
            case Event.TLB_FLUSH -> e.b() == -1 ? templates.fill("x86.flush", plain.removed(e.a()))
                    : templates.fill("x86.flush.address", Words.address(e.b()), plain.removed(e.a()));
            case Event.ACCESS_DONE -> done(step, e, after);
            case Event.AD_UPDATE -> templates.fill("x86.ad", words.entry(after, e.a()));
            case Event.WALK_READ -> templates.fill("x86.walk", e.c() & 0xff, words.entry(after, e.a()), words.value(after, e.a(), e.b()));
            case Event.TLB_HIT -> templates.fill("x86.hit.tlb", Words.address(e.a()));
            case Event.TLB_MISS -> templates.fill(e.c() < after.cpu(e.actor()).level() ? "x86.miss.cached" : "x86.miss", plain.access((int) e.b()), Words.address(e.a()), e.c());
            case Event.WORD_WRITE -> stores.of(after, e.a(), e.b(), e.c());
            case Event.GUEST_READ -> templates.fill("x86.guest.read", e.c(), Words.address(e.a()), Words.hex(e.b()));
            case Event.UNLOCK -> templates.fill("unlock", Words.lock(e.a()));
            case Event.LOCK -> templates.fill("lock", Words.lock(e.a()));
            case Event.LOCK_WAIT -> lockWait(e, after);
            case Event.ACCESS_START -> templates.fill("x86.access", plain.anAccess((int) e.b()), Words.address(e.a()));
            default -> line(after.map().program(), step.pcBefore());
        };
    }

    private String done(StepRecord step, EventRecord e, X86State after) {
        EventRecord store = step.event(Event.WORD_WRITE);
        return store == null ? templates.fill("x86.done", plain.access((int) e.c()), Words.address(e.a()), Words.address(e.b()))
                : templates.fill("x86.done.store", Words.address(e.a()), stores.of(after, store.a(), store.b(), store.c()));
    }

    private String fault(EventRecord e, X86State after) {
        String code = words.errorCode(Fault.kind(e.c()));
        return e.b() == 0 ? templates.fill("x86.fault.tlb", Words.address(e.a()), code)
                : templates.fill("x86.fault", Words.address(e.a()), code, words.entry(after, e.b()), words.value(after, e.b(), after.word(e.b())));
    }

    private String exit(EventRecord e) {
        return switch ((int) e.c()) {
            case X86Intrinsics.EXIT_PAGE_FAULT -> templates.fill("x86.exit.pf", Words.address(e.a()), words.errorCode(e.b()));
            case X86Intrinsics.EXIT_CR0, X86Intrinsics.EXIT_CR3, X86Intrinsics.EXIT_CR4, X86Intrinsics.EXIT_EFER ->
                templates.fill("x86.exit.register", ShadowWords.register(e.c() - X86Intrinsics.EXIT_CR0), Words.hex(e.a()));
            case X86Intrinsics.EXIT_INVLPG -> templates.fill("x86.exit.invlpg", Words.address(e.a()));
            case X86Intrinsics.EXIT_INVPCID -> templates.fill("x86.exit.invpcid", e.b() & 0xff, e.b() >>> 8, Words.address(e.a()));
            case X86Intrinsics.EXIT_GPA_STORE -> templates.fill("x86.exit.store", Words.address(e.a()));
            default -> templates.fill("x86.exit.root");
        };
    }

    private String guestWalk(EventRecord e, X86State after) {
        int level = (int) (e.a() >>> 60);
        long gpa = e.a() << 4 >>> 4;
        int rules = ShadowWords.rules(after, e.actor());
        return templates.fill("x86.guest.walk", level, (gpa & 0xfff) / WalkRules.entryBytes(rules), Words.hex(gpa >>> 12),
                words.guestValue(e.b(), level, rules));
    }

    private String lockWait(EventRecord e, X86State after) {
        int owner = after.lock((int) e.a()).owner();
        return owner < 0 ? templates.fill("lock.wait", Words.lock(e.a())) : templates.fill("lock.wait.for", Words.lock(e.a()), plain.cpus(1L << owner));
    }

    private static X86State before(StepRecord step, X86State after) {
        return new X86State(after.map(), Steps.before(step, after.image()));
    }

    private String line(Program program, int pc) {
        return plain.line(program, pc, "line", "idle");
    }

    /** What a move that is enabled in a state would be. */
    public String move(int move, X86State state) {
        int cpu = Move.actor(move);
        String own = switch (Move.kind(move)) {
            case Move.ARRIVE -> templates.fill("x86.move.flush", cpu);
            case Move.WALKER -> templates.fill("x86.move.walker", cpu);
            case Move.SPECULATE -> templates.fill("x86.move.speculate", cpu,
                    Words.address(state.map().config().caching().speculative().get(Move.alternative(move))));
            case Move.EVICT -> evict(cpu, state.tlb(cpu).get(Move.alternative(move)));
            default -> null;
        };
        if (own != null) {
            return own;
        }
        X86State.Cpu c = state.cpu(cpu);
        X86State.Access a = c.access();
        if (a == null) {
            return templates.fill("move.run", cpu, line(state.map().program(), c.pc()));
        }
        return a.level() == 0 ? templates.fill("x86.move.perform", cpu, plain.access(a.kind()), Words.address(a.address()))
                : templates.fill("x86.move.walk", cpu, a.level(), words.table(state, a.table()), Words.address(a.address()));
    }

    private String evict(int cpu, X86State.TlbEntry entry) {
        return templates.fill(entry.structure() ? "x86.move.evict.structure" : "x86.move.evict", cpu, entry.level(), Words.address(entry.address()));
    }

    /** What a shadow page is, by its role: a portal, a direct page and of what range, a quadrant, a page for a guest table. */
    public String page(ShadowPage page, X86State state) {
        return words.kind(state, page);
    }

    /** What a word says as an entry at that address of a table of KVM's. */
    public String value(long address, long spte, X86State state) {
        return words.value(state, address, spte);
    }

    /** A broken invariant in words. */
    public String violation(Violation broken, X86State state) {
        String page = broken.page() == 0 ? templates.fill("x86.no-page") : templates.fill("x86.sp", broken.page());
        String entry = broken.entry() == 0 ? "" : words.entry(state, broken.entry());
        return templates.fill("x86.rule." + broken.rule().key(), page, Words.hex(broken.gfn()), entry, Words.hex(broken.found()),
                Words.hex(broken.due()));
    }
}
