package org.tablewalk.narrate.stage2;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.tablewalk.Shipped;
import org.tablewalk.machine.arm64.ArmMachine;
import org.tablewalk.machine.arm64.ArmState;
import org.tablewalk.trace.Cursor;
import org.tablewalk.trace.Recorder;

/** What a TLBI names and why it leaves something is in the sentences of its issue and its arrivals. */
class TlbiWordsTest {
    private static List<String> told(Map<String, String> values) throws Exception {
        var scenario = Shipped.machine("wrong-operand", values);
        Recorder recorder = new Recorder(scenario.get(), List.of());
        recorder.run(scenario.policy(), scenario.steps());
        var machine = (ArmMachine) scenario.get();
        var cursor = new Cursor(recorder.recording(), machine, List.of());
        var narrator = new Narrator();
        List<String> told = new ArrayList<>();
        while (cursor.forward()) {
            String sentence = narrator.sentence(cursor.step(), new ArmState(machine.map(), machine.cells().image()), null);
            if (sentence.contains("TLBI")) {
                told.add(sentence.substring(sentence.indexOf(": ") + 2));
            }
        }
        return told;
    }

    @Test
    void anAddressThatIsNoShiftOfTheRightOne() throws Exception {
        // 0x40000000 >> 16, read as a number of 4 KiB pages.
        assertThat(told(Map.of("operand", "page-shift"))).anyMatch(s -> s.startsWith("issues TLBI IPAS2E1IS 0x0400_0000 with the hint level 3;"));
        assertThat(told(Map.of("operand", "right"))).anyMatch(s -> s.startsWith("issues TLBI IPAS2E1IS 0x4000_0000 with the hint level 3;"));
    }

    @Test
    void aHintThatSparesWhatIsThere() throws Exception {
        assertThat(told(Map.of("operand", "wrong-level"))).anyMatch(s -> s.contains("arrives here and removes nothing: the hint says level 2, what lies there is of level 3;"));
        assertThat(told(Map.of("operand", "wrong-granule"))).anyMatch(s -> s.contains("removes nothing: its operand names another granule than 64K;"));
        assertThat(told(Map.of("operand", "wrong-level", "hints", "ignored"))).noneMatch(s -> s.contains("the hint says"));
    }

    @Test
    void aRange() throws Exception {
        assertThat(told(Map.of("operation", "by-range", "operand", "right"))).anyMatch(s -> s.startsWith("issues TLBI RIPAS2E1IS 0x4000_0000 for 256 KiB with the hint level 3;"))
                .anyMatch(s -> s.contains("removes 2 entries"));
    }
}
