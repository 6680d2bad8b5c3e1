package org.tablewalk.picture.stage2;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.tablewalk.Seeds;
import org.tablewalk.Shipped;
import org.tablewalk.check.StaleWhy;
import org.tablewalk.check.stage2.Observers;
import org.tablewalk.check.stage2.StaleCopies;
import org.tablewalk.machine.Event;
import org.tablewalk.machine.arm64.ArmMachine;
import org.tablewalk.machine.arm64.ArmState;
import org.tablewalk.machine.arm64.ArmState.TlbEntry;
import org.tablewalk.picture.TlbBook;
import org.tablewalk.picture.TlbTable;
import org.tablewalk.trace.Cursor;
import org.tablewalk.trace.EventRecord;
import org.tablewalk.trace.Recorder;
import org.tablewalk.trace.Recording;

/** What a book tells of TLBs, against what is found by going through the run step by step. */
@Tag("seeded")
class ArmTlbsTest {
    private static final int LONGEST = 3_000;

    /** An entry wherever it stands. */
    private record Key(int cpu, ArmState.Kind kind, long ipa, int level, long descriptor) {
        static Key of(int cpu, TlbEntry e) {
            return new Key(cpu, e.kind(), e.ipa(), e.level(), e.descriptor());
        }
    }

    /** What is known of one CPU after one step. */
    private record Truth(Map<Key, Long> filled, Map<Key, Long> used, Map<Key, Long> since, Set<Key> gone) {}

    private Recorder recorder;
    private Cursor cursor;
    private ArmMachine machine;
    private TlbBook<TlbEntry> book;

    private void record(String name, Map<String, String> parameters, long most) throws Exception {
        var scenario = Shipped.machine(name, parameters);
        recorder = new Recorder(scenario.get(), List.of());
        recorder.run(scenario.policy(), Math.min(most, scenario.steps()));
        machine = (ArmMachine) scenario.get();
        cursor = Cursor.logging(recorder.recording(), machine, List.of());
        book = ArmTlbs.book(machine.map());
    }

    private ArmState show(long position) {
        cursor.seek(position);
        var state = new ArmState(machine.map(), machine.cells().image());
        book.show(new ArmTlbs(state, cursor.imageBefore(), new ArmTables(state).format()), cursor.step(), cursor.tlbLog());
        return state;
    }

    /** Step by step, with nothing but the states and the events. */
    private List<List<Truth>> truth() {
        int cpus = machine.map().config().cpus();
        var filled = new HashMap<Key, Long>();
        var used = new HashMap<Key, Long>();
        var since = new HashMap<Key, Long>();
        var last = new HashMap<Integer, Set<Key>>();
        var all = new ArrayList<List<Truth>>();
        for (long position = 0; position <= recorder.recording().length(); position++) {
            ArmState state = show(position);
            var row = new ArrayList<Truth>();
            for (int cpu = 0; cpu < cpus; cpu++) {
                var now = new HashSet<Key>();
                for (TlbEntry e : state.tlb(cpu)) {
                    Key key = Key.of(cpu, e);
                    now.add(key);
                    if (!last.getOrDefault(cpu, Set.of()).contains(key)) {
                        filled.put(key, position - 1);
                        used.put(key, position - 1);
                        since.remove(key);
                    }
                    boolean hit = cursor.step() != null && cursor.step().events().stream().anyMatch(ev -> hits(ev, key, state.tag(e)));
                    if (hit) {
                        used.put(key, position - 1);
                    }
                    if (!Observers.stale(state, e)) {
                        since.remove(key);
                    } else {
                        since.putIfAbsent(key, position - 1);
                    }
                }
                var gone = new HashSet<>(last.getOrDefault(cpu, Set.of()));
                gone.removeAll(now);
                gone.forEach(since::remove);
                last.put(cpu, now);
                row.add(new Truth(Map.copyOf(filled), Map.copyOf(used), Map.copyOf(since), gone));
            }
            all.add(row);
        }
        return all;
    }

    private static boolean hits(EventRecord event, Key key, long tag) {
        return key.kind() == ArmState.Kind.FINAL && event.kind() == Event.TLB_HIT && event.actor() == key.cpu() && event.b() == tag
                && event.c() == key.descriptor();
    }

    private void compare(ArmState state, List<Truth> truth, long position) {
        for (int cpu = 0; cpu < truth.size(); cpu++) {
            TlbTable table = book.of(cpu);
            Truth told = truth.get(cpu);
            Map<Integer, TlbEntry> slots = new HashMap<>();
            state.tlb(cpu).forEach(e -> slots.put(e.slot(), e));
            assertThat(table.size()).isEqualTo(slots.size());
            assertThat(table.gone()).as("removed by step " + position).hasSameSizeAs(told.gone());
            long before = Long.MAX_VALUE;
            for (int i = 0; i < table.size(); i++) {
                Key key = Key.of(cpu, slots.get(table.slot(i)));
                TlbTable.Cell cell = table.cell(i);
                String what = "CPU " + cpu + " after step " + position + ": " + cell.tip();
                assertThat(table.used(i)).as("order, " + what).isLessThanOrEqualTo(before);
                before = table.used(i);
                assertThat(cell.story().filled()).as("filled, " + what).isEqualTo(told.filled().get(key));
                if (key.kind() == ArmState.Kind.FINAL) {
                    assertThat(cell.story().used()).as("used, " + what).isEqualTo(told.used().get(key));
                }
                assertThat(cell.story().why() != null).as("stale, " + what).isEqualTo(told.since().containsKey(key));
                if (cell.story().why() != null) {
                    assertThat(cell.story().since()).as("since, " + what).isEqualTo(told.since().get(key));
                }
            }
        }
    }

