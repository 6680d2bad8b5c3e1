package org.tablewalk.machine.arm64;

import org.tablewalk.machine.Bus;
import org.tablewalk.machine.Cells;
import org.tablewalk.machine.Event;
import org.tablewalk.machine.arm64.lock.Locks;
import org.tablewalk.machine.arm64.lock.Rcu;
import org.tablewalk.machine.arm64.tlb.TlbiOp;
import org.tablewalk.machine.listing.Cpus;
import org.tablewalk.machine.listing.Interpreter;

/** The intrinsics at run time: what the ops of a listing do to memory, barriers, registers, locks and pages. */
final class SystemCalls implements Interpreter.Platform {
    private final ArmMachine machine;
    private final Interpreter interpreter;
    private final Cpus running;
    private final ArmMap map;
    private final Cells cells;
    private final Bus bus;
    private final AccessUnit access;
    private final Invalidations invalidations;
    private final Locks locks;
    private final Rcu rcu;
    private final PagePool pool;
    private final Stores stores;
    private final Registers registers;
    private final PureFunctions functions;

    SystemCalls(ArmMachine machine, Interpreter interpreter, Cpus running, ArmMap map, Cells cells, Bus bus, AccessUnit access,
            Invalidations invalidations, PagePool pool, Stores stores, Registers registers) {
        this.machine = machine;
        this.interpreter = interpreter;
        this.running = running;
        this.map = map;
        this.cells = cells;
        this.bus = bus;
        this.access = access;
        this.invalidations = invalidations;
        this.locks = new Locks(cells, map::lock, cpu -> map.cpu(cpu) + ArmMap.WAITS_LOCK, running, bus);
        this.rcu = new Rcu(cells, new Rcu.Place(ArmState.RCU, map.rcuReaders, map.rcuAwaited, map.config().cpus()), cpu -> map.cpu(cpu) + ArmMap.WAITS_LOCK, running, bus);
        this.pool = pool;
        this.stores = stores;
        this.registers = registers;
        this.functions = new PureFunctions(map);
    }

    @Override
    public long pure(int id, long a, long b, long c) {
        return functions.apply(id, a, b, c);
    }

    @Override
    public long system(int id, int cpu, long a, long b, long c) {
        return switch (id) {
            case ArmIntrinsics.LOAD -> load(cpu, a);
            case ArmIntrinsics.STORE, ArmIntrinsics.STORE_RELEASE -> store(cpu, a, b);
            case ArmIntrinsics.CMPXCHG -> ready(cpu, a) ? stores.compareAndExchange(cpu, a, b, c) : 0;
            case ArmIntrinsics.XCHG -> ready(cpu, a) ? stores.exchange(cpu, a, -1, b) : 0;
            case ArmIntrinsics.FETCH_OR -> ready(cpu, a) ? stores.exchange(cpu, a, 0, b) : 0;
            case ArmIntrinsics.FETCH_ANDNOT -> ready(cpu, a) ? stores.exchange(cpu, a, b, 0) : 0;
            case ArmIntrinsics.DSB -> dsb(cpu, (int) a);
            case ArmIntrinsics.ISB -> isb(cpu);
            case ArmIntrinsics.TLBI -> tlbi(cpu, (int) a, b);
            case ArmIntrinsics.MSR -> msr(cpu, a, b);
            case ArmIntrinsics.MRS -> registers.exists(a) ? registers.read(cpu, (int) a) : check(cpu, false);
            case ArmIntrinsics.ERET -> eret(cpu);
            case ArmIntrinsics.HVC -> hvc(cpu);
            case ArmIntrinsics.LOCK -> lock(cpu, a, Locks.EXCLUSIVE);
            case ArmIntrinsics.READ_LOCK -> lock(cpu, a, Locks.SHARED);
            case ArmIntrinsics.UNLOCK -> unlock(cpu, a, Locks.EXCLUSIVE);
            case ArmIntrinsics.READ_UNLOCK -> unlock(cpu, a, Locks.SHARED);
            case ArmIntrinsics.RCU_READ_LOCK -> check(cpu, rcu.enter(cpu));
            case ArmIntrinsics.RCU_READ_UNLOCK -> rcuReadUnlock(cpu);
            case ArmIntrinsics.SYNCHRONIZE_RCU -> synchronizeRcu(cpu);
            case ArmIntrinsics.ALLOC_PAGE -> pool.allocate(cpu);
            case ArmIntrinsics.FREE_PAGE -> check(cpu, pool.free(cpu, a));
            case ArmIntrinsics.GET_PAGE -> check(cpu, pool.count(a, 1));
            case ArmIntrinsics.PUT_PAGE -> check(cpu, pool.count(a, -1));
            case ArmIntrinsics.PAGE_COUNT -> pool.references(a);
            case ArmIntrinsics.GUEST_READ -> guest(cpu, a, Event.READ, false);
            case ArmIntrinsics.GUEST_WRITE -> guest(cpu, a, Event.WRITE, false);
            case ArmIntrinsics.GUEST_EXEC -> guest(cpu, a, Event.EXECUTE, false);
            case ArmIntrinsics.MUST_READ -> guest(cpu, a, Event.READ, true);
            case ArmIntrinsics.MUST_WRITE -> guest(cpu, a, Event.WRITE, true);
            case ArmIntrinsics.MUST_EXEC -> guest(cpu, a, Event.EXECUTE, true);
            case ArmIntrinsics.LDR -> (a & 7) == 0 ? guest(cpu, a, Event.READ, false) : check(cpu, false);
            case ArmIntrinsics.STR -> (a & 7) == 0 ? guest(cpu, a, Event.WRITE, false) : check(cpu, false);
            case ArmIntrinsics.ASSERT -> a != 0 ? 0 : tell(Event.ASSERT_FAILED, cpu, interpreter.pc(cpu), 0, 0);
            case ArmIntrinsics.GIVE -> c < 0 || c >= Event.OWNERS || b <= 0 ? check(cpu, false) : tell(Event.GIVE, cpu, a, b, c);
            case ArmIntrinsics.LOG_DIRTY -> tell(Event.LOG_DIRTY, cpu, a, b, c);
            case ArmIntrinsics.COLLECT_DIRTY -> tell(Event.COLLECT_DIRTY, cpu, a, b, 0);
            case ArmIntrinsics.EXIT_TO -> exitTo(cpu, a, b, c);
            case ArmIntrinsics.CPU_ID -> cpu;
            case ArmIntrinsics.EXIT -> exit(cpu, a);
            default -> throw new IllegalStateException("intrinsic " + id);
        };
    }

