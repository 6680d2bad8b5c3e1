package org.tablewalk.arch.arm64;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.tablewalk.Seeds;
import org.tablewalk.arch.BitField;
import tools.jackson.databind.JsonNode;

@Tag("seeded")
class DescriptorTest {
    static Stream<JsonNode> descriptors() {
        return Vectors.list("descriptors");
    }

    @ParameterizedTest
    @MethodSource("descriptors")
    void buildsTheGoldenWord(JsonNode v) {
        assertThat(built(v)).isEqualTo(Vectors.word(v.required("descriptor")));
    }

    @ParameterizedTest
    @MethodSource("descriptors")
    void readsTheGoldenWord(JsonNode v) {
        long word = Vectors.word(v.required("descriptor"));
        long pa = Vectors.word(v.required("pa"));
        int level = v.required("level").asInt();
        boolean lpa2 = v.required("lpa2").asBoolean();
        var granule = Vectors.granule(v);

        assertThat(Descriptor.valid(word)).isTrue();
        if (v.required("table").asBoolean()) {
            assertThat(Descriptor.kind(word, level)).isEqualTo("TBL");
            assertThat(Descriptor.table(word, level)).isTrue();
            assertThat(Descriptor.leaf(word, level)).isFalse();
            assertThat(Descriptor.nextTable(word, granule, lpa2)).isEqualTo(pa);
            return;
        }
        assertThat(Descriptor.kind(word, level)).isEqualTo(level == 3 ? "PAGE" : "BLK");
        assertThat(Descriptor.leaf(word, level)).isTrue();
        assertThat(Descriptor.page(word, level)).isEqualTo(level == 3);
        assertThat(Descriptor.block(word, level)).isEqualTo(level < 3);
        assertThat(Descriptor.table(word, level)).isFalse();
        assertThat(Descriptor.nT(word, level)).isFalse();
        assertThat(Descriptor.outputAddress(word, level, granule, lpa2)).isEqualTo(pa);
        assertThat(Permissions.text(Permissions.of(word))).isEqualTo(v.required("prot").asString());
    }

    @Test
    void ntBelongsToBlocksAloneAndIsAnAddressBitOfPages() {
        long attributes = Descriptor.stage2Attributes(true, true, false, false, false, false);
        long block = Descriptor.leafOf(0x140200000L, 2, attributes | Descriptor.NT, Granule.K4, false);
        assertThat(block).as("the attribute masks drop nT").isEqualTo(0x00400001402007fdL);
        assertThat(Descriptor.nT(block | Descriptor.NT, 2)).isTrue();
        assertThat(Descriptor.outputAddress(block | Descriptor.NT, 2, Granule.K4, false)).isEqualTo(0x140200000L);

        long page = Descriptor.leafOf(0x80010000L, 3, attributes, Granule.K4, false);
        assertThat(page & Descriptor.NT).isNotZero();
        assertThat(Descriptor.nT(page, 3)).isFalse();
        assertThat(Descriptor.nT(Descriptor.tableOf(0x80010000L, Granule.K4, false), 2)).isFalse();
        assertThat(Descriptor.nT(block & ~Descriptor.VALID | Descriptor.NT, 2)).isFalse();
        assertThat(Descriptor.nT(Descriptor.NT | Descriptor.VALID, 3)).as("a reserved word").isFalse();
    }

    @ParameterizedTest
    @EnumSource(Granule.class)
    void addressesAreCutToWholePages(Granule granule) {
        long pa = 1L << 30;
        assertThat(Descriptor.tableOf(pa | granule.bytes() - 1, granule, false)).isEqualTo(pa | 3);
    }

    @Test
    void rightsAreOneBitEach() {
        for (int s2ap = 0; s2ap < 4; s2ap++) {
            long word = 3 | (long) s2ap << 6;
            assertThat(Descriptor.readable(word)).isEqualTo((s2ap & 1) != 0);
            assertThat(Descriptor.writable(word)).isEqualTo((s2ap & 2) != 0);
        }
    }

    @Test
    void shareabilityIsDroppedOnlyWhereTheFormatHasAddressBitsThere() {
        long inner = 3L << 8;
        assertThat(Descriptor.leafOf(0, 3, inner, Granule.K4, false) & inner).isEqualTo(inner);
        assertThat(Descriptor.leafOf(0, 3, inner, Granule.K4, true) & inner).isZero();
        assertThat(Descriptor.leafOf(0, 3, inner, Granule.K64, true) & inner).isEqualTo(inner);
    }

    @Test
    void aLevel3WordWithoutBit1IsReserved() {
        assertThat(Descriptor.kind(0x80001001L, 3)).isEqualTo("RES");
        assertThat(Descriptor.reserved(0x80001001L, 3)).isTrue();
        assertThat(Descriptor.reserved(0x80001001L, 2)).isFalse();
        assertThat(Descriptor.leaf(0x80001001L, 3)).isFalse();
        assertThat(Descriptor.kind(0x80001002L, 3)).isEqualTo("INV");
    }

