package org.tablewalk.check.stage2;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.tablewalk.Shipped;
import org.tablewalk.check.judge.Finding;
import org.tablewalk.check.judge.Rule;
import org.tablewalk.check.tree.Checks;
import org.tablewalk.machine.Seeded;
import org.tablewalk.machine.arm64.ArmMachine;
import org.tablewalk.trace.Recorder;

/** Hardware that completes TLBIs before the accesses they meet: one pair of TLBI and DSB does not do, two do. */
class EarlyCompletionTest {
    private static final int SEEDS = 400;

    private static Set<Rule> found(Map<String, String> values) throws IOException {
        Set<Rule> rules = new TreeSet<>();
        var scenario = Shipped.machine("early-completion", values);
        for (int seed = 1; seed <= SEEDS; seed++) {
            ArmMachine machine = (ArmMachine) scenario.get();
            Checks checks = Stage2Checks.of(machine);
            new Recorder(machine, List.of(checks)).run(new Seeded(seed), 10_000);
            checks.verdicts().list().stream().map(Finding::rule).forEach(rules::add);
            assertEquals(List.of(), checks.verdicts().debts(), "seed " + seed);
        }
        return rules;
    }

    @Test
    void oncePairedItReachesMemoryOfSomebodyElse() throws IOException {
        assertTrue(found(Map.of()).contains(Rule.FOREIGN_FRAME));
    }

    @Test
    void pairedTwiceItDoesNot() throws IOException {
        assertEquals(Set.of(), found(Map.of("pairs", "2")));
    }

    @Test
    void hardwareThatKeepsItsPromiseNeedsOne() throws IOException {
        assertEquals(Set.of(), found(Map.of("completion", "promised")));
    }
}