    /** A listing that misuses the machine (a pointer outside the pool, a page freed twice) stops its CPU with -EFAULT. */
    private long check(int cpu, boolean legal) {
        if (!legal) {
            running.halt(cpu, -Cpus.EFAULT, Event.MISUSE);
            interpreter.waits();
        }
        return 0;
    }

    private long exit(int cpu, long code) {
        running.halt(cpu, code, Event.EXITED);
        interpreter.waits();
        return 0;
    }

    /** What a listing only says. */
    private long tell(int event, int cpu, long a, long b, long c) {
        bus.event(event, cpu, a, b, c);
        return 0;
    }

    private boolean isWord(long pa) {
        return map.cellOf(pa) >= 0;
    }

    private long load(int cpu, long pa) {
        return isWord(pa) ? stores.read(cpu, pa) : check(cpu, false);
    }

    private long store(int cpu, long pa, long value) {
        if (!isWord(pa)) {
            return check(cpu, false);
        }
        if (stores.full(cpu)) {
            return sleep(cpu);
        }
        stores.store(cpu, pa, value);
        return 0;
    }

    /** Whether the CPU can change a word in one go: there is such a word, and its earlier stores are out. */
    private boolean ready(int cpu, long pa) {
        if (!isWord(pa)) {
            check(cpu, false);
            return false;
        }
        if (!stores.empty(cpu)) {
            sleep(cpu);
            return false;
        }
        return true;
    }

    /** Not runnable until something wakes the CPU; the op is tried again then. */
    private long sleep(int cpu) {
        running.sleep(cpu);
        interpreter.waits();
        return 0;
    }

    private long dsb(int cpu, int kind) {
        int waits = map.cpu(cpu) + ArmMap.WAITS_DSB;
        if (invalidations.complete(cpu, kind)) {
            cells.put(waits, 0);
            bus.event(Event.DSB_DONE, cpu, kind, 0, 0);
            return 0;
        }
        cells.put(waits, kind);
        bus.event(Event.DSB_WAIT, cpu, kind, 0, 0);
        return sleep(cpu);
    }

    private long isb(int cpu) {
        registers.synchronise(cpu);
        bus.event(Event.ISB, cpu, 0, 0, 0);
        return 0;
    }

