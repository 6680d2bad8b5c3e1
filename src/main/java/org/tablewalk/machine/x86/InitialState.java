package org.tablewalk.machine.x86;

import java.util.List;
import org.tablewalk.machine.Cells;
import org.tablewalk.machine.Eviction;
import org.tablewalk.machine.listing.Cpus;
import org.tablewalk.machine.listing.Interpreter;
import org.tablewalk.machine.listing.Program;

/** Writes a machine's state before the first step: guest memory, registers, KVM's lists of free memory, vCPUs at their routines. */
final class InitialState {
    private static final int FIRST_GENERATION = 1;

    private InitialState() {}

    static void write(X86Map map, Cells cells, Interpreter interpreter, Cpus running) {
        X86Config config = map.config();
        for (X86Config.Fill fill : config.fills()) {
            write(map, cells, fill);
        }
        free(map, cells, map.header(0), X86Map.HEADER_BYTES, config.shadowPages(), X86Map.SP_NEXT, X86Map.VM_FREE_PAGES);
        free(map, cells, X86Map.DESCRIPTORS, 8 * X86Map.DESCRIPTOR_WORDS, config.rmapDescriptors(), 8, X86Map.VM_FREE_DESCRIPTORS);
        cells.put(map.cellOf(X86Map.VM + X86Map.VM_NEXT_ID), 1);
        cells.put(map.cellOf(X86Map.VM + X86Map.VM_VALID_GEN), FIRST_GENERATION);
        for (int cpu = 0; cpu < config.cpus(); cpu++) {
            X86Config.Vcpu vcpu = config.vcpus().get(cpu);
            int state = map.cpu(cpu);
            cells.put(state + CpuCells.CR0, vcpu.cr0());
            cells.put(state + CpuCells.CR3, vcpu.cr3());
            cells.put(state + CpuCells.CR4, vcpu.cr4());
            cells.put(state + CpuCells.EFER, vcpu.efer());
            if (config.caching().eviction() == Eviction.BOUNDED) {
                cells.put(state + CpuCells.EVICTIONS, config.caching().evictions());
            }
            if (vcpu.routine() != null) {
                start(map, interpreter, cpu, vcpu.routine(), vcpu.arguments());
                running.start(cpu);
            }
        }
    }

    private static void start(X86Map map, Interpreter interpreter, int cpu, String name, List<Long> arguments) {
        Program.Routine routine = map.program().routine(name);
        if (routine == null || routine.parameters().size() != arguments.size()) {
            throw new IllegalArgumentException("no routine " + name + " with " + arguments.size() + " parameters");
        }
        if (!interpreter.enter(cpu, routine.index(), arguments.stream().mapToLong(Long::longValue).toArray())) {
            throw new IllegalArgumentException("the frame of routine " + name + " is larger than the stack");
        }
    }

    private static void write(X86Map map, Cells cells, X86Config.Fill fill) {
        for (int i = 0; i < fill.count(); i++) {
            long gpa = fill.gpa() + i * fill.step();
            int cell = map.guestCell(gpa & -8);
            if (cell < 0 || (gpa & fill.bytes() - 1) != 0) {
                throw new IllegalArgumentException("no contents at guest physical address 0x" + Long.toHexString(gpa));
            }
            long value = fill.value() + i * fill.rise();
            if (fill.bytes() == 8) {
                cells.put(cell, value);
            } else {
                int shift = 8 * (int) (gpa & 4);
                cells.put(cell, cells.get(cell) & ~(0xffff_ffffL << shift) | (value & 0xffff_ffffL) << shift);
            }
        }
    }

    /** Links equal pieces of memory into a list of free ones, lowest first. */
    private static void free(X86Map map, Cells cells, long first, int bytes, int count, int link, int head) {
        cells.put(map.cellOf(X86Map.VM + head), first);
        for (int i = 0; i + 1 < count; i++) {
            cells.put(map.cellOf(first + (long) i * bytes + link), first + (i + 1L) * bytes);
        }
    }
}
