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
import tools.jackson.databind.json.JsonMapper;

/** {@code tablewalk compare}: verdicts, where machines part, exit codes, and what cannot be used. */
class CompareCommandTest {
    @TempDir
    private Path folder;

    private TestTerminal run(int exitCode, String... args) {
        var terminal = new TestTerminal(folder, Map.of());
        assertThat(terminal.run(args)).as(terminal::err).isEqualTo(exitCode);
        return terminal;
    }

    @Test
    void theBadSequencePartsFromTheGoodOneAtTheMissingInvalidation() {
        var answer = new JsonMapper().readTree(run(1, "compare", "--sets", "good-and-bad", "--json").out());
        assertThat(answer.propertyNames()).containsExactly("title", "machines", "sameEvents", "counters");
        assertThat(answer.get("sameEvents").asInt()).isPositive();
        var good = answer.get("machines").get(0);
        var bad = answer.get("machines").get(1);
        assertThat(good.get("verdict").asString()).isEqualTo("holds");
        assertThat(bad.get("violated").toString()).contains("stale-access");
        assertThat(good.get("instead").asString()).contains("VTTBR_EL2");
        assertThat(answer.get("counters").get("tlbiIssued").toString()).isEqualTo("[1,0]");
    }

    @Test
    void ofTheLevelsOnlyTheOneThatMustBreakHasAStoreThatMakesInvalid() {
        String out = run(1, "compare", "--sets", "bbm-levels").out();
        assertThat(out).contains("they part after", "makes L2[0]", "by a block with nT", "by a block, RW");
    }

    @Test
    void equalMachinesDoNotPart() {
        assertThat(run(0, "compare", "missing-tlbi", "--set", "invalidate=everywhere", "--set", "invalidate=everywhere,reads=8", "--seed", "9").out()).contains("they never part");
        assertThat(run(0, "compare", "missing-tlbi", "--set", "", "--set", "invalidate=everywhere", "--steps", "10").out()).contains("10 steps, holds");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "missing-tlbi --set invalidate=nothing | expected once for each of 2..5 machines, found 1",
        "missing-tlbi --set reads=1 --set reads | expected k=v",
        "missing-tlbi --set reads=1 --set reads=0 | reads",
        "missing-tlbi --set reads=1 --set raeds=2 | no such parameter",
        "--set reads=1 --set reads=2 | expected FILE|NAME",
        "missing-tlbi --sets good-and-bad | --sets",
        "--sets nowhere.json | no such file",
        "missing-tlbi --set reads=1 --set reads=2 --steps -1 | expected 0 or more"})
    void refuses(String args, String message) {
        assertThat(run(2, ("compare " + args).split(" ")).err()).contains(message).doesNotContain("\tat ");
    }

    /** Each change makes a good file bad; the message names its place. */
    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', value = {
        "\"tablewalk-lockstep-1\" | \"tablewalk-lockstep-2\" | set.json:1:12: expected 'tablewalk-lockstep-1'",
        "\"label\": \"two\" | \"label\": \"\" | expected 'label' of 1..40 characters",
        "\"label\": \"two\" | \"lable\": \"two\" | 'lable' is not known in a machine",
        "\"scenario\": \"missing-tlbi\", | | expected either 'scenario' or 'file'",
        "\"scenario\": \"missing-tlbi\" | \"scenario\": \"missing-tlbi\", \"file\": \"x.json\" | found both",
        "\"scenario\": \"missing-tlbi\" | \"file\": \"../x.json\" | expected a file in the folder of this one, or below",
        "\"scenario\": \"missing-tlbi\" | \"file\": \"/etc/passwd\" | expected a file in the folder of this one, or below",
        "\"scenario\": \"missing-tlbi\" | \"scenario\": \"mising-tlbi\" | did you mean 'missing-tlbi'",
        "\"reads\": 3 | \"reads\": [3] | set.json:3:51: expected a word, a number, true or false",
        "\"line\": 19 | \"line\": 0 | expected 'line' of 1..",
        "\"line\": 19 | \"line\": 900 | expected lines 1..",
        "\"listing\": \"host\" | \"listing\": \"hots\" | expected one of the scenario's listings",
        "\"seed\": 4 | \"seed\": -4 | expected 'seed' of 0..",
        "] } ] } | ] } ] | expected",
        "{ \"label\": \"one\" }, | | expected 2..5 machines, found 1"})
    void refusesASet(String what, String with, String message) throws IOException {
        String good = """
                {"format": "tablewalk-lockstep-1", "name": "mine", "title": "Mine", "scenario": "missing-tlbi", "seed": 4, "machines": [
                { "label": "one" },
                { "label": "two", "seed": 5, "values": { "reads": 3, "invalidate": "everywhere" }, "edits": [ { "listing": "host", "line": 19, "with": [ "{}" ] } ] } ] }
                """;
        Path file = folder.resolve("set.json");
        Files.writeString(file, good);
        run(1, "compare", "--sets", "set.json");
        assertThat(good).contains(what);
        Files.writeString(file, good.replace(what, with == null ? "" : with));
        assertThat(run(2, "compare", "--sets", "set.json").err()).contains(message).doesNotContain("\tat ");
    }

    @Test
    void refusesWhatIsTooLarge() throws IOException {
        Files.writeString(folder.resolve("set.json"), "{\"format\": \"" + "x".repeat(1 << 19));
        assertThat(run(2, "compare", "--sets", "set.json").err()).contains("expected at most 262144 bytes");
        Files.writeString(folder.resolve("set.json"), "{\"format\":" + "[".repeat(5_000));
        assertThat(run(2, "compare", "--sets", "set.json").err()).contains("levels of nesting");
    }
}
