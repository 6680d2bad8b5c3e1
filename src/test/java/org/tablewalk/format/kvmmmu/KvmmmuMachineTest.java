package org.tablewalk.format.kvmmmu;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.tablewalk.Seeds;
import org.tablewalk.arch.x86.RoleField;
import org.tablewalk.machine.Event;
import org.tablewalk.machine.InOrder;
import org.tablewalk.machine.Machine;
import org.tablewalk.machine.Move;
import org.tablewalk.trace.Cursor;
import org.tablewalk.trace.Recorder;
import org.tablewalk.trace.kvmmmu.KvmmmuState;

@Tag("seeded")
class KvmmmuMachineTest {
    static final List<String> NAMES = TestTraces.NAMES;

    private static KvmmmuMachine run(KvmmmuTrace trace, int steps) {
        KvmmmuMachine machine = trace.machine();
        for (int i = 0; i < steps; i++) {
            machine.step(Move.of(Move.RUN, trace.lane(machine.next()), 0));
        }
        return machine;
    }

    private static KvmmmuState state(KvmmmuTrace trace, int steps) {
        return new KvmmmuState(trace.map(), run(trace, steps).cells()::get);
    }

    private static KvmmmuState.Page page(KvmmmuState state, long gfn, int level) {
        return state.pages().stream().filter(p -> p.key().gfn() == gfn && p.key().level() == level).findFirst().orElse(null);
    }

    @Test
    void onlyTheNextRecordCanBeMade() {
        KvmmmuTrace trace = TestTraces.open("nested.txt");
        KvmmmuMachine machine = trace.machine();
        assertThat(machine.enabled(Move.RUN)).isEqualTo(1);
        assertThat(List.of(machine.pc(0), machine.pc(1))).containsExactly(0, 15);
        assertThatThrownBy(() -> machine.step(Move.of(Move.RUN, 1, 0))).isInstanceOf(IllegalArgumentException.class);
        assertThat(run(trace, trace.records()).enabled(Move.RUN)).isZero();
    }

    @Test
    void aNestedFaultLinksPortalRootAndTablesByItsAddress() {
        KvmmmuTrace trace = TestTraces.open("nested.txt");
        KvmmmuState state = state(trace, 14);
        int[] expected = {0, 0, 0, 0x91};
        for (int level = 4; level >= 1; level--) {
            KvmmmuState.Page page = page(state, 0x1a2b + (level == 4 ? 0 : 4 - level), level);
            KvmmmuState.Page parent = page(state, 0x1a2b + (level >= 3 ? 0 : 3 - level), level + 1);
            assertThat(state.parents(page.node())).containsExactly(new KvmmmuState.Link(parent.node(), expected[4 - level], page.node()));
        }
        int leafs = page(state, 0x1a2e, 1).node();
        assertThat(state.entry(leafs, 0x145)).hasValue(0x1234567e67L);
        assertThat(state.entry(leafs, 0x146)).as("prefetched").hasValue(0x1234568e65L);
        assertThat(state.entry(leafs, 0x147)).as("never told").isEmpty();
        assertThat(state.guest(0x1a2c000)).hasValue(0x1a2d027);
        assertThat(state.guest(0x1a2ea28)).hasValue(0x55006027);
        assertThat(state.guest(0x1a2b000)).as("the root's entry: its place follows from the page got below it").hasValue(0x1a2c027);
        assertThat(state.tables()).isEmpty();
    }

    @Test
    void aSecondFaultFindsItsWayThroughPagesThatExist() {
        KvmmmuTrace trace = TestTraces.open("nested.txt");
        KvmmmuState state = state(trace, trace.records());
        KvmmmuState.Page table = page(state, 0x1a3d, 2);
        assertThat(state.parents(table.node())).containsExactly(new KvmmmuState.Link(page(state, 0x1a2c, 3).node(), 1, table.node()));
        assertThat(state.entry(table.node(), 1)).hasValue(0x2222200ee7L);
        assertThat(page(state, 0x1a2b, 5).rootCount()).isEqualTo(1);
        assertThat(page(state, 0x1a2b, 5).made()).isTrue();
    }

