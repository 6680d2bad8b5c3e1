package org.tablewalk.machine.x86;

import org.tablewalk.machine.Event;
import org.tablewalk.machine.Eviction;
import org.tablewalk.machine.Move;
import org.tablewalk.machine.listing.Cpus;
import org.tablewalk.machine.listing.ListingMachine;
import org.tablewalk.machine.listing.Program;

/**
 * The x86 machine: vCPUs whose guests run listings and reach memory through TLBs and the tables that KVM's listings made, and exits, at which those
 * listings run.
 *
 * <p>{@link #step} is the one step function. All state is in the cells; the fields hold only where things are.
 */
public final class X86Machine extends ListingMachine {
    /** What the exit routine answers: execute the instruction again; it is done. From {@link GuestInstructions#GUEST_FAULT} on the guest got a fault. */
    private static final long RETRY = 0;
    private static final long EXECUTED = 1;

    private final X86Map map;
    private final AccessUnit access;
    private final Flushes flushes;
    private final Invalidation invalidation;
    private final Speculation speculation;
    private final SystemCalls calls;
    private final int exitRoutine;
    /** Whether the processors do anything on their own: most do not, and are asked in every step. */
    private final boolean free;

    /**
     * The machine before its first step.
     *
     * @throws IllegalArgumentException if memory to be filled has no contents, a vCPU's routine does not exist, or the exit routine has not three
     *                                  parameters
     */
    public X86Machine(X86Config config, Program program) {
        var map = new X86Map(config, program);
        super(map);
        this.map = map;
        GuestMemory memory = new GuestMemory(cells, map, bus);
        free = config.caching().eviction() != Eviction.NONE || !config.caching().speculative().isEmpty();
        Owner owner = new Owner(cells, map);
        Tlb tlb = new Tlb(cells, map, owner, bus);
        StructureCaches structures = new StructureCaches(cells, map, owner);
        invalidation = new Invalidation(cells, map, tlb, structures, owner, bus);
        access = new AccessUnit(cells, map, tlb, structures, owner, invalidation, memory, bus);
        speculation = new Speculation(cells, map, access, bus);
        flushes = new Flushes(cells, map, invalidation, running, bus);
        calls = new SystemCalls(this, interpreter, running, map, cells, bus, invalidation, flushes, memory,
                new GuestInstructions(this, interpreter, map, cells, bus, memory));
        Program.Routine exit = config.exitRoutine() == null ? null : program.routine(config.exitRoutine());
        if (exit != null && exit.parameters().size() != 3) {
            throw new IllegalArgumentException("routine " + exit.name() + " is entered with three arguments");
        }
        exitRoutine = exit == null ? -1 : exit.index();
        InitialState.write(map, cells, interpreter, running);
    }

    /** Where everything lies; what a reader of images needs. */
    public X86Map map() {
        return map;
    }

    /** CPUs run; requests to flush arrive ({@link Move#ARRIVE}) at CPUs in the guest; the processors walk and evict what their freedoms allow. */
    @Override
    public long enabled(int kind) {
        return switch (kind) {
            case Move.RUN -> running.runnable();
            case Move.ARRIVE -> cells.get(map.arrivable);
            default -> free ? onItsOwn(kind) : 0;
        };
    }

    private long onItsOwn(int kind) {
        return switch (kind) {
            case Move.WALKER -> speculation.walking();
            case Move.SPECULATE -> speculation.addresses() == 0 ? 0 : able(kind);
            case Move.EVICT -> map.config().caching().eviction() == Eviction.NONE ? 0 : able(kind);
            default -> 0;
        };
    }

    private long able(int kind) {
        long able = 0;
        for (int cpu = 0; cpu < map.config().cpus(); cpu++) {
            boolean is = running.lives(cpu) && (kind == Move.SPECULATE ? speculation.possible(cpu)
                    : invalidation.evictable(cpu) > 0 && (map.config().caching().eviction() == Eviction.ANY || cells.get(map.cpu(cpu) + CpuCells.EVICTIONS) > 0));
            able |= is ? 1L << cpu : 0;
        }
        return able;
    }

    @Override
    public int alternatives(int kind, int cpu) {
        return switch (kind) {
            case Move.SPECULATE -> speculation.addresses();
            case Move.EVICT -> invalidation.evictable(cpu);
            default -> 1;
        };
    }

