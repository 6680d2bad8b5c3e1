package org.tablewalk.machine.x86;

import org.tablewalk.machine.Cells;
import org.tablewalk.machine.listing.Cpus;
import org.tablewalk.machine.listing.Program;

/** Maps without a machine, for tests that set cells by hand. */
public final class X86Maps {
    private X86Maps() { }

    public static X86Map of(X86Config config, Program program) {
        return new X86Map(config, program);
    }

    /** Makes a CPU's hardware walk a table. */
    public static void hardwareRoot(X86Map map, Cells cells, int cpu, long table, int level) {
        cells.put(map.cpu(cpu) + X86Map.HW_ROOT, table);
        cells.put(map.cpu(cpu) + X86Map.HW_LEVEL, level);
    }

    /** Gives a CPU the registers of its configuration. */
    public static void registers(X86Map map, Cells cells, int cpu) {
        X86Config.Vcpu vcpu = map.config().vcpus().get(cpu);
        cells.put(map.cpu(cpu) + X86Map.CR0, vcpu.cr0());
        cells.put(map.cpu(cpu) + X86Map.CR3, vcpu.cr3());
        cells.put(map.cpu(cpu) + X86Map.CR4, vcpu.cr4());
        cells.put(map.cpu(cpu) + X86Map.EFER, vcpu.efer());
    }

    /** Puts an access in flight: the hardware is about to read an entry of a table. */
    public static void access(X86Map map, Cells cells, int cpu, long address, int level, long table) {
        int unit = map.cpu(cpu) + X86Map.UNIT;
        cells.put(map.cpu(cpu) + X86Map.STATUS, Cpus.LIVE);
        cells.put(unit + X86Map.UNIT_PHASE, X86Map.PHASE_WALK);
        cells.put(unit + X86Map.UNIT_ADDRESS, address);
        cells.put(unit + X86Map.UNIT_LEVEL, level);
        cells.put(unit + X86Map.UNIT_TABLE, table);
    }
}
