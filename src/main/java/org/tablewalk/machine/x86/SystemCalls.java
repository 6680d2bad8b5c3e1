package org.tablewalk.machine.x86;

import org.tablewalk.arch.x86.Pte;
import org.tablewalk.machine.Bus;
import org.tablewalk.machine.Cells;
import org.tablewalk.machine.Event;
import org.tablewalk.machine.listing.Cpus;
import org.tablewalk.machine.listing.Interpreter;

/** The intrinsics at run time: what the ops of a listing do to memory, locks, TLBs and registers. What guests execute is {@link GuestInstructions}. */
final class SystemCalls implements Interpreter.Platform {
    private final X86Machine machine;
    private final Interpreter interpreter;
    private final X86Map map;
    private final Cells cells;
    private final Bus bus;
    private final Invalidation invalidation;
    private final Flushes flushes;
    private final GuestMemory memory;
    private final Locks locks;
    private final GuestInstructions guest;
    private final PureFunctions functions;

    SystemCalls(X86Machine machine, Interpreter interpreter, Cpus running, X86Map map, Cells cells, Bus bus, Invalidation invalidation, Flushes flushes, GuestMemory memory,
            GuestInstructions guest) {
        this.machine = machine;
        this.interpreter = interpreter;
        this.map = map;
        this.cells = cells;
        this.bus = bus;
        this.invalidation = invalidation;
        this.flushes = flushes;
        this.memory = memory;
        this.guest = guest;
        locks = new Locks(cells, map, running, bus);
        functions = new PureFunctions(map);
    }

    @Override
    public long pure(int id, long a, long b, long c) {
        return functions.apply(id, a, b, c);
    }

    @Override
    public long system(int id, int cpu, long a, long b, long c) {
        return switch (id) {
            case X86Intrinsics.LOAD -> load(cpu, a + b);
            case X86Intrinsics.STORE -> store(cpu, a + c, b);
            case X86Intrinsics.CMPXCHG -> compareAndExchange(cpu, a, b, c);
            case X86Intrinsics.READ_GPA -> readGuest(cpu, a, b);
            case X86Intrinsics.WRITE_GPA -> writeGuest(cpu, a, b, c);
            case X86Intrinsics.CMPXCHG_GPA4 -> compareAndExchangeGuest(cpu, a, b, c, 4);
            case X86Intrinsics.CMPXCHG_GPA8 -> compareAndExchangeGuest(cpu, a, b, c, 8);
            case X86Intrinsics.LOCK -> lock(cpu, a);
            case X86Intrinsics.UNLOCK -> check(cpu, a >= 0 && a < X86Map.LOCKS && locks.release(cpu, (int) a));
            case X86Intrinsics.FLUSH_TLB -> flush(cpu);
            case X86Intrinsics.FLUSH_TLB_GVA -> flushAddress(cpu, a);
            case X86Intrinsics.FLUSH_REMOTE_TLBS -> flushRemote(cpu);
            case X86Intrinsics.LOAD_HW_ROOT -> loadRoot(cpu, a, b);
            case X86Intrinsics.REG -> a < 0 || a > X86Intrinsics.EFER ? check(cpu, false) : cells.get(map.cpu(cpu) + CpuCells.CR0 + (int) a);
            case X86Intrinsics.SET_REG -> setRegister(cpu, a, b);
            case X86Intrinsics.INSN_VALUE -> cells.get(map.cpu(cpu) + CpuCells.INSN_VALUE);
            case X86Intrinsics.INSN_BYTES -> cells.get(map.cpu(cpu) + CpuCells.INSN_BYTES);
            case X86Intrinsics.TRACE -> trace(cpu, a, b, c);
            case X86Intrinsics.CLEAR_PAGE -> clearPage(cpu, a);
            case X86Intrinsics.CPU_ID -> cpu;
            case X86Intrinsics.ASSERT -> a != 0 ? 0 : tell(Event.ASSERT_FAILED, cpu, interpreter.pc(cpu), 0, 0);
            case X86Intrinsics.GIVE -> c < 0 || c >= Event.OWNERS || b <= 0 ? check(cpu, false) : tell(Event.GIVE, cpu, a, b, c);
            case X86Intrinsics.MARK_DIRTY -> tell(Event.DIRTY, cpu, a, 0, 0);
            case X86Intrinsics.COLLECT_DIRTY -> tell(Event.COLLECT_DIRTY, cpu, a, b, 0);
            case X86Intrinsics.INVVPID -> invalidate(cpu, id, a, b, c);
            case X86Intrinsics.NATIVE_INVLPG -> invalidate(cpu, id, 0, 0, a);
            case X86Intrinsics.NATIVE_INVPCID -> invalidate(cpu, id, a, b, c);
            default -> guest.execute(id, cpu, a, b, c);
        };
    }

    /** A listing that misuses the machine (a pointer outside memory, a lock it does not hold) stops its CPU with -EFAULT. */
    private long check(int cpu, boolean legal) {
        if (!legal) {
            machine.fail(cpu, Event.MISUSE);
        }
        return 0;
    }