    @Override
    public void step(int move) {
        int kind = Move.kind(move);
        int cpu = Move.actor(move);
        int alternative = Move.alternative(move);
        if ((enabled(kind) >>> cpu & 1) == 0 || alternative != 0 && alternative >= alternatives(kind, cpu)) {
            throw new IllegalArgumentException("move " + Integer.toHexString(move) + " is not enabled");
        }
        switch (kind) {
            case Move.RUN -> run(cpu);
            case Move.ARRIVE -> interrupt(cpu);
            case Move.WALKER -> speculation.advance(cpu);
            case Move.SPECULATE -> speculation.begin(cpu, alternative);
            default -> invalidation.evict(cpu, alternative);
        }
    }

    private void run(int cpu) {
        if (cells.get(map.cpu(cpu) + CpuCells.UNIT + CpuCells.UNIT_PHASE) != CpuCells.PHASE_NONE) {
            after(cpu, access.advance(cpu));
        } else {
            execute(cpu, calls);
        }
    }

    /** A request reaches a CPU in the guest: it leaves, the instruction under way begins again, and the next one enters the guest. */
    private void interrupt(int cpu) {
        access.clear(cpu);
        leaveGuest(cpu);
        flushes.leave(cpu);
    }

    private void leaveGuest(int cpu) {
        cells.put(map.cpu(cpu) + CpuCells.GUEST, 0);
        speculation.leave(cpu);
        invalidation.transition(cpu);
    }

    /** The first micro-step of an access. */
    void access(int cpu, long address, int kind, boolean user) {
        after(cpu, access.begin(cpu, address, kind, user));
    }

    /** What follows a micro-step of the access in flight. */
    private void after(int cpu, int outcome) {
        switch (outcome) {
            case AccessUnit.FINISHED -> interpreter.complete(cpu, 0);
            case AccessUnit.FAULTED -> {
                long address = cells.get(map.cpu(cpu) + CpuCells.UNIT + CpuCells.UNIT_ADDRESS);
                access.clear(cpu);
                exit(cpu, X86Intrinsics.EXIT_PAGE_FAULT, address, access.error());
            }
            case AccessUnit.BROKEN -> {
                access.clear(cpu);
                halt(cpu, -Cpus.EFAULT, Event.MISUSE);
            }
            default -> {}
        }
    }

    /** Into the guest, if the CPU is not there. */
    void enterGuest(int cpu) {
        int guest = map.cpu(cpu) + CpuCells.GUEST;
        if (cells.get(guest) == 0) {
            flushes.enter(cpu);
            invalidation.transition(cpu);
            cells.put(guest, 1);
        }
    }

    /** From the guest to KVM's exit routine. */
    void exit(int cpu, int reason, long a, long b) {
        leaveGuest(cpu);
        bus.event(Event.EXCEPTION, cpu, a, b, reason);
        flushes.leave(cpu);
        if (exitRoutine < 0) {
            halt(cpu, -Cpus.EFAULT, Event.UNHANDLED);
        } else if (!interpreter.enter(cpu, exitRoutine, reason, a, b)) {
            halt(cpu, -Cpus.EFAULT, Event.STACK);
        }
    }

    @Override
    protected void handled(int cpu, long value) {
        if (value == RETRY || value == EXECUTED || value >= GuestInstructions.GUEST_FAULT) {
            bus.event(Event.RESUME, cpu, value, 0, 0);
            enterGuest(cpu);
            if (value != RETRY) {
                interpreter.complete(cpu, value == EXECUTED ? 0 : value);
            }
        } else {
            halt(cpu, value < 0 ? value : -Cpus.EFAULT, Event.RETURNED);
        }
    }

    /** CPUs start in their guests. */
    @Override
    protected boolean guest(int routine) {
        return true;
    }

    /** Stops a CPU with -EFAULT in the middle of an op; why as in {@link Event#HALT}. */
    void fail(int cpu, int why) {
        halt(cpu, -Cpus.EFAULT, why);
        interpreter.waits();
    }

    /** Whoever asked a CPU for a flush waits no longer. */
    @Override
    protected void halt(int cpu, long exit, int why) {
        leaveGuest(cpu);
        super.halt(cpu, exit, why);
        flushes.leave(cpu);
    }
}
