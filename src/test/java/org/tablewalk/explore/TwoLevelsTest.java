package org.tablewalk.explore;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.tablewalk.Shipped;
import org.tablewalk.arch.arm64.Descriptor;
import org.tablewalk.arch.arm64.Granule;
import org.tablewalk.arch.arm64.Stage2Geometry;
import org.tablewalk.format.FormatException;
import org.tablewalk.machine.Event;
import org.tablewalk.machine.InOrder;
import org.tablewalk.machine.Machine;
import org.tablewalk.machine.Move;
import org.tablewalk.machine.arm64.ArmMachine;
import org.tablewalk.machine.arm64.ArmState;
import org.tablewalk.session.stage2.Stage2Machines;

/** The shipped scenarios about a tree's shape (domain sections 1 and 2): of every size, and with blocks of the host in two levels. */
class TwoLevelsTest {
    private static final long STEPS = 200_000;

    /** A run in order; the kinds of all events are kept. */
    private static List<long[]> run(ArmMachine machine) {
        var events = new ArrayList<long[]>();
        machine.attach((kind, cpu, a, b, c) -> events.add(new long[] {kind, a, b, c}));
        int last = Move.NONE;
        for (long step = 0; step < STEPS; step++) {
            int move = new InOrder().choose(machine, step, last);
            if (move == Move.NONE) {
                return events;
            }
            machine.step(move);
            last = move;
        }
        return events;
    }

    private static SearchResult search(String name, Map<String, String> values) throws IOException {
        Supplier<Machine> machines = Shipped.machine(name, values)::get;
        return new Search(machines, new Stage2Machines().judges(), SearchOptions.DEFAULT).run(progress -> {});
    }

    static Stream<Arguments> sizes() {
        return Stream.of(Granule.values()).flatMap(g -> Stream.iterate(32, bits -> bits <= 52, bits -> bits + 1).map(bits -> Arguments.of(g, bits)));
    }

    /** The type follows the size, and the highest page of the space is mapped by one fault. */
    @ParameterizedTest
    @MethodSource("sizes")
    void everySizeOfTheScenarioRuns(Granule granule, int bits) throws IOException {
        long address = (1L << bits) - granule.bytes();
        var machine = (ArmMachine) Shipped.machine("geometry", Map.of("granule", granule.label(), "ipaBits", "" + bits, "address", "" + address)).get();
        var events = run(machine);
        var state = new ArmState(machine.map(), machine.cells()::get);
        assertThat(state.cpu(0).status()).isEqualTo(ArmState.Status.ENDED);
        assertThat(machine.map().config().geometry()).isEqualTo(Stage2Geometry.of(granule, bits));
        assertThat(64 - (state.vtcr(0) & 0x3f)).isEqualTo(bits);
        assertThat(state.translate(address).valid()).isTrue();
        assertThat(events.stream().filter(e -> e[0] == Event.FAULT)).hasSize(1);
        assertThat(events.stream().filter(e -> e[0] == Event.ACCESS_DONE)).hasSize(1);
    }

    /** What KVM refuses ends the run, and no rule is broken by that. */
    @ParameterizedTest
    @CsvSource({"v5.12,36,0,40", "v5.12,48,296,40", "v5.12,48,31,40", "v5.12,36,40,40", "v4.20,48,44,44", "v5.12,48,255,40"})
    void aRefusedTypeEndsTheRun(String era, int limit, long type, int bits) throws IOException {
        var values = Map.of("era", era, "hostLimit", "" + limit, "type", "" + type, "ipaBits", "" + bits, "hostVaBits", "39");
        var machine = (ArmMachine) Shipped.machine("geometry", values).get();
        run(machine);
        var state = new ArmState(machine.map(), machine.cells()::get);
        assertThat(state.cpu(0).exit()).isEqualTo(-22);
        assertThat(state.rooted()).isFalse();
        assertThat(search("geometry", values).causes()).isEmpty();
    }

