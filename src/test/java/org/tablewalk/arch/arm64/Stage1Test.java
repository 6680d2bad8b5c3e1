package org.tablewalk.arch.arm64;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.tablewalk.arch.BitField;

/** Stage 1 as pure functions: shape, descriptors, registers, and how many reads two stages cost. */
class Stage1Test {
    @ParameterizedTest
    @CsvSource({"K4,48,0,512", "K4,40,0,2", "K4,39,1,512", "K4,31,1,2", "K4,30,2,512", "K4,25,2,16", "K16,48,0,2", "K16,47,1,2048", "K16,36,2,2048", "K16,25,3,2048",
        "K64,48,1,64", "K64,42,2,8192", "K64,29,3,8192", "K64,25,3,512"})
    void theRootFollowsFromTheSize(Granule granule, int bits, int start, int entries) {
        var geometry = new Stage1Geometry(granule, bits);
        assertThat(geometry.startLevel()).isEqualTo(start);
        assertThat(geometry.rootEntries()).isEqualTo(entries);
        assertThat(geometry.tnsz()).isEqualTo(64 - bits);
    }

    @ParameterizedTest
    @EnumSource(Granule.class)
    void indexesPutAnAddressTogetherAgain(Granule granule) {
        for (int bits = Stage1Geometry.MIN_VA_BITS; bits <= Stage1Geometry.MAX_VA_BITS; bits++) {
            var geometry = new Stage1Geometry(granule, bits);
            for (long va : new long[] {0, geometry.size() / 3 & -granule.bytes(), geometry.size() - granule.bytes(), -granule.bytes()}) {
                long sum = 0;
                for (int level = geometry.startLevel(); level <= 3; level++) {
                    sum += (long) geometry.index(va, level) << granule.entryShift(level);
                }
                assertThat(sum).as("%s, %d bits, %x", granule, bits, va).isEqualTo(va & geometry.size() - 1);
            }
            assertThat(geometry.lower(geometry.size() - 1)).isTrue();
            assertThat(geometry.lower(geometry.size())).isFalse();
            assertThat(geometry.upper(-geometry.size())).isTrue();
            assertThat(geometry.upper(-geometry.size() - 1)).isFalse();
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {24, 49})
    void otherSizesAreRefused(int bits) {
        assertThatThrownBy(() -> new Stage1Geometry(Granule.K4, bits)).isInstanceOf(IllegalArgumentException.class).hasMessageContaining("25..48").hasMessageContaining("" + bits);
    }

    /** 24 with four levels in both; 19 with three of stage 2, as at 40 bits; each stage alone its own levels. */
    @Test
    void twoStagesMultiply() {
        assertThat(WalkReads.of(4, 4)).isEqualTo(24);
        assertThat(WalkReads.of(4, Stage2Geometry.of(Granule.K4, 40).levels())).isEqualTo(19);
        for (int levels = 0; levels <= 4; levels++) {
            assertThat(WalkReads.of(levels, 0)).isEqualTo(levels);
            assertThat(WalkReads.of(0, levels)).isEqualTo(levels);
            // Counted the long way: each read of stage 1 after its own walk of stage 2, and one more such walk for the result.
            int reads = IntStream.range(0, levels).map(level -> 3 + 1).sum() + 3;
            assertThat(WalkReads.of(levels, 3)).isEqualTo(reads);
        }
    }

    @Test
    void aLeafSaysWhatItWasBuiltFor() {
        for (int rights = 0; rights < 8; rights++) {
            for (boolean global : new boolean[] {false, true}) {
                long leaf = Stage1Descriptor.leafOf(0x8000_0000L, 3, Stage1Descriptor.attributes(rights, global), Granule.K4);
                assertThat(Stage1Descriptor.rights(leaf)).isEqualTo(rights | Permissions.READ);
                assertThat(Stage1Descriptor.global(leaf)).isEqualTo(global);
                assertThat(Descriptor.page(leaf, 3)).isTrue();
                assertThat(Descriptor.outputAddress(leaf, 3, Granule.K4, false)).isEqualTo(0x8000_0000L);
            }
        }
        long clean = Stage1Descriptor.leafOf(0, 2, Stage1Descriptor.DBM | Stage1Descriptor.READ_ONLY, Granule.K4);
        assertThat(Stage1Descriptor.writableClean(clean)).isTrue();
        assertThat(Stage1Descriptor.writable(clean)).isFalse();
        assertThat(Descriptor.block(clean, 2)).isTrue();
        assertThat(Stage1Descriptor.executable(Stage1Descriptor.USER)).as("what EL0 can write").isFalse();
        assertThat(Stage1Descriptor.executable(Stage1Descriptor.USER | Stage1Descriptor.READ_ONLY)).isTrue();
    }

    /** Words as Linux has them: KERNEL pages of a 4K kernel with 48 bits (pgtable-prot.h), written down by hand from the bit numbers. */
    @Test
    void bitsAreWhereTheyAre() {
        assertThat(Stage1Descriptor.attributes(Permissions.READ | Permissions.WRITE, false)).isEqualTo(0x0060_0000_0000_0f00L);
        assertThat(Stage1Registers.tcr(new Stage1Geometry(Granule.K4, 48))).isEqualTo(0x5_b510_3510L);
        assertThat(Stage1Registers.HA | Stage1Registers.HD).isEqualTo(0x180_0000_0000L);
    }

    @ParameterizedTest
    @EnumSource(Granule.class)
    void registersSayWhatTheyWereBuiltFor(Granule granule) {
        var geometry = new Stage1Geometry(granule, 42);
        long tcr = Stage1Registers.tcr(geometry);
        for (boolean upper : new boolean[] {false, true}) {
            assertThat(Stage1Registers.vaBits(tcr, upper)).isEqualTo(42);
            assertThat(Stage1Registers.granule(tcr, upper, granule)).isTrue();
            assertThat(Stage1Registers.disabled(tcr, upper)).isFalse();
        }
        assertThat(Stage1Registers.disabled(tcr | Stage1Registers.EPD0, false)).isTrue();
        long ttbr0 = Stage1Registers.ttbr(0x4000_1000L, 0x1234);
        long ttbr1 = Stage1Registers.ttbr(0x4000_2000L, 7);
        assertThat(Stage1Registers.base(ttbr0)).isEqualTo(0x4000_1000L);
        assertThat(Stage1Registers.asid(tcr, ttbr0, ttbr1)).as("eight bits").isEqualTo(0x34);
        assertThat(Stage1Registers.asid(tcr | Stage1Registers.AS, ttbr0, ttbr1)).isEqualTo(0x1234);
        assertThat(Stage1Registers.asid(tcr | Stage1Registers.A1, ttbr0, ttbr1)).isEqualTo(7);
        assertThat(Stage1Registers.dirtyState(tcr | Stage1Registers.HD)).as("without HA").isFalse();
        assertThat(Stage1Registers.dirtyState(tcr | Stage1Registers.HA | Stage1Registers.HD)).isTrue();
    }

    @Test
    void fieldsCoverTheWord() {
        for (List<BitField> fields : List.of(Stage1Registers.tcr(0x5_b510_3510L), Stage1Registers.ttbr(-1))) {
            assertThat(fields.stream().mapToLong(BitField::mask).reduce(0, (a, b) -> a | b)).isEqualTo(-1L);
            assertThat(fields.stream().mapToInt(BitField::width).sum()).isEqualTo(64);
        }
        assertThat(Stage1Registers.tcr(0x5_b510_3510L)).extracting(BitField::meaning).contains("Granule 4K.", "The lower range has 64 - 16 = 48 bits.");
    }
}
