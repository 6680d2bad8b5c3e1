package org.tablewalk.explore;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tablewalk.check.judge.Rule;
import org.tablewalk.machine.Event;
import org.tablewalk.machine.Eviction;
import org.tablewalk.machine.Image;
import org.tablewalk.machine.Machine;
import org.tablewalk.machine.Move;
import org.tablewalk.machine.arm64.ArmConfig;
import org.tablewalk.machine.arm64.ArmFixture;
import org.tablewalk.machine.arm64.Contents;

/** A search of a machine whose memory has contents sees every state, and no two that differ only in memory as one. */
class FarSearchTest {
    private static final long A = ArmFixture.RAM_PA;
    private static final long B = ArmFixture.RAM_PA + (3L << 20);
    /** Two CPUs add to words that hold something at the start and to others that do not, far apart, and one waits for what the other makes of one. */
    private static final String LISTING = """
            routine adds(a, b, n) {
                x = load(a);
                store(a, x + n);
                y = load(b);
                store(b, y * 3 + n);
                store(b + n * 0x2000, 0);
                store(b + n * 0x2000, x);
            }
            """;

    private final Supplier<Machine> machines = () -> ArmFixture.of(LISTING).actor(0, "adds", A, B, 1L).actor(1, "adds", A, B, 2L)
            .freedoms(new ArmConfig.Freedoms(Eviction.NONE, 0, List.of(), 2, ArmConfig.Completion.PROMISED))
            .contents(new Contents(List.of(), List.of(new Contents.Words(A, List.of(5L), 1), new Contents.Words(B + 0x2000, List.of(6L), 3)))).machine();

    /** What a run shows: each word read, so that the judge's cells differ only where memory did. */
    private static final class Reads extends QuietJudge {
        Reads() {
            super(64);
        }

        @Override
        public Set<Rule> rules() {
            return Set.of();
        }

        @Override
        public void event(int kind, int actor, long a, long b, long c) {
            if (kind == Event.WORD_READ) {
                cells.put(actor, cells.get(actor) * 31 + b);
            }
        }
    }

    private int plainCount() {
        Machine machine = machines.get();
        Map<List<Long>, Image> seen = new HashMap<>();
        var left = new ArrayDeque<List<Image>>();
        var judge = new Reads();
        machine.attach(judge);
        left.add(List.of(machine.cells().image(), judge.cells.image()));
        seen.put(List.of(machine.cells().hash(), judge.cells.hash()), machine.cells().image());
        while (!left.isEmpty()) {
            List<Image> state = left.remove();
            machine.cells().restore(state.get(0));
            judge.cells.restore(state.get(1));
            for (int kind = 0; kind < Move.KINDS; kind++) {
                for (int cpu = 0; cpu < 2; cpu++) {
                    if ((machine.enabled(kind) >>> cpu & 1) != 0) {
                        machine.step(Move.of(kind, cpu, 0));
                        if (seen.put(List.of(machine.cells().hash(), judge.cells.hash()), machine.cells().image()) == null) {
                            left.add(List.of(machine.cells().image(), judge.cells.image()));
                        }
                        machine.cells().restore(state.get(0));
                        judge.cells.restore(state.get(1));
                    }
                }
            }
        }
        return seen.size();
    }

    private Search search(SearchOptions options) {
        return new Search(machines, machine -> new Reads(), options.withFuse(false));
    }

    @Test
    void everyStateIsSeenOnce() {
        int count = plainCount();
        System.out.println("states " + count);
        for (int workers = 1; workers <= 2; workers++) {
            var result = search(SearchOptions.DEFAULT.withWorkers(workers)).run(progress -> {});
            assertThat(result.complete()).isTrue();
            assertThat(result.progress().states()).isEqualTo(count);
        }
    }

    @Test
    void aSearchThatWasStoppedKnowsItsMemory(@TempDir Path folder) throws Exception {
        Path file = folder.resolve("search");
        var stopped = search(SearchOptions.DEFAULT.withMaxStates(2000));
        stopped.saveTo(file, "the same", 1000);
        assertThat(stopped.run(progress -> {}).complete()).isFalse();
        var rest = search(SearchOptions.DEFAULT);
        rest.resume(file, "the same");
        assertThat(rest.run(progress -> {}).progress().states()).isEqualTo(plainCount());
    }
}
