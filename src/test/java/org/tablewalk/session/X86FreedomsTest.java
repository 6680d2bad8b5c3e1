package org.tablewalk.session;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.tablewalk.Shipped;
import org.tablewalk.check.judge.Finding;
import org.tablewalk.format.scenario.Scenarios;
import org.tablewalk.machine.Move;

/** What is right on a machine of before is right on one that tags entries as hardware does, caches directory entries, evicts and speculates: KVM's flushes are enough. */
class X86FreedomsTest {
    private static final long SEEDS = Long.getLong("tablewalk.seeds", 4);
    private static final String FREE = """
            "arch": "x86", "tlbTags": "pcid", "structureCaches": 2,
            "freedoms": { "eviction": "any", "speculative": ["0x1000", "0x7f1234567000", "0x7f1234600000", "0x7f1234800000", "0xc0601000", "0x12345000"] },""";

    private static long walks;

    @TempDir
    Path directory;

    static List<String> right() throws Exception {
        return X86VerdictsTest.right().stream().filter(n -> !List.of("pcid-switch", "paging-structure-cache").contains(n)).toList();
    }

    private static String text(String name) throws IOException {
        try (var in = Scenarios.class.getResourceAsStream("shipped/" + name + ".json")) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    @ParameterizedTest
    @MethodSource("right")
    void shippedScenariosStayRight(String name) throws IOException {
        String text = text(name);
        assertThat(text).contains("\"arch\": \"x86\",");
        Path file = directory.resolve(name + ".json");
        Files.writeString(file, text.replaceFirst("\"policy\": \"inOrder\"", "\"policy\": \"seeded\"").replace("\"arch\": \"x86\",", FREE.strip()));
        for (long seed = 1; seed <= SEEDS; seed++) {
            var subject = (ScenarioRun) Shipped.opener().file(file, Map.of(), seed);
            Run run = new Run(subject);
            long steps = run.recorder().run(subject.policy(), subject.maxSteps());
            List<Finding> found = new ArrayList<>(run.checks().verdicts().list());
            found.addAll(run.checks().verdicts().end(steps - 1));
            assertThat(found).as("%s, seed %d", name, seed).isEmpty();
            for (long at = 0; at < steps; at++) {
                walks += Move.kind(run.recording().move(at)) == Move.SPECULATE ? 1 : 0;
            }
        }
    }

    @AfterAll
    static void theHardwareWasFree() {
        System.out.println("X86FreedomsTest: " + walks + " speculative walks, seeds 1.." + SEEDS);
        assertThat(walks).isGreaterThan(100);
    }
}
