package org.tablewalk.explore;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.tablewalk.Shipped;
import org.tablewalk.check.stage2.Stage2Checks;
import org.tablewalk.machine.arm64.ArmMachine;

/** Every state that a search has found is reached again from the one before it: nothing that decides it was left out of the states. */
class WayBackTest {
    @ParameterizedTest
    @CsvSource({"v5.11,0,translate,bbm", "rfc-as-posted,1,translate,eagain", "rfc-as-posted,3,fault,bbm", "rfc-as-meant,1,fault,eagain"})
    void everyStateFollowsFromItsPredecessor(String flow, String level, String response, String leafRule) throws Exception {
        var values = new LinkedHashMap<>(Map.of("region", "2M", "populated", "2", "workingSet", "2", "vcpus", "2", "accesses", "1"));
        values.putAll(Map.of("flow", flow, "bbmLevel", level, "ntResponse", response, "leafRule", leafRule));
        var judges = Stage2Checks.judges();
        var search = new Search(Shipped.machine("cancelled-migration", values), machine -> judges.apply((ArmMachine) machine), SearchOptions.DEFAULT);
        long states = search.run(progress -> {}).progress().states();
        Worker worker = search.workers().getFirst();
        for (int state = 1; state < states; state++) {
            int goal = state;
            boolean[] reached = {false};
            worker.load(search.seen().store().states().parent(state));
            worker.moves(move -> reached[0] |= worker.successor(move) == goal);
            assertTrue(reached[0], "state " + state);
        }
    }
}
