package org.tablewalk.explore;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.tablewalk.Shipped;
import org.tablewalk.check.stage2.Stage2Checks;
import org.tablewalk.machine.arm64.ArmMachine;

/** Scenarios of several trees: the wrong flow has a witness, no longer than was predicted before anything was run, where that was done; the right one holds in every schedule, and all of it was seen. */
class ManyTreesTest {
    @ParameterizedTest
    @CsvSource({
        "flush-before-switch, order, flush-first, 75, 49, tree-switched",
        "vmid-reuse, flush, nothing, 80, 61, tree-switched",
        "vmid-rollover, flow, no-flush, 190, 189, tree-switched",
        // Of these three no length was predicted.
        "vmid-reuse, flush, locally, 72, 72, tree-switched",
        "vmid-rollover, flow, no-kick, 267, 267, tree-switched",
        "vmid-rollover, flow, no-recheck, 244, 244, tree-switched",
        "walker-against-entry, walkerSync, false, 55, 27, freed-walk"})
    void theWrongFlowHasAWitness(String name, String parameter, String value, int predicted, int steps, String beside) throws Exception {
        SearchResult result = search(name, parameter, value);
        Set<String> violated = result.causes().stream().map(Cause::property).collect(Collectors.toSet());
        assertThat(violated).isEqualTo(Set.of("stale-access", "foreign-frame", beside));
        int shortest = result.causes().stream().filter(c -> c.property().equals("stale-access")).mapToInt(c -> result.witness(c).length).min().orElseThrow();
        assertThat(shortest).isLessThanOrEqualTo(predicted).isEqualTo(steps);
    }

    @ParameterizedTest
    @CsvSource({"flush-before-switch, order, switch-first, 214", "vmid-reuse, flush, everywhere, 350", "vmid-rollover, flow, kvm, 11695",
        "walker-against-entry, walkerSync, true, 177"})
    void theRightFlowHoldsCompletely(String name, String parameter, String value, int states) throws Exception {
        SearchResult result = search(name, parameter, value);
        assertThat(result.complete()).isTrue();
        assertThat(result.causes()).isEmpty();
        assertThat(result.progress().states()).isEqualTo(states);
    }

    private static SearchResult search(String name, String parameter, String value) throws Exception {
        var machine = Shipped.machine(name, Map.of(parameter, value));
        var judges = Stage2Checks.judges();
        return new Search(machine, m -> judges.apply((ArmMachine) m), SearchOptions.DEFAULT).run(progress -> {});
    }
}
