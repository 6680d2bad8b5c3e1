package org.tablewalk.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tablewalk.check.judge.Rule;
import org.tablewalk.narrate.RuleTexts;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The table of rules on the command line. */
class RulesCommandTest {
    @TempDir
    private Path folder;

    private TestTerminal run(int expected, String... args) {
        var terminal = new TestTerminal(folder, Map.of());
        assertThat(terminal.run(args)).as(terminal::err).isEqualTo(expected);
        return terminal;
    }

    @Test
    void theTableHasEveryRuleWithItsExample() {
        JsonNode rules = new JsonMapper().readTree(run(0, "rules", "--json").out()).get("rules");
        assertThat(rules.valueStream().map(r -> r.get("rule").asString())).containsExactlyElementsOf(Arrays.stream(Rule.values()).map(Rule::id).toList());
        rules.forEach(r -> {
            assertThat(r.get("example").get("scenario").asString()).isEqualTo("rule:" + r.get("rule").asString());
            assertThat(r.get("example").get("listings").get(0).get("lines")).isNotEmpty();
        });
        assertThat(run(0, "rules").out()).containsSubsequence("harm:\n", "stale-access", "breach:\n", "no-completion", "debt:\n", "owed");
    }

    @Test
    void oneRuleIsToldWithItsListing() {
        String out = run(0, "rules", "no-completion").out();
        assertThat(out).contains("legal:  " + new RuleTexts().legal(Rule.NO_COMPLETION), "run rule:no-completion: ", "    if (right) { dsb(ish); }\n");
    }

    @Test
    void theExampleRunsByItsNameAndByThatOfItsFile() {
        assertThat(run(0, "run", "rule:no-completion").out()).contains("no-completion: ", " [expected]\n");
        assertThat(run(0, "run", "rule-no-completion", "--set", "right=true").out()).doesNotContain("breach:", "owed:");
    }

    @Test
    void anUnknownRuleIsRefusedWithThoseThereAre() {
        assertThat(run(2, "rules", "no-compltion").err()).contains("no rule 'no-compltion'; there are stale-access, ");
        assertThat(run(2, "run", "rule:nothing").err()).contains("rule:nothing: no such scenario");
    }
}
