package org.tablewalk.arch.arm64;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.tablewalk.arch.BitField;

/** What each bit of a word is called in each format (DDI 0487, D8.3: VMSAv8-64 stage 2), and that its meaning follows its value. */
class DescriptorFieldsTest {
    private static final long BLOCK = 0x00400001402007fdL;
    private static final long PAGE = 0x0040_0000_8001_07ffL;

    private static String layout(long word, int level, Granule granule, boolean lpa2) {
        return Descriptor.fields(word, level, granule, lpa2).stream().map(f -> f.bits() + " " + f.name()).collect(Collectors.joining(", "));
    }

    private static String meaning(long word, int level, Granule granule, String name) {
        return Descriptor.fields(word, level, granule, false).stream().filter(f -> f.name().equals(name)).map(BitField::meaning)
                .collect(Collectors.joining());
    }

    private static final String LEAF_TOP = "63 ignored, 62:59 PBHA, 58:55 SW, 54 XN, 53 XN[0], 52 contiguous, 51 DBM, ";
    private static final String LEAF_LOW = "11 FnXS, 10 AF, 9:8 SH, 7:6 S2AP, 5:2 MemAttr, 1 type, 0 valid";

    @Test
    void fieldsOfLeaves() {
        assertThat(layout(BLOCK, 2, Granule.K4, false)).isEqualTo(LEAF_TOP + "50:48 RES0, 47:21 OA, 20:17 RES0, 16 nT, 15:12 RES0, " + LEAF_LOW);
        assertThat(layout(PAGE, 3, Granule.K4, false)).isEqualTo(LEAF_TOP + "50:48 RES0, 47:12 OA, " + LEAF_LOW);
        assertThat(layout(PAGE, 3, Granule.K4, true)).isEqualTo(LEAF_TOP + "50 RES0, 49:12 OA, " + LEAF_LOW.replace("SH", "OA[51:50]"));
        assertThat(layout(PAGE, 3, Granule.K16, false)).isEqualTo(LEAF_TOP + "50:48 RES0, 47:14 OA, 13:12 RES0, " + LEAF_LOW);
        assertThat(layout(PAGE, 3, Granule.K64, true)).as("LPA2 does not change the 64K format")
                .isEqualTo(LEAF_TOP + "50:48 RES0, 47:16 OA, 15:12 OA[51:48], " + LEAF_LOW);
        assertThat(layout(BLOCK, 2, Granule.K64, false)).isEqualTo(LEAF_TOP + "50:48 RES0, 47:29 OA, 28:17 RES0, 16 nT, 15:12 OA[51:48], " + LEAF_LOW);
    }

    @Test
    void fieldsOfTablesAndOfWordsThatFault() {
        assertThat(layout(3, 1, Granule.K4, false)).isEqualTo("63:59 RES0, 58:51 ignored, 50:48 RES0, 47:12 next table, 11:2 ignored, 1 type, 0 valid");
        assertThat(layout(3, 1, Granule.K4, true))
                .isEqualTo("63:59 RES0, 58:51 ignored, 50 RES0, 49:12 next table, 11:10 ignored, 9:8 next table[51:50], 7:2 ignored, 1 type, 0 valid");
        assertThat(layout(0, 2, Granule.K4, false)).isEqualTo("63:11 ignored, 10 LOCKED, 9:2 owner, 1 ignored, 0 valid");
        assertThat(layout(1, 3, Granule.K4, false)).isEqualTo("63:2 ignored, 1 type, 0 valid");
        assertThat(meaning(0x8000_0003L, 1, Granule.K4, "next table")).isEqualTo("Address of the level-2 table: 0x80000000.");
        assertThat(meaning(3, 1, Granule.K4, "type")).contains("level 2");
    }

    @ParameterizedTest
    @CsvSource({
        "54, XN, 'Executable (', 'Not executable ('", "52, contiguous, Not part, One of a run", "51, DBM, does not make, by itself on a write",
        "10, AF, Not accessed yet, Accessed:", "16, nT, Not set, Set while",
    })
    void oneBitTurnsAMeaning(int bit, String name, String clear, String set) {
        assertThat(meaning(BLOCK & ~(1L << bit), 2, Granule.K4, name)).contains(clear).doesNotContain(set);
        assertThat(meaning(BLOCK | 1L << bit, 2, Granule.K4, name)).contains(set).doesNotContain(clear);
    }

    @ParameterizedTest
    @CsvSource({"0, XN = 00", "1, XN = 01", "2, XN = 10", "3, XN = 11"})
    void theTwoBitsOfXnAreReadTogether(long xn, String text) {
        assertThat(meaning(BLOCK & ~(3L << 53) | (xn >>> 1) << 54 | (xn & 1) << 53, 2, Granule.K4, "XN[0]")).contains(text);
    }

    @ParameterizedTest
    @CsvSource({"S2AP, 6, 0, none", "S2AP, 6, 1, read only", "S2AP, 6, 2, write only", "S2AP, 6, 3, read and write",
        "SH, 8, 0, Non-shareable", "SH, 8, 1, reserved", "SH, 8, 2, Outer", "SH, 8, 3, Inner",
        "MemAttr, 2, 15, Normal write-back; with FWB not", "MemAttr, 2, 5, non-cacheable", "MemAttr, 2, 1, Device-nGnRE", "MemAttr, 2, 6, With FWB: Normal",
        "MemAttr, 2, 7, stage 1 chose", "MemAttr, 2, 0, Not a value KVM writes"})
    void codesOfALeaf(String name, int shift, long code, String text) {
        long cleared = PAGE & ~((name.equals("MemAttr") ? 15L : 3L) << shift);
        assertThat(meaning(cleared | code << shift, 3, Granule.K4, name)).contains(text);
    }

    @Test
    void wordsThatFaultSayWhatKvmKeepsInThem() {
        assertThat(meaning(1L << 10, 2, Granule.K4, "LOCKED")).contains("lock an entry with this bit");
        assertThat(meaning(0, 2, Granule.K4, "LOCKED")).contains("not locked");
        assertThat(meaning(0, 2, Granule.K4, "valid")).contains("level 2");
    }

    @Test
    void aLeafSaysItsSizeAndAddress() {
        assertThat(meaning(BLOCK, 2, Granule.K4, "OA")).isEqualTo("Output address of this 2 MiB block: 0x140200000.");
        assertThat(meaning(PAGE, 3, Granule.K4, "OA")).isEqualTo("Output address of this 4 KiB page: 0x80010000.");
        assertThat(meaning(BLOCK, 2, Granule.K4, "type")).isEqualTo("A block of 2 MiB: translation ends here.");
        assertThat(meaning(PAGE, 3, Granule.K4, "type")).startsWith("A page");
        assertThat(meaning(1, 1, Granule.K4, "type")).endsWith("here.");
        assertThat(meaning(1, 0, Granule.K4, "type")).as("512 GiB").contains("KVM makes no blocks at this level");
    }
}
