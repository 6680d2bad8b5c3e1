package org.tablewalk.explore;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.tablewalk.Shipped;
import org.tablewalk.check.stage2.Stage2Checks;
import org.tablewalk.machine.arm64.ArmMachine;

/** Guests with their own tables, every schedule: the right flow holds, and of the others exactly these properties do not, whatever TLBs keep; and how short the way to it is. */
class TwoStageSearchesTest {
    @ParameterizedTest
    @CsvSource({"combined-entries,flow=right,'',0", "combined-entries,flow=right caching=both,'',0", "combined-entries,flow=right caching=separate,'',0",
        "combined-entries,flow=missing,stale-access foreign-frame freed-while-owed no-stage-1-tlbi,38",
        "combined-entries,flow=too-early,stale-access foreign-frame freed-while-owed no-stage-1-tlbi,52",
        "combined-entries,flow=missing caching=separate,freed-while-owed no-stage-1-tlbi,0",
        "asid-reuse,flow=right,'',0", "asid-reuse,flow=right caching=both,'',0", "asid-reuse,flow=locally,stale-access assertion,55",
        "asid-reuse,flow=nothing,stale-access assertion,46",
        "guest-unmap,invalidate=right,'',0", "guest-unmap,invalidate=right caching=both,'',0", "guest-unmap,invalidate=right caching=separate,'',0",
        "guest-unmap,operation=last-level,'',0", "guest-unmap,operation=any-asid,'',0", "guest-unmap,operation=by-asid,'',0", "guest-unmap,operation=all,'',0",
        "guest-unmap,invalidate=nothing,assertion stale-access make-before-clean no-tlbi,52",
        "guest-unmap,invalidate=local,assertion stale-access make-before-clean no-tlbi wrong-scope,59",
        "guest-unmap,invalidate=no-barrier,assertion stale-access make-before-clean no-tlbi tlbi-before-store,59",
        "guest-unmap,invalidate=too-late,assertion stale-access make-before-clean,58",
        "two-vcpus-one-cpu,flow=right,'',0", "two-vcpus-one-cpu,flow=wrong,stale-access assertion,55"})
    void theRightFlowHoldsAndTheOthersDoNot(String scenario, String values, String violated, int steps) throws IOException {
        Map<String, String> given = new LinkedHashMap<>();
        for (String pair : values.split(" ")) {
            given.put(pair.substring(0, pair.indexOf('=')), pair.substring(pair.indexOf('=') + 1));
        }
        var machine = Shipped.machine(scenario, given);
        var judges = Stage2Checks.judges();
        var result = new Search(machine, m -> judges.apply((ArmMachine) m), SearchOptions.DEFAULT).run(progress -> {});
        assertThat(result.complete()).isTrue();
        Set<String> found = result.causes().stream().map(Cause::property).collect(Collectors.toCollection(TreeSet::new));
        assertThat(found).isEqualTo(new TreeSet<>(Arrays.stream(violated.split(" ")).filter(s -> !s.isEmpty()).toList()));
        String shown = scenario.equals("combined-entries") ? "foreign-frame" : "assertion";
        assertThat(result.first(shown).map(cause -> result.witness(cause).length).orElse(0)).isEqualTo(steps);
    }
}
