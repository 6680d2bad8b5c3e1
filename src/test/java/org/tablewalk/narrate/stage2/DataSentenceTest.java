package org.tablewalk.narrate.stage2;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.tablewalk.Shipped;
import org.tablewalk.machine.arm64.ArmMachine;
import org.tablewalk.machine.arm64.ArmState;
import org.tablewalk.trace.Cursor;
import org.tablewalk.trace.Recorder;

/** What memory gives and takes is told with its value. */
class DataSentenceTest {
    private static List<String> told(Map<String, String> values) throws IOException {
        var scenario = Shipped.machine("host-copy-on-write", values);
        var recorder = new Recorder(scenario.get(), List.of());
        recorder.run(scenario.policy(), 100_000);
        var machine = (ArmMachine) scenario.get();
        var cursor = new Cursor(recorder.recording(), machine, List.of());
        var narrator = new Narrator();
        return LongStream.rangeClosed(1, recorder.recording().length()).mapToObj(step -> {
            cursor.seek(step);
            return narrator.sentence(cursor.step(), new ArmState(machine.map(), machine.cells().image())).replaceFirst(", step \\d+", "");
        }).toList();
    }

    @Test
    void loadsAndStoresOfGuestAndHostTellTheirValues() throws IOException {
        assertThat(told(Map.of())).contains("vCPU 1: writes 1 at IPA 0x4000_0000, to PA 0x0001_5000_0000, which held 100.",
                "vCPU 2: reads 100 at IPA 0x4000_0000, from PA 0x0001_4000_0000.",
                "vCPU 1: loads 100 from the memory at 0x0001_4000_0000.", "vCPU 1: stores 100 to the memory at 0x0001_5000_0000, which held 0.",
                "vCPU 1: reads 1 at IPA 0x4000_0000, from PA 0x0001_5000_0000.").noneMatch(s -> s.contains("to the word at") || s.contains("is performed"));
    }
}
