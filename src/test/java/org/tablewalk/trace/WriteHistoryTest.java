package org.tablewalk.trace;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.tablewalk.machine.Event;
import org.tablewalk.machine.InOrder;
import org.tablewalk.machine.arm64.ArmFixture;
import org.tablewalk.machine.arm64.ArmMachine;

class WriteHistoryTest {
    private static final long WORD = ArmFixture.POOL + 64;
    private static final String LISTING = """
            routine host(n, rest) {
                for (i = 0; i < n; i++) {
                    *(ROOT + 64) = i + 1 << 12;
                    for (j = 0; j < rest; j++) { *(ROOT + 4096) = j; }
                }
            }""";

    private static ArmMachine machine() {
        return ArmFixture.of(LISTING).actor(0, "host", 12L, 3_000L).machine();
    }

    @Test
    void theWritesAroundAPositionAreThoseThatWereMade() {
        ArmMachine m = machine();
        Recorder recorder = new Recorder(m, List.of());
        List<Write> all = new ArrayList<>();
        recorder.run(new InOrder(), 10_000_000);
        ArmMachine seen = machine();
        Cursor cursor = new Cursor(recorder.recording(), seen, List.of());
        cursor.scan(0, recorder.recording().length(), (kind, actor, a, b, c) -> {
            if (kind == Event.WORD_WRITE && a == WORD) {
                all.add(new Write(cursor.position(), actor, b, c));
            }
        }, (position, move, machine, line) -> true);
        assertThat(all).hasSize(12);
        WriteHistory history = new WriteHistory(cursor);
        int cell = m.map().cellOf(WORD);
        for (long position : new long[] {0, 1, all.get(4).position(), all.get(4).position() + 1, recorder.recording().length()}) {
            List<Write> before = all.stream().filter(w -> w.position() < position).toList();
            List<Write> after = all.stream().filter(w -> w.position() >= position).toList();
            List<Write> expected = new ArrayList<>(before.subList(Math.max(0, before.size() - 3), before.size()));
            expected.addAll(after.subList(0, Math.min(3, after.size())));
            assertThat(history.around(WORD, cell, position, 3)).as("position %d", position).isEqualTo(expected);
        }
        assertThat(history.around(WORD + 8, m.map().cellOf(WORD + 8), 5, 3)).isEmpty();
    }

    @Test
    void theNearestBlockThatMayHaveWrittenACellIsTheOneThatATryOfEachFinds() {
        ArmMachine m = machine();
        Recorder recorder = new Recorder(m, List.of());
        recorder.run(new InOrder(), 10_000_000);
        Recording recording = recorder.recording();
        int blocks = recording.keyframes();
        assertThat(blocks).isGreaterThan(10);
        for (long word : new long[] {WORD, ArmFixture.POOL + 4096, ArmFixture.POOL + 8192}) {
            int cell = m.map().cellOf(word);
            for (int block = 0; block < blocks; block++) {
                int up = block;
                while (up >= 0 && !recording.mayWrite(up, cell)) {
                    up--;
                }
                int from = block;
                while (from < blocks && !recording.mayWrite(from, cell)) {
                    from++;
                }
                assertThat(recording.writtenUpTo(block, cell)).as("word %x up to %d", word, block).isEqualTo(up);
                assertThat(recording.writtenFrom(block, cell)).as("word %x from %d", word, block).isEqualTo(from);
            }
            assertThat(recording.writtenUpTo(-1, cell)).isEqualTo(-1);
            assertThat(recording.writtenFrom(blocks, cell)).isEqualTo(blocks);
        }
    }

    @Test
    void whatIsKeptOfAWordIsNotMistakenForAnotherNorForAllThatIsRecordedLater() {
        ArmMachine m = machine();
        Recorder recorder = new Recorder(m, List.of());
        WriteHistory history = new WriteHistory(new Cursor(recorder.recording(), machine(), List.of()));
        long other = ArmFixture.POOL + 4096;
        for (int part = 0; part < 12; part++) {
            recorder.run(new InOrder(), Recording.BLOCK / 2 + 1);
            long length = recorder.recording().length();
            WriteHistory fresh = new WriteHistory(new Cursor(recorder.recording(), machine(), List.of()));
            for (long address : new long[] {WORD, WORD, other, WORD}) {
                for (long position : new long[] {length, length - 1, length / 2, length - Recording.BLOCK / 4}) {
                    int cell = m.map().cellOf(address);
                    assertThat(history.around(address, cell, position, 6)).as("part %d, word %x, position %d", part, address, position)
                            .isEqualTo(fresh.around(address, cell, position, 6));
                }
            }
        }
    }
}
