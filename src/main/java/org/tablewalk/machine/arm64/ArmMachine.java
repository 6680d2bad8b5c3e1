package org.tablewalk.machine.arm64;

import java.util.BitSet;
import org.tablewalk.machine.Event;
import org.tablewalk.machine.Move;
import org.tablewalk.machine.Fault;
import org.tablewalk.machine.arm64.tlb.Tlb;
import org.tablewalk.machine.arm64.tlb.TlbRegion;
import org.tablewalk.machine.arm64.walk.AccessCells;
import org.tablewalk.machine.listing.Cpus;
import org.tablewalk.machine.listing.ListingMachine;
import org.tablewalk.machine.listing.Op;
import org.tablewalk.machine.listing.Program;

/**
 * The Arm machine: CPUs that run listings and make guest accesses through TLBs and stage-2 tables, and the hardware that moves
 * on its own: invalidations in flight, buffered stores, speculative walks, evictions.
 *
 * <p>{@link #step} is the one step function. All state is in the cells; the fields hold only where things are.
 */
public final class ArmMachine extends ListingMachine {
    private final ArmMap map;
    private final Tlb tlb;
    /** On the side of stage 1; null if guests have none. */
    private final Tlb tlb1;
    private final AccessUnit access;
    private final Invalidations invalidations;
    private final PagePool pool;
    private final Stores stores;
    private final SystemCalls calls;
    private final Registers registers;
    private final OwnMoves own;
    private final TakenRegisters taken;
    private final ArmConfig config;
    /** Null where memory has no contents. */
    private final GuestData data;
    private final int[] code;
    private final int abortRoutine;
    private final int guestAbort;
    private final BitSet guests = new BitSet();
    private int alternative;

    /**
     * The machine before its first step.
     *
     * @throws IllegalArgumentException if the pool cannot hold the initial tables, or an actor's routine does not exist
     */
    public ArmMachine(ArmConfig config, Program program) {
        this(new ArmMap(config, program));
        InitialState.write(map, cells, pool, interpreter, running);
    }

    private ArmMachine(ArmMap map) {
        super(map);
        this.map = map;
        config = map.config();
        code = map.program().code();
        tlb = new Tlb(cells, map.tlbRegion(), bus);
        registers = new Registers(cells, map);
        taken = new TakenRegisters(cells, map, registers);
        TlbRegion stage1 = map.stage1Region();
        tlb1 = stage1 == null ? null : new Tlb(cells, stage1, bus);
        access = new AccessUnit(cells, map, tlb, tlb1, registers, taken, bus);
        invalidations = new Invalidations(cells, map, tlb, tlb1, access, registers, taken, running, bus);
        pool = new PagePool(cells, map, bus);
        stores = new Stores(cells, map, bus);
        own = new OwnMoves(cells, map, running, bus, tlb, tlb1, access, invalidations, stores, registers, taken);
        data = config.contents() == null ? null : new GuestData(interpreter, map, stores);
        calls = new SystemCalls(this, interpreter, running, map, cells, bus, access, invalidations, pool, stores, registers);
        abortRoutine = routine(config.abortRoutine());
        guestAbort = tlb1 == null ? -1 : routine(config.regime().stage1().abortRoutine());
        config.actors().stream().map(actor -> map.program().routine(actor.routine())).filter(first -> first != null && GuestCode.reaches(map.program(), first))
                .forEach(first -> guests.set(first.index()));
    }

    private int routine(String name) {
        Program.Routine routine = name == null ? null : map.program().routine(name);
        return routine == null ? -1 : routine.index();
    }

    /** Where everything lies; what a reader of images needs. */
    public ArmMap map() {
        return map;
    }

    @Override
    public long enabled(int kind) {
        return switch (kind) {
            case Move.RUN -> running.runnable();
            case Move.ARRIVE -> cells.get(map.arrivable);
            case Move.DRAIN, Move.SPECULATE, Move.EVICT -> own.enabled(kind);
            case Move.WALKER -> cells.get(map.walking);
            default -> 0;
        };
    }

    @Override
    public int alternatives(int kind, int cpu) {
        int state = map.cpu(cpu);
        return switch (kind) {
            case Move.RUN -> {
                if (cells.get(state + ArmMap.DEMAND + AccessCells.PHASE) != AccessCells.NONE) {
                    yield access.alternatives(cpu, state + ArmMap.DEMAND);
                }
                yield cells.get(state + ArmMap.UNSYNCED) == 0 ? 1 : unsynchronised(cpu);
            }
            case Move.ARRIVE -> Long.bitCount(cells.get(state + ArmMap.ARRIVING));
            case Move.SPECULATE -> config.freedoms().speculative().size() * registers.choices(cpu);
            case Move.EVICT -> own.evictable(cpu);
            case Move.WALKER -> access.alternatives(cpu, state + ArmMap.SPECULATION);
            default -> 1;
        };
    }

