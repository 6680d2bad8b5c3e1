package org.tablewalk.arch.arm64;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

class Stage2GeometryTest {
    static Stream<JsonNode> geometries() {
        return Vectors.list("stage2_geometry");
    }

    static Stream<JsonNode> suggestions() {
        return Vectors.list("gavin_pgd_pages_suggestion");
    }

    @Test
    void thereIsAVectorForEverySizeAndGranule() {
        assertThat(geometries().map(v -> v.required("granule").asString() + v.required("ipa_bits").asInt()).distinct()).hasSize(63);
    }

    @ParameterizedTest
    @MethodSource("geometries")
    void agreesWithTheVector(JsonNode v) {
        var g = Stage2Geometry.of(Vectors.granule(v), v.required("ipa_bits").asInt());
        assertThat(g.levels()).as("levels").isEqualTo(v.required("levels").asInt());
        assertThat(g.startLevel()).as("start level").isEqualTo(v.required("start_level").asInt());
        assertThat(g.rootEntries()).as("root entries").isEqualTo(v.required("root_entries_used").asInt());
        assertThat(g.rootTables()).as("root tables").isEqualTo(v.required("root_tables").asInt());
        assertThat(g.rootBytes()).as("root bytes").isEqualTo(v.required("root_alloc_bytes").asLong());
        assertThat(g.archRootBytes()).as("root bytes for hardware").isEqualTo(v.required("arch_root_bytes").asLong());
        assertThat(g.vttbrAlignLog2()).as("VTTBR alignment").isEqualTo(v.required("vttbr_align_log2").asInt());
        assertThat(g.entrySize(g.startLevel())).as("root entry size").isEqualTo(v.required("entry_span_bytes").asLong());
        assertThat(g.t0sz()).as("T0SZ").isEqualTo(v.required("t0sz").asInt());
        assertThat(g.sl0()).as("SL0").isEqualTo(v.required("sl0").asInt());
        assertThat(g.granule().tg0()).as("TG0").isEqualTo(v.required("tg0").asInt());
        assertThat(g.vtcr()).as("VTCR").isEqualTo(Vectors.word(v.required("vtcr_without_ps_vs_ha")));
        assertThat(g.memcacheMinPages()).as("memory cache").isEqualTo(v.required("memcache_min_pages").asInt());
        assertThat(g.featureNeeded()).as("feature").isEqualTo(v.required("feature_needed").asString());
        assertThat(g.clampedToTwoLevels()).as("floor").isEqualTo(v.required("clamped_to_2_levels").asBoolean());
        assertThat(g.rootTables()).isLessThanOrEqualTo(Stage2Geometry.MAX_ROOT_TABLES);
    }

    @ParameterizedTest
    @MethodSource("geometries")
    void indexesPutAnyAddressTogetherAgain(JsonNode v) {
        var g = Stage2Geometry.of(Vectors.granule(v), v.required("ipa_bits").asInt());
        for (long ipa : new long[] {0, g.granule().bytes(), g.limit() / 3 & -g.granule().bytes(), g.limit() - g.granule().bytes()}) {
            long sum = (long) g.rootIndex(ipa) << g.entryShift(g.startLevel());
            for (int level = g.startLevel() + 1; level <= 3; level++) {
                sum += (long) g.index(ipa, level) << g.entryShift(level);
            }
            assertThat(sum).as("%x", ipa).isEqualTo(ipa);
            assertThat(g.rootTable(ipa) * g.granule().entriesPerTable() + g.index(ipa, g.startLevel()))
                    .as("%x", ipa).isEqualTo(g.rootIndex(ipa));
        }
        assertThat(g.rootIndex(g.limit() - 1)).isEqualTo(g.rootEntries() - 1);
    }

    @ParameterizedTest
    @MethodSource("suggestions")
    void countsRootTablesForTheRightAndTheSuggestedStartLevel(JsonNode v) {
        var g = Stage2Geometry.of(Vectors.granule(v), v.required("ipa_bits").asInt());
        assertThat(g.startLevel()).isEqualTo(v.required("start_level").asInt());
        assertThat(g.entryShift(g.startLevel() - 1)).isEqualTo(v.required("correct_shift").asInt());
        assertThat(g.rootTables()).isEqualTo(v.required("correct_pages").asInt());

        int suggested = 4 - g.startLevel() + 1;
        assertThat(suggested).isEqualTo(v.required("suggested_start_level").asInt());
        assertThat(g.entryShift(suggested - 1)).isEqualTo(v.required("suggested_shift").asInt());
        long pages = Stage2Geometry.rootTables(g.granule(), g.ipaBits(), suggested);
        assertThat(pages).isEqualTo(v.required("suggested_pages").asLong());
        assertThat(pages << g.granule().pageShift()).isEqualTo(v.required("suggested_bytes").asLong());
    }

