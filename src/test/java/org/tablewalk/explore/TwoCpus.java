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
        return of(listing, "{}");
    }

    /** A host that takes the page away and gives it back, a guest that uses it, and hardware that may do everything it may ever do. */
    static Supplier<Machine> free() throws IOException {
        return of("""
                routine one() {
                    d = *(ROOT + 8 * entry_index(0x40000000, 1));
                    d = *(follow(d) + 8 * entry_index(0x40000000, 2));
                    p = follow(d) + 8 * entry_index(0x40000000, 3);
                    pte = *p;
                    *p = 0;
                    dsb(ishst);
                    msr(vttbr_el2, GUEST_VTTBR);
                    isb();
                    tlbi(ipas2e1is, ttl(0x40000000, 3));
                    dsb(ish);
                    *p = pte;
                }
                routine two() { read(0x40000000); read(0x40000000); }
                """, "{ \"eviction\": \"bounded\", \"evictions\": 1, \"speculative\": [\"0x40000000\"], \"storeBuffer\": 1 }");
    }

    private static Supplier<Machine> of(String listing, String freedoms) throws IOException {
        var lines = listing.lines().map(line -> "\"" + line + "\"").collect(Collectors.joining(", "));
        var text = """
                { "format": "tablewalk-scenario-1", "name": "two-cpus", "title": "Two CPUs", "summary": "Two CPUs.", "parameters": {},
                  "machine": { "granule": "4K", "ipaBits": 40, "cpus": 2, "tlbEntries": 8, "freedoms": %s },
                  "memory": { "poolBase": "0x80000000", "slots": [ { "ipa": "0x40000000", "size": "2M", "pa": "0x140000000", "block": "4K" } ] },
                  "tables": [ { "ipa": "0x40000000", "pa": "0x140000000", "level": 3, "rights": "RW" } ],
                  "actors": [ { "cpu": 0, "routine": "one", "arguments": [] }, { "cpu": 1, "routine": "two", "arguments": [] } ],
                  "listings": [ { "name": "both", "lines": [ %s ] } ],
                  "schedule": { "policy": "seeded", "seed": 1, "steps": "1000" } }
                """.formatted(freedoms, lines);
        var scenario = Shipped.scenarios().read("two-cpus.json", text.getBytes(StandardCharsets.UTF_8));
        return new MachineFactory().build(scenario, Map.of())::get;
    }
}
