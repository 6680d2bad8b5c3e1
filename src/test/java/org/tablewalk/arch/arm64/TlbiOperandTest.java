package org.tablewalk.arch.arm64;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TlbiOperandTest {
    @ParameterizedTest
    @CsvSource({"4K, 3, 7", "4K, 2, 6", "4K, 1, 5", "16K, 2, 10", "16K, 3, 11", "64K, 3, 15", "64K, 2, 14"})
    void packsTheHintAboveThePageNumber(String label, int level, int ttl) {
        var granule = Granule.of(label);
        long operand = TlbiOperand.of(0xF_8000_1234_5678L, level, granule);
        assertThat(operand).isEqualTo((long) ttl << 44 | 0xF_8000_1234_5L);
        assertThat(TlbiOperand.address(operand)).isEqualTo(0xF_8000_1234_5000L);
        assertThat(TlbiOperand.ttl(operand)).isEqualTo(ttl);
        assertThat(TlbiOperand.level(ttl)).isEqualTo(level);
    }

    @Test
    void levelZeroAndMissingGranuleGiveNoHint() {
        long bare = TlbiOperand.of(0x40201000L);
        assertThat(TlbiOperand.of(0x40201000L, 0, Granule.K4)).isEqualTo(bare);
        assertThat(TlbiOperand.of(0x40201000L, TlbiOperand.UNKNOWN_LEVEL, Granule.K64)).isEqualTo(bare);
        for (int ttl : new int[] {0, 1, 2, 3, 4, 8, 12}) {
            assertThat(TlbiOperand.level(ttl)).as("ttl %d", ttl).isEqualTo(TlbiOperand.UNKNOWN_LEVEL);
            assertThat(TlbiOperand.covers(ttl, 3, Granule.K4)).as("ttl %d", ttl).isTrue();
        }
    }

    @Test
    void aHintSparesEveryOtherLevelAndGranule() {
        int ttl = TlbiOperand.ttl(2, Granule.K4);
        assertThat(TlbiOperand.covers(ttl, 2, Granule.K4)).isTrue();
        assertThat(TlbiOperand.covers(ttl, 3, Granule.K4)).isFalse();
        assertThat(TlbiOperand.covers(ttl, 2, Granule.K16)).isFalse();
    }
}
