package org.tablewalk.session;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.tablewalk.Seeds;
import org.tablewalk.Shipped;
import org.tablewalk.machine.Move;

@Tag("seeded")
class EngineTest {
    private static final long SEED = Seeds.of(11);

    static List<String> shipped() {
        return Shipped.scenarios().shipped();
    }

    @ParameterizedTest
    @EnumSource(Granularity.class)
    void backIsTheInverseOfForwardAtEveryGranularity(Granularity granularity) {
        for (String name : shipped()) {
            int cpus = Engines.open(name, Map.of(), 3).frame().subject().machine().cpus();
            for (int cpu = -1; cpu < Math.min(cpus, 2); cpu++) {
                Engine engine = Engines.open(name, Map.of(), 3);
                List<Long> stops = new ArrayList<>();
                stops.add(0L);
                for (int i = 0; i < 40; i++) {
                    long at = Engines.send(engine, new Command.Step(granularity, false, cpu)).position();
                    if (at == stops.getLast()) {
                        break;
                    }
                    stops.add(at);
                }
                // The end of a run is a place to stand, but a boundary only if the last step made it one.
                if (engine.frame().ended() && granularity != Granularity.MICRO) {
                    stops.removeLast();
                    Engines.send(engine, new Command.Seek(stops.getLast()));
                }
                for (int i = stops.size() - 2; i >= 0; i--) {
                    assertThat(Engines.send(engine, new Command.Step(granularity, true, cpu)).position())
                            .as("%s %s cpu %d", name, granularity, cpu).isEqualTo(stops.get(i));
                }
                for (int i = 1; i < stops.size(); i++) {
                    assertThat(Engines.send(engine, new Command.Step(granularity, false, cpu)).position()).isEqualTo(stops.get(i));
                }
            }
        }
    }

    @ParameterizedTest
    @MethodSource("shipped")
    void nStepsEqualOneRunAndNBackLeadToTheStart(String name) {
        forwardAndBack(name, 200 / shipped().size() + 1);
    }

    @ParameterizedTest
    @MethodSource("shipped")
    @Tag("thorough")
    void nStepsEqualOneRunAndNBackLeadToTheStartInManySchedules(String name) {
        forwardAndBack(name, 1_000 / shipped().size() + 1);
    }

    private static void forwardAndBack(String name, int schedules) {
        System.out.println("EngineTest " + name + " seed " + SEED);
        SplittableRandom random = new SplittableRandom(SEED);
        for (int i = 0; i < schedules; i++) {
            long seed = random.nextLong();
            int n = 1 + random.nextInt(i % 20 == 0 ? 1_500 : 150);
            Engine single = Engines.open(name, Map.of(), seed);
            long start = single.frame().stateHash();
            Frame frame = single.frame();
            for (int k = 0; k < n; k++) {
                single.handle(new Command.Step(Granularity.MICRO, false, -1), 0);
            }
            frame = single.frame();
            Subject subject = frame.subject();
            Run whole = new Run(subject);
            whole.recorder().run(subject.policy(), Math.min(n, subject.maxSteps()));
            assertThat(frame.length()).isEqualTo(whole.recording().length());
            assertThat(frame.stateHash()).as("seed %d", seed).isEqualTo(whole.recorder().machine().cells().hash());
            assertThat(frame.runHash()).isEqualTo(whole.recording().runHash(subject.canonical(), frame.stateHash()));
            for (int k = 0; k < n; k++) {
                single.handle(new Command.Step(Granularity.MICRO, true, -1), 0);
            }
            assertThat(single.frame().position()).isZero();
            assertThat(single.frame().stateHash()).as("seed %d", seed).isEqualTo(start);
            assertThat(single.frame().runHash()).as("the recording stays").isEqualTo(frame.runHash());
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"cancelled-migration", "two-vcpus"})
    void anotherChoiceInThePastForksAndTheOldRunStays(String name) {
        Engine engine = Engines.open(name, Map.of(), 1);
        Frame end = recorded(engine, 2_000);
        Frame past = Engines.send(engine, new Command.Seek(700));
        int other = past.moves().stream().filter(m -> m != past.nextMove()).findFirst().orElseThrow();
        Frame fork = Engines.send(engine, new Command.Take(other));
        assertThat(fork.runs()).hasSize(2);
        assertThat(fork.run()).isEqualTo(1);
        assertThat(fork.runs().get(1).parent()).isZero();
        assertThat(fork.runs().get(1).forkedAt()).isEqualTo(700);
        assertThat(fork.position()).isEqualTo(701);
        assertThat(fork.step().move()).isEqualTo(other);
        assertThat(Engines.send(engine, new Command.Step(Granularity.MICRO, true, -1)).stateHash()).isEqualTo(past.stateHash());
        Frame old = Engines.send(engine, new Command.SwitchRun(0));
        assertThat(old.length()).isEqualTo(end.length());
        assertThat(old.position()).isEqualTo(700);
        assertThat(Engines.send(engine, new Command.Take(past.nextMove())).runs()).as("the recorded choice forks nothing").hasSize(2);
    }

