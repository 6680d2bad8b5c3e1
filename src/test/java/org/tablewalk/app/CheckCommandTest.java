package org.tablewalk.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** {@code tablewalk check}: verdicts, exit codes, and files that cannot be used. */
class CheckCommandTest {
    private static final String FOLDER = Path.of("src/test/resources/casemate/check").toAbsolutePath() + "/";

    @TempDir
    private Path folder;

    private TestTerminal run(int exitCode, String... args) {
        var terminal = new TestTerminal(folder, Map.of());
        assertThat(terminal.run(args)).as(terminal::err).isEqualTo(exitCode);
        return terminal;
    }

    private String write(String name, String text) throws Exception {
        return Files.writeString(folder.resolve(name), text).toString();
    }

    /** The leaf's sequence without its last barrier, and without locks. */
    private String broken() throws Exception {
        return write("broken.log", Files.readString(Path.of(FOLDER, "leaf.log")).replaceAll("(?m)^\\((barrier \\(id 13\\)|lock|unlock).*\\R", ""));
    }

    @Test
    void everyTraceHasItsVerdict() throws Exception {
        String broken = broken();
        var traces = new JsonMapper().readTree(run(1, "check", FOLDER + "leaf.log", broken, "--json").out()).get("traces");
        assertThat(traces).hasSize(2);
        assertThat(traces.get(0).get("file").asString()).isEqualTo(FOLDER + "leaf.log");
        assertThat(verdict(traces.get(0))).isEqualTo("accepted null null");
        assertThat(traces.get(1).get("file").asString()).isEqualTo(broken);
        assertThat(verdict(traces.get(1))).isEqualTo("violation 8 must write to pte while holding owner lock");
        traces.forEach(trace -> assertThat(trace.get("architecture").propertyNames()).containsExactly("verdict", "flaggedId", "message"));
    }

    @Test
    void theArchitectureIsToldBesideIt() throws Exception {
        String early = write("early.log", Files.readString(Path.of(FOLDER, "leaf.log")).replaceAll("(?m)^\\(tlbi \\(id 10\\).*\\R", ""));
        String direct = write("direct.log", Files.readString(Path.of(FOLDER, "leaf.log")).replaceAll("(?m)^\\((mem-write \\(id 8|barrier|tlbi).*\\R", ""));
        var traces = new JsonMapper().readTree(run(1, "check", FOLDER + "leaf.log", broken(), early, direct, "--json").out()).get("traces");
        assertThat(verdict(traces.get(0).get("architecture"))).isEqualTo("accepted null null");
        assertThat(verdict(traces.get(1).get("architecture"))).startsWith("unknown null If what the trace does not tell is against it");
        assertThat(verdict(traces.get(2).get("architecture"))).startsWith("violation 14 make-before-clean: ");
        assertThat(verdict(traces.get(3))).isEqualTo("accepted null null");
        assertThat(verdict(traces.get(3).get("architecture"))).startsWith("violation 14 no-break: ");
    }

    @Test
    void withoutLocksOtherRulesStay() throws Exception {
        var traces = new JsonMapper().readTree(run(1, "check", "--no-locks", broken(), "--json").out()).get("traces");
        assertThat(verdict(traces.get(0))).isEqualTo("violation 14 BBM invalid unclean->valid");
    }

    private static String verdict(JsonNode of) {
        return of.get("verdict").asString() + " " + of.get("flaggedId") + " " + (of.get("message").isNull() ? "null" : of.get("message").asString());
    }

    @Test
    void asTextTheRefusedRecordStandsBelow() throws Exception {
        run(0, "check", FOLDER + "leaf.log", FOLDER + "table.log", FOLDER + "el2.log");
        assertThat(run(1, "check", broken()).out()).contains("broken.log", "casemate:     violation: must write to pte while holding owner lock",
                "line 8  (mem-write (id 8) (tid 0)", "architecture: ");
    }

    @Test
    void whatCannotBeUsedIsNamedWithItsPlace() throws Exception {
        assertThat(run(2, "check", FOLDER + "leaf.log", write("a.log", "(lock 0 0 8)\n  (lock 1 0 (8))")).err()).contains("a.log:2:14: expected a field of a lock record");
        assertThat(run(2, "check", write("b.log", "(lock 0 0 8)\n (tlbi 1 0 ipas2le1is 5)")).err())
                .contains("b.log:2:2: expected one of casemate's invalidations", "found (tlbi 1 0 ipas2le1is 5)");
        assertThat(run(2, "check", write("c.log", "(barrier 1 0 dsb sy)")).err()).contains("c.log:1:1: expected one of casemate's barriers");
        assertThat(run(2, "check", folder.resolve("d.log").toString()).err()).contains("d.log: no such file");
        assertThat(run(2, "check", "first-walk").err()).contains("expected a casemate trace, found 'first-walk'");
        assertThat(run(2, "check").err()).contains("TRACE", "try: tablewalk check --help");
    }

    @Test
    void helpSaysWhatTheAnswerHolds() {
        assertThat(run(0, "check", "--help").out()).contains("--no-locks", "flaggedId", "Exit code");
    }
}
