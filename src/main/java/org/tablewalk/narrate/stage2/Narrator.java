package org.tablewalk.narrate.stage2;

import java.util.List;
import org.tablewalk.check.BrokenWindow;
import org.tablewalk.check.MarkList;
import org.tablewalk.check.stage2.Place;
import org.tablewalk.machine.Event;
import org.tablewalk.machine.Fault;
import org.tablewalk.machine.Move;
import org.tablewalk.machine.arm64.ArmMap;
import org.tablewalk.machine.arm64.ArmState;
import org.tablewalk.machine.arm64.ArmState.InFlight;
import org.tablewalk.machine.arm64.Stage1State;
import org.tablewalk.machine.arm64.tlb.TlbiOp;
import org.tablewalk.machine.listing.Program;
import org.tablewalk.narrate.SaidSentence;
import org.tablewalk.narrate.Steps;
import org.tablewalk.narrate.Templates;
import org.tablewalk.narrate.Words;
import org.tablewalk.narrate.tree.Barriers;
import org.tablewalk.trace.EventRecord;
import org.tablewalk.trace.MarkKind;
import org.tablewalk.trace.StepRecord;

/**
 * Tells runs of an Arm machine, one sentence a step, in the present tense. Steps are counted as positions are: the step that leads to
 * position 41 is step 41.
 *
 * <p>A step with several events is told by the most telling one. Immutable; any thread may use it.
 */
public final class Narrator {
    /** Events that carry a step's sentence, the most telling first. */
    private static final int[] TELLING = {Event.HALT, Event.ASSERT_FAILED, Event.CONFLICT_ABORT, Event.FAULT, Event.TLB_OVERLAP, Event.WORD_WRITE, Event.STORE, Event.TLBI_ISSUE,
        Event.TLBI_ARRIVE, Event.DSB_DONE, Event.DSB_WAIT, Event.ISB, Event.MSR, Event.UNLOCK, Event.LOCK, Event.LOCK_WAIT, Event.PAGE_ALLOC,
        Event.PAGE_FREE, Event.GIVE, Event.LOG_DIRTY, Event.COLLECT_DIRTY, Event.ACCESS_DONE, Event.FREED_TABLE_READ, Event.AD_UPDATE, Event.WALK_READ, Event.TLB_HIT,
        Event.TLB_MISS,
        Event.SPECULATE,
        Event.TLB_EVICT,
        Event.CALLBACK, Event.RESUME, Event.WORD_READ, Event.EXCEPTION};

    private final Templates templates = new Templates();
    private final Words words = new Words(templates);
    private final Stage2Words arm = new Stage2Words(templates);
    private final SaidSentence said = new SaidSentence(templates, words);
    private final TlbiWords tlbis = new TlbiWords(templates);
    private final DirtySentence dirty = new DirtySentence(templates);
    private final DataSentence data = new DataSentence(templates);
    private final Stage1Sentence stage1 = new Stage1Sentence(templates, words);
    private final StoreSentence stores = new StoreSentence(templates, words, arm);

    /** {@link #sentence(StepRecord, ArmState, MarkList)} without the history: a barrier then cannot say which TLBI it completes. */
    public String sentence(StepRecord step, ArmState after) {
        return sentence(step, after, null);
    }

    /**
     * The sentence of a step.
     *
     * @param after the state it led to
     * @param marks the notable events of its run, or null
     */
    public String sentence(StepRecord step, ArmState after, MarkList marks) {
        return templates.fill("step", step.cpu(), step.position() + 1, clause(step, after, marks));
    }

    /** What one event of a step tells; of a store also the line of listing that makes it, and what it replaces. */
    public String told(StepRecord step, EventRecord event, ArmState after) {
        String told = templates.fill("step", event.actor(), step.position() + 1, event.kind() == Event.TLB_FILL ? fill(step, event, after) : clause(step, event, after, null));
        if (event.kind() != Event.WORD_WRITE) {
            return told;
        }
        Place place = Place.find(after, event.a());
        String before = place == null ? "" : templates.fill("why.before", stores.described(after, event.b(), place.level()));
        return told + (Move.kind(step.move()) == Move.RUN ? words.line(after.map().program(), step.pcBefore(), "why.line", "idle") : "") + before;
    }

