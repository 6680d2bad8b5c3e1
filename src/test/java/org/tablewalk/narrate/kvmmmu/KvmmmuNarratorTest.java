package org.tablewalk.narrate.kvmmmu;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.tablewalk.format.kvmmmu.KvmmmuTrace;
import org.tablewalk.machine.InOrder;
import org.tablewalk.trace.Cursor;
import org.tablewalk.trace.Recorder;
import org.tablewalk.trace.kvmmmu.KvmmmuState;

class KvmmmuNarratorTest {
    private static List<String> tell(String name) throws Exception {
        KvmmmuTrace trace;
        try (var in = KvmmmuNarratorTest.class.getResourceAsStream("/kvmmmu/" + name)) {
            trace = KvmmmuTrace.open(name, in.readAllBytes());
        }
        var recorder = new Recorder(trace.machine(), List.of());
        recorder.run(new InOrder(), Long.MAX_VALUE);
        var narrator = new KvmmmuNarrator(trace::text);
        var cursor = new Cursor(recorder.recording(), trace.machine(), List.of());
        List<String> told = new ArrayList<>();
        while (cursor.forward()) {
            told.add(narrator.sentence(cursor.step(), new KvmmmuState(trace.map(), cursor.machine().cells()::get)));
        }
        return told;
    }

    @Test
    void aNestedFaultIsTold() throws Exception {
        List<String> told = tell("nested.txt");
        assertThat(told.get(0)).isEqualTo("Task 0, record 1: makes SP 1 (level 5, gfn 0x1a2b); where it hangs does not follow.");
        assertThat(told.get(3)).isEqualTo("Task 0, record 4: reads the guest's entry 0x1a2d027 of level 3 at 0x1a2c000.");
        assertThat(told.get(7)).isEqualTo("Task 0, record 8: makes SP 2 (level 4, gfn 0x1a2b); it hangs from entry 0 of SP 1 (level 5, gfn 0x1a2b), as the address"
                + " of the fault implies.");
        assertThat(told.get(12)).isEqualTo("Task 0, record 13: sets entry 325 of SP 5 (level 1, gfn 0x1a2e): it maps host frame 0x1234567.");
        assertThat(told.get(15)).isEqualTo("Task 1, record 16: finds SP 1 (level 5, gfn 0x1a2b), a root in use (root count 1).");
    }

    @Test
    void changesTellWhatWasBefore() throws Exception {
        assertThat(tell("unsync.txt")).contains(
                "Task 1, record 12: lets SP 4 (level 1, gfn 0x5003) go out of step: the guest's writes to its table at gfn 0x5003 no longer exit.",
                "Task 0, record 17: changes entry 325 of SP 4 (level 1, gfn 0x5003): it maps host frame 0x33333 before and maps host frame 0x33334 now.",
                "Task 0, record 18: zaps SP 4 (level 1, gfn 0x5003): its entries and links end.");
        assertThat(tell("tdp.txt")).contains(
                "Task 0, record 5: changes entry 0 of SP 1 (level 4, gfn 0x0, direct): it is not present before and leads to the table at host frame 0x10001001 now.");
    }

    @ParameterizedTest
    @ValueSource(strings = {"nested.txt", "unsync.txt", "pae.txt", "tdp.txt"})
    void everyRecordHasASentenceOfItsOwn(String name) throws Exception {
        assertThat(tell(name)).doesNotHaveDuplicates().allMatch(s -> s.matches("Task \\d, record \\d+: .*\\.")).noneMatch(s -> s.contains("{"));
    }
}
