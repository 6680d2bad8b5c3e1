package org.tablewalk.session;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.tablewalk.format.lockstep.LockStepSet;
import org.tablewalk.machine.Event;
import org.tablewalk.session.lockstep.Standing;

/** Machines side by side. What is expected of two of them is found by a slow diff of the events of both runs, made again step by step. */
class LockStepTest {
    private static final int MOST_STEPS = 3_000;

    static Stream<String> shipped() {
        return Engines.opener().scenarios().shipped().stream();
    }

    @ParameterizedTest
    @MethodSource("shipped")
    void equalMachinesNeverPart(String name) {
        long seed = new Random().nextLong();
        Engine engine = open(new LockStepSet("equal", "equal", "", List.of(machine(name, Map.of(), seed), machine(name, Map.of(), seed), machine(name, Map.of(), seed))));
        Random random = new Random(seed);
        for (int i = 0; i < 8; i++) {
            Engines.send(engine, new Command.Lead(random.nextInt(3)));
            for (int s = 0; s < 40; s++) {
                Engines.send(engine, new Command.Step(Granularity.MICRO, false, -1));
            }
            Engines.send(engine, new Command.Seek(random.nextInt(200)));
            LockStepFrame frame = engine.lockStep();
            assertThat(frame.parting()).as("seed %d", seed).isNull();
            assertThat(frame.machines()).as("seed %d", seed).allSatisfy(m -> {
                assertThat(m.standing()).isEqualTo(Standing.TOGETHER);
                assertThat(m.frame().position()).isEqualTo(frame.lead().position());
                assertThat(m.frame().stateHash()).isEqualTo(frame.lead().stateHash());
            });
        }
    }

    @Test
    void theBadSequencePartsFromTheGoodOneWhereTheInvalidationIsMissing() {
        Engine engine = new Engine(Engines.opener(), Engines.GIB);
        Engines.send(engine, new Command.OpenShippedSet("good-and-bad"));
        Engines.send(engine, new Command.Run());
        LockStepFrame frame = engine.lockStep();
        assertThat(frame.parting()).isNotNull();
        assertThat(frame.parting().deeds().getFirst().event().kind()).isEqualTo(Event.MSR);
        assertThat(frame.machines()).allSatisfy(m -> assertThat(m.frame().ended()).isTrue());
    }

    private static LockStepSet.Machine machine(String name, Map<String, String> values, long seed) {
        return new LockStepSet.Machine(name, name, null, values, seed, new ArrayList<>());
    }

    private static Engine open(LockStepSet set) {
        Engine engine = new Engine(Engines.opener(), Engines.GIB);
        Engines.send(engine, new Command.OpenLockStep(set));
        assertThat(engine.frame().problem()).isNull();
        return engine;
    }
}