    /** What a listing only says. */
    private long tell(int event, int cpu, long a, long b, long c) {
        bus.event(event, cpu, a, b, c);
        return 0;
    }

    private long load(int cpu, long address) {
        int cell = map.cellOf(address);
        if (cell < 0) {
            return check(cpu, false);
        }
        long value = cells.get(cell);
        bus.event(Event.WORD_READ, cpu, address, value, 0);
        return value;
    }

    private long store(int cpu, long address, long value) {
        int cell = map.cellOf(address);
        if (cell < 0) {
            return check(cpu, false);
        }
        long old = cells.get(cell);
        cells.put(cell, value);
        bus.event(Event.WORD_WRITE, cpu, address, old, value);
        return 0;
    }

    private long compareAndExchange(int cpu, long address, long expected, long value) {
        long found = load(cpu, address);
        int cell = map.cellOf(address);
        if (cell >= 0 && found == expected) {
            cells.put(cell, value);
            bus.event(Event.WORD_WRITE, cpu, address, found, value);
        }
        return found;
    }

    private long readGuest(int cpu, long gpa, long bytes) {
        if (!GuestMemory.size(bytes)) {
            return check(cpu, false);
        }
        long value = memory.read(gpa, (int) bytes);
        bus.event(Event.GUEST_READ, cpu, gpa, value, bytes);
        return value;
    }

    private long writeGuest(int cpu, long gpa, long value, long bytes) {
        if (!GuestMemory.size(bytes)) {
            return check(cpu, false);
        }
        memory.write(cpu, gpa, value, (int) bytes);
        return 0;
    }

    private long compareAndExchangeGuest(int cpu, long gpa, long expected, long value, int bytes) {
        return (gpa & bytes - 1) != 0 ? check(cpu, false) : memory.compareAndExchange(cpu, gpa, expected, value, bytes);
    }

    private long lock(int cpu, long lock) {
        if (lock < 0 || lock >= X86Map.LOCKS) {
            return check(cpu, false);
        }
        if (!locks.acquire(cpu, (int) lock)) {
            interpreter.waits();
        }
        return 0;
    }

    private long flush(int cpu) {
        flushes.local(cpu);
        return 0;
    }

    private long flushAddress(int cpu, long address) {
        invalidation.address(cpu, address);
        return 0;
    }

    /** A type or a tag that there is not: the instruction faults or fails (SDM volume 2, INVPCID; volume 3, INVVPID). */
    private long invalidate(int cpu, int id, long type, long tag, long address) {
        long most = id == X86Intrinsics.INVVPID ? 0xffff : 0xfff;
        if (type < Invalidation.ADDRESS || type > Invalidation.BUT_GLOBAL || tag < 0 || tag > most) {
            return check(cpu, false);
        }
        switch (id) {
            case X86Intrinsics.INVVPID -> invalidation.invvpid(cpu, (int) type, tag, address);
            case X86Intrinsics.NATIVE_INVLPG -> invalidation.invlpg(cpu, address);
            default -> invalidation.invpcid(cpu, (int) type, tag, address);
        }
        return 0;
    }

    private long flushRemote(int cpu) {
        if (!flushes.remote(cpu)) {
            interpreter.waits();
        }
        return 0;
    }

    private long loadRoot(int cpu, long table, long level) {
        boolean legal = table == 0 || (table & 0xfff) == 0 && level >= 3 && level <= 5 && map.cellOf(table) >= 0;
        if (legal) {
            cells.put(map.cpu(cpu) + CpuCells.HW_ROOT, table & Pte.FRAME);
            cells.put(map.cpu(cpu) + CpuCells.HW_LEVEL, table == 0 ? 0 : level);
            if (map.config().caching().tagged() && map.config().virtualization() == X86Config.Virtualization.SHADOW) {
                cells.put(map.cpu(cpu) + CpuCells.HW_PCID, cells.get(map.cpu(cpu) + CpuCells.CR3) & 0xfff);
            }
        }
        return check(cpu, legal);
    }

    private long setRegister(int cpu, long register, long value) {
        if (register < 0 || register > X86Intrinsics.EFER) {
            return check(cpu, false);
        }
        cells.put(map.cpu(cpu) + CpuCells.CR0 + (int) register, value);
        bus.event(Event.REGISTER, cpu, register, value, 0);
        return 0;
    }

    private long trace(int cpu, long event, long a, long b) {
        if (event < Event.GUEST_WALK || event > Event.ROOT_REUSE) {
            return check(cpu, false);
        }
        int cell = map.cellOf(a);
        bus.event((int) event, cpu, a, b, cell < 0 ? 0 : cells.get(cell));
        return 0;
    }

    private long clearPage(int cpu, long address) {
        int first = map.cellOf(address);
        if ((address & 0xfff) != 0 || first < 0 || map.cellOf(address + 0xff8) != first + 511) {
            return check(cpu, false);
        }
        for (int i = 0; i < 512; i++) {
            long old = cells.get(first + i);
            if (old != 0) {
                cells.put(first + i, 0);
                bus.event(Event.WORD_WRITE, cpu, address + 8L * i, old, 0);
            }
        }
        return 0;
    }
}
