package org.tablewalk.check.tree;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import org.tablewalk.check.judge.Debt;
import org.tablewalk.check.judge.Found;
import org.tablewalk.check.judge.Frames;
import org.tablewalk.check.judge.Judge;
import org.tablewalk.check.judge.Rule;
import org.tablewalk.machine.Cells;
import org.tablewalk.machine.Event;
import org.tablewalk.machine.Fault;
import org.tablewalk.machine.Move;

/**
 * The judge of a machine whose CPUs walk one tree of descriptors: hears what a step does and asks the parts that know the rules.
 *
 * <p>Code is at its end, and its debts are told, when its listing ends, when its handler returns to the guest, or when its CPU makes an access of the guest's: from then on whoever relies
 * on it may use what it took away. Most of what a step does is of no interest here, so the frequent events are looked at first and leave at once.
 */
public final class TreeJudge implements Judge {
    /** All but those about a guest's own tables and the books of a shadow MMU, and cycles, which no single run shows. */
    private static final Set<Rule> RULES = Set.copyOf(EnumSet.complementOf(EnumSet.of(Rule.GUEST_STALE, Rule.INVARIANT, Rule.LIVELOCK)));
    private static final int EINTR = 4;
    private static final int EFAULT = 14;

    private final Hardware hardware;
    private final JudgeMap map;
    private final Cells cells;
    private final Found found = new Found();
    private final Links links;
    private final Debts debts;
    private final Stores stores;
    /** Stores to the guests' own tables; or null. */
    private final Stores guests;
    private final Invalidating invalidating;
    private final Accesses accesses;
    private final DirtyLog dirty;
    private final Ends ends;
    private final CpuNotes notes;
    private final Windows broken;
    private final boolean logs;
    private final VmidTrees vmids;
    private final boolean contents;
    private boolean drains;
    private boolean faulted;
    private boolean faultStage1;
    private boolean returned;
    private long faultIpa;
    private int faultAccess;

    /**
     * A judge of a machine in its first state.
     *
     * @param windows  of comparable judges
     */
    public TreeJudge(Tables tables, Hardware hardware, WindowStates windows) {
        this(tables, hardware, judge -> new JudgedWindows(tables, judge.links, windows, judge.cells, judge.map.windows(), judge.found));
    }

    /** A judge of a machine in its first state that tells of no faults: for it broken windows do not matter. */
    public TreeJudge(Tables tables, Hardware hardware) {
        this(tables, hardware, judge -> Windows.NONE);
    }

    /**
     * A judge of a run whose observer watches the windows itself, and keeps them.
     *
     * @param watched gives who is told of them, given the judge's links
     */
    TreeJudge(Tables tables, Hardware hardware, Function<TreeJudge, Windows> watched) {
        this.hardware = hardware;
        logs = hardware.dirtyWords() > 0;
        contents = hardware.contents();
        map = new JudgeMap(tables, hardware);
        cells = new Cells(map.size(), map.farSize());
        links = new Links(tables, cells, map.links());
        links.read();
        debts = new Debts(cells, hardware.stage1(), map.untold(), map.debts(), map.capacity());
        notes = new CpuNotes(cells, map.cpus(), map.accessed());
        var frames = new Frames(cells, map.frames());
        dirty = new DirtyLog(hardware, cells, map.dirty());
        broken = watched.apply(this);
        var groups = new Groups(tables, links, cells, map.groups());
        var reuse = new Reuse(tables, links, debts);
        stores = new Stores(tables, hardware, links, debts, notes, broken, reuse, groups, found);
        vmids = hardware.registers() ? new VmidTrees(cells, map.vmids()) : null;
        invalidating = new Invalidating(tables, hardware, links, debts, notes, frames, reuse, vmids, found);
        accesses = new Accesses(hardware, debts, notes, frames, dirty, broken, tables, found);
        guests = tables.guests() == null ? null : guests(tables.guests());
        ends = new Ends(tables, hardware, links, debts, notes, groups, found);
    }

    private Stores guests(GuestTrees trees) {
        var linked = new Links(trees, cells, map.guestLinks());
        trees.roots().forEach(root -> linked.descend(root.address(), root.entries(), root.startLevel()));
        return new Stores(trees, hardware, linked, debts, notes, found);
    }

    @Override
    public Set<Rule> rules() {
        return RULES;
    }

    @Override
    public Cells cells() {
        return cells;
    }

    /** Where descriptors stand. */
    Links links() {
        return links;
    }

    @Override
    public void before(int move) {
        found.clear();
        drains = move >= 0 && Move.kind(move) == Move.DRAIN;
        faulted = false;
        returned = false;
    }

    @Override
    public void after() {
        // Everything is judged when it happens.
    }

