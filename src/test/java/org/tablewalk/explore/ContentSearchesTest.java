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

/**
 * Where memory has contents, mistakes show as wrong data: in all schedules exactly these properties do not hold, and a shortest run to wrong data takes so many steps. What a right
 * flow does not keep is a fault that the break makes, which is what breaking costs.
 */
class ContentSearchesTest {
    private static void check(String scenario, String values, String violated, int wrongData) throws IOException {
        Map<String, String> given = new LinkedHashMap<>();
        for (String pair : values.split(" ")) {
            given.put(pair.substring(0, pair.indexOf('=')), pair.substring(pair.indexOf('=') + 1));
        }
        var machine = Shipped.machine(scenario, given);
        var judges = Stage2Checks.judges();
        var result = new Search(machine, m -> judges.apply((ArmMachine) m), SearchOptions.DEFAULT).run(progress -> {});
        assertThat(result.complete()).isTrue();
        Set<String> found = result.causes().stream().map(Cause::property).collect(Collectors.toCollection(TreeSet::new));
        assertThat(found).as(scenario + " " + values).isEqualTo(new TreeSet<>(Arrays.asList(violated.split(" "))));
        int steps = result.first("assertion").map(cause -> result.witness(cause).length).orElse(0);
        assertThat(steps).as("steps to wrong data").isEqualTo(wrongData);
    }

    @ParameterizedTest
    @CsvSource({"flow=right,spurious-fault,0", "flow=early-copy,assertion spurious-fault,157",
        "flow=unflushed-protection,stale-access assertion no-tlbi spurious-fault,49",
        "flow=unflushed-copy,stale-access foreign-frame assertion livelock no-tlbi make-before-clean freed-while-owed spurious-fault,165",
        "flow=right evictions=1 writes=1,spurious-fault,0"})
    void aSharedPageIsCopied(String values, String violated, int wrongData) throws IOException {
        check("host-copy-on-write", values, violated, wrongData);
    }

    @ParameterizedTest
    @CsvSource({"flow=break-all writes=2,spurious-fault,0", "flow=break-all writes=2 hint=ignored,spurious-fault,0",
        "flow=page-alone writes=2,mixed-group stale-access foreign-frame two-entries conflict-abort assertion spurious-fault,69",
        "flow=page-alone writes=2 hint=ignored,mixed-group spurious-fault,0",
        "flow=bits-in-place writes=2,no-break two-entries conflict-abort spurious-fault,0", "flow=bits-in-place writes=2 bbmLevel=1,two-entries conflict-abort spurious-fault,0"})
    void onePageLeavesAGroup(String values, String violated, int wrongData) throws IOException {
        check("break-contiguous", values, violated, wrongData);
    }

    @ParameterizedTest
    @CsvSource({"flow=full-bbm-moved,spurious-fault,0", "flow=full-bbm-moved blockLevel=1,spurious-fault,0", "flow=full-bbm blockLevel=1,spurious-fault,0",
        "flow=direct blockLevel=1,two-entries conflict-abort,0", "flow=direct-moved,no-break two-entries conflict-abort assertion,121",
        "flow=direct-moved blockLevel=1,no-break two-entries conflict-abort assertion,121"})
    void aPartOfABlockMoves(String values, String violated, int wrongData) throws IOException {
        check("split-block", values + " entries=2 reads=3 evictions=0", violated, wrongData);
    }
}
