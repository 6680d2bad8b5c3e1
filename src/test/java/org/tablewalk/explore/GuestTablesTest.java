package org.tablewalk.explore;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
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
 * What is judged of a guest that edits its own tables, in all schedules: the code of a case breaks the rules that are named and no others. Its kernel finds its last-level table at 0x10000 and
 * its root at 0x11000; the table of 0x20_0000 is at 0x12000.
 */
class GuestTablesTest {
    private static final String COMMON = """
            shared cpu->go;

            routine pte(va) {
                return 0x10000 + 8 * (va >> 12);
            }

            routine flush(va) {
                dsb(ishst);
                tlbi(vae1is, va_operand(va, 1));
                dsb(ish);
            }

            // The guest's own: who finds nothing goes home, but at 0x5000, where a page is entered and another one taken.
            routine page_fault(va, fault) {
                if (va != 0x5000)
                    exit(0);
                str(pte(va), stage1_leaf(0x40011000, 3, PROT_R));
                dsb(ishst);
                str(pte(0x1000), 0);
                return 0;
            }

            // The host's.
            routine abort(ipa, fault) {
                *(ROOT + 8 * (ipa >> 21)) = leaf_pte(host_pa(ipa), stage2_attr(PROT_R | PROT_W), 2);
                dsb(ishst);
                return 0;
            }

            routine idle() {
            }
            """;
    private static final String READS = "ldr(0x1000); ldr(0x1000);";

    /**
     * A case.
     *
     * @param cpu0  what the guest's CPU 0 does
     * @param cpu1  what its CPU 1 does
     * @param found the rules that are broken in some schedule
     */
    record Case(String name, String cpu0, String cpu1, Set<String> found) {
        @Override
        public String toString() {
            return name;
        }
    }

    static Stream<Case> cases() {
        return Stream.of(
                new Case("as it should be", "str(pte(0x1000), 0); flush(0x1000);", READS, Set.of()),
                new Case("the last level is enough for a leaf", "str(pte(0x1000), 0); dsb(ishst); tlbi(vale1is, va_operand(0x1000, 1)); dsb(ish);", READS, Set.of()),
                new Case("several entries and one flush, as Linux gathers them",
                        "str(pte(0x1000), 0); str(pte(0x2000), 0); dsb(ishst); tlbi(vae1is, va_operand(0x1000, 1)); tlbi(vae1is, va_operand(0x2000, 1)); dsb(ish);", READS, Set
                                .of()),
                new Case("several entries and one range of two pages",
                        "str(pte(0x1000), 0); str(pte(0x2000), 0); dsb(ishst); tlbi(rvale1is, (1 << 48) | (TLBI_TG << 46) | 1); dsb(ish);", READS, Set.of()),
                new Case("a range of other pages", "str(pte(0x1000), 0); dsb(ishst); tlbi(rvale1is, (1 << 48) | (TLBI_TG << 46) | 2); dsb(ish);", READS,
                        Set.of("wrong-address", "no-tlbi", "stale-access")),
                new Case("rights are changed in two steps and then flushed, as mprotect does",
                        "str(pte(0x1000), 0); str(pte(0x1000), stage1_leaf(0x40010000, 3, PROT_R)); flush(0x1000);", "str(0x1000, 1);", Set.of()),
                new Case("rights are taken and nothing is flushed", "str(pte(0x1000), stage1_leaf(0x40010000, 3, PROT_R));", "str(0x1000, 1); str(0x1000, 2);",
                        Set.of("no-tlbi", "stale-access")),
                new Case("rights are given", "str(pte(0x2000), stage1_leaf(0x40011000, 3, PROT_R | PROT_W | PROT_X));", READS, Set.of()),
                new Case("another page without a break", "str(pte(0x1000), stage1_leaf(0x40011000, 3, PROT_R | PROT_W)); flush(0x1000);", READS, Set.of("no-break")),
                new Case("another address", "str(pte(0x1000), 0); flush(0x2000);", READS, Set.of("wrong-address", "no-tlbi", "stale-access")),
                new Case("another ASID", "str(pte(0x1000), 0); dsb(ishst); tlbi(vae1is, va_operand(0x1000, 2)); dsb(ish);", READS,
                        Set.of("wrong-address", "no-tlbi", "stale-access")),
                new Case("whatever the ASID", "str(pte(0x1000), 0); dsb(ishst); tlbi(vaae1is, va_operand(0x1000, 2)); dsb(ish);", READS, Set.of()),
                new Case("all of an ASID leaves what is global", "str(pte(0x3000), 0); dsb(ishst); tlbi(aside1is, va_operand(0, 1)); dsb(ish);", "ldr(0x3000); ldr(0x3000);",
                        Set.of("wrong-address", "no-tlbi", "stale-access")),
                new Case("one address takes what is global, whatever the ASID", "str(pte(0x3000), 0); dsb(ishst); tlbi(vae1is, va_operand(0x3000, 2)); dsb(ish);",
                        "ldr(0x3000); ldr(0x3000);", Set.of()),
                new Case("on one CPU while another runs", "str(pte(0x1000), 0); dsb(ishst); tlbi(vae1, va_operand(0x1000, 1)); dsb(nsh);", READS,
                        Set.of("wrong-scope", "no-tlbi", "stale-access")),
                new Case("on the only CPU that runs", "str(pte(0x1000), 0); dsb(nshst); tlbi(vae1, va_operand(0x1000, 1)); dsb(nsh);", "", Set.of()),
                new Case("nobody waits for it", "str(pte(0x1000), 0); dsb(ishst); tlbi(vae1is, va_operand(0x1000, 1));", READS, Set.of("no-completion", "stale-access")),
                new Case("an empty table and the last level only", """
                        str(0x12000, 0); str(0x12008, 0); dsb(ishst); tlbi(aside1is, va_operand(0, 1)); dsb(ish);
                        str(0x11008, 0); dsb(ishst); tlbi(vale1is, va_operand(0x200000, 1)); dsb(ish);""", "ldr(0x200000);", Set.of("wrong-level", "no-tlbi")),
                new Case("a table that still maps, and one address of it", "str(0x11008, 0); dsb(ishst); tlbi(vae1is, va_operand(0x201000, 1)); dsb(ish);",
                        "ldr(0x200000); ldr(0x200000);", Set.of("wrong-address", "no-tlbi", "stale-access")),
                new Case("a table and the ASID", "str(0x11008, 0); dsb(ishst); tlbi(aside1is, va_operand(0, 1)); dsb(ish);", "ldr(0x200000); ldr(0x200000);", Set.of()),
                new Case("a table is linked elsewhere while it is owed for",
                        "t = ldr(0x11008); str(0x11008, 0); str(0x11010, t); dsb(ishst); tlbi(aside1is, va_operand(0, 1)); dsb(ish);",
                        "", Set.of("freed-while-owed")),
                new Case("the host comes between", "str(pte(0x1000), 0); ldr(0x4000); flush(0x1000);", READS, Set.of()),
                new Case("a handler of the guest's returns and owes", "ldr(0x5000); flush(0x1000);", READS, Set.of("no-tlbi", "stale-access")));
    }

