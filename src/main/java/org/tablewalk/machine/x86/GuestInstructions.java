package org.tablewalk.machine.x86;

import org.tablewalk.machine.Bus;
import org.tablewalk.machine.Cells;
import org.tablewalk.machine.Event;
import org.tablewalk.machine.listing.Interpreter;

/**
 * What guests execute. A vCPU that is not in the guest enters it with its next instruction; without a root to walk it exits at once. Instructions that
 * KVM intercepts exit before they do anything.
 */
final class GuestInstructions {
    /** In a frame's {@link X86Map#gfnInfo}: L1 maps the frame read-only. */
    private static final long READ_ONLY = 1L << 32;

    /** What an instruction gives that ended in a fault of the guest, less the error code. */
    static final long GUEST_FAULT = 256;

    private final X86Machine machine;
    private final Interpreter interpreter;
    private final X86Map map;
    private final Cells cells;
    private final Bus bus;
    private final GuestMemory memory;

    GuestInstructions(X86Machine machine, Interpreter interpreter, X86Map map, Cells cells, Bus bus, GuestMemory memory) {
        this.machine = machine;
        this.interpreter = interpreter;
        this.map = map;
        this.cells = cells;
        this.bus = bus;
        this.memory = memory;
    }

    /** Executes an instruction or begins it. Returns its value; 0 stands when it waits. */
    long execute(int id, int cpu, long a, long b, long c) {
        int state = map.cpu(cpu);
        machine.enterGuest(cpu);
        // In nested modes the registers are L1's, which runs on tables of its own: only L2's accesses need the root.
        boolean l1 = id >= X86Intrinsics.GPA_STORE && id <= X86Intrinsics.WRMSR_EFER && map.config().virtualization().nested();
        if (cells.get(state + CpuCells.HW_ROOT) == 0 && !l1) {
            return exit(cpu, X86Intrinsics.EXIT_NO_ROOT, 0);
        }
        cells.put(state + CpuCells.INSN_ADDRESS, a);
        cells.put(state + CpuCells.INSN_VALUE, 0);
        cells.put(state + CpuCells.INSN_BYTES, 0);
        return switch (id) {
            case X86Intrinsics.READ -> access(cpu, a, Event.READ, false);
            case X86Intrinsics.WRITE -> access(cpu, a, Event.WRITE, false);
            case X86Intrinsics.EXEC -> access(cpu, a, Event.EXECUTE, false);
            case X86Intrinsics.MUST_READ -> must(cpu, a, Event.READ);
            case X86Intrinsics.MUST_WRITE -> must(cpu, a, Event.WRITE);
            case X86Intrinsics.MUST_EXEC -> must(cpu, a, Event.EXECUTE);
            case X86Intrinsics.USER_READ -> access(cpu, a, Event.READ, true);
            case X86Intrinsics.USER_WRITE -> access(cpu, a, Event.WRITE, true);
            case X86Intrinsics.USER_EXEC -> access(cpu, a, Event.EXECUTE, true);
            case X86Intrinsics.GUEST_STORE -> legal(cpu, state, a, b, c) ? access(cpu, a, Event.WRITE, false) : 0;
            case X86Intrinsics.GPA_STORE -> legal(cpu, state, a, b, c) ? gpaStore(cpu, a, b, (int) c) : 0;
            case X86Intrinsics.MOV_CR0 -> exit(cpu, X86Intrinsics.EXIT_CR0, a);
            case X86Intrinsics.MOV_CR3 -> exit(cpu, X86Intrinsics.EXIT_CR3, a);
            case X86Intrinsics.MOV_CR4 -> exit(cpu, X86Intrinsics.EXIT_CR4, a);
            case X86Intrinsics.WRMSR_EFER -> exit(cpu, X86Intrinsics.EXIT_EFER, a);
            case X86Intrinsics.GUEST_INVPCID -> {
                // What it names besides its address does not fit one event: a type, and a PCID.
                bus.event(Event.INVLPG, cpu, c, b, a + 1);
                yield exit(cpu, X86Intrinsics.EXIT_INVPCID, c, a & 0xff | (b & 0xfff) << 8);
            }
            case X86Intrinsics.GUEST_INVLPG -> {
                bus.event(Event.INVLPG, cpu, a, 0, 0);
                yield exit(cpu, X86Intrinsics.EXIT_INVLPG, a);
            }
            default -> throw new IllegalStateException("intrinsic " + id);
        };
    }

    private long must(int cpu, long address, int kind) {
        bus.event(Event.MUST, cpu, address, kind, 0);
        return access(cpu, address, kind, false);
    }

    /** Notes what a store writes; one that is not of 1, 2, 4 or 8 bytes, or crosses a page, is no instruction of this machine. */
    private boolean legal(int cpu, int state, long address, long value, long bytes) {
        if (!GuestMemory.size(bytes) || (address & 0xfff) + bytes > 0x1000) {
            machine.fail(cpu, Event.MISUSE);
            return false;
        }
        cells.put(state + CpuCells.INSN_VALUE, value);
        cells.put(state + CpuCells.INSN_BYTES, bytes);
        return true;
    }

    /**
     * Under two-dimensional paging and in nested guests every walk counts as the user's, and an address beyond the tables' reach stops the CPU: KVM offers no
     * such memory. In 64-bit modes an address that is not canonical is a general protection fault, which the guest gets without an exit.
     */
    private long access(int cpu, long address, int kind, boolean user) {
        boolean shadow = map.config().virtualization() == X86Config.Virtualization.SHADOW;
        int levels = (int) cells.get(map.cpu(cpu) + CpuCells.HW_LEVEL);
        int unused = 64 - 12 - 9 * levels;
        if (levels > 3 && shadow && address << unused >> unused != address) {
            bus.event(Event.INJECT, cpu, address, X86Intrinsics.GENERAL_PROTECTION, 0);
            return GUEST_FAULT + X86Intrinsics.GENERAL_PROTECTION;
        }
        if (levels > 3 && !shadow && address << unused >>> unused != address) {
            machine.fail(cpu, Event.UNHANDLED);
            return 0;
        }
        machine.access(cpu, address, kind, user || !shadow);
        interpreter.waits();
        return 0;
    }

    private long gpaStore(int cpu, long gpa, long value, int bytes) {
        int info = map.cellOf(map.gfnInfo(gpa >>> 12));
        if (info >= 0 && (cells.get(info) & READ_ONLY) != 0) {
            return exit(cpu, X86Intrinsics.EXIT_GPA_STORE, gpa);
        }
        memory.write(cpu, gpa, value, bytes);
        return 0;
    }

    private long exit(int cpu, int reason, long a) {
        return exit(cpu, reason, a, 0);
    }

    private long exit(int cpu, int reason, long a, long b) {
        machine.exit(cpu, reason, a, b);
        interpreter.waits();
        return 0;
    }
}