    @ParameterizedTest
    @CsvSource({"missing-tlbi", "table-free-wrong-ttl", "first-walk", "cancelled-migration"})
    void everyStepThereAndAnyStepAfterwardsTellsTheSame(String name) throws Exception {
        record(name, Map.of(), LONGEST);
        List<List<Truth>> truth = truth();
        long length = recorder.recording().length();
        book = ArmTlbs.book(machine.map());
        for (long position = 0; position <= length; position++) {
            compare(show(position), truth.get((int) position), position);
        }
        for (long position = length; position >= Math.max(0, length - 20); position--) {
            compare(show(position), truth.get((int) position), position);
        }
        var random = new Random(Seeds.of(7));
        for (int i = 0; i < 30; i++) {
            int position = random.nextInt((int) length + 1);
            compare(show(position), truth.get(position), position);
        }
    }

    @Test
    void aStaleEntrySaysWhatTheTablesSayInstead() throws Exception {
        record("missing-tlbi", Map.of(), LONGEST);
        show(recorder.recording().length());
        TlbTable table = book.of(1);
        assertThat(table.stale()).isEqualTo(1);
        TlbTable.Cell stale = table.cell(0);
        assertThat(stale.state()).isEqualTo(TlbTable.State.STALE);
        assertThat(stale.story().why()).isEqualTo(StaleWhy.INVALID);
    }

    /** Seen from where a seek entered the recording: the same as from the start, or that it was before what is known. */
    @Test
    void aSeekFarAwaySaysWhatItDoesNotKnow() throws Exception {
        // So many vCPUs that the break, which empties every TLB, is far.
        Map<String, String> many = Map.of("vcpus", "64");
        record("cancelled-migration", many, 20_000);
        Cursor far = Cursor.logging(recorder.recording(), (ArmMachine) Shipped.machine("cancelled-migration", many).get(), List.of());
        TlbBook<TlbEntry> there = ArmTlbs.book(machine.map());
        int unknown = 0;
        for (long position : new long[] {8_200, 9_000, 10_300, 12_000, 16_400, 19_900}) {
            while (cursor.position() < position) {
                cursor.forward();
            }
            show(position);
            far.seek(0);
            far.seek(position);
            var state = new ArmState(machine.map(), far.machine().cells().image());
            there.show(new ArmTlbs(state, far.imageBefore(), new ArmTables(state).format()), far.step(), far.tlbLog());
            assertThat(far.tlbLog().since()).as("known at " + position).isLessThanOrEqualTo(position - Recording.BLOCK / 4);
            for (int cpu = 0; cpu < 64; cpu++) {
                TlbTable all = book.of(cpu);
                TlbTable some = there.of(cpu);
                for (int i = 0; i < some.size(); i++) {
                    TlbTable.Story truth = all.cell(all.place(some.slot(i))).story();
                    TlbTable.Story told = some.cell(i).story();
                    assertThat(told.filled()).isIn(truth.filled(), -1L);
                    assertThat(told.filled() >= 0 || truth.filled() < told.known()).isTrue();
                    assertThat(told.used() >= 0 ? told.used() == truth.used() : truth.used() < told.known()).isTrue();
                    assertThat(told.since() >= 0 || told.why() == null ? told.since() == truth.since() : truth.since() < -1 - told.since()).isTrue();
                    unknown += told.filled() < 0 ? 1 : 0;
                }
            }
        }
        assertThat(unknown).as("entries filled before what is known").isPositive();
    }

    @Test
    void aGroupIsOneLineOfItsSizeAndAWholeGroupAgrees() throws Exception {
        record("contiguous", Map.of(), LONGEST);
        show(recorder.recording().length());
        TlbTable table = book.of(1);
        assertThat(table.size()).isEqualTo(1);
        assertThat(table.line(0).cells()).contains("64K", "PAGE 16\u00d7 RW");
        assertThat(table.line(0).state()).isEqualTo(TlbTable.State.AGREES);
    }

    @Test
    void oneEntryWithoutTheBitMakesTheGroupStale() throws Exception {
        record("contiguous", Map.of("mistake", "no-bit"), LONGEST);
        var state = show(recorder.recording().length());
        assertThat(StaleCopies.why(state, state.tlb(1).getFirst())).isEqualTo(StaleWhy.GROUP);
    }
}
