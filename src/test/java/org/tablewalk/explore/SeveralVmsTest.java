package org.tablewalk.explore;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.tablewalk.Shipped;
import org.tablewalk.check.stage2.Stage2Checks;
import org.tablewalk.format.scenario.MachineFactory;
import org.tablewalk.machine.arm64.ArmMachine;

/**
 * What is judged where there are several VMs, in all schedules: the wrong code of a case breaks the rules that are named and no others, the right code none. The VMs have a page each at 1 GiB, of
 * their own memory. CPUs enter them by listings.
 */
class SeveralVmsTest {
    private static final String COMMON = """
            routine install(vm, tag) {
                msr(vttbr_el2, vm_root(vm) | tag << 48 | 1);   // CnP: what CPUs share they may use
                msr(vtcr_el2, vm_vtcr(vm));
                isb();
            }

            routine guest(vm, tag, n) {
                install(vm, tag);
                eret();
                for (i = 0; i < n; i++)
                    read(0x40000000);
                hvc();
                dsb(sy);
            }

            routine leaf_entry(vm) {
                return follow(*(follow(*(vm_root(vm) + 8)))) ;
            }

            routine flush(vm, tag) {
                dsb(ishst);
                install(vm, tag);
                tlbi(vmalls12e1is, 0);
                dsb(ish);
                isb();
            }
            """;

    /**
     * A case.
     *
     * @param regime members of the regime beside its entry
     * @param cpu0   what CPU 0 does
     * @param cpu1   what CPU 1 does
     * @param found  the rules that are broken in some schedule
     */
    record Case(String name, String regime, String cpu0, String cpu1, Set<String> found) {
        @Override
        public String toString() {
            return name;
        }
    }

    static Stream<Case> cases() {
        return Stream.of(
                new Case("another VM under the VMID without a flush", "", "", "guest(0, 1, 1); guest(1, 1, 1);", Set.of("tree-switched", "stale-access", "foreign-frame")),
                new Case("the same with a flush between", "", "", "guest(0, 1, 1); flush(0, 1); guest(1, 1, 1);", Set.of()),
                new Case("two VMs with a VMID each", "", "", "guest(0, 1, 1); guest(1, 2, 1); guest(0, 1, 1);", Set.of()),
                new Case("another VM under the VMID on another CPU", "", "guest(0, 1, 1);", "guest(1, 1, 1);", Set.of()),
                new Case("the same with one TLB", ", \"sharedTlbs\": [{ \"cpus\": [0, 1] }]", "guest(0, 1, 1);", "guest(1, 1, 1);", Set.of("tree-switched", "stale-access",
                        "foreign-frame")),
                new Case("a flush while another CPU still runs the old VM", "", "flush(0, 1); done = 1;", "guest(0, 1, 2); while (!done) { } guest(1, 1, 1);",
                        Set.of("tree-switched", "stale-access", "foreign-frame")),
                new Case("a page of one VM, flushed under the other's VMID", "", "p = leaf_entry(1); *p = 0; flush(0, 1);", "guest(1, 2, 2);",
                        Set.of("wrong-vmid", "no-tlbi", "stale-access")),
                new Case("the same under its own", "", "p = leaf_entry(1); *p = 0; flush(1, 2);", "guest(1, 2, 2);", Set.of()),
                new Case("a page given to the other VM before the flush", "", "p = leaf_entry(1); *p = 0; give(0x150000000, 4K, guest); flush(1, 2);", "guest(1, 2, 2);",
                        Set.of("freed-while-owed", "foreign-frame")),
                new Case("and after it", "", "p = leaf_entry(1); *p = 0; flush(1, 2); give(0x150000000, 4K, guest);", "guest(1, 2, 2);", Set.of()));
    }

    private static String quoted(String lines) {
        return Arrays.stream(lines.split("\n")).map(line -> '"' + line + '"').collect(Collectors.joining(", "));
    }

    @ParameterizedTest
    @MethodSource("cases")
    void isJudged(Case c) throws Exception {
        String json = """
                { "format": "tablewalk-scenario-1", "name": "vms", "title": "vms", "summary": "",
                  "machine": { "granule": "4K", "ipaBits": 40, "cpus": 2, "tlbEntries": 8, "vmid": 1 },
                  "regime": { "entry": "listing"%s },
                  "memory": { "poolBase": "0x80000000", "slots": [ { "ipa": "0x40000000", "size": "2M", "pa": "0x140000000", "block": "4K" } ] },
                  "tables": [ { "ipa": "0x40000000", "pa": "0x140000000", "level": 3, "rights": "RW" } ],
                  "vms": [ { "name": "b", "vmid": 2, "slots": [ { "ipa": "0x40000000", "size": "2M", "pa": "0x150000000", "block": "4K" } ],
                             "tables": [ { "ipa": "0x40000000", "pa": "0x150000000", "level": 3, "rights": "RW" } ] } ],
                  "actors": [ { "cpu": 0, "routine": "zero" }, { "cpu": 1, "routine": "one" } ],
                  "listings": [ { "name": "code", "lines": [ "shared done;", %s, "routine zero() { %s }", "routine one() { %s }" ] } ],
                  "schedule": { "policy": "seeded", "seed": 1, "steps": 100000 } }
                """.formatted(c.regime, quoted(COMMON), c.cpu0, c.cpu1);
        var machine = new MachineFactory().build(Shipped.scenarios().read("vms.json", json.getBytes(StandardCharsets.UTF_8)), Map.of());
        var judges = Stage2Checks.judges();
        var result = new Search(machine, m -> judges.apply((ArmMachine) m), SearchOptions.DEFAULT.withProgress(false)).run(progress -> {});
        assertThat(result.complete()).isTrue();
        assertThat(result.causes().stream().map(Cause::property).distinct().toList()).containsExactlyInAnyOrderElementsOf(c.found);
    }
}
