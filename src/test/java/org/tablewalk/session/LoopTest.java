package org.tablewalk.session;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.tablewalk.check.Loop;
import org.tablewalk.explore.Search;
import org.tablewalk.explore.SearchOptions;
import org.tablewalk.explore.SearchResult;

/** The run of a livelock: what goes round is known, and a step at its end is the first of the next round. */
class LoopTest {
    private Engine engine;
    private Frame frame;

    /** Opens a scenario and follows its livelock. */
    private Loop follow(String name, Map<String, String> values) {
        engine = Engines.open(name, values, 1);
        var run = (ScenarioRun) engine.frame().subject();
        SearchResult result = new Search(run::machine, run.machineKind().judges(), SearchOptions.DEFAULT).run(progress -> {});
        var cause = result.first("livelock").orElseThrow();
        List<Integer> moves = Arrays.stream(result.witness(cause)).boxed().toList();
        frame = Engines.send(engine, new Command.Follow(run, moves, result.loop(cause).length));
        assertThat(frame.length()).isEqualTo(moves.size());
        return frame.loop();
    }

    @ParameterizedTest
    @CsvSource({"permission-fight,", "permission-fight,executors", "rule:livelock,"})
    void aStepAtTheEndIsTheFirstOfTheNextRound(String name, String more) {
        Loop loop = follow(name, more == null ? Map.of() : Map.of(more, "1", "readers", "0"));
        assertThat(loop.to()).isEqualTo(frame.length());
        assertThat(frame.position()).as("shown where it begins").isEqualTo(loop.from());
        long begin = frame.stateHash();
        frame = Engines.send(engine, new Command.Step(Granularity.MICRO, false, -1));
        long first = frame.stateHash();
        for (Granularity granularity : Granularity.values()) {
            frame = Engines.send(engine, new Command.Seek(loop.to()));
            assertThat(frame.stateHash()).isEqualTo(begin);
            frame = Engines.send(engine, new Command.Step(granularity, false, -1));
            assertThat(frame.position()).isBetween(loop.from() + 1, loop.to());
            for (int i = 0; i < 200; i++) {
                frame = Engines.send(engine, new Command.Step(granularity, false, -1));
                assertThat(frame.position()).as("round and round by " + granularity).isBetween(loop.from(), loop.to());
            }
        }
        Engines.send(engine, new Command.Seek(loop.to()));
        frame = Engines.send(engine, new Command.Step(Granularity.MICRO, false, -1));
        assertThat(frame.stateHash()).isEqualTo(first);
        assertThat(frame.position()).isEqualTo(loop.from() + 1);
        assertThat(frame.length()).as("nothing is recorded").isEqualTo(loop.to());
    }

    @Test
    void playingGoesRoundUntilItIsStopped() {
        Loop loop = follow("permission-fight", Map.of());
        engine.handle(new Command.Play(false, 1000, Granularity.MICRO), 0);
        for (int second = 1; second <= 20; second++) {
            engine.work(second * 1_000_000_000L);
            frame = engine.frame();
            assertThat(frame.activity()).isEqualTo(Activity.PLAYING);
            assertThat(frame.position()).isBetween(loop.from(), loop.to());
        }
        assertThat(frame.position()).isEqualTo(loop.from() + 20_000 % loop.steps());
    }

    @Test
    void whoLeavesTheLoopIsInItNoMore() {
        Loop loop = follow("permission-fight", Map.of());
        Engines.send(engine, new Command.Seek(loop.to()));
        frame = Engines.send(engine, new Command.Run());
        assertThat(frame.length()).isGreaterThan(loop.to());
        assertThat(frame.ended()).isTrue();
        assertThat(frame.loop()).isNull();
    }

    /** Somebody's word is not enough. */
    @Test
    void whatDoesNotComeBackIsNoLoop() {
        engine = Engines.open("permission-fight", Map.of(), 1);
        var moves = Engines.send(engine, new Command.Run());
        var run = new Run(moves.subject());
        run.recorder().run(moves.subject().policy(), 100);
        List<Integer> hundred = java.util.stream.LongStream.range(0, 100).mapToObj(run.recording()::move).toList();
        engine = Engines.open("permission-fight", Map.of(), 1);
        frame = Engines.send(engine, new Command.Follow(engine.frame().subject(), hundred, 40));
        assertThat(frame.length()).isEqualTo(100);
        assertThat(frame.loop()).isNull();
    }
}
