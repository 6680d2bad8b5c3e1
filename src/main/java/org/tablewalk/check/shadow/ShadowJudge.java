package org.tablewalk.check.shadow;

import static org.tablewalk.check.judge.Rule.ACCESS_UNHANDLED;
import static org.tablewalk.check.judge.Rule.ASSERTION;
import static org.tablewalk.check.judge.Rule.CPU_FAILED;
import static org.tablewalk.check.judge.Rule.FOREIGN_FRAME;
import static org.tablewalk.check.judge.Rule.FREED_WALK;
import static org.tablewalk.check.judge.Rule.GUEST_STALE;
import static org.tablewalk.check.judge.Rule.INVARIANT;
import static org.tablewalk.check.judge.Rule.MUST_NOT_FAULT;
import static org.tablewalk.check.judge.Rule.STUCK;

import java.util.EnumSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.tablewalk.arch.x86.Pte;
import org.tablewalk.arch.x86.RoleField;
import org.tablewalk.arch.x86.Spte;
import org.tablewalk.check.judge.Debt;
import org.tablewalk.check.judge.Found;
import org.tablewalk.check.judge.Frames;
import org.tablewalk.check.judge.Judge;
import org.tablewalk.check.twotrees.RoleMeaning;
import org.tablewalk.machine.Cells;
import org.tablewalk.machine.Event;
import org.tablewalk.machine.Layout;
import org.tablewalk.machine.x86.X86Intrinsics;
import org.tablewalk.machine.x86.X86Map;
import org.tablewalk.machine.x86.X86State;
import org.tablewalk.machine.x86.X86State.ShadowPage;

/**
 * The judge of an x86 machine: whether the shadow MMU's books are right each time mmu_lock is released, and whether the guest reaches what its own tables give it.
 *
 * <p>The invariants are asked only of what was touched since mmu_lock was last free, so a release costs what the work under the lock did. {@link Invariants#of} of the state tells what is
 * broken there, and looks at everything.
 */
public final class ShadowJudge implements Judge {
    private static final int MMU_LOCK = 0;
    private static final int TABLES = (int) (X86Map.TABLES >>> 36);
    private static final int SPECIAL = (int) (X86Map.SPECIAL >>> 36);
    private static final Set<org.tablewalk.check.judge.Rule> RULES = Set.copyOf(
            EnumSet.of(GUEST_STALE, INVARIANT, FOREIGN_FRAME, FREED_WALK, MUST_NOT_FAULT, ASSERTION, CPU_FAILED, ACCESS_UNHANDLED, STUCK));

    private final X86State state;
    private final RoleMeaning meaning;
    private final Cells cells;
    private final Found found = new Found();
    private final Touched touched;
    private final Remembered remembered;
    private final GuestWalk walk;
    private final Frames frames;
    /** CPUs whose access in flight must not fault. */
    private final int must;
    private final Set<Violation> broken = new LinkedHashSet<>();
    /** Whether mmu_lock was released in the step that is being made. */
    private boolean released;
    private int releaser;

    /**
     * A judge of a machine in its first state.
     *
     * @param machine its cells
     * @param meaning of the role words of the machine's design
     */
    public ShadowJudge(X86Map map, Cells machine, RoleMeaning meaning) {
        state = new X86State(map, machine::get);
        this.meaning = meaning.remembered();
        int cpus = map.config().cpus();
        var layout = new Layout();
        must = layout.add("must", Layout.Type.ACTOR_MASK, 1);
        int pointers = layout.add("pointers", Layout.Type.WORD, GuestWalk.CELLS * cpus);
        layout.align();
        int owners = layout.add("frames", Layout.Type.WORD, Frames.CELLS);
        layout.align();
        int past = layout.add("history", Layout.Type.WORD, Remembered.cells(state));
        layout.align();
        int rows = layout.add("touched", Layout.Type.WORD, Touched.CELLS);
        cells = new Cells(layout.size());
        touched = new Touched(cells, rows);
        remembered = new Remembered(state, cells, past);
        walk = new GuestWalk(state, cells, pointers, remembered.history(), remembered.contexts());
        frames = new Frames(cells, owners);
    }

