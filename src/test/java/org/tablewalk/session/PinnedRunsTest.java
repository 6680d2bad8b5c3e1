package org.tablewalk.session;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.InputStream;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.tablewalk.Shipped;

/**
 * The shipped scenarios' runs, pinned: the same choices must give the same state on every platform and in every version. A change of a
 * listing or a rule changes them on purpose; then {@link org.tablewalk.trace.Recording#ENGINE_VERSION} and the pins change with it.
 */
class PinnedRunsTest {
    static List<String> shipped() {
        return Shipped.scenarios().shipped();
    }

    @ParameterizedTest
    @MethodSource("shipped")
    void aShippedRunEndsWhereItAlwaysDid(String name) throws Exception {
        Properties pins = new Properties();
        try (InputStream in = PinnedRunsTest.class.getResourceAsStream("pinned-runs.properties")) {
            pins.load(in);
        }
        Subject subject = Engines.opener().shipped(name, Map.of(), null);
        Run run = new Run(subject);
        long steps = run.recorder().run(subject.policy(), subject.maxSteps());
        long state = run.recorder().machine().cells().hash();
        String found = "%d %016x %s".formatted(steps, state, run.recording().runHash(subject.canonical(), state));
        assertThat(found).as("steps, stateHash and runHash of %s", name).isEqualTo(pins.getProperty(name));
    }
}
