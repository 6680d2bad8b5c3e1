package org.tablewalk.session;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.tablewalk.Shipped;
import org.tablewalk.check.RunChecks;
import org.tablewalk.check.judge.Finding;
import org.tablewalk.check.judge.Rule;
import org.tablewalk.machine.Machine;
import org.tablewalk.machine.Seeded;
import org.tablewalk.trace.Recorder;

/** Scenarios that show how it is done end clean, debts paid, whatever the order of moves: but for what a flow is known for. */
class RightRunsTest {
    private static final int MOST_STEPS = 2_000_000;

    static Stream<Arguments> right() {
        Set<Rule> none = Set.of();
        Set<Rule> spurious = Set.of(Rule.SPURIOUS_FAULT);
        Map<String, String> small = Map.of("populated", "6", "workingSet", "6", "accesses", "30", "vcpus", "3");
        List<Arguments> all = new ArrayList<>(List.of(
                Arguments.of("first-walk", Map.of(), none),
                Arguments.of("missing-tlbi", Map.of("invalidate", "everywhere"), none),
                Arguments.of("table-free-wrong-ttl", Map.of("hint", "none"), none),
                Arguments.of("table-free-wrong-ttl", Map.of("hint", "page"), none),
                Arguments.of("walker-lab", Map.of(), none),
                Arguments.of("walker-lab", Map.of("callback", "install-tables"), none),
                Arguments.of("walker-lab", Map.of("callback", "replace-and-free"), none),
                Arguments.of("walker-lab", Map.of("callback", "break-and-free", "version", "v5.10"), none),
                Arguments.of("unaligned-unmap", Map.of("ALIGN_FIX", "true"), none),
                Arguments.of("range-check", Map.of("rangeCheck", "greater"), Set.of(Rule.FREED_WHILE_OWED)),
                Arguments.of("range-check", Map.of("rangeCheck", "greater", "act", "touch"), none),
                Arguments.of("early-completion", Map.of("pairs", "2"), none),
                Arguments.of("early-completion", Map.of("completion", "promised"), none)));
        Map.of("v5.11", spurious, "rfc-as-posted", spurious, "rfc-as-meant", none, "nt-full", none, "v6.4", spurious)
                .forEach((flow, known) -> all.add(Arguments.of("cancelled-migration", with(small, "flow", flow), known)));
        return all.stream();
    }

    private static Map<String, String> with(Map<String, String> values, String name, String value) {
        Map<String, String> more = new LinkedHashMap<>(values);
        more.put(name, value);
        return more;
    }

    private static void clean(String name, Map<String, String> values, Set<Rule> known, int seeds) throws Exception {
        Subject run = Shipped.opener().shipped(name, values, null);
        for (int seed = 1; seed <= seeds; seed++) {
            Machine machine = run.machine();
            RunChecks checks = run.checks(machine);
            Recorder recorder = new Recorder(machine, List.of(checks));
            recorder.run(new Seeded(seed), MOST_STEPS);
            List<Finding> found = new ArrayList<>(checks.verdicts().list());
            found.addAll(checks.verdicts().end(recorder.recording().length()));
            found.removeIf(finding -> known.contains(finding.rule()));
            assertEquals(List.of(), found, name + ", seed " + seed);
            assertEquals(List.of(), checks.verdicts().debts(), name + ", seed " + seed);
        }
    }

    @ParameterizedTest
    @MethodSource("right")
    void isCleanOverSomeSeeds(String name, Map<String, String> values, Set<Rule> known) throws Exception {
        clean(name, values, known, 20);
    }

    @Tag("thorough")
    @ParameterizedTest
    @MethodSource("right")
    void isCleanOverAThousandSeeds(String name, Map<String, String> values, Set<Rule> known) throws Exception {
        clean(name, values, known, 1_000);
    }
}