    /** How many ways the next op of a CPU can go that has written registers which are not in effect: a TLBI takes the old VMID or the new, an access takes each register old or new. */
    private int unsynchronised(int cpu) {
        int at = interpreter.pc(cpu) * Op.WORDS;
        if (code[at] != Op.SYSTEM) {
            return 1;
        }
        if (code[at + 5] == ArmIntrinsics.TLBI) {
            return registers.tlbiChoices(cpu);
        }
        return GuestCode.accesses(code[at + 5]) && cells.get(map.cpu(cpu) + ArmMap.GUEST) != 0 ? registers.choices(cpu) : 1;
    }

    @Override
    public void step(int move) {
        int kind = Move.kind(move);
        int cpu = Move.actor(move);
        alternative = Move.alternative(move);
        if (kind != Move.RUN && !isEnabled(move) || kind == Move.RUN && !running.runs(cpu)) {
            throw new IllegalArgumentException("move " + Integer.toHexString(move) + " is not enabled");
        }
        switch (kind) {
            case Move.RUN -> run(cpu);
            case Move.ARRIVE -> invalidations.arrive(cpu, nthBit(cells.get(map.cpu(cpu) + ArmMap.ARRIVING), alternative));
            case Move.DRAIN -> own.drain(cpu);
            case Move.WALKER -> own.walk(cpu, alternative);
            case Move.SPECULATE -> own.speculate(cpu, alternative);
            default -> own.evict(cpu, alternative);
        }
    }

    private static int nthBit(long mask, int n) {
        long left = mask;
        for (int i = 0; i < n; i++) {
            left &= left - 1;
        }
        return Long.numberOfTrailingZeros(left);
    }

    private void run(int cpu) {
        int unit = map.cpu(cpu) + ArmMap.DEMAND;
        if (cells.get(unit + AccessCells.PHASE) != AccessCells.NONE) {
            if (data != null && cells.get(unit + AccessCells.PHASE) == AccessCells.PERFORM && data.waits(cpu)) {
                running.sleep(cpu);
                return;
            }
            after(cpu, unit, access.advance(cpu, unit, alternative, false));
            return;
        }
        execute(cpu, calls);
    }

    /** What follows a micro-step of the access in flight. */
    private void after(int cpu, int unit, int outcome) {
        if (outcome == AccessUnit.FINISHED) {
            boolean completed = complete(cpu);
            invalidations.release(cpu, unit);
            if (!completed) {
                halt(cpu, -Cpus.EFAULT, Event.MISUSE);
            }
        } else if (outcome == AccessUnit.FAULTED) {
            long ipa = cells.get(unit + AccessCells.IPA);
            long fault = access.fault();
            invalidations.release(cpu, unit);
            takeException(cpu, ipa, fault);
        }
    }

    private boolean complete(int cpu) {
        if (data != null) {
            return data.complete(cpu, access.performed());
        }
        interpreter.complete(cpu);
        return true;
    }

    /** To EL1, if stage 1 faults: the guest's own routine, if it has one, handles it, and the access is made again on return. */
    private void enterGuest(int cpu, long va, long fault) {
        bus.event(Event.EXCEPTION, cpu, va, fault, guestAbort);
        handle(cpu, guestAbort, va, fault);
    }

    /** To EL2, unless the fault is of stage 1: the nVHE host runs with VTTBR_EL2 zero (domain section 4.2); the interrupted access is made again on return. */
    void takeException(int cpu, long ipa, long fault) {
        if ((fault & Fault.STAGE_1) != 0) {
            enterGuest(cpu, ipa, fault);
        } else {
            enterHost(cpu, abortRoutine, ipa, fault);
        }
    }

    /** The guest is left for a routine of the host's, or with -1 for none. */
    void enterHost(int cpu, int routine, long a, long b) {
        registers.leave(cpu);
        bus.event(Event.EXCEPTION, cpu, a, b, routine);
        handle(cpu, routine, a, b);
    }

    private void handle(int cpu, int routine, long a, long b) {
        if (routine < 0) {
            halt(cpu, -Cpus.EFAULT, Event.UNHANDLED);
        } else if (!interpreter.enter(cpu, routine, a, b)) {
            halt(cpu, -Cpus.EFAULT, Event.STACK);
        }
    }

    @Override
    protected boolean guest(int routine) {
        return guests.get(routine);
    }

    @Override
    protected void handled(int cpu, long value) {
        if (value == 0) {
            if (!registers.loadsOnEntry()) {
                registers.enter(cpu);
            }
            bus.event(Event.RESUME, cpu, 0, 0, 0);
        } else {
            halt(cpu, value, Event.RETURNED);
        }
    }

    /** The alternative of the move being made. */
    int alternative() {
        return alternative;
    }
}
