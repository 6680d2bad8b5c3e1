package org.tablewalk.machine.x86;

import org.tablewalk.machine.Cells;
import org.tablewalk.machine.listing.Cpus;
import org.tablewalk.machine.listing.Program;

/** Maps without a machine, for tests that set cells by hand. */
public final class X86Maps {
    private X86Maps() {}

    public static X86Map of(X86Config config, Program program) {
        return new X86Map(config, program);
    }

    /** Makes a CPU's hardware walk a table. */
    public static void hardwareRoot(X86Map map, Cells cells, int cpu, long table, int level) {
        cells.put(map.cpu(cpu) + CpuCells.HW_ROOT, table);
        cells.put(map.cpu(cpu) + CpuCells.HW_LEVEL, level);
    }

    /** Gives a CPU the registers of its configuration. */
    public static void registers(X86Map map, Cells cells, int cpu) {
        X86Config.Vcpu vcpu = map.config().vcpus().get(cpu);
        cells.put(map.cpu(cpu) + CpuCells.CR0, vcpu.cr0());
        cells.put(map.cpu(cpu) + CpuCells.CR3, vcpu.cr3());
        cells.put(map.cpu(cpu) + CpuCells.CR4, vcpu.cr4());
        cells.put(map.cpu(cpu) + CpuCells.EFER, vcpu.efer());
    }

    /** Puts an access in flight: the hardware is about to read an entry of a table. */
    public static void access(X86Map map, Cells cells, int cpu, long address, int level, long table) {
        int unit = map.cpu(cpu) + CpuCells.UNIT;
        cells.put(map.cpu(cpu) + CpuCells.STATUS, Cpus.LIVE);
        cells.put(unit + CpuCells.UNIT_PHASE, CpuCells.PHASE_WALK);
        cells.put(unit + CpuCells.UNIT_ADDRESS, address);
        cells.put(unit + CpuCells.UNIT_LEVEL, level);
        cells.put(unit + CpuCells.UNIT_TABLE, table);
    }
}
