package org.tablewalk.explore;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.tablewalk.Shipped;
import org.tablewalk.format.scenario.MachineFactory;
import org.tablewalk.machine.Machine;

/** A scenario with two CPUs that run a few lines each; one page is mapped at 0x40000000. */
final class TwoCpus {
    private TwoCpus() {}

    /** Makes its machines; routines {@code one()} and {@code two()} are where the CPUs start. */
    static Supplier<Machine> of(String listing) throws IOException {
        var lines = listing.lines().map(line -> "\"" + line + "\"").collect(Collectors.joining(", "));
        var text = """
                { "format": "tablewalk-scenario-1", "name": "two-cpus", "title": "Two CPUs", "summary": "Two CPUs.", "parameters": {},
                  "machine": { "granule": "4K", "ipaBits": 40, "cpus": 2, "tlbEntries": 8 },
                  "memory": { "poolBase": "0x80000000", "slots": [ { "ipa": "0x40000000", "size": "2M", "pa": "0x140000000", "block": "4K" } ] },
                  "tables": [ { "ipa": "0x40000000", "pa": "0x140000000", "level": 3, "rights": "RW" } ],
                  "actors": [ { "cpu": 0, "routine": "one", "arguments": [] }, { "cpu": 1, "routine": "two", "arguments": [] } ],
                  "listings": [ { "name": "both", "lines": [ %s ] } ],
                  "schedule": { "policy": "seeded", "seed": 1, "steps": "1000" } }
                """.formatted(lines);
        var scenario = Shipped.scenarios().read("two-cpus.json", text.getBytes(StandardCharsets.UTF_8));
        return new MachineFactory().build(scenario, Map.of())::get;
    }
}