    @Test
    void reproducesTheRegisterSeenOnRealHardware() {
        var v = Vectors.section("vtcr_anchor");
        var decode = v.required("decode");
        var g = Stage2Geometry.of(Vectors.granule(v), v.required("ipa_bits").asInt());
        int ps = decode.required("PS").asInt();
        long vtcr = g.vtcr(ps, decode.required("VS").asInt() == 1, decode.required("HA").asInt() == 1);
        assertThat(vtcr).isEqualTo(Vectors.word(v.required("vtcr")));
        assertThat(g.startLevel()).isEqualTo(v.required("start_level").asInt());
        assertThat(g.rootTables()).isEqualTo(v.required("root_tables").asInt());
        assertThat(g.t0sz()).isEqualTo(decode.required("T0SZ").asInt());
        assertThat(g.sl0()).isEqualTo(decode.required("SL0").asInt());
    }

    @Test
    void aBlockCanSitInARootTableOfATwoLevelTree() {
        var g = Stage2Geometry.of(Granule.K4, 32);
        assertThat(g.rootIndex(0x8060_0000L)).isEqualTo(1027);
        assertThat(g.rootTable(0x8060_0000L)).isEqualTo(2);
        assertThat(g.index(0x8060_0000L, 2)).isEqualTo(3);
    }

    @ParameterizedTest
    @ValueSource(ints = {-1, 0, 31, 53, 64, Integer.MAX_VALUE})
    void refusesSizesOutOfRange(int ipaBits) {
        assertThatThrownBy(() -> Stage2Geometry.of(Granule.K4, ipaBits))
                .isInstanceOf(IllegalArgumentException.class).hasMessageContaining("32..52").hasMessageContaining("" + ipaBits);
    }

    @Test
    void lpa2IsACondition() {
        assertThat(Stage2Geometry.of(Granule.K4, 40, true).vtcr()).isEqualTo(0x180003558L);
        assertThatThrownBy(() -> Stage2Geometry.of(Granule.K16, 49, false)).hasMessageContaining("needs LPA2");
        assertThatThrownBy(() -> Stage2Geometry.of(Granule.K64, 52, true)).hasMessageContaining("64K");
        assertThatThrownBy(() -> new Stage2Geometry(Granule.K4, 40, false, 4)).hasMessageContaining("3 levels");
        assertThatThrownBy(() -> Stage2Geometry.of(Granule.K4, 40).vtcr(7, false, false)).hasMessageContaining("0..6");
        assertThat(Stage2Geometry.of(Granule.K4, 40).vtcr(6, false, false) >>> 16 & 7).isEqualTo(6);
        assertThat(Stage2Geometry.of(Granule.K4, 40).vtcr(0, false, false) >>> 16 & 7).isZero();
    }

    @ParameterizedTest
    @CsvSource({"4K, 9, 512, 1, 4096", "16K, 11, 2048, 2, 16384", "64K, 13, 8192, 2, 65536"})
    void granules(String label, int bits, int entries, int minBlockLevel, int bytes) {
        var g = Granule.of(label.toLowerCase());
        assertThat(g.label()).isEqualTo(label);
        assertThat(g.bitsPerLevel()).isEqualTo(bits);
        assertThat(g.entriesPerTable()).isEqualTo(entries);
        assertThat(g.minBlockLevel()).isEqualTo(minBlockLevel);
        assertThat(g.bytes()).isEqualTo(bytes);
        assertThat(g.entrySize(3)).isEqualTo(bytes);
        assertThatThrownBy(() -> Granule.of("8K")).hasMessageContaining("4K, 16K or 64K").hasMessageContaining("8K");
    }

    @ParameterizedTest
    @CsvSource({"0, 0 B", "4096, 4 KiB", "2097152, 2 MiB", "36864, 36 KiB", "1073741824, 1 GiB", "4398046511104, 4 TiB", "17, 17 B"})
    void sizesAreWritten(long bytes, String text) {
        assertThat(Sizes.text(bytes)).isEqualTo(text);
    }
}
