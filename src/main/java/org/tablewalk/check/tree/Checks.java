package org.tablewalk.check.tree;

import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.tablewalk.check.BrokenWindow;
import org.tablewalk.check.Tally;
import org.tablewalk.check.judge.Rule;
import org.tablewalk.machine.Event;
import org.tablewalk.machine.Fault;
import org.tablewalk.trace.MarkKind;

/**
 * The one observer of a run: counters, broken windows, verdicts on faults, and marks.
 *
 * <p>It sees every event of a run flat out, so the frequent ones only add to a field, and nothing is allocated but where something is
 * marked. A fault is judged by three questions, in this order. Was it decided by a word of a freed table? Then it is a freed-table fault.
 * Did the deciding descriptor lie in a broken window of one edit, for an access permitted just before and just after the window? Then it is
 * spurious; the answer comes when the edit closes the window or ends. Do the tables permit the access when the fault's handler first holds a lock? Then it is
 * redundant. The classes are disjoint; all three are counted as translation (or permission) faults too.
 */
public final class Checks extends Tally<Counter> {
    private final Tables tables;
    private final TreeJudge judge;
    private final BrokenWindows windows;
    private final LastFaults faults;
    private final Hardware hardware;
    private final Mapped mapped;
    private final boolean logs;
    private final boolean contents;
    private final boolean counts;
    /** CPUs that have issued a TLBI since their last completing barrier. */
    private long owing;
    /** Address of the word of a freed table that was read last, or -1 if the read was followed by another. */
    private long freedRead = -1;
    /** Whether the fault of this step lies in an open window. */
    private boolean pending;

    private record Saved(Object tally, BrokenWindows.Saved windows, LastFaults.Saved faults, long owing) {}

    /**
     * An observer of a machine in its first state. Where there are no faults, as in an import, it judges none.
     *
     * @param tables   its tables
     * @param hardware what walks them
     */
    public Checks(Tables tables, Hardware hardware) {
        this(tables, hardware, new Relay());
    }

    private Checks(Tables tables, Hardware hardware, Relay relay) {
        var judging = new TreeJudge(tables, hardware, made -> relay);
        super(List.of(Counter.values()), judging);
        this.tables = tables;
        judge = judging;
        windows = new BrokenWindows(tables, judging.links(), this::decided);
        faults = new LastFaults(hardware.cpus());
        relay.checks = this;
        this.hardware = hardware;
        logs = hardware.dirtyWords() > 0;
        contents = hardware.contents();
        // An import has no tables at first and tells of no pages: there nobody asks for these.
        counts = !tables.emptyAtFirst();
        mapped = new Mapped(tables, judging.links());
        if (counts) {
            add(Counter.MAPPED_PAGES, mapped.all());
            for (int page = 0; page < tables.pages(); page++) {
                add(Counter.TABLES, hardware.inUse(page) && tables.rootOf(tables.pageAddress(page)) == null ? 1 : 0);
            }
        }
    }

    /** What the judge tells of windows goes to this observer, which knows the positions. */
    private static final class Relay implements Windows {
        private Checks checks;

        @Override
        public void written(int cpu, long address, long old, long value) {
            checks.written(cpu, address, old, value);
        }

        @Override
        public void editsEnd(int cpu) {
            if (checks.windows.anyOpen()) {
                checks.windows.editsEnd(cpu);
            }
        }

        @Override
        public void faulted(int cpu, long ipa, long address, long fault) {
            checks.pending = checks.windows.faulted(cpu, checks.position(), ipa, address, fault);
        }
    }

    @Override
    public void before(int move, long at) {
        super.before(move, at);
        if (windows.anyOpen()) {
            add(Counter.BROKEN_STEPS);
        }
    }

    @Override
    public void after(long at) {
        super.after(at);
        freedRead = -1;
    }

    /** The frequent ones here, so that this is short enough to be compiled into whoever tells of events; the others elsewhere. */
    @Override
    public void event(int kind, int actor, long a, long b, long c) {
        judge.event(kind, actor, a, b, c);
        switch (kind) {
            case Event.TLB_HIT -> add(Counter.TLB_HITS);
            case Event.TLB_MISS -> add(Counter.TLB_MISSES);
            case Event.WALK_READ -> add(Counter.WALK_READS);
            case Event.WORD_WRITE -> stored(a, b, c);
            case Event.CALL, Event.RETURN, Event.ACCESS_START, Event.ACCESS_DONE -> {}
            default -> seldom(kind, actor, a, b, c);
        }
    }