    @Test
    void unsyncSyncAndZapAreTold() {
        KvmmmuTrace trace = TestTraces.open("unsync.txt");
        assertThat(page(state(trace, 10), 0x5003, 1).unsync()).isFalse();
        KvmmmuState unsync = state(trace, 12);
        assertThat(page(unsync, 0x5003, 1).unsync()).isTrue();
        assertThat(page(unsync, 0x5000, 4).made()).as("was there before").isFalse();
        assertThat(page(state(trace, 16), 0x5003, 1).unsync()).isFalse();
        KvmmmuState end = state(trace, trace.records());
        assertThat(page(end, 0x5003, 1)).isNull();
        assertThat(page(end, 0x5000, 4).invalid()).as("zapped while it is a root").isTrue();
        assertThat(end.parents(page(end, 0x5002, 2).node())).hasSize(1);
        assertThat(end.parents(page(end, 0x5001, 3).node())).as("its parent was zapped").isEmpty();
    }

    @Test
    void quadrantsOfTwoLevelTablesAreToldApart() {
        KvmmmuTrace trace = TestTraces.open("pae.txt");
        KvmmmuState state = state(trace, 7);
        KvmmmuState.Page child = page(state, 0x301, 1);
        KvmmmuState.Link link = state.parents(child.node()).getFirst();
        assertThat(state.page(link.parent()).key().get(RoleField.QUADRANT)).isEqualTo(1);
        assertThat(link.index()).isZero();
        assertThat(state.entry(child.node(), 0x133)).hasValue(0x7654e67L);
        KvmmmuState end = state(trace, trace.records());
        assertThat(end.pages().stream().filter(p -> p.key().generation() == 0)).isNotEmpty().allMatch(KvmmmuState.Page::obsolete);
    }

    @Test
    void theTdpMmuTellsLinksAndChanges() {
        KvmmmuTrace trace = TestTraces.open("tdp.txt");
        KvmmmuState state = state(trace, 10);
        KvmmmuState.Page huge = page(state, 0, 2);
        assertThat(state.entry(huge.node(), 4)).as("repaired without the lock").hasValue(0x100b4a00ea7L);
        assertThat(state.tdp(huge.node())).isTrue();
        assertThat(state.parents(huge.node())).containsExactly(new KvmmmuState.Link(page(state, 0, 3).node(), 0, huge.node()));
        KvmmmuState split = state(trace, 15);
        KvmmmuState.Page small = page(split, 0x800, 1);
        assertThat(split.parents(small.node())).containsExactly(new KvmmmuState.Link(huge.node(), 4, small.node()));
        assertThat(split.entry(small.node(), 0x4d)).hasValue(0x100b4a4dea7L);
        KvmmmuState end = state(trace, trace.records());
        assertThat(page(end, 0x800, 1)).isNull();
        assertThat(end.tables()).as("a zapped page's table is not in use").isEmpty();
    }

    @Test
    void everyRecordIsTold() {
        for (String name : NAMES) {
            KvmmmuTrace trace = TestTraces.open(name);
            KvmmmuMachine machine = trace.machine();
            List<Integer> kinds = new ArrayList<>();
            machine.attach((kind, actor, a, b, c) -> kinds.add(kind));
            while (machine.next() < trace.records()) {
                int before = kinds.size();
                machine.step(Move.of(Move.RUN, trace.lane(machine.next()), 0));
                assertThat(kinds).hasSize(before + 1);
            }
            assertThat(kinds).contains(Event.SP_ALLOC, Event.SPTE_SET, Event.NOTE);
        }
    }

    @ParameterizedTest
    @FieldSource("NAMES")
    void seekingAnywhereGivesTheSameState(String name) {
        compare(TestTraces.open(name), new Random(Seeds.of(1)), name);
    }