    @Override
    public Set<org.tablewalk.check.judge.Rule> rules() {
        return RULES;
    }

    @Override
    public Cells cells() {
        return cells;
    }

    @Override
    public Found found() {
        return found;
    }

    /** Shadow entries are changed without break-before-make: nothing is owed for one. */
    @Override
    public List<Debt> debts() {
        return List.of();
    }

    /** The invariants that the step being made, or made last, leaves broken. */
    Set<Violation> broken() {
        return broken;
    }

    @Override
    public void before(int move) {
        found.clear();
        broken.clear();
        released = false;
    }

    /** The invariants are asked when the step that released the lock is over: only then its own stores are done. */
    @Override
    public void after() {
        if (released) {
            released = false;
            invariants();
        }
    }

    @Override
    public void end() {
        for (int cpu = 0; cpu < state.map().config().cpus(); cpu++) {
            if (lives(cpu)) {
                found.add(STUCK, cpu, 0, 0, 0);
            }
        }
    }

    private boolean lives(int cpu) {
        return switch (state.cpu(cpu).status()) {
            case IDLE, ENDED, FAILED -> false;
            default -> true;
        };
    }

    private long live() {
        long live = 0;
        for (int cpu = 0; cpu < state.map().config().cpus(); cpu++) {
            live |= lives(cpu) ? 1L << cpu : 0;
        }
        return live;
    }

    @Override
    public boolean ignores(int kind) {
        return kind == Event.CALL || kind == Event.CALLBACK || kind == Event.RETURN;
    }

    /** The frequent ones here, the others elsewhere. */
    @Override
    public void event(int kind, int actor, long a, long b, long c) {
        switch (kind) {
            case Event.TLB_HIT, Event.TLB_MISS, Event.WALK_READ, Event.WORD_READ, Event.CALL, Event.RETURN, Event.CALLBACK, Event.ACCESS_START -> {}
            case Event.WORD_WRITE -> write(a, b, c);
            case Event.ACCESS_DONE -> done(actor, a, b, (int) c);
            case Event.SP_ALLOC, Event.SP_REUSE, Event.SP_ZAP, Event.SP_UNSYNC, Event.SP_SYNC -> touched.add(Touched.PAGE, state.map().pageOf(a), 0, 0);
            case Event.SP_LINK, Event.SP_UNLINK -> {
                touched.add(Touched.ENTRY, a, 0, 0);
                touched.add(Touched.PAGE, state.map().pageOf(b), 0, 0);
            }
            case Event.RMAP_ADD, Event.RMAP_REMOVE -> touched.add(Touched.ENTRY, b, 0, 0);
            case Event.RMAP_MISSING -> invariant(actor, b, a, Rule.RMAP_MISSING);
            case Event.TRACK -> touched.add(Touched.TRACKED, a, 0, 0);
            case Event.UNLOCK -> {
                if (a == MMU_LOCK) {
                    released = true;
                    releaser = actor;
                }
            }
            default -> seldom(kind, actor, a, b, c);
        }
    }

    private void seldom(int kind, int actor, long a, long b, long c) {
        switch (kind) {
            case Event.EXCEPTION -> {
                if (c == X86Intrinsics.EXIT_NO_ROOT) {
                    walk.enters(actor);
                }
                remembered.exits(actor, (int) c, a);
            }
            case Event.REGISTER -> {
                walk.load(actor);
                remembered.register(actor, (int) a, live());
            }
            case Event.INVLPG -> remembered.invalidates(actor, a, b, c, live());
            case Event.FREED_TABLE_READ -> found.add(FREED_WALK, actor, a, 0, b);
            case Event.MUST -> must(actor, true);
            case Event.INJECT -> {
                if ((cells.get(must) >>> actor & 1) != 0) {
                    must(actor, false);
                    found.add(MUST_NOT_FAULT, actor, 0, a, access(b));
                }
            }
            case Event.GIVE -> frames.give(a, b, (int) c);
            case Event.ASSERT_FAILED -> found.add(ASSERTION, actor, 0, 0, a);
            case Event.HALT -> {
                if (a != 0) {
                    found.add(b == Event.UNHANDLED ? ACCESS_UNHANDLED : CPU_FAILED, actor, 0, 0, a);
                }
                must(actor, false);
                remembered.over(live());
            }
            default -> {}
        }
    }

