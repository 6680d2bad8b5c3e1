package org.tablewalk.format.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.tablewalk.check.judge.Property;
import org.tablewalk.format.scenario.stage2.ArmBlueprint;
import org.tablewalk.machine.arm64.ArmConfig;

/** What a scenario says it is judged by: guards, and what is expected. */
class ExpectTest {
    static final String JUDGED = """
            "guards": [ { "lock": "mmu_lock", "mode": "shared", "levels": [1, 2] },
                        { "lock": 2, "ipa": "0x40000000", "size": "4K * $vcpus", "levels": [3] } ],
            "expect": { "breach": "holds", "two-entries": "violated",
                        "stale-access": { "by": "flow", "cases": { "new": "violated" } },
                        "progress": { "by": "noisy", "cases": { "true": "violated" }, "otherwise": "holds" } },
            """;

    private static ScenarioMachine build(Map<String, String> values) throws Exception {
        return Samples.build(Samples.with("\"tables\": [", JUDGED + "\"tables\": ["), values);
    }

    private static List<String> expected(Map<String, String> values) throws Exception {
        return build(values).expectations().stream().map(e -> e.property().word() + (e.holds() ? " holds" : " violated")).toList();
    }

    @Test
    void whatIsExpectedMayFollowFromAParameter() throws Exception {
        assertThat(expected(Map.of())).containsExactly("breach holds", "two-entries violated", "progress holds");
        assertThat(expected(Map.of("flow", "new", "noisy", "true"))).containsExactly("breach holds", "two-entries violated", "stale-access violated",
                "progress violated");
    }

    @Test
    void anEntryHasTheGuardOfItsLevelAndAddress() throws Exception {
        ArmConfig config = ((ArmBlueprint) build(Map.of()).blueprint()).config();
        assertThat(config.guard(0x40001fff, 3)).isEqualTo(new ArmConfig.Guard(2, true, 0x40000000, 0x2000, 0b1000));
        assertThat(config.guard(0x40002000, 3)).isNull();
        assertThat(config.guard(0x3fffffff, 3)).isNull();
        assertThat(config.guard(0x40002000, 2).lock()).isZero();
        assertThat(config.guard(0, 1).exclusive()).isFalse();
    }

    /** A run that is written down must be judged as it was, and one without any of this keeps its hash. */
    @Test
    void theCanonicalTextHasWhatIsSaidAndNothingElse() throws Exception {
        String canonical = build(Map.of("flow", "new")).canonical();
        ScenarioMachine again = Samples.build(canonical, Map.of());
        assertThat(again.canonical()).isEqualTo(canonical);
        assertThat(again.expectations()).isEqualTo(build(Map.of("flow", "new")).expectations());
        assertThat(((ArmBlueprint) again.blueprint()).config().guards()).hasSize(2);
        assertThat(Samples.build(Samples.SMALL, Map.of()).canonical()).doesNotContain("guards", "expect");
    }

    @Test
    void everyWordIsAPropertyThatKnowsItsRules() {
        assertThat(Property.words()).contains("harm", "breach", "progress", "stale-access", "owed").doesNotContain("debt").allSatisfy(word -> {
            assertThat(Property.of(word).word()).isEqualTo(word);
            assertThat(Property.of(word).rules()).isNotEmpty();
        });
        assertThat(Property.of("debt")).isNull();
        assertThat(Property.of("harm").rules()).hasSizeGreaterThan(10);
    }
}
