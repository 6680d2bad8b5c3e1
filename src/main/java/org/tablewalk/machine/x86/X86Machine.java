package org.tablewalk.machine.x86;

import org.tablewalk.machine.Cells;
import org.tablewalk.machine.Event;
import org.tablewalk.machine.EventSink;
import org.tablewalk.machine.Layout;
import org.tablewalk.machine.Machine;
import org.tablewalk.machine.Move;
import org.tablewalk.machine.listing.Interpreter;
import org.tablewalk.machine.listing.Program;

/**
 * The x86 machine: vCPUs whose guests run listings and reach memory through TLBs and the tables that KVM's listings made, and exits, at which those
 * listings run.
 *
 * <p>{@link #step} is the one step function. All state is in the cells; the fields hold only where things are.
 */
public final class X86Machine implements Machine {
    /** What the exit routine answers: execute the instruction again; it is done. From {@link GuestInstructions#GUEST_FAULT} on the guest got a fault. */
    private static final long RETRY = 0;
    private static final long EXECUTED = 1;
    private static final int EFAULT = 14;

    private final X86Map map;
    private final X86Config config;
    private final Cells cells;
    private final Bus bus = new Bus();
    private final AccessUnit access;
    private final Flushes flushes;
    private final Interpreter interpreter;
    private final int[] lines;
    private final int exitRoutine;

    /**
     * The machine before its first step.
     *
     * @throws IllegalArgumentException if memory to be filled has no contents, a vCPU's routine does not exist, or the exit routine has not three
     *                                  parameters
     */
    public X86Machine(X86Config config, Program program) {
        this.config = config;
        map = new X86Map(config, program);
        cells = new Cells(map.layout().size());
        lines = program.lineOf();
        GuestMemory memory = new GuestMemory(cells, map, bus);
        Tlb tlb = new Tlb(cells, map, bus);
        access = new AccessUnit(cells, map, tlb, memory, bus);
        flushes = new Flushes(cells, map, tlb, bus);
        interpreter = new Interpreter(program, cells, map.plan(),
                new SystemCalls(this, map, cells, bus, tlb, flushes, memory, new GuestInstructions(this, map, cells, bus, memory)));
        Program.Routine exit = config.exitRoutine() == null ? null : program.routine(config.exitRoutine());
        if (exit != null && exit.parameters().size() != 3) {
            throw new IllegalArgumentException("routine " + exit.name() + " is entered with three arguments");
        }
        exitRoutine = exit == null ? -1 : exit.index();
        InitialState.write(map, cells, interpreter);
    }

    /** Where everything lies; what a reader of images needs. */
    public X86Map map() {
        return map;
    }

    @Override
    public Cells cells() {
        return cells;
    }

    @Override
    public Layout layout() {
        return map.layout();
    }

    @Override
    public int cpus() {
        return config.cpus();
    }

    @Override
    public int pc(int cpu) {
        return interpreter.pc(cpu);
    }

    @Override
    public int line(int cpu) {
        int pc = interpreter.pc(cpu);
        return pc < 0 ? -1 : lines[pc];
    }

    @Override
    public void attach(EventSink sink) {
        bus.attach(sink);
        interpreter.attach(sink);
    }

    /** CPUs run; requests to flush arrive ({@link Move#ARRIVE}) at CPUs in the guest. No other move exists. */
    @Override
    public long enabled(int kind) {
        return switch (kind) {
            case Move.RUN -> cells.get(map.runnable);
            case Move.ARRIVE -> cells.get(map.arrivable);
            default -> 0;
        };
    }

    @Override
    public int alternatives(int kind, int cpu) {
        return 1;
    }

    @Override
    public void step(int move) {
        int kind = Move.kind(move);
        int cpu = Move.actor(move);
        if ((enabled(kind) >>> cpu & 1) == 0 || Move.alternative(move) != 0) {
            throw new IllegalArgumentException("move " + Integer.toHexString(move) + " is not enabled");
        }
        if (kind == Move.ARRIVE) {
            interrupt(cpu);
        } else if (cells.get(map.cpu(cpu) + X86Map.UNIT + X86Map.UNIT_PHASE) != X86Map.PHASE_NONE) {
            after(cpu, access.advance(cpu));
        } else {
            switch (interpreter.step(cpu)) {
                case Interpreter.LEFT -> left(cpu);
                case Interpreter.OVERFLOW -> halt(cpu, -EFAULT);
                default -> { }
            }
        }
    }

    /** A request reaches a CPU in the guest: it leaves, the instruction under way begins again, and the next one enters the guest. */
    private void interrupt(int cpu) {
        access.clear(cpu);
        cells.put(map.cpu(cpu) + X86Map.GUEST, 0);
        flushes.leave(cpu);
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
                long address = cells.get(map.cpu(cpu) + X86Map.UNIT + X86Map.UNIT_ADDRESS);
                access.clear(cpu);
                exit(cpu, X86Intrinsics.EXIT_PAGE_FAULT, address, access.error());
            }
            case AccessUnit.BROKEN -> {
                access.clear(cpu);
                halt(cpu, -EFAULT);
            }
            default -> { }
        }
    }

    /** Into the guest, if the CPU is not there. */
    void enterGuest(int cpu) {
        int guest = map.cpu(cpu) + X86Map.GUEST;
        if (cells.get(guest) == 0) {
            flushes.enter(cpu);
            cells.put(guest, 1);
        }
    }

    /** From the guest to KVM's exit routine. */
    void exit(int cpu, int reason, long a, long b) {
        cells.put(map.cpu(cpu) + X86Map.GUEST, 0);
        bus.event(Event.EXCEPTION, cpu, a, b, reason);
        flushes.leave(cpu);
        if (exitRoutine < 0 || !interpreter.enter(cpu, exitRoutine, reason, a, b)) {
            halt(cpu, -EFAULT);
        }
    }

    /** A routine entered from outside has returned: the end of the listing, or of the exit routine. */
    private void left(int cpu) {
        long value = interpreter.returned();
        if (interpreter.pc(cpu) < 0) {
            halt(cpu, 0);
        } else if (value == RETRY || value == EXECUTED || value >= GuestInstructions.GUEST_FAULT) {
            bus.event(Event.RESUME, cpu, value, 0, 0);
            enterGuest(cpu);
            if (value != RETRY) {
                interpreter.complete(cpu, value == EXECUTED ? 0 : value);
            }
        } else {
            halt(cpu, value < 0 ? value : -EFAULT);
        }
    }

    /** Stops a CPU for good: 0 at the end of its listing, or the error that KVM_RUN returns. */
    private void halt(int cpu, long exit) {
        int state = map.cpu(cpu);
        cells.put(state + X86Map.GUEST, 0);
        cells.put(state + X86Map.STATUS, exit == 0 ? X86State.ENDED : X86State.FAILED_STATUS);
        cells.put(state + X86Map.EXIT, exit);
        cells.put(map.runnable, cells.get(map.runnable) & ~(1L << cpu));
        bus.event(Event.HALT, cpu, exit, 0, 0);
        flushes.leave(cpu);
    }

    /** Stops a CPU with -EFAULT in the middle of an op. */
    void fail(int cpu) {
        halt(cpu, -EFAULT);
        waits();
    }

    /** The op being executed has to wait and will be executed again. */
    void waits() {
        interpreter.waits();
    }
}
