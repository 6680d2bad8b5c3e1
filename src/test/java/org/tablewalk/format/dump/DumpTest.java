package org.tablewalk.format.dump;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.tablewalk.arch.arm64.Descriptor;
import org.tablewalk.arch.arm64.Granule;
import org.tablewalk.format.FormatException;

/** Dumps as kernels print them, and as people cut, paste and mix them. */
class DumpTest {
    private static final String HEAD = "---[ Guest IPA ]---\n";
    private static final String HOLE = "0x0000000000000000-0x0000000040000000           1G 1\n";
    private static final String BLOCK = "0x0000000040000000-0x0000000080000000           1G 1   R W px ux  AF BLK\n";

    private static Dump open(String text) throws FormatException {
        return Dump.open("d", text.getBytes(StandardCharsets.UTF_8));
    }

    @Test
    void aRunIsWhatItsLineSays() throws Exception {
        var dump = open(HEAD + HOLE + BLOCK);
        var tree = dump.tree();
        assertThat(dump.title()).isEqualTo("Guest IPA");
        assertThat(tree.runs().count()).isEqualTo(2);
        assertThat(tree.word(0)).isZero();
        assertThat(tree.word(1)).isEqualTo(Descriptor.VALID | Descriptor.S2AP_R | Descriptor.S2AP_W | Descriptor.AF);
        assertThat(tree.geometry().granule()).isEqualTo(Granule.K4);
        assertThat(tree.geometry().startLevel()).isEqualTo(1);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '"', value = {
        "xnx       | \"   R W px ux  AF BLK\"              | false",
        "xnx       | \"   R   PXNUXN AF BLK\"              | true",
        "nx        | \"   R W x  AF BLK\"                  | false",
        "nx        | \"   R W NX AF BLK\"                  | true",
        "x-swapped | \"   R W X AF BLK\"                   | true",
        "x-swapped | \"   R W   AF BLK\"                   | false",
        "android16 | \"   R W X AF BLK        \"           | false",
        "android16 | \"   R W   AF BLK SW0    \"           | true",
        "android15 | \"   R W X AF        BLK\"            | false",
        "android14 | \"      R W AF        BLK\"           | false",
        "android14 | \"   XN R W AF        BLK\"           | true"})
    void aStyleIsKnownByItsColumns(String style, String columns, boolean never) throws Exception {
        var dump = open(HEAD + "0x0000000000000000-0x0000000040000000           1G 1" + columns + "\n");
        assertThat(dump.style().word()).isEqualTo(style);
        assertThat(dump.skippedLines()).isZero();
        assertThat((dump.tree().word(0) & Descriptor.XN) != 0).isEqualTo(never);
        assertThat(dump.tree().word(0) & (Descriptor.VALID | Descriptor.TYPE)).isEqualTo(Descriptor.VALID);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        // 16K with level 2 as its root, as posted when the format was reviewed.
        "0x0-0x1020000 16512K 3,0x1020000-0x1024000 16K 3,0x1024000-0x2000000 16240K 3,0x2000000-0x80000000 2016M 2 | 16K | 2",
        "0x0-0x40000000 1G 2,0x40000000-0x40010000 64K 3,0x40010000-0x60000000 524224K 3 | 64K | 2",
        // The root's own line is the one that is not printed.
        "0x0-0x200000 2M 2,0x200000-0x40000000 1022M 2,0x40000000-0x40200000 2M 2,0x40200000-0x40400000 2M 2   R W px ux  AF BLK | 4K | 1",
        // A hole that would need empty tables if the root were above it.
        "0x0-0x80000000 2G 2,0x80000000-0x80200000 2M 2   R W px ux  AF BLK | 4K | 2",
        "0x0-0x40000000 1G 1,0x40000000-0x40001000 4K 3,0x40001000-0x40200000 2044K 3 | 4K | 1",
        "0x0-0x8000000000 512G 0,0x8000000000-0x8040000000 1G 1 | 4K | 0",
        "0x0-0x80000000 2G PGD,0x80000000-0x80200000 2M PGD | 4K | 2",
        "0x0-0x80000000 2G PGD,0x80000000-0x80200000 2M PMD,0x80200000-0x80201000 4K PTE | 4K | 1"})
    void theShapeFollowsFromTheRanges(String lines, String granule, int start) throws Exception {
        var geometry = open(lines.replace(',', '\n') + "\n").tree().geometry();
        assertThat(geometry.granule().label() + " " + geometry.startLevel()).isEqualTo(granule + " " + start);
    }

    @Test
    void theKernelsOtherFilesTellTheShape(@TempDir Path folder) throws Exception {
        var file = folder.resolve("stage2_page_tables");
        Files.writeString(file, HEAD + "0x0000000000000000-0x0000000080000000           2G 2\n");
        Files.writeString(folder.resolve("ipa_range"), "33\n");
        Files.writeString(folder.resolve("stage2_levels"), "2\n");
        var geometry = Dump.open(file).tree().geometry();
        assertThat(geometry.ipaBits()).isEqualTo(33);
        assertThat(geometry.startLevel()).isEqualTo(2);
        Files.writeString(folder.resolve("stage2_levels"), "5\n");
        assertThatThrownBy(() -> Dump.open(file)).hasMessage(folder.resolve("stage2_levels") + ":1:1: expected a number of 0 to 4, found '5'");
        Files.writeString(folder.resolve("stage2_levels"), "4\n");
        assertThatThrownBy(() -> Dump.open(file)).hasMessageContaining("as ipa_range, stage2_levels tells of it (33 bits, root of level 0)");
    }

    @Test
    void whatOneCommandPrintsOfAllThreeFilesIsRead() throws Exception {
        assertThat(open("36\n3\n" + HEAD + HOLE).tree().geometry().ipaBits()).isEqualTo(36);
        assertThat(open("---[ IPA bits 35 start lvl 1 ]---\n" + HOLE).tree().geometry().ipaBits()).isEqualTo(35);
    }

    @Test
    void linesOfAnotherKernelAreSkippedAndNamed() throws Exception {
        var dump = open(HEAD + HOLE + BLOCK + "0x0000000080000000-0x00000000c0000000           1G 1   R W x  AF BLK\n" + "hello\n"
                + "0x00000000c0000000-0x0000000100000000           1G 1   R W px ux  AF BLK\n");
        assertThat(dump.skipped()).extracting(Skipped::line).containsExactly(4, 5);
        assertThat(dump.skipped().getFirst().column()).isEqualTo(53);
        assertThat(dump.limits()).anyMatch(s -> s.contains("2 lines were not understood") && s.contains("line 4 (expected the columns of xnx)")
                && s.contains("line 5 (expected 0x and a start address)"));
        assertThat(dump.tree().runs().count()).isEqualTo(3);
        assertThat(dump.tree().word(0, 2)).isEqualTo(org.tablewalk.trace.dump.DumpTree.UNKNOWN);
    }

    @Test
    void theRestIsNotKnownAndNotInvalid() throws Exception {
        var tree = open(HEAD + HOLE + BLOCK).tree();
        assertThat(tree.word(0, 0)).isZero();
        assertThat(tree.word(0, 2)).isEqualTo(org.tablewalk.trace.dump.DumpTree.UNKNOWN);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "0x0-0x40000000 1G 4                                        | d:1:1: expected a level of 0 to 3",
        "0x40000000-0x40000000 1G 1                                 | d:1:1: expected a range that ends after its start",
        "0x80000000-0x40000000 1G 1                                 | d:1:1: expected a range that ends after its start",
        "0x0-0x40000000 2G 1                                        | d:1:1: expected the size of the range, 1073741824 bytes",
        "0x0-0x40000000 1G 1;0x30000000-0x80000000 1280M 2          | d:2:1: expected a start at or behind the end",
        "0x40000000-0x80000000 1G 1;0x0-0x40000000 1G 1             | d:2:1: expected a start at or behind the end",
        "0x0-0x30000000 768M 1                                      | d:1:1: expected a range of whole entries of level 1, at least 0x40000000",
        "0x0-0x1000 4K 2                                            | d:1:1: expected a range of whole entries of level 2",
        "0x0-0x20000000000000 8P 0                                  | d:1:1: expected addresses up to 52 bits",
        "0xffff000000000000-0xffff000040000000 1G 1                 | d:1:1: expected addresses up to 52 bits",
        "0x0-0x40000000 1G 1   R W px ux  AF                        | d:1:1: expected BLK in a line of valid entries above level 3",
        "0x0-0x8000000000 512G 0   R W px ux  AF BLK                | d:1:1: expected blocks at level 1 or 2",
        "0x0-0x10000000000000 4P 3                                  | d:1:1: expected at most 131072 tables",
        "hello;0x0-                                                 | d:1:1: expected 0x and a start address, found 'hello'"})
    void aContradictionIsToldWithItsPlace(String lines, String message) {
        assertThatThrownBy(() -> open(lines.strip().replace(';', '\n') + "\n")).isInstanceOf(FormatException.class).hasMessageStartingWith(message);
    }

    @Test
    void twoDumpsInOneFileAreToldApart() {
        assertThatThrownBy(() -> open(HEAD + HOLE + HEAD + HOLE)).hasMessageContaining("a second dump begins in line 3");
    }

    @Test
    void aLastLineThatIsCutOffIsTold() throws Exception {
        String all = HEAD + HOLE + BLOCK;
        for (int cut = HEAD.length() + HOLE.length() + 1; cut < all.length() - 1; cut++) {
            String text = all.substring(0, cut);
            try {
                // It may be a hole, which has no columns.
                assertThat(open(text).skipped()).singleElement().matches(skipped -> skipped.line() == 3 && text.stripTrailing().endsWith(" 1"));
            } catch (FormatException e) {
                assertThat(e).hasMessageContaining("d:3:").hasMessageContaining("cut off");
            }
        }
        assertThat(open(all.substring(0, all.length() - 1)).skippedLines()).isZero();
    }

    @Test
    void lineEndsOfOtherSystemsAndAMarkAtTheStartAreNoTrouble() throws Exception {
        var dump = open("\uFEFF" + (HEAD + "\n" + HOLE + BLOCK).replace("\n", "\r\n"));
        assertThat(dump.tree().runs().count()).isEqualTo(2);
        assertThat(dump.skippedLines()).isZero();
    }

    @Test
    void onlyAHeadIsATreeOfWhichNothingIsKnown() throws Exception {
        assertThat(open(HEAD).tree().runs().count()).isZero();
    }
}
