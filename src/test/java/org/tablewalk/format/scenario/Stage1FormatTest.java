package org.tablewalk.format.scenario;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.tablewalk.Shipped;
import org.tablewalk.format.FormatException;
import org.tablewalk.machine.arm64.ArmMachine;
import org.tablewalk.machine.arm64.ArmState;

/** A guest's own tables in a scenario: what they become, and what is refused, with its place and the legal range. */
class Stage1FormatTest {
    private static final String SCENARIO = """
            { "format": "tablewalk-scenario-1", "name": "two-stages",
              "machine": { "granule": "4K", "ipaBits": 32, "cpus": 1, "tlbEntries": 4 },
              "memory": { "poolBase": "0x80000000", "slots": [ { "ipa": "0x40000000", "size": "2M", "pa": "0x140000000", "block": "2M" } ] },
              "contents": [],
              "tables": [ { "ipa": "0x40000000", "pa": "0x140000000", "level": 2 } ],
              "regime": { "vmidBits": 8, "stage1": { "caching": "both", "pieces": "all", "flags": "dirty" } },
              "stage1": { "vaBits": 30, "mmu": "on", "ipa": "0x40100000",
                "spaces": [ { "name": "a", "asid": 5, "tables": [ { "va": "0x1000", "ipa": "0x40010000", "count": 2, "level": 3, "rights": "RW" } ] },
                            { "name": "k", "asid": 0, "range": "upper", "tables": [] } ] },
              "actors": [ { "cpu": 0, "routine": "main" } ],
              "listings": [ { "name": "guest", "lines": [ "routine main() { read(0x1008); }" ] } ],
              "schedule": { "policy": "inOrder", "steps": 100 } }
            """;

    private static ArmMachine machine(String text) throws Exception {
        return (ArmMachine) new MachineFactory().build(Shipped.scenarios().read("test.json", text.getBytes(StandardCharsets.UTF_8)), Map.of()).get();
    }

    @Test
    void tablesAreWordsOfTheGuestsMemory() throws Exception {
        var machine = machine(SCENARIO);
        var state = new ArmState(machine.map(), machine.cells().image());
        // The roots of both spaces first, then the table below the first.
        assertThat(state.word(0x1_4010_0000L)).isEqualTo(0x4010_2003L);
        assertThat(state.word(0x1_4010_2008L)).isEqualTo(0x0060_0000_4001_0f03L);
        assertThat(state.word(0x1_4010_2010L)).isEqualTo(0x0060_0000_4001_1f03L);
        assertThat(state.stage1().walk(0, 0, 0x2010).stage2().pa()).isEqualTo(0x1_4001_1010L);
        assertThat(state.regime().registers(0)).extracting(r -> r.inEffect()).contains(0x0005_0000_4010_0000L, 0x4010_1000L);
    }

    @Test
    void theCanonicalTextIsReadAsTheSame() throws Exception {
        String canonical = Samples.build(SCENARIO, Map.of()).canonical();
        assertThat(Samples.build(canonical, Map.of()).canonical()).isEqualTo(canonical).contains("\"asid\"");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "\"asid\": 5 | \"asid\": 256 | expected an ASID (they have 8 bits here) of 0..255, found 256",
        "\"vaBits\": 30 | \"vaBits\": 49 | expected a size of virtual addresses in bits of 25..48, found 49",
        "\"va\": \"0x1000\" | \"va\": \"0x40000000\" | expected a virtual address of 30 bits (T0SZ 34) of 0..1073741823",
        "\"va\": \"0x1000\" | \"va\": \"0x3fffe000\", \"stride\": 2 | expected entries within the 30 bits",
        "\"va\": \"0x1000\" | \"va\": \"0x1800\" | expected a multiple of 0x1000",
        "\"level\": 3, \"rights\" | \"level\": 1, \"rights\" | expected a level of stage-1 leaves of 2..3, found 1",
        "\"ipa\": \"0x40100000\" | \"ipa\": \"0x40100800\" | expected stage-1 tables at a multiple of the page size",
        "\"ipa\": \"0x40100000\" | \"ipa\": \"0x401fe000\" | expected stage-1 tables in one slot of guest memory, found 3 pages",
        "\"ipa\": \"0x40100000\" | \"ipa\": \"0x100000000\" | expected an IPA of stage-1 tables of 0..4294967295",
        "\"contents\": [], | '' | expected memory with 'contents'",
        "\"vmidBits\": 8 | \"vmidBits\": 16 | expected VMIDs of 8 bits where a guest has a stage 1",
        "\"caching\": \"both\" | \"caching\": \"neither\" | expected 'caching' of combined, separate, both",
        "\"rights\": \"RW\" | \"rights\": \"W\" | expected rights of R, RW, RX, RWX, found 'W'",
        "\"name\": \"k\" | \"name\": \"a\" | expected a name that no other address space of the VM has",
        "\"count\": 2 | \"count\": 2 }, { \"va\": \"0x2000\", \"ipa\": \"0x40010000\" | VA 0x2000 of space a is mapped twice",
    })
    void contradictionsNameTheRuleAndTheRange(String what, String instead, String expected) {
        assertThat(SCENARIO).contains(what.strip());
        assertThatThrownBy(() -> machine(SCENARIO.replace(what.strip(), instead.strip()))).isInstanceOf(FormatException.class).hasMessageContaining(expected.strip())
                .hasMessageMatching("(?s)test\\.json:\\d+:\\d+.*");
    }

    @Test
    void hardwareOfAStageThatNobodyHasIsRefused() {
        String without = SCENARIO.replaceAll("(?s)\"stage1\": \\{ \"vaBits\".*?\\] \\},\n  \"actors\"", "\"actors\"");
        assertThat(without).doesNotContain("asid");
        assertThatThrownBy(() -> machine(without)).isInstanceOf(FormatException.class).hasMessageContaining("expected a VM with a 'stage1' of its own");
    }
}
