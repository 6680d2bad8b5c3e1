package org.tablewalk.format.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.tablewalk.Shipped;
import org.tablewalk.check.stage2.Stage2Checks;
import org.tablewalk.check.tree.Checks;
import org.tablewalk.check.tree.Counter;
import org.tablewalk.machine.Event;
import org.tablewalk.machine.InOrder;
import org.tablewalk.machine.Move;
import org.tablewalk.machine.Policy;
import org.tablewalk.machine.arm64.ArmMachine;

/** What the shipped scenarios are there to show happens in them. */
class ShippedRunsTest {
    private static final int SEEDS = 100;

    @Test
    void firstWalkMissesHitsAndMisses() throws Exception {
        Map<Counter, Long> counters = run(build("first-walk", Map.of()), null);
        assertThat(counters).containsEntry(Counter.TLB_MISSES, 2L).containsEntry(Counter.TLB_HITS, 1L)
                .containsEntry(Counter.WALK_READS, 4L);
        counters = run(build("first-walk", Map.of("walkCacheEntries", "0", "ipaBits", "44")), null);
        assertThat(counters).containsEntry(Counter.WALK_READS, 8L);
    }

    @Test
    void withoutAnInvalidationTheOtherCpuReadsOn() throws Exception {
        var nothing = build("missing-tlbi", Map.of("reads", "100"));
        var everywhere = build("missing-tlbi", Map.of("reads", "100", "invalidate", "everywhere"));
        for (long seed = 1; seed <= 20; seed++) {
            assertThat(run(nothing, seed)).as("seed " + seed).containsEntry(Counter.TRANSLATION_FAULTS, 0L);
            assertThat(run(everywhere, seed)).as("seed " + seed).containsEntry(Counter.TRANSLATION_FAULTS, 1L);
        }
    }

    @Test
    void onlyTheWrongHintLetsAWalkIntoTheFreedTable() throws Exception {
        assertThat(seedsWith("table-free-wrong-ttl", Map.of(), Counter.FREED_TABLE_FAULTS)).isNotEmpty();
        assertThat(seedsWith("table-free-wrong-ttl", Map.of("hint", "page"), Counter.FREED_TABLE_FAULTS)).isEmpty();
        assertThat(seedsWith("table-free-wrong-ttl", Map.of("hint", "none"), Counter.FREED_TABLE_FAULTS)).isEmpty();
        assertThat(run(build("table-free-wrong-ttl", Map.of()), null).get(Counter.FREED_TABLE_FAULTS)).isNotNull();
    }

    @Test
    void theCancelledMigrationHasSpuriousFaultsWhereItShould() throws Exception {
        String name = "cancelled-migration";
        assertThat(seedsWith(name, Map.of("flow", "v5.11"), Counter.SPURIOUS_FAULTS)).isNotEmpty();
        assertThat(seedsWith(name, Map.of("flow", "rfc-as-meant"), Counter.SPURIOUS_FAULTS)).isEmpty();
        assertThat(seedsWith(name, Map.of("flow", "rfc-as-meant", "ntResponse", "fault"), Counter.SPURIOUS_FAULTS)).isNotEmpty();
        assertThat(seedsWith(name, Map.of("flow", "direct"), Counter.SPURIOUS_FAULTS)).isEmpty();
        assertThat(seedsWith(name, Map.of("flow", "direct"), Counter.TLB_OVERLAPS)).isNotEmpty();
    }

    @Test
    void defaultsFollowTheFlow() throws Exception {
        assertThat(build("cancelled-migration", Map.of()).parameters())
                .containsEntry("leafRule", "bbm").containsEntry("reload", "leaf").containsEntry("bbmLevel", "0");
        assertThat(build("cancelled-migration", Map.of("flow", "rfc-as-posted")).parameters())
                .containsEntry("leafRule", "eagain").containsEntry("reload", "leaf").containsEntry("bbmLevel", "1");
        assertThat(build("cancelled-migration", Map.of("flow", "v6.4")).parameters())
                .containsEntry("leafRule", "eagain").containsEntry("reload", "pre").containsEntry("bbmLevel", "0")
                .containsEntry("tableFlush", "vmid");
        assertThat(build("cancelled-migration", Map.of("region", "1G")).parameters()).containsEntry("populated", "262144");
    }

