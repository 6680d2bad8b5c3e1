package org.tablewalk.picture.shadow;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.tablewalk.Shipped;
import org.tablewalk.check.shadow.StaleEntries;
import org.tablewalk.machine.x86.X86Machine;
import org.tablewalk.machine.x86.X86State;
import org.tablewalk.machine.x86.X86State.TlbEntry;
import org.tablewalk.picture.TlbTable;
import org.tablewalk.trace.Cursor;
import org.tablewalk.trace.Recorder;

/** What a book tells of an x86 machine's TLBs, against what is found by going through the run step by step. */
class X86TlbsTest {
    private record Key(long address, int level, long spte, long root) {
        static Key of(TlbEntry e) {
            return new Key(e.address(), e.level(), e.spte(), e.root());
        }
    }

    @ParameterizedTest
    @CsvSource({"guest-writes-unsync, true", "cr3-switch, false", "split-2m, false"})
    void everyStepTellsWhenEntriesWereFilledAndSinceWhenTheyAreStale(String name, boolean stales) throws Exception {
        var scenario = Shipped.machine(name, Map.of());
        var recorder = new Recorder(scenario.get(), List.of());
        recorder.run(scenario.policy(), Math.min(9_000, scenario.steps()));
        var machine = (X86Machine) scenario.get();
        Cursor cursor = Cursor.logging(recorder.recording(), machine, List.of());
        var book = X86Tlbs.book();
        var filled = new HashMap<Key, Long>();
        var since = new HashMap<Key, Long>();
        Set<Key> last = Set.of();
        int stale = 0;
        int held = 0;
        while (cursor.forward()) {
            long step = cursor.position() - 1;
            var state = new X86State(machine.map(), machine.cells().image());
            book.show(new X86Tlbs(state, cursor.imageBefore()), cursor.step(), cursor.tlbLog());
            TlbTable table = book.of(0);
            var now = new HashSet<Key>();
            for (TlbEntry e : state.tlb(0)) {
                Key key = Key.of(e);
                now.add(key);
                if (!last.contains(key)) {
                    filled.put(key, step);
                    since.remove(key);
                }
                if (StaleEntries.stale(state, e)) {
                    since.putIfAbsent(key, step);
                } else {
                    since.remove(key);
                }
                TlbTable.Cell cell = table.cell(table.place(e.slot()));
                assertThat(cell.story().filled()).as("filled, " + cell.tip()).isEqualTo(filled.get(key));
                assertThat(cell.story().why() == null ? null : Long.valueOf(cell.story().since())).as("since, after step " + (step + 1) + ", " + cell.tip())
                        .isEqualTo(since.get(key));
                stale += cell.story().why() == null ? 0 : 1;
                held++;
            }
            var gone = new HashSet<>(last);
            gone.removeAll(now);
            assertThat(table.gone()).as("removed by step " + (step + 1)).hasSameSizeAs(gone);
            last = now;
        }
        assertThat(held).isPositive();
        assertThat(stale > 0).isEqualTo(stales);
    }
}
