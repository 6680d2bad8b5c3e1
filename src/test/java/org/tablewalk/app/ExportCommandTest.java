package org.tablewalk.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.json.JsonMapper;

/** {@code tablewalk export}: what it writes can be opened, and says the same. */
class ExportCommandTest {
    private static final String HEAD = "---[ Guest IPA ]---\n";

    @TempDir
    private Path folder;

    private TestTerminal run(int code, String... args) {
        var terminal = new TestTerminal(folder, Map.of());
        assertThat(terminal.run(args)).as(terminal::err).isEqualTo(code);
        return terminal;
    }

    @Test
    void aMomentOfAMachineIsADump() throws IOException {
        run(0, "export", "cancelled-migration", "--to", "dump", "-o", "d.txt");
        String dump = Files.readString(folder.resolve("d.txt"));
        assertThat(dump).startsWith(HEAD + "0x0000000000000000-0x0000000040000000           1G 1\n");
        assertThat(run(0, "export", "d.txt", "--to", "dump", "-o", "-").out()).isEqualTo(dump);
        assertThat(run(0, "state", "d.txt").out()).contains("The granule is 4K", "level 2  2 MiB     BLK 2M RW");
        assertThat(run(0, "run", "d.txt").out()).contains("0 steps, ended");
    }

    @Test
    void theAnswerSaysWhatWasWritten() {
        var answer = new JsonMapper().readTree(run(0, "export", "missing-tlbi", "--step", "0", "--to", "dump", "--style", "nx", "-o", "d.txt", "--json").out());
        assertThat(answer.required("scenario").asString()).isEqualTo("missing-tlbi");
        assertThat(answer.required("style").asString()).isEqualTo("nx");
        assertThat(answer.required("lines").asInt()).isEqualTo(5);
        assertThat(folder.resolve("d.txt")).content().contains(" 3   R W NX AF    \n");
    }

    @Test
    void whatATraceKnowsOfItsTablesIsADumpWithGaps() throws IOException {
        // A root in VTTBR_EL2 whose first entry is known to be a block and whose second to be empty; of the third nothing is known.
        Files.writeString(folder.resolve("t.txt"), """
                (mem-write (id 0) (tid 0) (mem-order plain) (address 0x1000) (value 0x7fd))
                (mem-write (id 1) (tid 0) (mem-order plain) (address 0x1008) (value 0x0))
                (mem-write (id 2) (tid 0) (mem-order plain) (address 0x1018) (value 0x400000c00007fd))
                (mem-write (id 3) (tid 0) (mem-order plain) (address 0x1020) (value 0x0))
                (sysreg-write (id 4) (tid 0) (sysreg vtcr_el2) (value 0x80003558))
                (sysreg-write (id 5) (tid 0) (sysreg vttbr_el2) (value 0x1000))
                """);
        assertThat(run(0, "export", "t.txt", "--to", "dump", "-o", "-").out()).isEqualTo(HEAD + """
                0x0000000000000000-0x0000000040000000           1G 1   R W px ux  AF BLK
                0x0000000040000000-0x0000000080000000           1G 1
                0x00000000c0000000-0x0000000100000000           1G 1   R W PXNUXN AF BLK
                0x0000000100000000-0x0000000140000000           1G 1
                """);
    }

    /** Head, columns, names of levels, and the last run where a kernel tells it. */
    @ParameterizedTest
    @ValueSource(strings = {
        "---[ Host IPA ]---\n0x0000000000000000-0x0000000040000000           1G 1\n0x0000000040000000-0x0000000080000000           1G 1   R W   AF BLK SW0    \n",
        "0x0000000000000000-0x0000000080000000           2G PGD\n0x0000000080000000-0x0000000080200000           2M PGD   XN R W AF        BLK\n",
        "---[ Guest IPA ]---\n0x0000000000000000-0x0000000040000000           1G 1   R W NX AF BLK\n0x0000000040000000-0x0000010000000000        1023G 1\n"})
    void aDumpIsWrittenAgainAsItsKernelWroteIt(String dump) throws IOException {
        Files.writeString(folder.resolve("d.txt"), dump);
        assertThat(run(0, "export", "d.txt", "--to", "dump", "-o", "-").out()).isEqualTo(dump);
    }

    /** A folder as copied from a VM's among the kernel's debug files: what lies beside the dump tells its shape. */
    @Test
    void aFolderOfTheKernelsIsItsDump() throws IOException {
        var vm = Files.createDirectory(folder.resolve("1234-5"));
        Files.writeString(vm.resolve("stage2_page_tables"), HEAD + "0x0000000000000000-0x0000000080000000           2G 2\n");
        Files.writeString(vm.resolve("ipa_range"), "33\n");
        Files.writeString(vm.resolve("stage2_levels"), "2\n");
        assertThat(run(0, "state", "1234-5").out()).contains("fit what is told beside the lines: ipa_range, stage2_levels.", "4K granule, 33 bits, 2 levels from level 2");
        assertThat(run(2, "export", "1234-5", "--to", "dump", "-o", "1234-5/stage2_page_tables").err()).contains("is the file that was opened");
        assertThat(run(2, "state", ".").err()).contains("found a folder");
    }

    @Test
    void theFileThatIsReadIsNeverWritten() throws IOException {
        Files.writeString(folder.resolve("d.txt"), HEAD);
        assertThat(run(2, "export", "d.txt", "--to", "dump", "-o", "d.txt").err()).contains("is the file that was opened");
        assertThat(folder.resolve("d.txt")).hasContent(HEAD);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "missing-tlbi --to promela -o x | --to: expected dump, found 'promela'",
        "missing-tlbi --to dump --style old -o x | --style: expected one of xnx, nx, x-swapped, android16, android15, android14, found 'old'",
        "missing-tlbi --to dump --step -1 -o x | --step: expected 0 or more, found -1",
        "missing-tlbi --to dump --step 100000 -o x | --step: the run has only",
        "missing-tlbi --to dump -o nowhere/x | no such folder to write to",
        "missing-tlbi --to dump -o - --json | --json: standard output is taken by the dump",
        "shadow-4-on-4 --to dump -o x | has no stage-2 tables of Arm",
        "missing.txt --to dump -o x | missing.txt: no such file"})
    void whatCannotBeWrittenIsToldInALine(String arguments, String message) {
        var terminal = run(2, ("export " + arguments).split(" "));
        assertThat(terminal.err()).contains(message).doesNotContain("\tat ");
        assertThat(terminal.out()).isEmpty();
        assertThat(folder.resolve("x")).doesNotExist();
    }
}
