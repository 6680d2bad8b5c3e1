package org.tablewalk.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.tablewalk.app.command.Execution;
import org.tablewalk.app.command.ExitCode;
import org.tablewalk.app.command.RunOptions;
import org.tablewalk.app.command.RunWatch;
import org.tablewalk.app.command.ScenarioSource;
import org.tablewalk.format.scenario.Scenario;

/** A run that is stopped from outside says where, and its answer is given. */
@Timeout(60)
class StoppedRunTest {
    @TempDir
    private Path folder;

    @Test
    void itStopsWhereItIsAndSaysSo() throws Exception {
        var terminal = new TestTerminal(folder, Map.of());
        var source = new ScenarioSource(terminal.terminal(), Composition.shipped().kinds(), 1 << 30);
        var machine = source.open("dirty-logging", Map.of("reads", "1000000", "vcpus", "16"));
        Execution execution = new RunOptions.Chosen(machine, source.kind(machine), Scenario.Order.SEEDED, 1, null, source.recordingLimit()).start();
        var asked = new Thread[1];
        long[] latest = new long[1];
        try (var watch = new RunWatch(terminal.terminal(), true)) {
            asked[0] = Thread.ofPlatform().start(watch::stop);
            execution.run(Long.MAX_VALUE, watch);
            latest[0] = execution.steps();
        }
        asked[0].join();
        assertThat(execution.outcome()).isEqualTo(Execution.Outcome.STOPPED);
        assertThat(execution.outcome().word()).isEqualTo("stopped");
        assertThat(execution.exitCode(false)).isEqualTo(ExitCode.LIMIT);
        assertThat(terminal.err()).contains(String.format(Locale.ROOT, "stopped after %,d steps", latest[0]));
    }

    @Test
    void aRunThatIsLeftAloneSaysNothing() throws Exception {
        var terminal = new TestTerminal(folder, Map.of());
        assertThat(terminal.run("run", "dirty-logging")).isZero();
        assertThat(terminal.err()).isEmpty();
        assertThat(terminal.out()).contains("ended").contains("mappedPages        512");
    }
}