    /** The default above the limit was granted up to v5.11. */
    @ParameterizedTest
    @CsvSource({"v4.20", "v5.10"})
    void olderKernelsGrantTheDefaultAboveTheLimit(String era) throws IOException {
        var machine = (ArmMachine) Shipped.machine("geometry", Map.of("era", era, "hostLimit", "36", "type", "0")).get();
        run(machine);
        assertThat(new ArmState(machine.map(), machine.cells()::get).cpu(0).status()).isEqualTo(ArmState.Status.ENDED);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "ipaBits=49,lpa2=no                | 32..48 bits, because without LPA2",
        "granule=64K,lpa2=yes              | whose descriptors hold 52-bit addresses without it",
        "ipaBits=36,type=0                 | which asks for 40",
        "ipaBits=32,address=4294967296     | expected an IPA of 0..4294967295",
        "granule=16K,hostPage=4K           | expected a size that is a multiple of 0x4000",
    })
    void contradictionsNameTheRuleAndTheRange(String set, String expected) {
        var values = new LinkedHashMap<String, String>();
        for (String pair : set.strip().split(",")) {
            values.put(pair.split("=")[0], pair.split("=")[1]);
        }
        assertThatThrownBy(() -> Shipped.machine("geometry", values)).isInstanceOf(FormatException.class).hasMessageContaining(expected);
    }

    @ParameterizedTest
    @CsvSource({"32, write", "33, write", "34, write", "32, exec", "33, exec", "34, exec"})
    void aBlockInTheRootLivesAndDiesLikeAnyOther(int bits, String first) throws IOException {
        var result = search("pmd-at-root", Map.of("ipaBits", "" + bits, "first", first));
        assertThat(result.complete()).isTrue();
        assertThat(result.causes()).isEmpty();
        var machine = (ArmMachine) Shipped.machine("pmd-at-root", Map.of("ipaBits", "" + bits, "first", first)).get();
        var events = run(machine);
        assertThat(events.stream().filter(e -> e[0] == Event.ASSERT_FAILED)).isEmpty();
        long block = first.equals("exec") ? 0x00000001402007fdL : 0x00400001402007fdL;
        assertThat(events.stream().filter(e -> e[0] == Event.WORD_WRITE && e[1] == 0x80000000L + 0x2018 && e[3] != Descriptor.LOCKED).map(e -> e[3]).findFirst())
                .contains(block);
        assertThat(machine.map().config().geometry().rootTables()).isEqualTo(4 << bits - 32);
    }

    /** One fault writes 512 blocks; then v5.11 gets the right by replacing them all, and since v5.12 the guest faults for ever. */
    @ParameterizedTest
    @CsvSource({"v5.11, 32", "v5.11, 34", "v5.12, 32", "v5.12, 33", "v5.12, 34"})
    void aGibibyteInTwoLevels(String kernel, int bits) throws IOException {
        var values = Map.of("kernel", kernel, "ipaBits", "" + bits);
        var machine = (ArmMachine) Shipped.machine("pud-in-two-levels", values).get();
        var events = run(machine);
        int resumed = 0;
        while (events.get(resumed)[0] != Event.RESUME) {
            resumed++;
        }
        assertThat(events.subList(0, resumed).stream().filter(e -> e[0] == Event.WORD_WRITE)).hasSize(512);
        long faults = events.stream().filter(e -> e[0] == Event.FAULT).count();
        boolean endless = kernel.equals("v5.12");
        assertThat(faults).satisfies(n -> assertThat(n > 100).isEqualTo(endless));

        var result = search("pud-in-two-levels", values);
        assertThat(result.complete()).isTrue();
        assertThat(result.verdict("livelock")).isEqualTo(endless ? Verdict.VIOLATED : Verdict.HOLDS);
        assertThat(result.causes().stream().map(Cause::property).toList()).isEqualTo(endless ? List.of("livelock") : List.of());
        if (!endless) {
            assertThat(faults).isEqualTo(2);
            assertThat(new ArmState(machine.map(), machine.cells()::get).cpu(0).status()).isEqualTo(ArmState.Status.ENDED);
        }
    }
}