    private void seldom(int kind, int actor, long a, long b, long c) {
        switch (kind) {
            case Event.FREED_TABLE_READ -> {
                freedRead = a;
                mark(MarkKind.FREED_TABLE, actor, a);
            }
            case Event.FAULT -> fault(actor, a, b, c);
            case Event.TLB_OVERLAP -> mark(Counter.TLB_OVERLAPS, MarkKind.OVERLAP, actor, a);
            case Event.CONFLICT_ABORT -> mark(Counter.CONFLICT_ABORTS, MarkKind.CONFLICT, actor, a);
            case Event.TLBI_ISSUE -> {
                owing |= 1L << actor;
                mark(Counter.TLBI_ISSUED, MarkKind.TLBI, actor, c);
            }
            case Event.PAGE_ALLOC -> add(Counter.TABLES);
            case Event.PAGE_FREE -> add(Counter.TABLES, -1);
            case Event.DSB_WAIT -> add(Counter.DSB_WAITS);
            case Event.DSB_DONE -> barrier(actor, a);
            case Event.EXCEPTION -> {
                if (b != 0) {
                    faults.entered(actor);     // else the guest was left for another reason
                }
            }
            case Event.LOCK -> {
                if (faults.redundantWhenLocked(actor, tables)) {
                    add(Counter.REDUNDANT_FAULTS);
                }
            }
            case Event.RESUME -> faults.left(actor);
            case Event.HALT -> {
                faults.left(actor);
                mark(MarkKind.HALT, actor, a);
            }
            case Event.CALLBACK -> {
                if (windows.anyOpen()) {
                    add(Counter.BROKEN_CALLBACKS);
                }
            }
            default -> {}
        }
    }

    private void stored(long address, long old, long value) {
        if ((logs || contents) && tables.pageOf(address) < 0) {
            add(Counter.DIRTY_PAGES, hardware.dirtyWord(address) < 0 ? 0 : Long.bitCount(value) - Long.bitCount(old));
        } else {
            add(Counter.PTE_WRITES);
            if (counts) {
                add(Counter.MAPPED_PAGES, mapped.change(address, old, value));
            }
        }
    }

    private void fault(int cpu, long ipa, long address, long fault) {
        LastFaults.Judgement judgement = LastFaults.Judgement.OTHER;
        if (Fault.kind(fault) == Fault.TRANSLATION) {
            add(Counter.TRANSLATION_FAULTS);
            judgement = (fault & Fault.STAGE_1) != 0 ? LastFaults.Judgement.OTHER : LastFaults.Judgement.PLAIN;
            if (freedRead >= 0 && freedRead == address) {
                add(Counter.FREED_TABLE_FAULTS);
                judgement = LastFaults.Judgement.FREED;
            } else if (pending) {
                judgement = LastFaults.Judgement.PENDING;
            }
        } else if (Fault.kind(fault) == Fault.PERMISSION) {
            add(Counter.PERMISSION_FAULTS);
            judgement = LastFaults.Judgement.PLAIN;
        }
        faults.raised(cpu, position(), hardware.root(cpu), ipa, Fault.access(fault), judgement);
        pending = false;
        mark(MarkKind.FAULT, cpu, ipa);
    }

    private void written(int cpu, long address, long old, long value) {
        int change = windows.written(cpu, position(), address, old, value);
        if (change != 0) {
            mark(change > 0 ? MarkKind.BREAK : MarkKind.MAKE, cpu, address);
        }
    }

    private void decided(int cpu, long at, long ipa, boolean spurious, long entry, int editor) {
        if (spurious) {
            add(Counter.SPURIOUS_FAULTS);
            judge.found().add(Rule.SPURIOUS_FAULT, editor, entry, ipa, cpu);
            markLate(at, MarkKind.SPURIOUS, cpu, ipa);
        }
        faults.decided(cpu, at, spurious);
    }

    /** A waiting barrier orders nothing more; the first finished one that also completes TLBIs is the completion. */
    private void barrier(int cpu, long barrierKind) {
        if ((owing >>> cpu & 1) != 0 && tables.completesTlbis(barrierKind)) {
            owing &= ~(1L << cpu);
            mark(MarkKind.COMPLETE, cpu, barrierKind);
        }
    }

    /** All counters by key, in the order of {@link Counter}. */
    public Map<Counter, Long> counters() {
        Map<Counter, Long> map = new EnumMap<>(Counter.class);
        for (Counter c : Counter.values()) {
            map.put(c, count(c));
        }
        return map;
    }

    /** Translation faults in broken windows of edits that never ended, or not yet: whether they are spurious is not decided. */
    @Override
    public int undecidedFaults() {
        return windows.undecided();
    }

    /** The broken windows so far: the closed ones in the order of their closing, then the open ones. The list does not change. */
    @Override
    public List<BrokenWindow> windows() {
        return windows.list();
    }

    @Override
    public Object save() {
        return new Saved(super.save(), windows.save(), faults.save(), owing);
    }

    @Override
    public void load(Object saved) {
        Saved s = (Saved) saved;
        super.load(s.tally());
        windows.load(s.windows());
        faults.load(s.faults());
        owing = s.owing();
        freedRead = -1;
    }
}
