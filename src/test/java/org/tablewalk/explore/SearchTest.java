package org.tablewalk.explore;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.BitSet;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.tablewalk.Shipped;
import org.tablewalk.check.judge.Judge;
import org.tablewalk.check.judge.Rule;
import org.tablewalk.machine.Cells;
import org.tablewalk.machine.Event;
import org.tablewalk.machine.Machine;
import org.tablewalk.machine.Move;
import org.tablewalk.session.stage2.Stage2Machines;

class SearchTest {
    /** A block put in place of a table without break-before-make, seen by two vCPUs: two entries match, and a conflict abort. */
    private static final Map<String, String> DIRECT = Map.of("flow", "direct", "vcpus", "2", "accesses", "3", "populated", "2", "workingSet", "2");

    private static Supplier<Machine> coalescing(Map<String, String> values) throws IOException {
        return Shipped.machine("cancelled-migration", values)::get;
    }

    private static SearchResult search(Supplier<Machine> machines, SearchOptions options) {
        return new Search(machines, machine -> new SmallJudge(), options).run(progress -> {});
    }

    /** Whole states, less what is as at the start, in a plain set, with nothing fused. */
    private static int plainCount(Supplier<Machine> machines, Function<Machine, Judge> judges) {
        var machine = machines.get();
        var judge = judges.apply(machine);
        machine.attach(judge);
        var machineCells = new Plain(machine.cells());
        var judgeCells = new Plain(judge.cells());
        Set<State> seen = new HashSet<>();
        var left = new ArrayDeque<State>();
        var start = new State(machineCells.get(), judgeCells.get());
        seen.add(start);
        left.add(start);
        while (!left.isEmpty()) {
            var state = left.remove();
            machineCells.set(state.machine());
            judgeCells.set(state.judge());
            for (int kind = 0; kind < Move.KINDS; kind++) {
                for (int actor = 0; actor < machine.cpus(); actor++) {
                    for (int alternative = 0; machine.isEnabled(Move.of(kind, actor, alternative)); alternative++) {
                        judge.before(Move.of(kind, actor, alternative));
                        machine.step(Move.of(kind, actor, alternative));
                        judge.after();
                        var next = new State(machineCells.get(), judgeCells.get());
                        if (seen.add(next)) {
                            left.add(next);
                        }
                        machineCells.set(state.machine());
                        judgeCells.set(state.judge());
                    }
                }
            }
        }
        return seen.size();
    }

    /** Cells as a list of all that are not as at the start, with what they hold. */
    private static final class Plain {
        private final Cells cells;
        private final long[] start;
        /** Those that were ever written: only they can differ. */
        private final BitSet written = new BitSet();

        Plain(Cells cells) {
            this.cells = cells;
            start = copy(cells);
            cells.journalling(true);
        }

        long[] get() {
            for (int i = 0; i < cells.journalSize(); i++) {
                written.set(cells.journalCell(i));
            }
            cells.journalling(true);
            return written.stream().filter(cell -> cells.get(cell) != start[cell]).mapToObj(cell -> new long[] {cell, cells.get(cell)})
                    .flatMapToLong(Arrays::stream).toArray();
        }

        void set(long[] changed) {
            written.stream().forEach(cell -> cells.put(cell, start[cell]));
            for (int i = 0; i < changed.length; i += 2) {
                cells.put((int) changed[i], changed[i + 1]);
            }
        }
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