    @ParameterizedTest
    @MethodSource("cases")
    void whatIsBroken(Case of) throws IOException {
        String routines = COMMON + "routine first() {\n" + of.cpu0 + "\n}\nroutine second() {\n" + of.cpu1 + "\n}\n";
        String lines = routines.lines().map(line -> '"' + line.replace("\"", "\\\"") + '"').collect(Collectors.joining(","));
        String json = """
                {"format": "tablewalk-scenario-1", "name": "t", "title": "t",
                 "machine": {"granule": "4K", "ipaBits": 32, "cpus": 2, "tlbEntries": 4, "walkCacheEntries": 1, "abortRoutine": "abort"},
                 "memory": {"poolBase": "0x80000000", "slots": [{"ipa": "0x40000000", "size": "2M", "pa": "0x140000000", "block": "2M"},
                            {"ipa": "0x40200000", "size": "2M", "pa": "0x140200000", "block": "2M"}]},
                 "tables": [{"ipa": "0x40000000", "pa": "0x140000000", "level": 2, "rights": "RW"}],
                 "contents": [], "regime": {"stage1": {"abortRoutine": "page_fault"}},
                 "stage1": {"vaBits": 25, "ipa": "0x40000000", "spaces": [{"name": "init", "asid": 1, "tables": [
                   {"va": "0x1000", "ipa": "0x40010000", "count": 2}, {"va": "0x3000", "ipa": "0x40012000", "global": true}, {"va": "0x4000", "ipa": "0x40200000"},
                   {"va": "0x10000", "ipa": "0x40001000"}, {"va": "0x11000", "ipa": "0x40000000"}, {"va": "0x12000", "ipa": "0x40002000"}, {"va": "0x200000", "ipa": "0x40010000", "count": 2}]}]},
                 "actors": [{"cpu": 0, "routine": "first", "arguments": []}%s],
                 "listings": [{"name": "l", "lines": [%s]}]}
                """
                .formatted(of.cpu1.isEmpty() ? "" : ", {\"cpu\": 1, \"routine\": \"second\", \"arguments\": []}", lines);
        var machine = new MachineFactory().build(Shipped.scenarios().read("t.json", json.getBytes(StandardCharsets.UTF_8)), Map.of());
        var judges = Stage2Checks.judges();
        SearchResult result = new Search(machine, m -> judges.apply((ArmMachine) m), SearchOptions.DEFAULT).run(progress -> {});
        assertThat(result.complete()).isTrue();
        assertThat(result.causes().stream().map(Cause::property).collect(Collectors.toSet())).isEqualTo(of.found);
    }
}
