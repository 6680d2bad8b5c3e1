package org.tablewalk.explore;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.tablewalk.Shipped;
import org.tablewalk.check.judge.Rule;
import org.tablewalk.format.FormatException;
import org.tablewalk.format.scenario.MachineFactory;
import org.tablewalk.format.scenario.ScenarioMachine;

/**
 * A kind of fault that kernels, hypervisors and firmware have had, in a few lines, with what is right instead. Host code on CPU 0, and CPU 1 as the case says; 0x40000000 is mapped by a page,
 * 0x40200000 by a block, whose entries mmu_lock guards.
 *
 * @param machine members of the machine beyond its two CPUs, as JSON; may be empty
 * @param wrong   the host's code: {@code host(ipa)}, with what else it needs
 * @param right   the same without the fault
 * @param other   CPU 1's code: {@code other(ipa)}
 * @param found   the rules that the wrong code breaks in some schedule; no others
 */
record FieldCase(String name, String machine, String wrong, String right, String other, Set<Rule> found) {
    /** Finds the entries of an address, and invalidates as it should be done. */
    private static final String COMMON = """
            routine entry(ipa, level) {
                p = ROOT + 8 * entry_index(ipa, 1);
                for (l = 1; l < level; l++)
                    p = follow(*p) + 8 * entry_index(ipa, l + 1);
                return p;
            }

            routine guest_vmid() {
                msr(vttbr_el2, GUEST_VTTBR);
                isb();
            }

            routine flush(ipa, level) {
                dsb(ishst);
                guest_vmid();
                tlbi(ipas2e1is, ttl(ipa, level));
                dsb(ish);
                isb();
            }
            """;

    ScenarioMachine wrongMachine() throws FormatException {
        return build(wrong);
    }

    ScenarioMachine rightMachine() throws FormatException {
        return build(right);
    }

    private ScenarioMachine build(String host) throws FormatException {
        String lines = List.of(COMMON, host, other).stream().flatMap(text -> Arrays.stream(text.split("\n"))).map(FieldCase::quoted).collect(Collectors.joining(",\n"));
        String json = """
                { "format": "tablewalk-scenario-1", "name": "%s", "title": "%s", "summary": "",
                  "machine": { "granule": "4K", "ipaBits": 40, "cpus": 2, "tlbEntries": 8%s },
                  "memory": { "poolBase": "0x80000000", "poolPages": 8, "slots": [ { "ipa": "0x40000000", "size": "4M", "pa": "0x140000000", "block": "2M", "dirtyBitmap": "0x90000000" } ] },
                  "tables": [ { "ipa": "0x40000000", "pa": "0x140000000", "level": 3, "rights": "RW" }, { "ipa": "0x40200000", "pa": "0x140200000", "level": 2, "rights": "RW" } ],
                  "actors": [ { "cpu": 0, "routine": "host", "arguments": ["0x40000000"] }, { "cpu": 1, "routine": "other", "arguments": ["0x40000000"] } ],
                  "guards": [ { "lock": "mmu_lock", "ipa": "0x40200000", "size": "2M" } ],
                  "listings": [ { "name": "code", "lines": [ %s ] } ],
                  "schedule": { "policy": "seeded", "seed": 1, "steps": 100000 } }
                """
                .formatted(name, name, machine.isEmpty() ? "" : ", " + machine, lines);
        var scenario = Shipped.scenarios().read(name + ".json", json.getBytes(StandardCharsets.UTF_8));
        return new MachineFactory().build(scenario, Map.of());
    }

    private static String quoted(String line) {
        return '"' + line.replace("\\", "\\\\").replace("\"", "\\\"") + '"';
    }

    @Override
    public String toString() {
        return name;
    }
}
