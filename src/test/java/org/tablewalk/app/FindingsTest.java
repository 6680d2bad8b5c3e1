package org.tablewalk.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.tablewalk.check.judge.Rule;
import org.tablewalk.narrate.RuleTexts;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What {@code run} says of what its judge found, and how it ends because of it. */
class FindingsTest {
    private static final String STALE = """
            {"format": "tablewalk-scenario-1", "name": "stale", "machine": {"cpus": 2}, %s
             "memory": {"poolBase": "0x80000000", "slots": [{"ipa": "0x40000000", "size": "2M", "pa": "0x140000000", "block": "4K"}]},
             "tables": [{"ipa": "0x40000000", "pa": "0x140000000"}],
             "actors": [{"cpu": 0, "lines": ["p = follow(*(follow(*(ROOT + 8)))); *p = 0; dsb(ishst); gone = 1;"]},
                        {"cpu": 1, "lines": ["read(0x40000000); while (gone == 0) {} read(0x40000000); read(0x40000000); read(0x40000000); %s"]}],
             "listings": [{"name": "shared", "lines": ["shared gone;"]}],
             "schedule": {"policy": "seeded", "seed": 3}}
            """;

    @TempDir
    private Path folder;

    private TestTerminal run(int expected, String says, String last, String... more) throws Exception {
        Files.writeString(folder.resolve("stale.json"), STALE.formatted(says, last));
        var terminal = new TestTerminal(folder, Map.of());
        List<String> arguments = new ArrayList<>(List.of("run", "stale.json"));
        arguments.addAll(List.of(more));
        assertThat(terminal.run(arguments.toArray(String[]::new))).as(() -> terminal.err() + terminal.out()).isEqualTo(expected);
        return terminal;
    }

    private static JsonNode of(JsonNode answer, String rule) {
        List<JsonNode> found = new ArrayList<>();
        answer.get("findings").forEach(f -> {
            if (f.get("rule").asString().equals(rule)) {
                found.add(f);
            }
        });
        assertThat(found).as(answer.get("findings").toString()).hasSize(1);
        return found.getFirst();
    }

    @Test
    void eachCauseIsToldOnceWithEverythingAboutIt() throws Exception {
        JsonNode answer = new JsonMapper().readTree(run(1, "", "", "--json").out());
        JsonNode stale = of(answer, "stale-access");
        assertThat(stale.get("grade").asString()).isEqualTo("harm");
        assertThat(stale.get("actor").asInt()).isEqualTo(1);
        assertThat(stale.get("times").asInt()).isEqualTo(3);
        assertThat(stale.get("entry").asString()).isEqualTo("0x0000000080003000");
        assertThat(stale.get("address").asString()).isEqualTo("0x0000000040000000");
        assertThat(stale.get("sentence").asString()).startsWith("CPU 1 makes a read of 0x4000_0000 with a translation that the tables do not give");
        RuleTexts texts = new RuleTexts();
        assertThat(stale.get("legal").asString()).isEqualTo(texts.legal(Rule.STALE_ACCESS));
        assertThat(stale.get("source").asString()).isEqualTo(texts.source(Rule.STALE_ACCESS));
        assertThat(stale.get("sure").asString()).isEqualTo("secondary");
        JsonNode missing = of(answer, "no-tlbi");
        assertThat(missing.get("grade").asString()).isEqualTo("breach");
        assertThat(missing.get("step").asLong()).isLessThan(stale.get("step").asLong()).isPositive();
        JsonNode debt = answer.get("debts").get(0);
        assertThat(answer.get("debts")).hasSize(1);
        assertThat(debt.get("owed").toString()).isEqualTo("[\"tlbi\",\"completion\"]");
        assertThat(debt.get("users").toString()).isEqualTo("[1]");
        assertThat(debt.get("ended").asBoolean()).isTrue();
    }

    @Test
    void theTextIsGroupedByGrade() throws Exception {
        assertThat(run(1, "", "").out()).containsSubsequence("harm:\n", "stale-access: CPU 1 ", " (3 times)\n    legal: ", "breach:\n", "no-tlbi: ",
                "owed:\n  for 0x8000_3000 (level 3",
                "; CPU 1 may still use it\n");
    }

    /** The step is the one that {@code state} shows. */
    @Test
    void theStateAtTheStepHasMadeTheAccess() throws Exception {
        long step = of(new JsonMapper().readTree(run(1, "", "", "--json").out()), "stale-access").get("step").asLong();
        assertThat(new JsonMapper().readTree(run(1, "", "", "--json", "--steps", Long.toString(step)).out()).get("findings").toString()).contains("stale-access");
        assertThat(new JsonMapper().readTree(run(1, "", "", "--json", "--steps", Long.toString(step - 1)).out()).get("findings").toString()).doesNotContain("stale-access");
    }

    /** What some run is expected to break is no failure in this one; what is owed at the end is one of its own. */
    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            "harm": "violated", "breach": "violated", "owed": "violated"            | 0
            "stale-access": "violated", "no-tlbi": "violated", "owed": "violated"   | 0
            "stale-access": "violated", "no-tlbi": "violated"                       | 1
            "harm": "violated", "owed": "violated"                                  | 1
            "breach": "violated", "owed": "violated"                                | 1
            "two-entries": "violated"                                               | 1
            "stale-access": "holds", "breach": "violated", "owed": "violated"       | 1
            """)
    void whatIsExpectedDecidesHowItEnds(String expect, int exit) throws Exception {
        run(exit, "\"expect\": {" + expect + "},", "");
    }

    /** That it does not break here what some run is expected to break refutes nothing. */
    @Test
    void oneRunCannotRefute() throws Exception {
        run(0, "\"expect\": {\"harm\": \"violated\", \"breach\": \"violated\", \"owed\": \"violated\", \"conflict-abort\": \"violated\"},", "");
    }

    @Test
    void anAssertionIsToldWithItsLine() throws Exception {
        JsonNode answer = new JsonMapper().readTree(run(1, "", "assert(gone == 2);", "--json").out());
        assertThat(of(answer, "assertion").get("sentence").asString()).startsWith("CPU 1 finds that an assertion does not hold: line 2 of program_1, `");
    }

    @Test
    void aScenarioThatIsRightEndsClean() {
        var terminal = new TestTerminal(folder, Map.of());
        assertThat(terminal.run("run", "missing-tlbi", "--set", "invalidate=everywhere", "--json")).isZero();
        JsonNode answer = new JsonMapper().readTree(terminal.out());
        assertThat(answer.get("findings")).isEmpty();
        assertThat(answer.get("debts")).isEmpty();
    }
}