    @Test
    void addressesSurviveTheRoundTrip() {
        long seed = Seeds.of(20_260_101);
        var random = new Random(seed);
        for (int i = 0; i < 20_000; i++) {
            var granule = Granule.values()[random.nextInt(3)];
            boolean lpa2 = granule != Granule.K64 && random.nextBoolean();
            int level = granule.minBlockLevel() + random.nextInt(4 - granule.minBlockLevel());
            int paBits = lpa2 || granule == Granule.K64 ? 52 : 48;
            long pa = random.nextLong() >>> 64 - paBits;
            long leafPa = pa & -granule.entrySize(level);
            long tablePa = pa & -(long) granule.bytes();
            long attributes = Descriptor.stage2Attributes(
                    random.nextBoolean(), random.nextBoolean(), random.nextBoolean(), false, false, lpa2);

            long leaf = Descriptor.leafOf(leafPa, level, attributes, granule, lpa2);
            assertThat(Descriptor.outputAddress(leaf, level, granule, lpa2)).as("seed %d, case %d", seed, i).isEqualTo(leafPa);
            assertThat(Descriptor.leaf(leaf, level)).as("seed %d, case %d", seed, i).isTrue();
            assertThat(leaf & Permissions.MASK).as("seed %d, case %d", seed, i).isEqualTo(attributes & Permissions.MASK);
            long table = Descriptor.tableOf(tablePa, granule, lpa2);
            assertThat(Descriptor.nextTable(table, granule, lpa2)).as("seed %d, case %d", seed, i).isEqualTo(tablePa);
        }
    }

    @Test
    void fieldsCoverEveryWordWithoutGaps() {
        long seed = Seeds.of(20_260_102);
        var random = new Random(seed);
        for (int i = 0; i < 5_000; i++) {
            long word = random.nextLong();
            var granule = Granule.values()[random.nextInt(3)];
            int level = granule.firstLevel() + random.nextInt(4 - granule.firstLevel());
            boolean lpa2 = random.nextBoolean();
            int next = 63;
            long rebuilt = 0;
            for (var field : Descriptor.fields(word, level, granule, lpa2)) {
                assertThat(field.high()).as("seed %d, case %d, %s", seed, i, field).isEqualTo(next);
                assertThat(field.meaning()).as("seed %d, case %d, %s", seed, i, field).endsWith(".");
                rebuilt |= field.value() << field.low();
                next = field.low() - 1;
            }
            assertThat(next).as("seed %d, case %d", seed, i).isEqualTo(-1);
            assertThat(rebuilt).as("seed %d, case %d", seed, i).isEqualTo(word);
        }
    }

    @ParameterizedTest
    @EnumSource(Granule.class)
    void addressFieldsHoldTheAddressAndNothingElse(Granule granule) {
        for (int level = granule.minBlockLevel(); level <= 3; level++) {
            for (boolean lpa2 : new boolean[] {false, true}) {
                long all = -1L & ~(level < 3 ? Descriptor.TYPE : 0);
                boolean wide = lpa2 || granule == Granule.K64;
                int width = Descriptor.fields(all, level, granule, lpa2).stream()
                        .filter(f -> f.name().startsWith("OA")).mapToInt(BitField::width).sum();
                assertThat(width).as("%s level %d lpa2 %s", granule, level, lpa2)
                        .isEqualTo((wide ? 52 : 48) - granule.entryShift(level));
            }
        }
    }

    @Test
    void aReservedBitThatIsSetIsSuspicious() {
        assertThat(Descriptor.fields(0x00400001402007fdL, 2, Granule.K4, false)).noneMatch(BitField::suspicious);
        assertThat(Descriptor.fields(0x00400001402017fdL, 2, Granule.K4, false))
                .filteredOn(BitField::suspicious).extracting(BitField::bits).containsExactly("15:12");
        assertThat(Descriptor.fields(0x00400001402107fdL, 2, Granule.K4, false))
                .filteredOn(f -> f.name().equals("nT")).extracting(BitField::value).containsExactly(1L);
    }

    @Test
    void aLevelThatTheGranuleLacksIsRefused() {
        assertThatThrownBy(() -> Descriptor.fields(3, 0, Granule.K64, false))
                .isInstanceOf(IllegalArgumentException.class).hasMessageContaining("1..3").hasMessageContaining("64K");
    }

    private static long built(JsonNode v) {
        long pa = Vectors.word(v.required("pa"));
        boolean lpa2 = v.required("lpa2").asBoolean();
        var granule = Vectors.granule(v);
        if (v.required("table").asBoolean()) {
            return Descriptor.tableOf(pa, granule, lpa2);
        }
        String prot = v.required("prot").asString();
        long attributes = Descriptor.stage2Attributes(prot.contains("R"), prot.contains("W"), prot.contains("X"),
                v.required("device").asBoolean(), v.required("fwb").asBoolean(), lpa2);
        return Descriptor.leafOf(pa, v.required("level").asInt(), attributes, granule, lpa2);
    }
}