    /** Before the ISB after a change of VTTBR_EL2 the TLBI takes the old or the new VMID: alternative 0 or 1. */
    private long tlbi(int cpu, int op, long operand) {
        TlbiOp[] ops = TlbiOp.values();
        if (op < 0 || op >= ops.length) {
            return check(cpu, false);
        }
        // EL1 cannot name stage 2; there HCR_EL2.FB makes every TLBI go to all CPUs (Arm ARM, G5.9.5.1).
        boolean guest = registers.twoStages() && inGuest(cpu);
        if (guest && !ops[op].scope().guests()) {
            return check(cpu, false);
        }
        TlbiOp issued = guest && registers.forcesBroadcast(cpu) ? ops[op].broadcastForm() : ops[op];
        if (!invalidations.issue(cpu, issued, registers.tlbiVmid(cpu, issued, machine.alternative()), operand)) {
            // Every slot is taken by invalidations in flight: tried again at the CPU's next turn.
            interpreter.waits();
        }
        return 0;
    }

    private long msr(int cpu, long register, long value) {
        if (!registers.exists(register) || !registers.loadsOnEntry() && inGuest(cpu) && register <= ArmIntrinsics.HCR_EL2) {
            return check(cpu, false);
        }
        registers.write(cpu, (int) register, value);
        return tell(Event.MSR, cpu, register, value, 0);
    }

    /** The guest is entered with the registers as they are; only where it is for listings to load them. */
    private long eret(int cpu) {
        if (registers.loadsOnEntry() || inGuest(cpu)) {
            return check(cpu, false);
        }
        registers.enter(cpu);
        return tell(Event.RESUME, cpu, 0, 0, 1);
    }

    private long hvc(int cpu) {
        if (registers.loadsOnEntry() || !inGuest(cpu)) {
            return check(cpu, false);
        }
        registers.leave(cpu);
        return tell(Event.EXCEPTION, cpu, 0, 0, -1);
    }

    private boolean inGuest(int cpu) {
        return cells.get(map.cpu(cpu) + ArmMap.GUEST) != 0;
    }

    private long lock(int cpu, long lock, int mode) {
        if (lock < 0 || lock >= ArmConfig.LOCKS) {
            return check(cpu, false);
        }
        if (!locks.acquire(cpu, (int) lock, mode)) {
            interpreter.waits();
        }
        return 0;
    }

    /** A release orders earlier stores before it. */
    private long unlock(int cpu, long lock, int mode) {
        if (!stores.empty(cpu)) {
            return sleep(cpu);
        }
        return check(cpu, lock >= 0 && lock < ArmConfig.LOCKS && locks.release(cpu, (int) lock, mode));
    }

    /** As with a lock, earlier stores come first. */
    private long rcuReadUnlock(int cpu) {
        return stores.empty(cpu) ? check(cpu, rcu.leave(cpu)) : sleep(cpu);
    }

    private long synchronizeRcu(int cpu) {
        if (!stores.empty(cpu)) {
            return sleep(cpu);
        }
        if (!rcu.synchronize(cpu)) {
            interpreter.waits();
        }
        return 0;
    }

    private long exitTo(int cpu, long routine, long a, long b) {
        var routines = map.program().routines();
        if (!registers.loadsOnEntry() && !inGuest(cpu) || routine < 0 || routine >= routines.size() || routines.get((int) routine).parameters().size() != 2) {
            return check(cpu, false);
        }
        interpreter.complete(cpu);
        machine.enterHost(cpu, (int) routine, a, b);
        interpreter.waits();
        return 0;
    }

    /** The first micro-step of a guest access. At EL2 it enters the guest (ERET), unless that is for listings to do: then there is no guest to make it. */
    private long guest(int cpu, long ipa, int kind, boolean must) {
        boolean enters = !inGuest(cpu);
        if (enters && !registers.loadsOnEntry()) {
            return check(cpu, false);
        }
        if (!registers.walkable(cpu)) {
            running.halt(cpu, -Cpus.EFAULT, Event.OTHER_TREE);
            interpreter.waits();
            return 0;
        }
        if (enters) {
            registers.enter(cpu);
        }
        int unit = map.cpu(cpu) + ArmMap.DEMAND;
        if (must) {
            bus.event(Event.MUST, cpu, ipa, kind, 0);
        }
        int outcome = access.begin(cpu, unit, ipa, kind, false, registers.chosen(cpu, machine.alternative()));
        if (outcome == AccessUnit.FAULTED) {
            long fault = access.fault();
            invalidations.release(cpu, unit);
            machine.takeException(cpu, ipa, fault);
        }
        interpreter.waits();
        return 0;
    }
}
