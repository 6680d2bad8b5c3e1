package org.tablewalk.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.tablewalk.Shipped;
import org.tablewalk.app.command.Execution;
import org.tablewalk.app.command.RunOptions;
import org.tablewalk.app.command.ScenarioSource;
import org.tablewalk.format.scenario.Scenario;
import tools.jackson.databind.json.JsonMapper;

/** What a careless or hostile user gives to the command line: refused in one line, in bounded time and memory, and nothing is lost. */
@Timeout(value = 60, unit = TimeUnit.SECONDS, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class HostileInputTest {
    private static final String TRACE = "(mem-write (id 0) (tid 0) (mem-order plain) (address 0x1000) (value 0x0))\n";

    @TempDir
    private Path folder;

    @BeforeEach
    void files() throws IOException {
        Files.write(folder.resolve("good.json"), Shipped.scenarios().bytes("first-walk"));
        Files.writeString(folder.resolve("trace.json"), TRACE);
        Files.writeString(folder.resolve("escape.json"), "{ \"format\": \"a\\nb\\u001b[31m\" }");
        Files.createDirectory(folder.resolve("folder.json"));
        Files.writeString(folder.resolve("loop.json"), scenario("while (1) { }", "\"policy\": \"inOrder\", \"steps\": 1000000000000"));
        Files.writeString(folder.resolve("loops.json"), guest("\"mode\": \"4-level\", \"cr3\": \"0x100000\"", "0x100", 512));
        Files.writeString(folder.resolve("aligned.json"), guest("\"mode\": \"4-level\", \"cr3\": \"0x100010\"", "0x100", 1));
        Files.writeString(folder.resolve("illegal.json"), guest("\"cr0\": \"0x80000001\", \"cr4\": 0, \"efer\": \"0x500\"", "0x100", 1));
        Files.writeString(folder.resolve("outside.json"), guest("\"mode\": \"pae\", \"cr3\": \"0x100020\"", "0x200", 1));
        Files.writeString(folder.resolve("lme.json"), guest("\"cr0\": \"0x80000001\", \"cr4\": \"0x20\", \"efer\": \"0x400\"", "0x100", 1));
        Files.writeString(folder.resolve("deep.json"), guest("\"mode\": \"5-level\", \"cr3\": \"0x100000\"", "0x100", 1).replace("\"x86\"", "\"x86\", \"hostLevels\": 4"));
        Files.writeString(folder.resolve("root.json"), guest("\"mode\": \"4-level\", \"cr3\": \"0x999000\"", "0x100", 1));
        Files.writeString(folder.resolve("level.txt"), kernel("kvm_mmu_paging_element: pte 2929067 level 9"));
        Files.write(folder.resolve("bytes.txt"), new byte[] {' ', 'q', '-', '1', ' ', '[', '0', ']', ' ', '.', ' ', '1', '.', '2', ':', ' ', (byte) 0xff, 0, 27});
        Files.writeString(folder.resolve("long.txt"), kernel("kvm_mmu_paging_element: pte 1 level 1" + " ".repeat(2_000) + "x"));
        Files.writeString(folder.resolve("tasks.txt"), IntStream.rangeClosed(1, 65).mapToObj(i -> kernel("kvm_mmu_paging_element: pte 1 level 1").replace("4711", "" + i))
                .collect(Collectors.joining()));
        Files.writeString(folder.resolve("overlap.dump"), "---[ Guest IPA ]---\n0x0-0x40000000 1G 1\n0x0-0x40000000 1G 1\n");
        Files.writeString(folder.resolve("kernel.dump"), "0xffff000000000000-0xffff000040000000           1G PUD       RW NX SHD AF NG     UXN    MEM/NORMAL\n");
        Files.writeString(folder.resolve("cut.dump"), "---[ Guest IPA ]---\n0x0-0x40000000 1G 1\n0x40000000-0x800");
        Files.writeString(folder.resolve("nul.dump"), "---[ Guest IPA ]---\n0x0-0x40000000 1G 1\n\u0000\u001b[31m\n");
        Files.writeString(folder.resolve("misfit.json"), scenario("x = 1;", "\"policy\": \"recorded\", \"choices\": [\"R0 A1\"]"));
    }

    private static String scenario(String line, String schedule) {
        return """
                { "format": "tablewalk-scenario-1", "name": "x", "title": "\\u001b[31mt", "machine": { "cpus": 2 },
                  "memory": { "poolBase": "0x80000000", "slots": [] }, "tables": [],
                  "actors": [ { "cpu": 0, "lines": ["%s"] } ], "listings": [], "schedule": { %s } }
                """.formatted(line, schedule);
    }

    private static String kernel(String event) {
        return " qemu-4711    [002] .....   812.100015: " + event + "\n";
    }

    /** A guest whose entries all lead back to frame 0x100: its root, and every table below it, and the memory it reads and writes. */
    private static String guest(String vcpu, String table, int count) {
        return """
                { "format": "tablewalk-scenario-1", "name": "x", "machine": { "arch": "x86" },
                  "memory": { "slots": [ { "gfn": "0x100", "pages": 1, "contents": true } ] }, "vcpus": [ { %s } ],
                  "tables": [ { "gfn": "%s", "count": %d, "target": "0x100", "step": 0 } ], "actors": [ { "cpu": 0, "lines": [ "read(0);", "write(0);" ] } ] }
                """.formatted(vcpu, table, count);
    }

    private TestTerminal run(int code, String... args) {
        var terminal = new TestTerminal(folder, Map.of());
        assertThat(terminal.run(args)).as(terminal::err).isEqualTo(code);
        return terminal;
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "run folder.json | found a folder",
        "render folder.json -o x.png | found a folder",
        "render missing.json -o x.png | no such file",
        "run escape.json | found 'a?b?[31m'",
        "run trace.json --set a=1 | --set: trace.json is a trace, in which nothing can be set",
        "state trace.json --seed 1 | --seed: trace.json is a trace",
        "run trace.json --policy seeded | --policy: trace.json is a trace",
        "run trace.json --trace again.json | is a trace already",
        "state trace.json --step 2 | has only 1 steps",
        "scenarios show trace.json | found a casemate trace",
        "render trace.json --set a=1 -o x.svg --view tree | --set",
        "render trace.json --seed 1 -o x.svg --view tree | --seed",
        "render first-walk --seed 1 -o x.svg --view tree | --seed",
        "render first-walk --size 00x00 -o x.svg --view tree | --size",
        "render first-walk --view tree -o folder.json | .png or .svg",
        "run aligned.json | aligned.json:2:120: expected CR3 to be a multiple of 4096",
        "shadow illegal.json | expected registers that the architecture allows, found EFER.LMA without CR4.PAE",
        "shadow outside.json | expected entries within one slot with contents, found frames 0x200..0x200",
        "shadow lme.json | expected EFER.LMA exactly when EFER.LME and CR0.PG are set, found 0x400",
        "shadow deep.json | expected at most 4 levels on a host with 4",
        "shadow root.json | expected CR3 to point into a slot with contents, found frame 0x999",
        "render level.txt --view tree -o k.svg | level.txt:1:83: expected level as a decimal number between 1 and 5, found '9'",
        "run bytes.txt | bytes.txt:",
        "run @good.json | @good.json: no such file",
        "@good.json | no such file, and no command of that name",
        "scenarios show @folder.json | @folder.json: no such file",
        "render first-walk --view tree -o @good.json | @good.json",
        "render long.txt --view tree -o k.svg | long.txt:1:1025: expected an event in at most 1024 characters, found more",
        "render tasks.txt --view tree -o k.svg | tasks.txt:65:1: expected kvmmmu events of at most 64 tasks",
        "run level.txt | level.txt:1:83: expected level",
        "shadow trace.json | expected a scenario, found a trace",
        "shadow good.json | expected a scenario of an x86 machine",
        "shadow loops.json --steps -1 | --steps",
        "state overlap.dump | overlap.dump:3:1: expected a start at or behind the end of the line before, 0x0000000040000000",
        "render kernel.dump -o x.png | kernel.dump:1:55: expected the columns of",
        "run cut.dump | cut.dump:3:17: expected up to 16 hexadecimal digits of an end address, and blanks, found the end of the file: the last line is cut off",
        "state nul.dump --step 1 | the run has only 0 steps",
        "export nul.dump --to dump -o nul.dump | is the file that was opened",
        "run nul.dump --set a=1 | nul.dump is a trace, in which nothing can be set",
        "explore nul.dump | expected a scenario",
        "run good.json --trace good.json | is the file that was opened",
        "run good.json --trace ./folder.json/../good.json | is the file that was opened",
        "run good.json --trace folder.json | found a folder",
    })
    void isRefusedInOneLine(String command, String reason) throws IOException {
        var before = Files.readString(folder.resolve("good.json"));
        var terminal = run(2, command.split(" "));
        assertThat(terminal.out()).isEmpty();
        assertThat(terminal.err()).contains(reason);
        assertThat(terminal.err().lines()).singleElement().asString().startsWith("tablewalk: ");
        assertThat(Files.readString(folder.resolve("good.json"))).isEqualTo(before);
        assertThat(folder.toFile().list()).noneMatch(name -> name.endsWith(".part"));
    }

    @Test
    void aFileWithoutAName() {
        assertThat(run(2, "run", "").err()).contains("found an empty word");
    }

    @Test
    void aPictureIsNotWrittenOverTheFileItShows() throws IOException {
        Files.writeString(folder.resolve("lies.svg"), TRACE);
        Files.createSymbolicLink(folder.resolve("link.svg"), folder.resolve("lies.svg"));
        assertThat(run(2, "render", "lies.svg", "--view", "tree", "-o", "link.svg").err()).contains("is the file that was opened");
        assertThat(folder.resolve("lies.svg")).hasContent(TRACE.strip());
    }

    @ParameterizedTest
    @CsvSource({"run pipe", "state pipe --step 1", "scenarios show pipe", "render pipe -o x.png", "run good.json --trace pipe"})
    void aPipeThatNobodyWritesToIsNotWaitedFor(String command) throws Exception {
        assumeThat(Path.of("/usr/bin/mkfifo")).exists();
        assertThat(new ProcessBuilder("mkfifo", folder.resolve("pipe").toString()).start().waitFor()).isZero();
        assertThat(run(2, command.split(" ")).err()).contains("found a device or pipe");
    }

    @Test
    void aTitleCannotSteerTheTerminal() {
        assertThat(run(0, "scenarios", "show", "loop.json").out()).startsWith("x: ?[31mt").doesNotContain("\u001b");
    }

    @Test
    void guestTablesThatLeadBackToThemselvesAreToldOncePerLevel() {
        var tables = new JsonMapper().readTree(run(0, "state", "loops.json", "--step", "0", "--json").out()).get("guestTables");
        assertThat(tables).hasSize(4);
        assertThat(tables.get(0).get("entries").get(511).get("to").asString()).isEqualTo("0x100");
        var answer = new JsonMapper().readTree(run(0, "shadow", "loops.json", "--json").out());
        assertThat(answer.get("outcome").asString()).isEqualTo("ended");
        assertThat(answer.get("shadowPages")).isNotEmpty().allMatch(page -> page.get("gfn").asString().equals("0x100"));
    }

    @Test
    void choicesThatDoNotFitAreNoRepetition() {
        var answer = new JsonMapper().readTree(run(1, "run", "misfit.json", "--json").out());
        assertThat(answer.get("outcome").asString()).isEqualTo("diverged");
        assertThat(answer.get("steps").asLong()).isEqualTo(1);
    }

    @ParameterizedTest
    @CsvSource({"0", "1", "16384", "100000"})
    void aRunOfAnyLengthCanBeWrittenAndRepeated(long steps) {
        var mapper = new JsonMapper();
        var made = mapper.readTree(run(0, "run", "loop.json", "--steps", "" + steps, "--trace", "mine.json", "--json").out());
        var again = mapper.readTree(run(0, "run", "mine.json", "--json").out());
        assertThat(again.get("steps").asLong()).isEqualTo(steps);
        assertThat(again.get("runHash")).isEqualTo(made.get("runHash"));
    }

    @Test
    void aRunStopsWhereItsRecordingIsFull() throws IOException {
        var terminal = new TestTerminal(folder, Map.of()).terminal();
        var source = new ScenarioSource(terminal, Composition.shipped().kinds(), 1 << 20);
        var machine = source.open("loop.json", Map.of());
        var execution = new RunOptions.Chosen(machine, source.kind(machine), Scenario.Order.IN_ORDER, 1, null, source.recordingLimit()).start();
        execution.run(Long.MAX_VALUE);
        assertThat(execution.outcome()).isEqualTo(Execution.Outcome.FULL);
        assertThat(execution.steps()).isBetween(100_000L, 2_000_000L);
    }
}
