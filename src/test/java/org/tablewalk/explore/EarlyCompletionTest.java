package org.tablewalk.explore;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.tablewalk.Shipped;
import org.tablewalk.check.stage2.Stage2Checks;
import org.tablewalk.machine.arm64.ArmMachine;

/** Hardware that completes TLBIs before the accesses they meet, in all schedules: one pair of TLBI and DSB does not do, two do. */
class EarlyCompletionTest {
    private static Set<String> violated(Map<String, String> values) throws IOException {
        var machine = Shipped.machine("early-completion", values);
        var judges = Stage2Checks.judges();
        var result = new Search(machine, m -> judges.apply((ArmMachine) m), SearchOptions.DEFAULT).run(progress -> {});
        assertTrue(result.complete());
        return result.causes().stream().map(Cause::property).collect(Collectors.toCollection(TreeSet::new));
    }

    @Test
    void oncePairedItReachesMemoryOfSomebodyElse() throws IOException {
        assertEquals(Set.of("foreign-frame", "stale-access"), violated(Map.of()));
    }

    @Test
    void pairedTwiceItDoesNot() throws IOException {
        assertEquals(Set.of(), violated(Map.of("pairs", "2")));
    }

    @Test
    void hardwareThatKeepsItsPromiseNeedsOne() throws IOException {
        assertEquals(Set.of(), violated(Map.of("completion", "promised")));
    }
}