    private String fill(StepRecord step, EventRecord event, ArmState after) {
        EventRecord read = step.event(Event.WALK_READ);
        return templates.fill("why.fill", read == null ? Words.address(event.b()) : stores.described(after, event.b(), (int) read.c() & 0xff));
    }

    private String clause(StepRecord step, ArmState after, MarkList marks) {
        EventRecord event = Steps.telling(step, TELLING);
        return event == null ? words.line(after.map().program(), step.pcBefore(), "line", "idle") : clause(step, event, after, marks);
    }

    private String clause(StepRecord step, EventRecord e, ArmState after, MarkList marks) {
        String held = data.of(step, e, after);
        if (held != null) {
            return (e.kind() == Event.WORD_WRITE && Move.kind(step.move()) == Move.DRAIN ? templates.fill("drains") : "") + held;
        }
        return switch (e.kind()) {
            case Event.HALT, Event.ASSERT_FAILED, Event.GIVE, Event.LOG_DIRTY, Event.COLLECT_DIRTY -> said.of(e, after.map().program());
            case Event.CONFLICT_ABORT -> templates.fill("conflict", Words.address(e.a()));
            case Event.FAULT -> fault(step, e, after, marks);
            case Event.TLB_OVERLAP -> templates.fill("overlap", Words.address(e.a()), e.b());
            case Event.WORD_WRITE -> (Move.kind(step.move()) == Move.DRAIN ? templates.fill("drains") : "") + stored(after, e);
            case Event.STORE -> templates.fill("store.buffered", Words.address(e.b()), Words.address(e.a()));
            case Event.TLBI_ISSUE -> issue(e, after);
            case Event.TLBI_ARRIVE -> arrive(step, e, after);
            case Event.DSB_DONE -> barrier(step, e, marks);
            case Event.DSB_WAIT -> templates.fill("dsb.wait", Barriers.dsb(e.a()), words.cpus(pending(after, e.actor())));
            case Event.ISB -> templates.fill("isb");
            case Event.MSR -> templates.fill("msr", Stage2Words.register(e.a()), Words.address(e.b()));
            case Event.UNLOCK -> templates.fill("unlock", Words.lock(e.a()));
            case Event.LOCK -> templates.fill(e.b() == 1 ? "lock" : "lock.shared", Words.lock(e.a()));
            case Event.LOCK_WAIT -> lockWait(e, after);
            case Event.PAGE_ALLOC -> templates.fill("alloc", Words.address(e.a()));
            case Event.PAGE_FREE -> templates.fill("free", Words.address(e.a()));
            case Event.ACCESS_DONE -> templates.fill("done", words.access((int) e.c()), Words.address(e.a()), Words.address(e.b()), Stage1Sentence.space(before(step, after), e
                    .actor()));
            case Event.FREED_TABLE_READ -> templates.fill("freed", Words.address(e.a()));
            case Event.AD_UPDATE -> stage1.updates(e);
            case Event.WALK_READ -> (Stage1Sentence.of(e) ? stage1.read(before(step, after), e) : walkRead(e, after)) + stage1.kept(step);
            case Event.TLB_HIT -> stage1.hit(e) == null ? templates.fill("hit", Words.address(e.a())) + stage1.kept(step) : stage1.hit(e);
            case Event.TLB_MISS -> Stage1Sentence.of(e) ? stage1.miss(e) : templates.fill("miss", words.access((int) e.b()), Words.address(e.a()), e.c());
            case Event.SPECULATE -> templates.fill("speculate", Words.address(e.a()));
            case Event.TLB_EVICT -> templates.fill("evict");
            case Event.CALLBACK -> templates.fill("callback", routine(after.map().program(), step.pcAfter()),
                    words.line(after.map().program(), step.pcBefore(), "at", "idle"));
            case Event.RESUME -> templates.fill(e.c() == 0 ? "resume" : "enter");
            case Event.EXCEPTION -> e.c() < 0 ? templates.fill("leave") : templates.fill("exit", after.map().program().routines().get((int) e.c()).name());
            default -> words.line(after.map().program(), step.pcBefore(), "line", "idle");
        };
    }

    private String stored(ArmState after, EventRecord e) {
        String noted = dirty.of(after, e.a(), e.b(), e.c());
        return noted == null ? stores.of(after, e.a(), e.b(), e.c()) : noted;
    }

