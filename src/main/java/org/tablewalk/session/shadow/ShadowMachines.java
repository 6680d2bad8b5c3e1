package org.tablewalk.session.shadow;

import java.util.ArrayList;
import java.util.List;
import org.tablewalk.check.RunChecks;
import org.tablewalk.check.shadow.ShadowChecks;
import org.tablewalk.format.scenario.Architecture;
import org.tablewalk.format.scenario.shadow.X86Architecture;
import org.tablewalk.machine.Machine;
import org.tablewalk.machine.x86.X86Machine;
import org.tablewalk.machine.x86.X86Map;
import org.tablewalk.session.MachineKind;

/** x86 machines under a shadow MMU, as the engine runs them. */
public final class ShadowMachines implements MachineKind {
    /** The kind's name. */
    public static final String NAME = "shadow";

    private final Architecture architecture = X86Architecture.shipped();

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public Architecture architecture() {
        return architecture;
    }

    @Override
    public RunChecks checks(Machine machine) {
        X86Map map = ((X86Machine) machine).map();
        return new ShadowChecks(map, machine.cells(), RoleWords.meaning(map));
    }

    @Override
    public List<String> freedoms(Machine machine) {
        var caching = ((X86Machine) machine).map().config().caching();
        var speculative = caching.speculative().stream().map(va -> "0x" + Long.toHexString(va)).toList();
        List<String> freedoms = new ArrayList<>(List.of("storeBuffer 0", "eviction " + switch (caching.eviction()) {
            case NONE -> "none";
            case BOUNDED -> "at most " + caching.evictions() + " per CPU";
            case ANY -> "any";
        }, "speculation " + (speculative.isEmpty() ? "none" : String.join(", ", speculative))));
        if (caching.tagged()) {
            freedoms.add("TLB entries by VPID and PCID");
        }
        if (caching.structures() > 0) {
            freedoms.add("paging-structure caches of " + caching.structures() + " entries a level");
        }
        return List.copyOf(freedoms);
    }

    @Override
    public int cellOf(Machine machine, long address) {
        return ((X86Machine) machine).map().cellOf(address);
    }

    @Override
    public long hostAddress(Machine machine, long gpa) {
        long pfn = ((X86Machine) machine).map().pfnOf(gpa >>> 12);
        return pfn < 0 ? -1 : pfn << 12 | gpa & 0xff8;
    }

    /** There is one kind of request to another CPU: to empty its TLB. */
    @Override
    public String tlbiName(int operation) {
        return "flush";
    }
}