    static LongStream six() {
        return Seeds.of(21, 6);
    }

    @ParameterizedTest
    @MethodSource("six")
    void randomTracesGoForwardAndBack(long seed) throws IOException {
        var random = new Random(seed);
        var text = new StringBuilder();
        for (int i = 0; i < 600; i++) {
            text.append(TestTraces.line(random.nextInt(3), 100 + random.nextInt(3), i, TestTraces.event(random).toString())).append('\n');
        }
        compare(KvmmmuTrace.open("random", text.toString().getBytes(StandardCharsets.UTF_8)), random, "seed " + seed);
    }

    /** Seeks all over a recording and compares each state with that of a fresh machine stepped there. */
    private static void compare(KvmmmuTrace trace, Random random, String what) {
        int length = trace.records();
        long[] hashes = new long[length + 1];
        Machine fresh = trace.machine();
        for (int i = 0; i < length; i++) {
            fresh.step(Move.of(Move.RUN, trace.lane(i), 0));
            hashes[i + 1] = fresh.cells().hash();
            read(new KvmmmuState(trace.map(), fresh.cells()::get));
        }
        hashes[0] = trace.machine().cells().hash();
        var recorder = new Recorder(trace.machine(), List.of());
        recorder.run(new InOrder(), length);
        assertThat(recorder.recording().length()).as(what).isEqualTo(length);
        var cursor = new Cursor(recorder.recording(), trace.machine(), List.of());
        for (int i = 0; i < 60; i++) {
            int target = random.nextInt(length + 1);
            cursor.seek(target);
            assertThat(cursor.machine().cells().hash()).as("%s step %d", what, target).isEqualTo(hashes[target]);
            if (cursor.back()) {
                assertThat(cursor.machine().cells().hash()).as("%s back from %d", what, target).isEqualTo(hashes[target - 1]);
                cursor.forward();
                assertThat(cursor.machine().cells().hash()).isEqualTo(hashes[target]);
            }
        }
    }

    /** Reads all there is; a link leads to a page that is there, from a higher one. */
    private static void read(KvmmmuState state) {
        for (KvmmmuState.Page page : state.pages()) {
            for (KvmmmuState.Link link : state.parents(page.node())) {
                assertThat(state.page(link.parent()).key().level()).isEqualTo(page.key().level() + 1);
            }
        }
        state.tables().forEach(t -> assertThat(t.level()).isBetween(1, 5));
    }

    static LongStream two() {
        return Seeds.of(31, 2);
    }

    @ParameterizedTest
    @MethodSource("two")
    void damagedTracesRunToTheirEndOrAreRefused(long seed) {
        var random = new Random(seed);
        for (int round = 0; round < 300; round++) {
            byte[] bytes = TestTraces.bytes(NAMES.get(random.nextInt(NAMES.size()))).clone();
            for (int i = random.nextInt(4); i >= 0; i--) {
                bytes[random.nextInt(bytes.length)] = (byte) "0123456789abcdef ln".charAt(random.nextInt(19));
            }
            try {
                KvmmmuTrace trace = KvmmmuTrace.open("damaged", bytes);
                read(state(trace, trace.records()));
            } catch (IOException e) {
                assertThat(e).as("seed %d round %d", seed, round).hasMessageStartingWith("damaged:");
            }
        }
    }

    @Test
    void refusesMoreThanThereIsRoomFor() {
        byte[] bytes = TestTraces.bytes("nested.txt");
        assertThatThrownBy(() -> KvmmmuTrace.open("t", bytes, new KvmmmuLimits(99999, 99, 999, 3, 99, 9))).hasMessageContaining("at most 3 different shadow pages");
        assertThatThrownBy(() -> KvmmmuTrace.open("t", Arrays.copyOf(bytes, bytes.length), new KvmmmuLimits(99999, 99, 999, 99, 1, 9)))
                .hasMessageContaining("at most 1 different tables");
    }
}