    @Test
    void findsAsManyStatesAsAPlainSetOfWholeOnes() throws IOException {
        Supplier<Machine> machines = Shipped.machine("missing-tlbi", Map.of("invalidate", "everywhere", "reads", "2"))::get;
        assertThat(search(machines, SearchOptions.DEFAULT.withFuse(false)).progress().states()).isEqualTo(plainCount(machines, machine -> new SmallJudge()));
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

    /** Tells whether the guest's access comes before or after a routine of the other CPU returns, which is that CPU's own affair for everybody else. */
    private static final class Listening extends QuietJudge {
        Listening() {
            super(1);
        }

        @Override
        public void event(int kind, int actor, long a, long b, long c) {
            if (kind == Event.RETURN && actor == 0) {
                cells.put(0, 1);
            } else if (kind == Event.ACCESS_DONE) {
                found.add(cells.get(0) == 0 ? Rule.FOREIGN_FRAME : Rule.STALE_ACCESS, actor, 0, a, 0);
            }
        }

        @Override
        public Set<Rule> rules() {
            return Set.of(Rule.FOREIGN_FRAME, Rule.STALE_ACCESS);
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void whatTheJudgeTakesNoticeOfIsNotMadeAtOnce(boolean fuse) throws IOException {
        var machines = TwoCpus.of("""
                routine inner() { i = 1; }
                routine one() { inner(); }
                routine two() { read(0x40000000); }
                """);
        var result = new Search(machines, machine -> new Listening(), SearchOptions.DEFAULT.withFuse(fuse)).run(progress -> {});
        assertThat(violated(result)).containsExactly("foreign-frame", "stale-access");
    }

    /** Judged for real, with a store buffer, evictions and speculation. */
    @Test
    void withEveryFreedomAllWaysToSearchAgree() throws IOException {
        var machines = TwoCpus.free();
        var judges = new Stage2Machines().judges();
        var unfused = new Search(machines, judges, SearchOptions.DEFAULT.withFuse(false)).run(progress -> {});
        var fused = new Search(machines, judges, SearchOptions.DEFAULT.withWorkers(2)).run(progress -> {});
        assertThat(unfused.complete()).isTrue();
        assertThat(fused.complete()).isTrue();
        assertThat(violated(fused)).isEqualTo(violated(unfused)).isNotEmpty();
        assertThat(unfused.progress().states()).isEqualTo(plainCount(machines, judges));
        for (var result : List.of(fused, unfused)) {
            for (var cause : result.causes()) {
                assertThat(replayed(machines, judges, result.witness(cause), cause)).as(cause.toString()).isTrue();
            }
        }
    }

    /** Whether the last of these moves, or what is left after them, shows what a cause says. */
    private static boolean replayed(Supplier<Machine> machines, Function<Machine, Judge> judges, int[] moves, Cause cause) {
        var machine = machines.get();
        var judge = judges.apply(machine);
        machine.attach(judge);
        for (int move : moves) {
            judge.before(move);
            machine.step(move);
            judge.after();
        }
        if (cause.move() == Move.NONE) {
            judge.before(Move.NONE);
            judge.end();
        }
        return IntStream.range(0, judge.found().size()).anyMatch(i -> judge.found().get(i, 0).equals(cause.finding()));
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
                assertThat(replayed(machines, machine -> new SmallJudge(), result.witness(cause), cause)).as(cause.toString()).isTrue();
            }
        }
    }

    /** Told to from another thread, as the window does. */
    @Test
    void itStandsStillGoesOnAndEndsWhenTold() throws Exception {
        var search = new Search(coalescing(DIRECT), machine -> new SmallJudge(), SearchOptions.DEFAULT.withFuse(false).withWorkers(2).withMaxStates(100_000_000));
        var paused = new CompletableFuture<Progress>();
        var running = CompletableFuture.supplyAsync(() -> search.run(progress -> {
            if (progress.paused()) {
                paused.complete(progress);
            }
        }));
        search.pause();
        var still = paused.get(60, TimeUnit.SECONDS);
        assertThat(search.progress()).isSameAs(still);
        assertThat(running).isNotDone();
        search.cancel();
        var result = running.get(60, TimeUnit.SECONDS);
        assertThat(result.stop()).isEqualTo(Stop.CANCELLED);
        assertThat(result.verdict("two-entries")).isNotEqualTo(Verdict.HOLDS);
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