    private static int access(long error) {
        return (error & X86Intrinsics.PFERR_WRITE) != 0 ? Event.WRITE : (error & X86Intrinsics.PFERR_FETCH) != 0 ? Event.EXECUTE : Event.READ;
    }

    private void must(int cpu, boolean on) {
        cells.put(must, on ? cells.get(must) | 1L << cpu : cells.get(must) & ~(1L << cpu));
    }

    private void done(int cpu, long address, long pa, int access) {
        if (cells.get(must) != 0) {
            must(cpu, false);
        }
        if (!walk.gives(cpu, address, access, state.map().gfnOf(pa >>> 12))) {
            found.add(GUEST_STALE, cpu, 0, address, access);
        }
        if (!frames.untouched() && frames.owner(pa) != Frames.GUEST) {
            found.add(FOREIGN_FRAME, cpu, 0, address, pa);
        }
    }

    /** Accessed and dirty bits, which hardware sets without the lock, change nothing that is judged. */
    private void write(long address, long old, long value) {
        int region = (int) (address >>> 36);
        if (region == 0) {
            long gfn = state.map().gfnOf(address >>> 12);
            if (gfn >= 0 && old != value) {
                remembered.written(gfn << 12 | address & 0xff8, old, live());
            }
        }
        if (region != TABLES && region != SPECIAL || ((old ^ value) & (Pte.FRAME | Pte.P | Pte.PS | Pte.MMU_PRESENT)) == 0) {
            return;
        }
        if (region == TABLES && (old & Pte.MMU_PRESENT) != 0) {
            ShadowPage page = state.shadowPageAt(address);
            int level = page == null ? 0 : state.role(page.role(), RoleField.LEVEL);
            if (page != null && !page.tdpMmu() && Spte.leaf(old, level)) {
                long gfn = new Invariants(state, meaning).gfn(page, Invariants.index(address));
                touched.add(Touched.LEFT, address, gfn, level);
            }
        }
        touched.add(Touched.ENTRY, address, 0, 0);
    }

    /** The lock may already be the next CPU's; it has done nothing under it yet. */
    private void invariants() {
        var questions = new Invariants(state, meaning);
        if (touched.more()) {
            questions.everything();
        } else {
            ask(questions);
        }
        touched.clear();
        broken.addAll(questions.found());
        broken.forEach(v -> invariant(releaser, v.entry(), v.address(), v.rule()));
    }

    private void invariant(int cpu, long entry, long address, Rule rule) {
        found.add(INVARIANT, cpu, entry, address, rule.ordinal());
    }

    private void ask(Invariants questions) {
        for (int i = 0; i < touched.size(); i++) {
            switch (touched.kind(i)) {
                case Touched.ENTRY -> questions.entry(touched.a(i));
                case Touched.LEFT -> questions.left(touched.a(i), touched.b(i), touched.level(i));
                case Touched.PAGE -> {
                    ShadowPage page = touched.a(i) < 0 ? null : state.shadowPage((int) touched.a(i));
                    if (page != null && !page.tdpMmu()) {
                        questions.page(page);
                        questions.tracking(page.gfn());
                    }
                }
                default -> questions.tracking(touched.a(i));
            }
        }
        if (touched.size() > 0) {
            questions.portals();
        }
    }
}
