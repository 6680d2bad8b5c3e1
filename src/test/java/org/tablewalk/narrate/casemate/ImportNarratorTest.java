package org.tablewalk.narrate.casemate;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.tablewalk.format.casemate.CasemateTrace;
import org.tablewalk.machine.InOrder;
import org.tablewalk.trace.Cursor;
import org.tablewalk.trace.Recorder;
import org.tablewalk.trace.casemate.TlbiKind;

class ImportNarratorTest {
    private static List<String> tell(byte[] bytes) throws Exception {
        var trace = CasemateTrace.open("t", bytes);
        var recorder = new Recorder(trace.machine(), List.of());
        recorder.run(new InOrder(), Long.MAX_VALUE);
        var narrator = new ImportNarrator(trace.map(), trace::text, code -> TlbiKind.ofCode(code).orElseThrow().word());
        var cursor = new Cursor(recorder.recording(), trace.machine(), List.of());
        var told = new ArrayList<String>();
        while (cursor.forward()) {
            told.add(narrator.sentence(cursor.step()));
        }
        return told;
    }

    @Test
    void everyRecordHasItsSentence() throws Exception {
        byte[] bytes;
        try (var in = ImportNarratorTest.class.getResourceAsStream("/casemate/remap.log")) {
            bytes = in.readAllBytes();
        }
        var told = tell(bytes);
        assertThat(told).hasSize(31).doesNotHaveDuplicates();
        assertThat(told.get(0)).isEqualTo("Thread 0, record 1: "
                + "(mem-init (id 0) (tid 0) (address 0x40100000) (size 0x1000) (src \"guest/remap.c:11\")).");
        assertThat(told.subList(14, 23)).containsExactly(
                "Thread 0, record 15: passes an ISB.",
                "Thread 1, record 16: takes the lock at 0x4020_0040.",
                "Thread 1, record 17: reads 0x0040_0000_8075_07ff at 0x4010_3018.",
                "Thread 1, record 18: makes the word at 0x4010_3018 invalid; it was 0x0040_0000_8075_07ff.",
                "Thread 1, record 19: finishes a DSB ISHST.",
                "Thread 1, record 20: issues TLBI IPAS2E1IS with operand 0x0004_0403.",
                "Thread 1, record 21: finishes a DSB ISH; invalidations it waited for: 1.",
                "Thread 1, record 22: issues TLBI VMALLE1IS.",
                "Thread 1, record 23: finishes a DSB ISH; invalidations it waited for: 1.");
        assertThat(told.get(12)).isEqualTo("Thread 0, record 13: writes 0x0005_0000_4010_0000 to VTTBR_EL2.");
        assertThat(told.get(24)).isEqualTo("Thread 1, record 25: makes the word at 0x4010_3018 valid: 0x0040_0000_9015_07ff.");
    }

    @Test
    void aRangeSaysHowManyWordsChange() throws Exception {
        var told = tell("(mem-write 0 0 plain 8 3)(mem-write 1 0 plain 8 5)(mem-write 2 0 plain 0 2)(mem-set 3 0 0 10 0)".getBytes(StandardCharsets.UTF_8));
        assertThat(told.get(1)).isEqualTo("Thread 0, record 2: replaces 0x0000_0003 at 0x0000_0008 by 0x0000_0005.");
        assertThat(told.get(2)).isEqualTo("Thread 0, record 3: writes 0x0000_0002 to the word at 0x0000_0000.");
        assertThat(told.get(3)).isEqualTo("Thread 0, record 4: (mem-set 3 0 0 10 0); known words that change: 2.");
    }
}
