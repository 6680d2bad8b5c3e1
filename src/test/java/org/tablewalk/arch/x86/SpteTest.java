package org.tablewalk.arch.x86;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Words of KVM's shadow entries (arch/x86/kvm/mmu/spte.h), bit by bit. */
class SpteTest {
    @ParameterizedTest
    @CsvSource({
        // access, level, dirty, accessed, write-protected, host-writable, word
        "7, 1, true, true, false, true, 12345e67", "7, 2, true, true, false, true, 12345ee7", "7, 3, true, true, false, true, 12345ee7",
        "7, 1, false, true, false, true, 12345e27", "7, 1, true, false, false, true, 12345e47",
        "7, 1, true, true, true, true, 12345a25", "7, 1, true, true, false, false, 12345825",
        "3, 1, true, true, false, true, 12345e63", "5, 1, true, true, false, true, 12345a25", "6, 1, true, true, false, true, 8000000012345e67",
    })
    void leavesOfTheOrdinaryFormat(int access, int level, boolean dirty, boolean accessed, boolean writeProtected, boolean hostWritable, String word) {
        assertThat(Spte.leaf(0x12345, access, level, dirty, accessed, writeProtected, hostWritable, false)).isEqualTo(Long.parseUnsignedLong(word, 16));
    }

    @ParameterizedTest
    @CsvSource({
        "7, 1, true, true, false, true, 600000012345b37", "7, 2, true, true, false, true, 600000012345bb7",
        "7, 1, false, true, false, true, 600000012345937", "7, 1, true, false, false, true, 600000012345a37",
        "7, 1, true, true, true, true, 200000012345935", "7, 1, true, true, false, false, 12345935",
        "3, 1, true, true, false, true, 600000012345b36", "5, 1, true, true, false, true, 200000012345935", "6, 1, true, true, false, true, 600000012345b33",
    })
    void leavesOfExtendedPageTables(int access, int level, boolean dirty, boolean accessed, boolean writeProtected, boolean hostWritable, String word) {
        assertThat(Spte.leaf(0x12345, access, level, dirty, accessed, writeProtected, hostWritable, true)).isEqualTo(Long.parseUnsignedLong(word, 16));
    }

    @Test
    void linksHaveAllRightsAndPaeRootsNone() {
        assertThat(Spte.link(0x5000, false)).isEqualTo(0x5827);
        assertThat(Spte.link(0x5000, true)).isEqualTo(0x5907);
        assertThat(Spte.linkSpecial(0x5000, 3)).isEqualTo(0x5001);
        assertThat(Spte.linkSpecial(0x5000, 4)).isEqualTo(0x5027);
    }

    @Test
    void anEntryIsPresentByKvmsMarkOrTheHardwares() {
        assertThat(Spte.present(Spte.leaf(1, 0, 1, false, false, false, false, true))).as("without any right").isTrue();
        assertThat(Spte.present(Spte.linkSpecial(0x5000, 3))).isTrue();
        assertThat(Spte.present(0x5002)).isFalse();
        assertThat(Spte.leaf(0x5827, 1)).isTrue();
        assertThat(Spte.leaf(0x58a7, 2)).isTrue();
        assertThat(Spte.leaf(0x5827, 2)).isFalse();
    }
}
