package org.tablewalk.session;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class EngineSessionTest {
    @Test
    void aRunFlatOutCanBeWatchedAndStopped() {
        try (EngineSession session = new EngineSession(new Engine(Engines.opener(), Engines.GIB))) {
            session.send(new Command.OpenShipped("cancelled-migration", Map.of("accesses", "1000000000"), 1L));
            session.send(new Command.Run());
            Frame running = await(session, f -> f.activity() == Activity.RUNNING && f.length() > 100_000);
            assertThat(running.position()).isEqualTo(running.length());
            assertThat(running.stateHash()).isEqualTo(running.image().hash());
            session.send(new Command.Pause());
            Frame paused = await(session, f -> f.activity() == Activity.IDLE);
            assertThat(paused.length()).isGreaterThanOrEqualTo(running.length());
            assertThat(paused.runHash()).hasSize(64);
        }
    }

    @Test
    void framesOnlyGrowAndArriveWithoutBeingAskedTwice() {
        try (EngineSession session = new EngineSession(new Engine(Engines.opener(), Engines.GIB))) {
            assertThat(session.frame().subject()).isNull();
            session.send(new Command.OpenShipped("first-walk", Map.of(), 1L));
            Frame opened = await(session, f -> f.subject() != null);
            for (int i = 1; i <= 5; i++) {
                session.send(new Command.Step(Granularity.MICRO, false, -1));
                long position = i;
                Frame frame = await(session, f -> f.position() == position);
                assertThat(frame.version()).isGreaterThan(opened.version());
            }
            session.send(new Command.OpenShipped("none", Map.of(), null));
            assertThat(await(session, f -> f.problem() != null).position()).isEqualTo(5);
        }
    }

    private static Frame await(Session session, Predicate<Frame> condition) {
        for (;;) {
            Frame frame = session.frame();
            if (condition.test(frame)) {
                return frame;
            }
            Thread.onSpinWait();
        }
    }
}
