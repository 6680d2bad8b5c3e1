package org.tablewalk.check.tree;

import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.tablewalk.check.BrokenWindow;
import org.tablewalk.check.MarkList;
import org.tablewalk.check.Marks;
import org.tablewalk.check.RunChecks;
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
public final class Checks implements RunChecks {
    private static final Counter[] COUNTERS = Counter.values();
    private static final List<String> KEYS = Arrays.stream(COUNTERS).map(Counter::key).toList();

    /** The lock that delimits edits. */
    private static final int MMU_LOCK = 0;

    // Class of a CPU's last fault.
    private static final byte PLAIN = 0;
    private static final byte PENDING = 1;
    private static final byte SPURIOUS = 2;
    private static final byte FREED = 3;
    private static final byte OTHER = 4;

    private final Tables tables;
    private final BrokenWindows windows;
    private final Marks marks = new Marks();
    private final long[] counts = new long[COUNTERS.length];
    private long position;

    // The last fault of each CPU, until it resumes.
    private final long[] faultIpa;
    private final long[] faultPosition;
    private final byte[] faultAccess;
    private final byte[] faultClass;
    /** CPUs whose handler has not yet held a lock. */
    private long handling;
    /** CPUs that have issued a TLBI since their last completing barrier. */
    private long owing;
    /** Address of the word of a freed table that was read last, or -1 if the read was followed by another. */
    private long freedRead = -1;

    private record Saved(long[] counts, BrokenWindows.Saved windows, Marks.Saved marks, long[] faultIpa, long[] faultPosition, byte[] faultAccess,
                         byte[] faultClass, long handling, long owing) { }

    /**
     * An observer of a machine in its first state. Where there are no faults, as in an import, it judges none.
     *
     * @param tables its tables
     * @param links  where descriptors stand in them; told of every store from now on
     * @param cpus   1..64
     */
    public Checks(Tables tables, Links links, int cpus) {
        this.tables = tables;
        windows = new BrokenWindows(tables, links, this::decided);
        faultIpa = new long[cpus];
        faultPosition = new long[cpus];
        faultAccess = new byte[cpus];
        faultClass = new byte[cpus];
    }

    @Override
    public void before(int move, long at) {
        position = at;
        if (windows.anyOpen()) {
            counts[Counter.BROKEN_STEPS.ordinal()]++;
        }
    }

    @Override
    public void after(long at) {
        freedRead = -1;
    }

    @Override
    public void event(int kind, int actor, long a, long b, long c) {
        switch (kind) {
            case Event.TLB_HIT -> add(Counter.TLB_HITS);
            case Event.TLB_MISS -> add(Counter.TLB_MISSES);
            case Event.WALK_READ -> add(Counter.WALK_READS);
            case Event.FREED_TABLE_READ -> {
                freedRead = a;
                marks.add(position, MarkKind.FREED_TABLE, actor, a);
            }
            case Event.FAULT -> fault(actor, a, b, c);
            case Event.TLB_OVERLAP -> {
                add(Counter.TLB_OVERLAPS);
                marks.add(position, MarkKind.OVERLAP, actor, a);
            }
            case Event.CONFLICT_ABORT -> {
                add(Counter.CONFLICT_ABORTS);
                marks.add(position, MarkKind.CONFLICT, actor, a);
            }
            case Event.WORD_WRITE -> write(actor, a, b, c);
            case Event.TLBI_ISSUE -> {
                add(Counter.TLBI_ISSUED);
                owing |= 1L << actor;
                marks.add(position, MarkKind.TLBI, actor, c);
            }
            case Event.DSB_WAIT -> add(Counter.DSB_WAITS);
            case Event.DSB_DONE -> barrier(actor, a);
            case Event.EXCEPTION -> handling |= 1L << actor;
            case Event.LOCK -> {
                lockChanges(actor, a);
                if ((handling >>> actor & 1) != 0) {
                    locked(actor);
                }
            }
            case Event.UNLOCK -> lockChanges(actor, a);
            case Event.RESUME -> resumed(actor);
            case Event.HALT -> {
                resumed(actor);
                marks.add(position, MarkKind.HALT, actor, a);
            }
            case Event.CALLBACK -> {
                if (windows.anyOpen()) {
                    add(Counter.BROKEN_CALLBACKS);
                }
            }
            default -> { }
        }
    }