    @Override
    public void event(int kind, int actor, long a, long b, long c) {
        switch (kind) {
            case Event.TLB_HIT, Event.TLB_MISS, Event.WALK_READ, Event.CALL, Event.CALLBACK, Event.TLB_FILL -> {}
            case Event.WORD_READ -> {
                if (isData(a)) {
                    return;
                }
                stores.read(actor, a, b);
                if (logs) {
                    dirty.read(hardware.dirtyWord(a), b);
                }
            }
            case Event.WORD_WRITE -> {
                if (isData(a)) {
                    if (guests != null) {
                        guests.visible(actor, a, b, c, drains);
                    }
                } else if (!logs || !dirty.changed(hardware.dirtyWord(a), b, c)) {
                    stores.visible(actor, a, b, c, drains);
                }
            }
            case Event.ACCESS_START -> {
                ends.told(actor, false);
                if (vmids != null) {
                    invalidating.used(actor);
                    accesses.begins(actor, a);
                }
            }
            case Event.ACCESS_DONE -> accesses.done(actor, a, b, (int) c);
            case Event.RETURN -> returned = true;
            default -> seldom(kind, actor, a, b, c);
        }
    }

    /** What memory holds is nobody's translation. */
    private boolean isData(long address) {
        return contents && hardware.data(address);
    }

    private void seldom(int kind, int actor, long a, long b, long c) {
        switch (kind) {
            case Event.STORE -> {
                if (!isData(a)) {
                    stores.issued(actor, a, b);
                } else if (guests != null) {
                    guests.issued(actor, a, b);
                }
            }
            case Event.LOCK -> stores.locks(actor, (int) a, (int) b, true);
            case Event.UNLOCK -> stores.locks(actor, (int) a, (int) b, false);
            case Event.TLBI_ISSUE -> invalidating.issued(actor, (int) a, (int) b, c);
            case Event.TLBI_ARRIVE -> invalidating.arrived(actor, (int) a);
            case Event.SPECULATE -> invalidating.used(actor);
            case Event.DSB_DONE -> invalidating.barrier(actor, a);
            case Event.MSR -> invalidating.register(actor, (int) a, b);
            case Event.PAGE_FREE -> invalidating.freed(actor, a);
            case Event.GIVE -> invalidating.given(actor, a, b, (int) c);
            case Event.MUST -> accesses.must(actor);
            case Event.FAULT -> {
                faulted = true;
                faultStage1 = (c & Fault.STAGE_1) != 0;
                faultIpa = a;
                faultAccess = Fault.access(c);
                accesses.faulted(actor, a, b, c);
            }
            case Event.FREED_TABLE_READ -> found.add(Rule.FREED_WALK, actor, a, 0, b);
            case Event.TLB_OVERLAP -> found.add(Rule.TWO_ENTRIES, actor, 0, a, b);
            case Event.CONFLICT_ABORT -> found.add(Rule.CONFLICT_ABORT, actor, 0, a, 0);
            case Event.ASSERT_FAILED -> found.add(Rule.ASSERTION, actor, 0, 0, a);
            case Event.LOG_DIRTY -> dirty.log(c != 0);
            case Event.COLLECT_DIRTY -> {
                long lost = dirty.collected(a, b);
                if (lost >= 0) {
                    found.add(Rule.LOST_WRITE, actor, 0, lost, 0);
                }
            }
            case Event.EXCEPTION -> {
                if (guests != null && !(faulted && faultStage1)) {
                    notes.host(actor, true);
                }
            }
            case Event.RESUME -> resumed(actor);
            case Event.HALT -> {
                // User space that gives up knows what it does.
                if (a != 0 && b != Event.EXITED) {
                    failed(actor, a);
                }
                ends.told(actor, true);
            }
            default -> {}
        }
    }

    /** The hypervisor goes back to the guest, whose code goes on where it was; or a handler of the guest's own is at its end. */
    private void resumed(int cpu) {
        ends.told(cpu, !notes.host(cpu));
        notes.host(cpu, false);
    }

    /**
     * A CPU stopped with an error. No finding is what follows from another one's stop (-EINTR), and that nobody gives the guest a page that was there and that the tables no longer give:
     * then the fault, or KVM's -EFAULT, is what the guest has coming.
     */
    private void failed(int cpu, long error) {
        if (!faulted && !returned) {
            found.add(Rule.CPU_FAILED, cpu, 0, 0, error);
        } else if (error != -EINTR) {
            long ipa = faulted ? faultIpa : ends.faultIpa(cpu);
            int access = faulted ? faultAccess : ends.faultAccess(cpu);
            boolean due = error == -EFAULT && !(faulted && faultStage1) && hardware.permittedAtFirst(cpu, ipa, access) && !hardware.permits(cpu, ipa, access);
            if (!due) {
                found.add(faulted ? Rule.ACCESS_UNHANDLED : Rule.CPU_FAILED, cpu, 0, ipa, error);
            }
        }
    }

    @Override
    public void end() {
        ends.end();
    }

    @Override
    public void keep(DataOutput out) throws IOException {
        broken.keep(out);
    }

    @Override
    public void recall(DataInput in) throws IOException {
        broken.recall(in);
    }

    /** A return counts in a step in which the CPU stops only. */
    @Override
    public boolean ignores(int kind) {
        return kind == Event.CALL || kind == Event.CALLBACK || kind == Event.RETURN;
    }

    @Override
    public Found found() {
        return found;
    }

    /** Whether a word is reachable from a root: only then a change of it is judged. */
    public boolean reaches(long address) {
        return links.find(address);
    }

    /** How many debts there are: what a barrier and a TLBI cost is in proportion to it. */
    public int owed() {
        return debts.size();
    }

    @Override
    public List<Debt> debts() {
        return debts.list();
    }
}