    private String fault(StepRecord step, EventRecord e, ArmState after, MarkList marks) {
        String what = templates.fill("fault", arm.fault(e.c()), Fault.level(e.c()), words.anAccess(Fault.access(e.c())), Words.address(e.a()));
        if (step.event(Event.FREED_TABLE_READ) != null) {
            return templates.fill("fault.freed", what, Words.address(e.b()));
        }
        if (marks != null && marks.spurious(step.position(), e.actor())) {
            return templates.fill("fault.spurious", what);
        }
        Place place = e.b() == 0 ? null : Place.find(after, e.b());
        if (place == null) {
            return templates.fill("fault.plain", what);
        }
        return templates.fill("fault.because", what, Stage2Words.name(after, place), stores.described(after, after.word(e.b()), place.level()));
    }

    private String issue(EventRecord e, ArmState after) {
        TlbiOp op = TlbiOp.of((int) e.b());
        return templates.fill(op.broadcast() ? "tlbi.broadcast" : "tlbi.local", tlbis.of(after, op, e.c()), words.cpus(pending(after, e.actor(), (int) e.a())));
    }

    private String arrive(StepRecord step, EventRecord e, ArmState after) {
        InFlight slot = slot(before(step, after), (int) e.a());
        if (slot == null) {
            return templates.fill("arrive.unknown", words.removed(e.b()));
        }
        String removed = words.removed(e.b()) + tlbis.spared(before(step, after), e.actor(), slot);
        String what = templates.fill(e.c() != 0 ? "arrive.marked" : "arrive", tlbis.of(after, slot.op(), slot.operand()), slot.issuer(), removed);
        long left = pending(after, slot.issuer(), slot.slot());
        if (step.event(Event.TLBI_DONE) != null) {
            return templates.fill("arrive.last", what);
        }
        return left == 0 ? templates.fill("arrive.marks", what) : templates.fill("arrive.more", what, words.cpus(left));
    }

    private String barrier(StepRecord step, EventRecord e, MarkList marks) {
        String name = Barriers.dsb(e.a());
        boolean completes = marks != null && marks.last(MarkKind.COMPLETE, e.actor(), step.position() + 1) == step.position();
        long issued = completes ? marks.last(MarkKind.TLBI, e.actor(), step.position()) : -1;
        return issued < 0 ? templates.fill("dsb", name) : templates.fill("dsb.completes", name, issued + 1);
    }

    private String lockWait(EventRecord e, ArmState after) {
        int owner = after.lock((int) e.a()).owner();
        long holders = owner >= 0 ? 1L << owner : after.lock((int) e.a()).readers();
        return holders == 0 ? templates.fill("lock.wait", Words.lock(e.a()))
                : templates.fill("lock.wait.for", Words.lock(e.a()), words.cpus(holders));
    }

    private String walkRead(EventRecord e, ArmState after) {
        int level = (int) e.c() & 0xff;
        Place place = Place.find(after, e.a());
        String where = place == null ? templates.fill("unlinked", Words.address(e.a())) : arm.where(after, place);
        return templates.fill((e.c() & 256) != 0 ? "walk.speculative" : "walk", level, where, stores.described(after, e.b(), level));
    }

    static ArmState before(StepRecord step, ArmState after) {
        return new ArmState(after.map(), Steps.before(step, after.image()));
    }

    private static InFlight slot(ArmState state, int slot) {
        return state.tlbis().stream().filter(t -> t.slot() == slot).findFirst().orElse(null);
    }

    private static long pending(ArmState state, int issuer, int slot) {
        InFlight t = slot(state, slot);
        return t == null || t.issuer() != issuer ? 0 : t.pending();
    }

    /** CPUs that a barrier of the issuer waits for. */
    private static long pending(ArmState state, int issuer) {
        return state.tlbis().stream().filter(t -> t.issuer() == issuer).mapToLong(t -> t.pending() | t.marked()).reduce(0, (a, b) -> a | b);
    }

    private static String routine(Program program, int pc) {
        return pc < 0 ? "" : program.routineAt(pc).name();
    }

