package org.tablewalk.explore;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.tablewalk.Shipped;
import org.tablewalk.machine.Cells;
import org.tablewalk.machine.Machine;
import org.tablewalk.machine.Move;

class SearchTest {
    /** A block put in place of a table without break-before-make, seen by two vCPUs: two entries match, and a conflict abort. */
    private static final Map<String, String> DIRECT = Map.of("flow", "direct", "vcpus", "2", "accesses", "3", "populated", "2", "workingSet", "2");

    private static Supplier<Machine> coalescing(Map<String, String> values) throws IOException {
        return Shipped.machine("cancelled-migration", values)::get;
    }

    private static SearchResult search(Supplier<Machine> machines, SearchOptions options) {
        return new Search(machines, machine -> new SmallJudge(), options).run(progress -> {});
    }

    /** Whole states in a plain set, with nothing fused. */
    private static int plainCount(Supplier<Machine> machines) {
        var machine = machines.get();
        var judge = new SmallJudge();
        machine.attach(judge);
        Set<State> seen = new HashSet<>();
        var left = new ArrayDeque<State>();
        var start = new State(copy(machine.cells()), copy(judge.cells()));
        seen.add(start);
        left.add(start);
        while (!left.isEmpty()) {
            var state = left.remove();
            set(machine.cells(), state.machine());
            set(judge.cells(), state.judge());
            for (int kind = 0; kind < Move.KINDS; kind++) {
                for (int actor = 0; actor < machine.cpus(); actor++) {
                    for (int alternative = 0; machine.isEnabled(Move.of(kind, actor, alternative)); alternative++) {
                        judge.before(Move.of(kind, actor, alternative));
                        machine.step(Move.of(kind, actor, alternative));
                        judge.after();
                        var next = new State(copy(machine.cells()), copy(judge.cells()));
                        if (seen.add(next)) {
                            left.add(next);
                        }
                        set(machine.cells(), state.machine());
                        set(judge.cells(), state.judge());
                    }
                }
            }
        }
        return seen.size();
    }

    private record State(long[] machine, long[] judge) {
        @Override
        public boolean equals(Object other) {
            return other instanceof State state && Arrays.equals(machine, state.machine) && Arrays.equals(judge, state.judge);
        }

        @Override
        public int hashCode() {
            return Arrays.hashCode(machine) * 31 + Arrays.hashCode(judge);
        }
    }

    static long[] copy(Cells cells) {
        var copy = new long[cells.size()];
        cells.copy(0, copy.length, copy, 0);
        return copy;
    }

    private static void set(Cells cells, long[] values) {
        for (int i = 0; i < values.length; i++) {
            cells.put(i, values[i]);
        }
    }

    @Test
    void findsAsManyStatesAsAPlainSetOfWholeOnes() throws IOException {
        Supplier<Machine> machines = Shipped.machine("missing-tlbi", Map.of("invalidate", "everywhere", "reads", "2"))::get;
        assertThat(search(machines, SearchOptions.DEFAULT.withFuse(false)).progress().states()).isEqualTo(plainCount(machines));
    }

    @ParameterizedTest
    @CsvSource({"missing-tlbi,invalidate,nothing", "missing-tlbi,invalidate,everywhere", "table-free-wrong-ttl,,", "shared-table,,"})
    void fusedAndUnfusedAgree(String name, String parameter, String value) throws IOException {
        Supplier<Machine> machines = Shipped.machine(name, parameter == null ? Map.of() : Map.of(parameter, value))::get;
        var fused = search(machines, SearchOptions.DEFAULT);
        var unfused = search(machines, SearchOptions.DEFAULT.withFuse(false));
        System.out.println(name + ": " + fused.progress().states() + " states fused, " + unfused.progress().states() + " unfused");
        assertThat(fused.complete()).isTrue();
        assertThat(unfused.complete()).isTrue();
        assertThat(violated(fused)).isEqualTo(violated(unfused));
        assertThat(fused.progress().states()).isLessThan(unfused.progress().states());
    }

    private static Set<String> violated(SearchResult result) {
        var properties = new TreeSet<String>();
        result.causes().forEach(cause -> properties.add(cause.property()));
        return properties;
    }

    @Test
    void twoWorkersFindWhatOneFinds() throws IOException {
        var machines = coalescing(DIRECT);
        var one = search(machines, SearchOptions.DEFAULT);
        var two = search(machines, SearchOptions.DEFAULT.withWorkers(2));
        assertThat(two.progress().states()).isEqualTo(one.progress().states());
        assertThat(two.progress().transitions()).isEqualTo(one.progress().transitions());
        assertThat(two.progress().depth()).isEqualTo(one.progress().depth());
        assertThat(violated(two)).isEqualTo(violated(one)).isNotEmpty();
    }

    @Test
    void everyWitnessReplaysToItsFinding() throws IOException {
        Supplier<Machine> freed = Shipped.machine("table-free-wrong-ttl", Map.of())::get;
        for (var machines : List.of(coalescing(DIRECT), freed)) {
            var result = search(machines, SearchOptions.DEFAULT.withFuse(machines != freed));
            assertThat(result.causes()).isNotEmpty();
            for (var cause : result.causes()) {
                var moves = result.witness(cause);
                var machine = machines.get();
                var judge = new SmallJudge();
                machine.attach(judge);
                for (int move : moves) {
                    judge.before(move);
                    machine.step(move);
                    judge.after();
                }
                assertThat(judge.found().size()).isPositive();
                assertThat(judge.found().get(0, 0)).isEqualTo(cause.finding());
            }
        }
    }

    @Test
    void aLimitIsNoVerdict() throws IOException {
        var machines = coalescing(DIRECT);
        var few = search(machines, SearchOptions.DEFAULT.withMaxStates(1000));
        assertThat(few.stop()).isEqualTo(Stop.STATES);
        assertThat(few.complete()).isFalse();
        assertThat(few.progress().expanded()).isLessThan(few.progress().states());
        assertThat(search(machines, SearchOptions.DEFAULT.withMaxSeconds(0)).stop()).isEqualTo(Stop.TIME);
        assertThat(search(machines, SearchOptions.DEFAULT.withMaxBytes(1000)).stop()).isEqualTo(Stop.MEMORY);
    }

    @Test
    void x86IsSearchedToo() throws IOException {
        var machine = Shipped.machine("two-vcpus", Map.of());
        var result = search(machine::get, SearchOptions.DEFAULT.withMaxStates(5000));
        assertThat(result.progress().states()).isGreaterThan(1000);
    }
}
