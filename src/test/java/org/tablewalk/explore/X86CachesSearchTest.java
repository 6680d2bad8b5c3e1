package org.tablewalk.explore;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.tablewalk.Shipped;
import org.tablewalk.session.shadow.ShadowMachines;

/** The scenarios about what x86 processors remember, in every schedule: the right flows hold completely, the wrong ones have a witness no longer than predicted. */
class X86CachesSearchTest {
    @ParameterizedTest
    @CsvSource({
        // Right: no rule is broken in any of the states. Wrong: the rule, and the longest witness that was predicted, the run in order up to its last access.
        "pcid-switch, switching, by-generation, , 0",
        "pcid-switch, switching, always-flush, , 0",
        "pcid-switch, switching, always-keep, foreign-frame, 5013",
        "paging-structure-cache, zap, flush-then-free, , 0",
        "paging-structure-cache, zap, free-only, freed-walk, 5491",
    })
    void bothFlowsAreProved(String name, String parameter, String value, String rule, int predicted) throws Exception {
        var machine = Shipped.machine(name, Map.of(parameter, value));
        var result = new Search(machine::get, new ShadowMachines().judges(), SearchOptions.DEFAULT).run(progress -> {});
        System.out.println("X86CachesSearchTest " + name + " " + value + ": " + result.progress().states() + " states, " + result.causes());
        assertThat(result.complete()).isTrue();
        if (rule == null) {
            assertThat(result.causes()).isEmpty();
        } else {
            assertThat(result.causes()).hasSize(1);
            assertThat(result.witness(result.first(rule).orElseThrow()).length).isLessThanOrEqualTo(predicted + 1);
        }
    }
}
