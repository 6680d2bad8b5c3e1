package org.tablewalk.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.tablewalk.Shipped;
import org.tablewalk.check.judge.Rule;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** {@code tablewalk explore}: verdicts, exit codes, witnesses, and what cannot be used. */
class ExploreCommandTest {
    @TempDir
    private Path folder;

    private TestTerminal run(int exitCode, String... args) {
        var terminal = new TestTerminal(folder, Map.of());
        assertThat(terminal.run(args)).as(terminal::err).isEqualTo(exitCode);
        return terminal;
    }

    private String anyExit(String... args) {
        var terminal = new TestTerminal(folder, Map.of());
        assertThat(terminal.run(args)).as(terminal::err).isLessThan(2);
        return terminal.out();
    }

    private static JsonNode property(JsonNode answer, String id) {
        for (var property : answer.get("properties")) {
            if (property.get("property").asString().equals(id)) {
                return property;
            }
        }
        throw new AssertionError("no property " + id);
    }

    @Test
    void aMissingTlbiIsFoundAndItsRunCanBeRepeated() {
        var answer = new JsonMapper().readTree(run(1, "explore", "missing-tlbi", "--property", "stale-access", "--witness", "out.json", "--json").out());
        var stale = property(answer, "stale-access");
        assertThat(stale.propertyNames()).containsExactly("property", "verdict", "complete", "freedoms", "states", "transitions", "depth", "seconds", "statesPerSecond",
                "bytesPerState", "reductions", "witnessSteps", "loopSteps", "causes", "expected");
        assertThat(stale.get("verdict").asString()).isEqualTo("violated");
        var replay = new JsonMapper().readTree(anyExit("run", "./out.json", "--json"));
        assertThat(replay.get("steps").asInt()).isEqualTo(stale.get("witnessSteps").asInt());
    }

    @Test
    void withTheTlbiEverythingHoldsCompletely() {
        var answer = new JsonMapper().readTree(run(0, "explore", "missing-tlbi", "--set", "invalidate=everywhere", "--json").out());
        answer.get("properties").forEach(property -> {
            assertThat(property.get("verdict").asString()).as(property.get("property").asString()).isEqualTo("holds");
            assertThat(property.get("complete").asBoolean()).isTrue();
        });
        assertThat(property(answer, "stale-access").get("freedoms").toString()).contains("storeBuffer 0", "eviction none", "speculation none", "cpus 2",
                "parameters invalidate=everywhere, reads=8");
    }

    /** A rule's example breaks what it names in some schedule and nothing else; put right it breaks nothing in any. */
    @ParameterizedTest
    @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "OWED")
    void theExampleOfARuleIsDecided(Rule rule) {
        var wrong = new JsonMapper().readTree(run(0, "explore", "rule:" + rule.id(), "--json").out());
        wrong.get("properties").forEach(p -> assertThat(p.get("verdict").asString()).as(p.get("property").asString()).isEqualTo(p.get("expected").asBoolean() ? "violated"
                : "holds"));
        assertThat(wrong.get("properties").valueStream().filter(p -> p.get("verdict").asString().equals("violated")).map(p -> p.get("property").asString())).contains(rule.id());
        var right = new JsonMapper().readTree(run(0, "explore", "rule:" + rule.id(), "--set", "right=true", "--json").out());
        assertThat(right.get("complete").asBoolean()).isTrue();
        right.get("properties").forEach(p -> assertThat(p.get("verdict").asString()).as(p.get("property").asString()).isEqualTo("holds"));
    }

    @Test
    void whatIsExpectedToBeViolatedAndHoldsIsAFailure() throws Exception {
        String text = new String(Shipped.scenarios().bytes("rule:no-completion"), StandardCharsets.UTF_8).replace("if (right) { dsb(ish); }", "dsb(ish);");
        Files.writeString(folder.resolve("changed.json"), text);
        assertThat(run(1, "explore", "changed.json").out()).containsPattern("holds +no-completion +\\[expected to be violated]");
    }

    @Test
    void aLimitIsNoVerdict() {
        var terminal = run(3, "explore", "missing-tlbi", "--set", "invalidate=everywhere", "--max-states", "100", "--workers", "1");
        assertThat(terminal.out()).contains("not complete (states)", "unknown    stale-access").doesNotContain("holds");
    }

    @Test
    void aSearchThatWasSavedGoesOn() throws Exception {
        run(3, "explore", "missing-tlbi", "--set", "invalidate=everywhere", "--max-states", "100", "--checkpoint", "saved");
        var rest = new JsonMapper().readTree(run(0, "explore", "missing-tlbi", "--set", "invalidate=everywhere", "--resume", "saved", "--json").out());
        var whole = new JsonMapper().readTree(run(0, "explore", "missing-tlbi", "--set", "invalidate=everywhere", "--json").out());
        assertThat(property(rest, "stale-access").get("states")).isEqualTo(property(whole, "stale-access").get("states"));
        assertThat(run(2, "explore", "missing-tlbi", "--resume", "saved").err()).contains("saved: expected a search of this scenario");
        assertThat(run(2, "explore", "missing-tlbi", "--resume", "nowhere").err()).contains("--resume: nowhere: no such file");
        assertThat(run(2, "explore", "missing-tlbi", "--checkpoint", "no/where").err()).contains("no such folder");
    }

    @Test
    void howManyFaultsOneCpuCanHaveIsAsked() {
        var none = new JsonMapper().readTree(run(1, "explore", "missing-tlbi", "--set", "invalidate=everywhere", "--max-faults", "0", "--json").out());
        assertThat(property(none, "at-most-0-faults").get("verdict").asString()).isEqualTo("violated");
        run(0, "explore", "missing-tlbi", "--set", "invalidate=everywhere", "--max-faults", "1", "--property", "at-most-1-faults");
    }

    @ParameterizedTest
    @CsvSource({"--property foo,expected one of", "--max-states 0,expected 1..", "--workers 65,expected 1..64", "--max-memory 3X,expected a number of bytes",
        "--max-seconds 0,expected more than 0"})
    void whatCannotBeUsedIsSaid(String options, String message) {
        var args = ("explore missing-tlbi " + options).split(" ");
        assertThat(run(2, args).err()).contains(args[2] + ": ", message);
    }
}