    /** What a move that is enabled in a state would be. */
    public String move(int move, ArmState state) {
        int cpu = Move.actor(move);
        int alternative = Move.alternative(move);
        ArmMap map = state.map();
        return switch (Move.kind(move)) {
            case Move.RUN -> run(cpu, alternative, state);
            case Move.ARRIVE -> {
                InFlight t = state.tlbis().stream().filter(i -> (i.pending() >>> cpu & 1) != 0).skip(alternative).findFirst().orElse(null);
                yield t == null ? templates.fill("move.arrive.unknown", cpu)
                        : templates.fill("move.arrive", tlbis.of(state, t.op(), t.operand()), t.issuer(), cpu);
            }
            case Move.DRAIN -> {
                long[] store = state.storeBuffer(cpu).getFirst();
                Place place = Place.find(state, store[0]);
                yield templates.fill("move.drain", cpu, place == null ? Words.address(store[0]) : Stage2Words.name(state, place));
            }
            case Move.WALKER -> {
                ArmState.Access a = state.cpu(cpu).speculation();
                yield templates.fill("move.walker", cpu, a == null ? "" : Words.address(a.ipa()), a == null ? 0 : a.level());
            }
            case Move.SPECULATE -> templates.fill("move.speculate", cpu, Words.address(map.config().freedoms().speculative().get(alternative)));
            default -> {
                List<ArmState.TlbEntry> stage2 = state.tlb(cpu);
                if (alternative >= stage2.size()) {
                    Stage1State.Entry entry = state.stage1().tlb(cpu).get(alternative - stage2.size());
                    yield templates.fill("move.evict.va", cpu, Words.address(entry.va()), entry.level());
                }
                ArmState.TlbEntry entry = stage2.get(alternative);
                yield templates.fill("move.evict", cpu, Words.address(entry.ipa()), entry.level());
            }
        };
    }

    private String stage1(int cpu, Stage1State.Access a) {
        String va = Words.address(a.va());
        return switch (a.step()) {
            case READ, REPORT -> templates.fill("move.stage1.read", cpu, a.level(), va);
            case UPDATE -> templates.fill("move.stage1.update", cpu, a.level(), va);
            case FINAL -> templates.fill("move.stage1.final", cpu, va);
            case OVERLAP, HIT -> templates.fill("move.stage1.overlap", cpu, va);
        };
    }

    private String run(int cpu, int alternative, ArmState state) {
        ArmState.Cpu c = state.cpu(cpu);
        ArmState.Access a = c.access();
        if (a == null) {
            String line = templates.fill("move.run", cpu, words.line(state.map().program(), c.pc(), "line", "idle"));
            return alternative == 0 ? line : templates.fill("move.run.early", line);
        }
        String ipa = Words.address(a.ipa());
        return switch (a.phase()) {
            case WALK -> templates.fill("move.walk", cpu, a.level(), ipa);
            case PERFORM -> templates.fill("move.perform", cpu, words.access(a.kind()), ipa);
            case NT_CHOICE -> templates.fill(alternative == 0 ? "move.nt.use" : "move.nt.conflict", cpu, ipa);
            case OVERLAP -> overlap(cpu, alternative, ipa, state);
            case UPDATE -> templates.fill("move.update", cpu, a.level(), ipa);
            case STAGE_1 -> stage1(cpu, state.stage1().access(cpu, false));
        };
    }

    /** Below level 3 the first answer is the abort, then come the matching entries, then a mixture. */
    private String overlap(int cpu, int alternative, String ipa, ArmState state) {
        if (state.map().config().bbmLevel() >= 3) {
            return templates.fill("move.overlap", cpu, ipa, alternative + 1);
        }
        return alternative == 0 ? templates.fill("move.overlap.abort", cpu, ipa) : templates.fill("move.overlap", cpu, ipa, alternative);
    }

    /**
     * A broken window in words.
     *
     * @param state any state of its run, to name the descriptor
     */
    public String about(BrokenWindow window, ArmState state) {
        int index = (int) (window.descriptorAddress() - state.map().config().poolBase() >>> 3);
        int entries = state.map().wordsPerPage();
        boolean root = window.level() == state.map().config().geometry().startLevel();
        Place now = Place.find(state, window.descriptorAddress());
        Place place = now != null && now.level() == window.level() ? now
                : new Place(0, window.descriptorAddress(), window.level(), root ? index : index % entries, window.ipa(), window.size());
        return window.open() ? templates.fill("window.open", arm.where(state, place), window.from() + 1)
                : templates.fill("window", arm.where(state, place), window.from() + 1, window.to() + 1, window.to() - window.from());
    }

    /** What an invalidation in flight asks for. */
    public String asks(ArmState state, ArmState.InFlight tlbi) {
        return tlbis.of(state, tlbi.op(), tlbi.operand());
    }
}
