package org.tablewalk.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What the walker's old versions, and what a reviewer proposed for it, come to: found by the judge of the run. */
class WalkFindingsTest {
    private static final JsonMapper MAPPER = new JsonMapper();

    @TempDir
    private Path folder;

    private JsonNode answer(int code, String... args) {
        var terminal = new TestTerminal(folder, Map.of());
        assertThat(terminal.run(args)).as(terminal::err).isEqualTo(code);
        return MAPPER.readTree(terminal.out());
    }

    private List<String> rules(int code, String... args) {
        return answer(code, args).get("findings").valueStream().map(f -> f.get("rule").asString()).distinct().toList();
    }

    private static String verdict(JsonNode answer, String rule) {
        assertThat(answer.get("complete").asBoolean()).isTrue();
        return answer.get("properties").valueStream().filter(p -> p.get("property").asString().equals(rule)).findFirst().orElseThrow().get("verdict").asString();
    }

    @Test
    void whatAnUnalignedUnmapMissesIsStillUsed() {
        assertThat(rules(0, "run", "unaligned-unmap", "--json")).containsExactly("foreign-frame");
        assertThat(rules(0, "run", "unaligned-unmap", "--set", "ALIGN_FIX=true", "--json")).isEmpty();
        // From an aligned address the fix changes nothing.
        assertThat(rules(0, "run", "unaligned-unmap", "--set", "addr=0xff00c00000", "--set", "size=0x2000", "--json")).isEmpty();
    }

    @Test
    void andThatInEveryScheduleOrInNone() {
        assertThat(verdict(answer(0, "explore", "unaligned-unmap", "--json"), "foreign-frame")).isEqualTo("violated");
        var fixed = answer(0, "explore", "unaligned-unmap", "--set", "ALIGN_FIX=true", "--json");
        assertThat(verdict(fixed, "foreign-frame")).isEqualTo("holds");
        assertThat(fixed.get("properties").valueStream().map(p -> p.get("verdict").asString())).containsOnly("holds");
    }

    @ParameterizedTest
    @CsvSource({"v3, freed-walk", "v5.10, freed-walk", "v5.12, freed-walk", "v6.3, freed-walk", "v6.4, ''", "mainline, ''"})
    void withoutTheReloadAWalkGoesDownIntoTheTableThatWasFreed(String version, String rule) {
        assertThat(rules(rule.isEmpty() ? 0 : 1, "run", "walker-lab", "--set", "callback=replace-and-free", "--set", "version=" + version, "--set", "addr=0x40400000", "--json"))
                .isEqualTo(rule.isEmpty() ? List.of() : List.of(rule));
    }

    /** v3 of the patch zeroes an entry that it makes invalid, and then there is no way to the table that is to be freed. */
    @ParameterizedTest
    @CsvSource({"v5.10, 0, ''", "v3, 1, cpu-failed"})
    void aZeroedEntryLeadsNowhere(String version, int code, String rule) {
        assertThat(rules(code, "run", "walker-lab", "--set", "callback=break-and-free", "--set", "version=" + version, "--set", "addr=0x40400000", "--json"))
                .isEqualTo(rule.isEmpty() ? List.of() : List.of(rule));
    }

    /** Taking down a VM frees tables that entries still lead to: nobody runs the VM any more, which the judge does not know. */
    @ParameterizedTest
    @CsvSource({"greater, destroy, freed-while-owed", "greater, touch, ''", "greater-or-equal, destroy, leaked-table", "greater-or-equal, touch, cpu-failed"})
    void theProposedRangeCheckShutsOutTheTopPageAndLeaksAllTables(String check, String act, String rule) {
        var answer = answer(0, "run", "range-check", "--set", "rangeCheck=" + check, "--set", "act=" + act, "--json");
        List<String> found = answer.get("findings").valueStream().map(f -> f.get("rule").asString()).toList();
        assertThat(found).containsOnly(rule.isEmpty() ? new String[0] : new String[] {rule});
        // Three tables hang below the root.
        assertThat(found).hasSize(rule.isEmpty() ? 0 : rule.equals("cpu-failed") ? 1 : 3);
    }

    static List<JsonNode> suggestions() throws IOException {
        try (var in = WalkFindingsTest.class.getResourceAsStream("/domain/arm64_vectors.json")) {
            return MAPPER.readTree(in).required("gavin_pgd_pages_suggestion").valueStream().toList();
        }
    }

    @ParameterizedTest
    @MethodSource("suggestions")
    void theProposedStartLevelAsksForAsManyPagesAsTheVectorsSay(JsonNode row) throws IOException {
        String granule = row.get("granule").asString();
        int bits = row.get("ipa_bits").asInt();
        Files.writeString(folder.resolve("case.json"), """
                { "name": "root", "granule": "%s", "iaBits": %d, "startLevel": %d, "rootTables": %d, "leaves": [], "emptyTables": [], "walkAddr": 0, "walkSize": 0,
                  "flags": [], "callback": "returns 0, changes nothing" }
                """.formatted(granule, bits, row.get("start_level").asInt(), row.get("correct_pages").asInt()));
        var terminal = new TestTerminal(folder, Map.of());
        assertThat(terminal.run("walk", "case.json", "--set", "pgdStart=suggested")).isZero();
        assertThat(terminal.out()).contains("asks for " + row.get("suggested_pages").asString() + " pages of root", "returned -ENOMEM");
        assertThat(answer(0, "walk", "case.json", "--json").get("ret").asInt(-1)).isZero();
        Files.writeString(folder.resolve("pages.json"), """
                { "format": "tablewalk-scenario-1", "name": "pages", "machine": { "granule": "%s", "ipaBits": %d, "cpus": 1 }, "memory": { "poolBase": "0x80000000" },
                  "parameters": { "pgdStart": { "type": "choice", "options": ["posted", "suggested"], "default": "posted", "constant": true } },
                  "actors": [ { "cpu": 0, "lines": [
                    "assert(kvm_pgd_pages(START_LEVEL) == (pgdStart == posted ? %s : %s));",
                    "assert(kvm_granule_shift((pgdStart == posted ? START_LEVEL : 4 - START_LEVEL + 1) - 1) == (pgdStart == posted ? %s : %s));" ] } ],
                  "listings": ["pgd"] }
                """.formatted(granule, bits, row.get("correct_pages").asString(), row.get("suggested_pages").asString(), row.get("correct_shift").asString(),
                row.get("suggested_shift").asString()));
        assertThat(rules(0, "run", "pages.json", "--json")).isEmpty();
        assertThat(rules(0, "run", "pages.json", "--set", "pgdStart=suggested", "--json")).isEmpty();
    }
}
