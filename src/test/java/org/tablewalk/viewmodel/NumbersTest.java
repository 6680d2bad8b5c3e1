package org.tablewalk.viewmodel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Random;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.tablewalk.Seeds;

@Tag("seeded")
class NumbersTest {
    @Test
    void groupsDecimalsByThree() {
        assertThat(Numbers.grouped(0)).isEqualTo("0");
        assertThat(Numbers.grouped(999)).isEqualTo("999");
        assertThat(Numbers.grouped(1284)).isEqualTo("1\u00a0284");
        assertThat(Numbers.grouped(-10_000_000)).isEqualTo("-10\u00a0000\u00a0000");
    }

    @Test
    void groupsHexadecimalsByFour() {
        assertThat(Numbers.hex(0)).isEqualTo("0x0000_0000");
        assertThat(Numbers.hex(0x4020_0000L)).isEqualTo("0x4020_0000");
        assertThat(Numbers.hex(0x1_0000_0000L)).isEqualTo("0x0001_0000_0000");
        assertThat(Numbers.word(-1)).isEqualTo("0xffff_ffff_ffff_ffff");
    }

    @Test
    void namesSizes() {
        assertThat(Numbers.size(4096)).isEqualTo("4K");
        assertThat(Numbers.size(1L << 30)).isEqualTo("1G");
        assertThat(Numbers.size(1536)).isEqualTo("1536B");
    }

    @Test
    void readsWhatItWrites() {
        long seed = Seeds.of(7);
        var random = new Random(seed);
        for (int i = 0; i < 1_000; i++) {
            long value = random.nextLong() >> random.nextInt(64);
            assertThat(Numbers.parse(Numbers.word(value))).as("seed %d, %d", seed, i).isEqualTo(value);
            assertThat(Numbers.parse(Numbers.grouped(value))).as("seed %d, %d", seed, i).isEqualTo(value);
        }
        assertThatThrownBy(() -> Numbers.parse("step")).isInstanceOf(NumberFormatException.class);
    }
}
