package org.tablewalk.app.stage2;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.tablewalk.app.Commands;
import org.tablewalk.app.command.Terminal;
import org.tablewalk.arch.arm64.Granule;
import org.tablewalk.kvm.stage2.ArchitectureReading;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The commands {@code geometry} and {@code vmtype}: the domain's vectors, and every size against a reading of the architecture's rule. */
class Stage2CalculatorsTest {
    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    private int run(String... args) {
        out.getBuffer().setLength(0);
        err.getBuffer().setLength(0);
        var terminal = new Terminal(new PrintWriter(out, true), new PrintWriter(err, true), Path.of(""), Map.of());
        return Commands.line(terminal).execute(args);
    }

    private JsonNode json(String... args) {
        assertThat(run(args)).as(() -> String.join(" ", args) + ": " + err).isZero();
        return JsonMapper.shared().readTree(out.toString());
    }

    private static JsonNode vectors(String section) {
        try (var in = Stage2CalculatorsTest.class.getResourceAsStream("/domain/arm64_vectors.json")) {
            return JsonMapper.shared().readTree(in).required(section);
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    static Stream<JsonNode> geometries() {
        return vectors("stage2_geometry").valueStream();
    }

    static Stream<JsonNode> types() {
        return vectors("create_vm_type").valueStream();
    }

    @Test
    void thereAreVectors() {
        assertThat(geometries()).hasSize(63);
        assertThat(types()).hasSize(17);
    }

    @ParameterizedTest
    @MethodSource("geometries")
    void geometryAnswersTheVector(JsonNode v) {
        var answer = json("geometry", "--granule", v.required("granule").asString(), "--ipa", v.required("ipa_bits").asString(), "--json");
        Map.ofEntries(Map.entry("granule", "granule"), Map.entry("ipaBits", "ipa_bits"), Map.entry("levels", "levels"), Map.entry("startLevel", "start_level"),
                Map.entry("rootEntriesUsed", "root_entries_used"), Map.entry("rootTables", "root_tables"), Map.entry("rootAllocBytes", "root_alloc_bytes"),
                Map.entry("archRootBytes", "arch_root_bytes"), Map.entry("vttbrAlignLog2", "vttbr_align_log2"), Map.entry("entrySpanBytes", "entry_span_bytes"),
                Map.entry("t0sz", "t0sz"), Map.entry("sl0", "sl0"), Map.entry("tg0", "tg0"), Map.entry("vtcrWithoutPsVsHa", "vtcr_without_ps_vs_ha"),
                Map.entry("memcacheMinPages", "memcache_min_pages"), Map.entry("featureNeeded", "feature_needed"),
                Map.entry("clampedToTwoLevels", "clamped_to_2_levels"))
                .forEach((key, column) -> assertThat(answer.required(key)).as(key).isEqualTo(v.required(column)));
    }

    @ParameterizedTest
    @MethodSource("types")
    void vmtypeAnswersTheVector(JsonNode v) {
        var answer = json("vmtype", v.required("type").asString(), "--limit", v.required("kvm_ipa_limit").asString(), "--era", v.required("kernel").asString(), "--json");
        assertThat(answer.required("type")).isEqualTo(v.required("type"));
        assertThat(answer.required("limit")).isEqualTo(v.required("kvm_ipa_limit"));
        assertThat(answer.required("era")).isEqualTo(v.required("kernel"));
        assertThat(answer.required("result").asString()).isEqualTo(v.required("result").asString().replace("-", ""));
        assertThat(answer.required("refusedAt").isNull()).isEqualTo(v.required("result").isNumber());
    }

    /** On both of the older eras alone, too. */
    @ParameterizedTest
    @CsvSource({"4.20-5.9, 40", "5.10-5.11, 40", "v5.11, 40", "5.12+, EINVAL", "6.8, EINVAL"})
    void theDefaultAboveTheLimitIsGrantedUpTo511(String era, String result) {
        assertThat(json("vmtype", "0", "--limit", "36", "--era", era, "--json").required("result").asString()).isEqualTo(result);
    }

    @Test
    void theRegisterSeenOnRealHardwareComesOutOfTheListing() {
        var v = vectors("vtcr_anchor");
        for (String era : List.of("4.20-5.9", "5.10-5.11", "5.12+")) {
            var answer = json("vmtype", v.required("type").asString(), "--granule", v.required("granule").asString(), "--limit",
                    v.required("kvm_ipa_limit").asString(), "--era", era, "--json");
            assertThat(answer.required("vtcr")).as(era).isEqualTo(v.required("vtcr"));
            assertThat(answer.required("result")).isEqualTo(v.required("ipa_bits"));
            assertThat(answer.required("rootTables")).isEqualTo(v.required("root_tables"));
        }
    }

    static Stream<Arguments> sizes() {
        var cases = new ArrayList<Arguments>();
        for (var granule : Granule.values()) {
            for (int bits = 32; bits <= 52; bits++) {
                cases.add(Arguments.of(granule, bits));
            }
        }
        return cases.stream();
    }

    /** Every granule, size, era and LPA2: the shape by trying start levels, and what the listing makes of the size. */
    @ParameterizedTest
    @MethodSource("sizes")
    void everySizeAgreesWithTheArchitecturesRule(Granule granule, int bits) {
        var expected = ArchitectureReading.of(granule, bits);
        for (String lpa2 : granule == Granule.K64 ? List.of("--no-lpa2") : bits > 48 ? List.of("--lpa2") : List.of("--lpa2", "--no-lpa2")) {
            for (String era : List.of("4.20-5.9", "5.10-5.11", "5.12+")) {
                var answer = json("geometry", "--granule", granule.label(), "--ipa", "" + bits, lpa2, "--limit", "52", "--era", era, "--json");
                assertThat(answer.required("startLevel").asInt()).isEqualTo(expected.startLevel());
                assertThat(answer.required("levels").asInt()).isEqualTo(4 - expected.startLevel());
                assertThat(answer.required("rootTables").asInt()).isEqualTo(expected.rootTables());
                assertThat(answer.required("rootEntriesUsed").asLong()).isEqualTo(expected.rootEntries());
                assertThat(answer.required("rootAllocBytes").asLong()).isEqualTo((long) expected.rootTables() * granule.bytes());
                assertThat(answer.required("archRootBytes").asLong()).isEqualTo(8 * expected.rootEntries());
                assertThat(1L << answer.required("vttbrAlignLog2").asInt()).isEqualTo(8 * expected.rootEntries());
                assertThat(answer.required("entrySpanBytes").asLong()).isEqualTo(expected.entrySpan());
                assertThat(answer.required("sl0").asInt()).isEqualTo(expected.sl0());
                var created = answer.required("creation");
                boolean granted = bits <= 48 || granule == Granule.K64 || era.equals("5.12+");
                assertThat(created.required("result").asString()).as(era).isEqualTo(granted ? "" + bits : "EINVAL");
                if (granted && (lpa2.equals("--no-lpa2") || era.equals("5.12+"))) {
                    long vtcr = Long.decode(created.required("vtcr").asString());
                    assertThat(vtcr & ~(7L << 16 | 1L << 19 | 1L << 21)).as(era).isEqualTo(Long.decode(answer.required("vtcrWithoutPsVsHa").asString()));
                }
            }
        }
    }

    @Test
    void theWorkedExamplesAddressIsSplit() {
        assertThat(run("geometry", "--ipa", "32", "--address", "0x80600000")).isZero();
        assertThat(out.toString()).contains("31:30  root table         0x2", "29:21  index at level 2   0x3", "20:12  index at level 3   0x0", "34 to 35 bits");
    }

    /** The whole table, or one operation with its rules: combined entries stay when an IPA is named, and go with the rest of stage 1. */
    @Test
    void tlbiTellsWhatGoes() {
        assertThat(json("tlbi", "--json").required("operations")).hasSize(30).allSatisfy(row -> assertThat(row.required("cells")).hasSize(5));
        var cell = json("tlbi", "IPAS2E1IS", "--json").required("operations").required(0).required("cells").required(4);
        assertThat(cell.required("entry").asString()).isEqualTo("combined");
        assertThat(cell.required("removed").asString()).isEqualTo("stays");
        assertThat(run("tlbi", "vmalle1is")).isZero();
        assertThat(out.toString()).contains("combined: goes if of the VMID", "ICKZGP", "(verified)");
    }

    @ParameterizedTest
    @CsvSource({
        "geometry --ipa 31, --ipa: expected an IPA size of 32..52 bits",
        "geometry --ipa 53, --ipa: expected an IPA size of 32..52 bits",
        "geometry --ipa x, --ipa",
        "geometry --granule 8K --ipa 40, '--granule: expected a granule of 4K, 16K or 64K'",
        "geometry --ipa 49 --no-lpa2, expected --ipa of 32..48 bits",
        "geometry --granule 64K --ipa 40 --lpa2, --lpa2: goes with --granule 4K or 16K",
        "geometry --ipa 32 --address 0x100000000, --address: expected an address of 0..0xffffffff",
        "geometry --ipa 32 --address 5x, --address: expected a number",
        "geometry --ipa 40 --limit 48, found no --era",
        "geometry --ipa 40 --era 5.4, found no --limit",
        "vmtype 0, found neither",
        "vmtype zero --limit 48 --era 5.4, TYPE: expected a number",
        "vmtype 99999999999999999999 --limit 48 --era 5.4, TYPE: expected a number",
        "vmtype 0 --limit 31 --era 5.4, --limit: expected a limit of 32..52 bits",
        "vmtype 0 --limit 48 --era 4.19, before 4.20 every VM has 40 bits",
        "vmtype 0 --limit 48 --era 5.11-5.10, in ascending order",
        "vmtype 0 --limit 48 --era new, --era: expected 4.20-5.9",
        "vmtype 0 --limit 36 --era 4.20-6.0, do not agree",
        "tlbi vae3is, 'no operation ''vae3is''; there are vmalls12e1is'",
        "vmtype 0 --limit 48 --era 5.4 --va-bits 12, --va-bits: expected virtual addresses of 36..52 bits",
    })
    void badInputNamesTheRuleTheRangeAndTheOption(String line, String expected) {
        assertThat(run(line.split(" "))).isEqualTo(2);
        assertThat(err.toString()).contains(expected).doesNotContain("\tat ");
        assertThat(out.toString()).isEmpty();
    }
}