    @Test
    void everySettingMakesAMachine() throws Exception {
        var scenario = Shipped.scenarios().load("cancelled-migration");
        for (Parameter p : scenario.parameters()) {
            List<String> values = switch (p) {
                case Parameter.Choice c -> c.options().stream().map(Quoted::text).toList();
                case Parameter.Flag f -> List.of("false", "true");
                case Parameter.Whole w when w.name().equals("populated") -> List.of("1", "2", "512");
                case Parameter.Whole w -> List.of(Long.toString(w.min()), Long.toString(w.max()));
            };
            for (String value : values) {
                var made = build("cancelled-migration", Map.of(p.name(), value));
                assertThat(made.get().enabled(Move.RUN)).as(p.name() + "=" + value).isNotZero();
            }
        }
    }

    @Test
    void theRecordedRunMeetsTheInvalidMoment() throws Exception {
        var made = build("posted-invalid-moment", Map.of());
        Map<Counter, Long> counters = run(made, null);
        int[] again = invalidMoment(made);
        assertThat(Choices.text(moves(made.choices()))).as("the moves that meet the moment now").isEqualTo(Choices.text(again));
        assertThat(counters).containsEntry(Counter.SPURIOUS_FAULTS, 1L).containsEntry(Counter.TRANSLATION_FAULTS, 1L);
        ArmMachine end = (ArmMachine) made.get();
        for (int move : moves(made.choices())) {
            end.step(move);
        }
        assertThat(end.enabled(Move.RUN)).as("the run is recorded to its end").isZero();
    }

    /** CPU 1 reads until it stands before its walk's read of the entry, CPU 0 runs until it breaks it, CPU 1 reads it; then in order. */
    private static int[] invalidMoment(ScenarioMachine made) {
        for (int before = 20; before < 200; before++) {
            ArmMachine machine = (ArmMachine) made.get();
            long[] seen = new long[2];
            machine.attach((kind, actor, a, b, c) -> {
                if (kind == Event.WORD_WRITE) {
                    seen[0]++;
                } else if (kind == Event.FAULT && actor == 1) {
                    seen[1]++;
                }
            });
            List<Integer> moves = new ArrayList<>();
            for (int i = 0; i < before; i++) {
                make(machine, Move.of(Move.RUN, 1, 0), moves);
            }
            while (seen[0] == 0) {
                make(machine, Move.of(Move.RUN, 0, 0), moves);
            }
            for (int i = 0; i < 4 && seen[1] == 0; i++) {
                make(machine, Move.of(Move.RUN, 1, 0), moves);
            }
            if (seen[1] == 1) {
                make(machine, Move.of(Move.RUN, 0, 0), moves);
                for (int move; (move = new InOrder().choose(machine, moves.size(), moves.getLast())) != Move.NONE;) {
                    make(machine, move, moves);
                }
                return moves.stream().mapToInt(Integer::intValue).toArray();
            }
        }
        throw new AssertionError("no order of moves of this form meets the moment");
    }

    private static int[] moves(RecordedMoves recorded) {
        return LongStream.range(0, recorded.length()).mapToInt(recorded::move).toArray();
    }

    private static void make(ArmMachine machine, int move, List<Integer> moves) {
        machine.step(move);
        moves.add(move);
    }

    private static List<Long> seedsWith(String name, Map<String, String> values, Counter counter) throws Exception {
        var made = build(name, values);
        List<Long> seeds = new ArrayList<>();
        for (long seed = 1; seed <= SEEDS; seed++) {
            if (run(made, seed).get(counter) > 0) {
                seeds.add(seed);
            }
        }
        return seeds;
    }

    private static ScenarioMachine build(String name, Map<String, String> values) throws Exception {
        return Shipped.machine(name, values);
    }

    /** Runs to the end, by seed or, without one, as the scenario says. */
    private static Map<Counter, Long> run(ScenarioMachine made, Long seed) {
        ArmMachine machine = (ArmMachine) made.get();
        Checks checks = Stage2Checks.of(machine);
        machine.attach(checks);
        Policy policy = seed == null ? made.policy() : made.policy(Scenario.Order.SEEDED, seed);
        int last = Move.NONE;
        long position = 0;
        for (int move; position < made.steps() && (move = policy.choose(machine, position, last)) != Move.NONE; position++) {
            checks.before(move, position);
            machine.step(move);
            checks.after(position);
            last = move;
        }
        return checks.counters();
    }
}