    private static Frame recorded(Engine engine, int steps) {
        for (int i = 0; i < steps; i++) {
            engine.handle(new Command.Step(Granularity.MICRO, false, -1), 0);
        }
        return engine.frame();
    }

    @Test
    void byHandFromTheStartEveryListedMoveCanBeTaken() {
        SplittableRandom random = new SplittableRandom(SEED);
        Engine engine = Engines.open("table-free-wrong-ttl", Map.of(), 1);
        Frame frame = engine.frame();
        for (int i = 0; i < 500 && !frame.moves().isEmpty(); i++) {
            int move = frame.moves().get(random.nextInt(frame.moves().size()));
            frame = Engines.send(engine, new Command.Take(move));
            assertThat(frame.problem()).isNull();
            assertThat(frame.step().move()).isEqualTo(move);
        }
        assertThat(frame.runs()).hasSize(1);
        Frame refused = Engines.send(engine, new Command.Take(Move.of(Move.DRAIN, 0, 0)));
        assertThat(refused.problem()).isNotNull();
        assertThat(refused.position()).isEqualTo(frame.position());
    }

    @Test
    void whatIsOpenStaysWhenSomethingElseCannotBeOpened(@TempDir Path folder) throws Exception {
        Engine engine = Engines.open("first-walk", Map.of(), 1);
        Frame before = Engines.send(engine, new Command.Step(Granularity.MICRO, false, -1));
        Path broken = Files.writeString(folder.resolve("broken.json"), "{\n  \"format\": 7\n}");
        for (Command command : List.of(new Command.OpenFile(broken), new Command.OpenFile(folder.resolve("missing")),
                new Command.OpenShipped("no-such", Map.of(), null), new Command.SetParameters(Map.of("ipaBits", "99"), null))) {
            Frame after = Engines.send(engine, command);
            assertThat(after.problem()).as("%s", command).isNotNull();
            assertThat(after.subject()).isSameAs(before.subject());
            assertThat(after.stateHash()).isEqualTo(before.stateHash());
            assertThat(after.position()).isEqualTo(before.position());
        }
        assertThat(Engines.send(engine, new Command.OpenFile(broken)).problem().line()).isEqualTo(2);
        assertThat(Engines.send(engine, new Command.Seek(0)).problem()).as("the next command clears it").isNull();
    }

    @Test
    void runningStopsAtTheMemoryLimitAndSaysSo() {
        Engine engine = new Engine(Engines.opener(), 200_000);
        engine.handle(new Command.OpenShipped("cancelled-migration", Map.of("accesses", "1000000"), 1L), 0);
        Frame frame = Engines.send(engine, new Command.Run());
        assertThat(frame.problem().message()).contains("limit");
        assertThat(frame.activity()).isEqualTo(Activity.IDLE);
        assertThat(frame.length()).isGreaterThan(10_000).isLessThan(2_000_000);
    }

    @Test
    void playingKeepsItsPaceAndEndsAtTheEnds() {
        Engine engine = Engines.open("first-walk", Map.of(), 1);
        engine.handle(new Command.Play(false, 10, Granularity.MICRO), 0);
        engine.work(99_000_000);
        assertThat(engine.frame().position()).isZero();
        engine.work(100_000_000);
        assertThat(engine.frame().position()).isEqualTo(1);
        engine.work(350_000_000);
        assertThat(engine.frame().position()).isEqualTo(3);
        engine.work(1_000_000_000_000L);
        engine.work(2_000_000_000_000L);
        Frame end = engine.frame();
        assertThat(end.ended()).isTrue();
        assertThat(end.activity()).isEqualTo(Activity.IDLE);
        engine.handle(new Command.Play(true, 1000, Granularity.INSTRUCTION), 0);
        for (long t = 1; engine.busy(); t++) {
            engine.work(t * 10_000_000);
        }
        assertThat(engine.frame().position()).isZero();
    }
}
