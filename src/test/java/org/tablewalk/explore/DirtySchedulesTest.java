package org.tablewalk.explore;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.tablewalk.Shipped;
import org.tablewalk.check.judge.Rule;
import org.tablewalk.check.stage2.Stage2Checks;
import org.tablewalk.check.tree.Checks;
import org.tablewalk.format.scenario.ScenarioMachine;
import org.tablewalk.machine.arm64.ArmMachine;
import org.tablewalk.trace.Recorder;

/** The lost write and the page that moves, in single runs and in every schedule. */
class DirtySchedulesTest {
    private static final String LOST = "lost-write";
    private static final String MOVED = "notifier-retry";

    private static SearchResult search(String name, Map<String, String> values) throws Exception {
        ScenarioMachine machine = Shipped.machine(name, values);
        var judges = Stage2Checks.judges();
        SearchResult result = new Search(machine, m -> judges.apply((ArmMachine) m), SearchOptions.DEFAULT).run(progress -> {});
        assertThat(result.complete()).isTrue();
        return result;
    }

    private static Set<String> broken(String name, Map<String, String> values) throws Exception {
        return search(name, values).causes().stream().map(Cause::property).collect(Collectors.toSet());
    }

    private static Set<Rule> found(String name, Map<String, String> values) throws Exception {
        ScenarioMachine made = Shipped.machine(name, values);
        ArmMachine machine = (ArmMachine) made.get();
        Checks checks = Stage2Checks.of(machine);
        new Recorder(machine, List.of(checks)).run(made.policy(), 100_000);
        return checks.verdicts().list().stream().map(f -> f.rule()).collect(Collectors.toSet());
    }

    @ParameterizedTest
    @CsvSource({"true", "false"})
    void withoutTheInvalidationAWriteIsLost(String manualProtect) throws Exception {
        assertThat(found(LOST, Map.of("manualProtect", manualProtect))).contains(Rule.LOST_WRITE);
        assertThat(broken(LOST, Map.of("manualProtect", manualProtect))).containsExactlyInAnyOrder("lost-write", "stale-access", "no-tlbi");
        assertThat(found(LOST, Map.of("manualProtect", manualProtect, "logFlush", "true"))).isEmpty();
        assertThat(broken(LOST, Map.of("manualProtect", manualProtect, "logFlush", "true"))).isEmpty();
    }

    @Test
    @Tag("thorough")
    void withItNoScheduleOfTwoVcpusLosesOne() throws Exception {
        assertThat(broken(LOST, Map.of("logFlush", "true", "vcpus", "2"))).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"v5.11", "v6.4"})
    void withoutTheCheckAPageIsMappedThatHasMoved(String flow) throws Exception {
        assertThat(found(MOVED, Map.of("flow", flow, "notifierRetry", "false"))).containsExactly(Rule.FOREIGN_FRAME);
        assertThat(broken(MOVED, Map.of("flow", flow, "notifierRetry", "false"))).containsExactly("foreign-frame");
        assertThat(found(MOVED, Map.of("flow", flow))).isEmpty();
        assertThat(broken(MOVED, Map.of("flow", flow))).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"v5.11", "v6.4"})
    @Tag("thorough")
    void withItNoScheduleOfTwoVcpusMapsIt(String flow) throws Exception {
        assertThat(broken(MOVED, Map.of("flow", flow, "vcpus", "2"))).isEmpty();
    }
}