    private void add(Counter counter) {
        counts[counter.ordinal()]++;
    }

    private void fault(int cpu, long ipa, long address, long fault) {
        byte kind = OTHER;
        if (Fault.kind(fault) == Fault.TRANSLATION) {
            add(Counter.TRANSLATION_FAULTS);
            kind = PLAIN;
            if (freedRead >= 0 && freedRead == address) {
                add(Counter.FREED_TABLE_FAULTS);
                kind = FREED;
            } else if (windows.faulted(cpu, position, ipa, address, fault)) {
                kind = PENDING;
            }
        } else if (Fault.kind(fault) == Fault.PERMISSION) {
            add(Counter.PERMISSION_FAULTS);
            kind = PLAIN;
        }
        faultIpa[cpu] = ipa;
        faultPosition[cpu] = position;
        faultAccess[cpu] = (byte) Fault.access(fault);
        faultClass[cpu] = kind;
        marks.add(position, MarkKind.FAULT, cpu, ipa);
    }

    private void write(int cpu, long address, long old, long value) {
        add(Counter.PTE_WRITES);
        int change = windows.written(cpu, position, address, old, value);
        if (change != 0) {
            marks.add(position, change > 0 ? MarkKind.BREAK : MarkKind.MAKE, cpu, address);
        }
    }

    private void decided(int cpu, long at, long ipa, boolean spurious) {
        if (spurious) {
            add(Counter.SPURIOUS_FAULTS);
            marks.addLate(at, MarkKind.SPURIOUS, cpu, ipa);
        }
        if (faultClass[cpu] == PENDING && faultPosition[cpu] == at) {
            faultClass[cpu] = spurious ? SPURIOUS : PLAIN;
        }
    }

    private void lockChanges(int cpu, long lock) {
        if (lock == MMU_LOCK && windows.anyOpen()) {
            windows.editsEnd(cpu);
        }
    }

    private void locked(int cpu) {
        handling &= ~(1L << cpu);
        if (faultClass[cpu] == PLAIN && tables.permits(faultIpa[cpu], faultAccess[cpu])) {
            add(Counter.REDUNDANT_FAULTS);
        }
    }

    private void resumed(int cpu) {
        handling &= ~(1L << cpu);
    }

    /** A waiting barrier orders nothing more; the first finished one that also completes TLBIs is the completion. */
    private void barrier(int cpu, long barrierKind) {
        if ((owing >>> cpu & 1) != 0 && tables.completesTlbis(barrierKind)) {
            owing &= ~(1L << cpu);
            marks.add(position, MarkKind.COMPLETE, cpu, barrierKind);
        }
    }

    /** The value of one counter. */
    public long count(Counter counter) {
        return counts[counter.ordinal()];
    }

    /** The keys of {@link Counter}, in its order. */
    @Override
    public List<String> keys() {
        return KEYS;
    }

    /** All counters in the order of {@link Counter}; a copy. */
    @Override
    public long[] counts() {
        return counts.clone();
    }

    /** All counters by key, in the order of {@link Counter}. */
    public Map<Counter, Long> counters() {
        Map<Counter, Long> map = new EnumMap<>(Counter.class);
        for (Counter c : COUNTERS) {
            map.put(c, counts[c.ordinal()]);
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

    /** The notable events so far. The list does not change. */
    @Override
    public MarkList marks() {
        return marks.list();
    }

    @Override
    public Object save() {
        return new Saved(counts.clone(), windows.save(), marks.save(), faultIpa.clone(), faultPosition.clone(), faultAccess.clone(),
                faultClass.clone(), handling, owing);
    }

    @Override
    public void load(Object saved) {
        Saved s = (Saved) saved;
        System.arraycopy(s.counts(), 0, counts, 0, counts.length);
        windows.load(s.windows());
        marks.load(s.marks());
        System.arraycopy(s.faultIpa(), 0, faultIpa, 0, faultIpa.length);
        System.arraycopy(s.faultPosition(), 0, faultPosition, 0, faultPosition.length);
        System.arraycopy(s.faultAccess(), 0, faultAccess, 0, faultAccess.length);
        System.arraycopy(s.faultClass(), 0, faultClass, 0, faultClass.length);
        handling = s.handling();
        owing = s.owing();
        freedRead = -1;
    }
}
