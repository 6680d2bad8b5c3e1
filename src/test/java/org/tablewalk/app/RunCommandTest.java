package org.tablewalk.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.tablewalk.check.tree.Counter;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The commands that make runs: what they answer, and that the answer is the same whenever the run is. */
class RunCommandTest {
    @TempDir
    private Path folder;

    private final JsonMapper mapper = new JsonMapper();

    private JsonNode answer(String... args) {
        var terminal = new TestTerminal(folder, Map.of());
        assertThat(terminal.run(args)).as(terminal::err).isZero();
        return mapper.readTree(terminal.out());
    }

    private String failure(String... args) {
        var terminal = new TestTerminal(folder, Map.of());
        assertThat(terminal.run(args)).isEqualTo(2);
        assertThat(terminal.out()).isEmpty();
        return terminal.err();
    }

    @Test
    void answersWithEverythingThatOthersRelyOn() {
        var answer = answer("run", "first-walk", "--json");
        assertThat(answer.propertyNames()).contains("scenario", "parameters", "seed", "steps", "stateHash", "runHash", "counters");
        assertThat(answer.get("counters").propertyNames())
                .containsExactlyElementsOf(Arrays.stream(Counter.values()).map(Counter::key).toList());
        assertThat(answer.get("stateHash").asString()).matches("0x[0-9a-f]{16}");
        assertThat(answer.get("runHash").asString()).matches("[0-9a-f]{64}");
        assertThat(answer.get("parameters").get("ipaBits").isNumber()).isTrue();
        assertThat(answer.get("counters").get("walkReads").asLong()).isPositive();
    }

    @Test
    void theSameRunGivesTheSameHashesAndAnotherSeedAnotherRun() {
        var first = answer("run", "missing-tlbi", "--set", "invalidate=everywhere", "--seed", "7", "--json");
        var again = answer("run", "missing-tlbi", "--set", "invalidate=everywhere", "--seed", "7", "--json");
        var other = answer("run", "missing-tlbi", "--set", "invalidate=everywhere", "--seed", "8", "--json");
        assertThat(again).isEqualTo(first);
        assertThat(other.get("runHash")).isNotEqualTo(first.get("runHash"));
    }

    @Test
    void aWrittenRunIsAScenarioThatRepeatsIt() {
        var run = answer("run", "missing-tlbi", "--seed", "7", "--set", "invalidate=everywhere", "--set", "reads=3", "--trace", "mine.json", "--json");
        var repeated = answer("run", "mine.json", "--json");
        assertThat(repeated.get("policy").asString()).isEqualTo("recorded");
        assertThat(repeated.get("runHash")).isEqualTo(run.get("runHash"));
        assertThat(repeated.get("counters")).isEqualTo(run.get("counters"));
        assertThat(folder.toFile().list()).containsExactly("mine.json");
    }

    @Test
    void aStepAskedForIsNoLimit() {
        assertThat(answer("run", "first-walk", "--steps", "3", "--json").get("outcome").asString()).isEqualTo("limit");
    }

    @Test
    void theStateAfterAllStepsIsTheRunsLast() {
        var run = answer("run", "missing-tlbi", "--set", "invalidate=everywhere", "--seed", "3", "--json");
        var state = answer("state", "missing-tlbi", "--set", "invalidate=everywhere", "--seed", "3", "--step", run.get("steps").asString(), "--json");
        assertThat(state.get("stateHash")).isEqualTo(run.get("stateHash"));
        assertThat(state.get("tables").get(0).get("address").asString()).matches("0x[0-9a-f]{16}");
    }

    /** 196 steps are the whole run: the guest's words are in its copy by then. */
    @Test
    void theStateTellsWhatMemoryHolds() {
        var contents = answer("state", "host-copy-on-write", "--step", "196", "--json").get("contents");
        assertThat(contents.toString()).isEqualTo("[{\"address\":\"0x0000000140000000\",\"words\":[\"0x0000000000000064\",\"0x0000000000000064\"]},"
                + "{\"address\":\"0x0000000140001000\",\"words\":[\"0x0000000000000001\"]},{\"address\":\"0x0000000150000000\",\"words\":[\"0x0000000000000001\",\"0x0000000000000002\"]}]");
        assertThat(answer("state", "missing-tlbi", "--step", "1", "--json").has("contents")).isFalse();
        var terminal = new TestTerminal(folder, Map.of());
        terminal.run("state", "host-copy-on-write", "--step", "196");
        assertThat(terminal.out()).contains("memory 0x0000000150000000: 0x0000000000000001 0x0000000000000002");
    }

    @Test
    void theTextNamesEveryCounterToo() {
        var terminal = new TestTerminal(folder, Map.of());
        assertThat(terminal.run("run", "first-walk")).isZero();
        assertThat(terminal.out()).contains(Arrays.stream(Counter.values()).map(Counter::key).toList()).contains("stateHash");
    }

    @Test
    void everyShippedScenarioIsListedAndShown() {
        var list = answer("scenarios", "--json").get("scenarios");
        assertThat(list).isNotEmpty();
        for (var line : list) {
            var about = answer("scenarios", "show", line.get("name").asString(), "--json");
            assertThat(about.get("title")).isEqualTo(line.get("title"));
        }
    }

    @ParameterizedTest
    @CsvSource({
        "run nope, no such scenario",
        "run ./nope, no such file",
        "run ., a folder",
        "run first-walk --set x=3, parameter x",
        "run first-walk --set ipaBits=99, expected 32..48",
        "run first-walk --policy z, --policy",
        "run first-walk --policy recorded, no recorded choices",
        "run first-walk --steps -1, --steps",
        "run first-walk --trace no/such/folder.json, no such folder",
        "state first-walk --step 99, has only",
        "scenarios show nope, no such scenario"
    })
    void whatCannotBeUsedIsToldInOneLineOrTwo(String command, String reason) {
        var text = failure(command.split(" "));
        assertThat(text).contains(reason);
        assertThat(text.lines()).hasSizeBetween(1, 3).allMatch(line -> line.startsWith("tablewalk: "));
    }

    @Test
    void aBrokenFileIsToldWithItsPlace() throws Exception {
        Files.writeString(folder.resolve("broken.json"), "{\n  \"format\": ]");
        assertThat(failure("run", "broken.json")).contains("broken.json:2:");
    }
}
