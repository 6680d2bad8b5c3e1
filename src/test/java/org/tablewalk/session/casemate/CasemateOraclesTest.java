package org.tablewalk.session.casemate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.tablewalk.check.casemate.CasemateVerdict;
import org.tablewalk.format.casemate.CasemateTrace;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Casemate's own verdicts on traces that other people's programs recorded: they are no part of this project, so the tests are skipped where they are absent. */
class CasemateOraclesTest {
    private static final Path FOLDER = Path.of("..", "shared", "oracles");
    private static final Path VERDICTS = FOLDER.resolve("casemate_verdicts.json");

    @TestFactory
    List<DynamicTest> everyVerdictIsCasematesOwn() throws Exception {
        if (!Files.exists(VERDICTS)) {
            return List.of(DynamicTest.dynamicTest("absent", () -> assumeTrue(false, "no verdicts in " + FOLDER)));
        }
        var tests = new ArrayList<DynamicTest>();
        new JsonMapper().readTree(Files.readString(VERDICTS)).forEachEntry((name, verdict) -> {
            tests.add(DynamicTest.dynamicTest(name, () -> compare(name, verdict, true)));
            tests.add(DynamicTest.dynamicTest(name + ", racy", () -> compare(name, verdict.get("racy_mode"), false)));
        });
        try (var files = Files.list(FOLDER.resolve("casemate"))) {
            assertThat(tests).hasSize(2 * (int) files.count());
        }
        return tests;
    }

    private static void compare(String name, JsonNode expected, boolean locked) throws Exception {
        var trace = CasemateTrace.open(FOLDER.resolve("casemate").resolve(name + ".log"));
        CasemateVerdict verdict = CasemateCheck.casemate(trace, locked);
        if (expected.get("verdict").asString().equals("accept")) {
            assertThat(verdict).isEqualTo(CasemateVerdict.accepted());
        } else {
            assertThat(verdict).isEqualTo(CasemateVerdict.violation(expected.get("flagged_line_1based").asInt() - 1, expected.get("flagged_id").asLong(),
                    expected.get("message").asString()));
        }
    }
}
