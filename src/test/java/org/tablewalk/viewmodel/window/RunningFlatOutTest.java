package org.tablewalk.viewmodel.window;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.tablewalk.Shipped;
import org.tablewalk.session.Command;
import org.tablewalk.session.Engine;
import org.tablewalk.session.Frame;
import org.tablewalk.session.Session;
import org.tablewalk.viewmodel.Messages;

/** What the window does while the engine runs flat out: few pictures, no lists; both are right again once it stops. */
class RunningFlatOutTest {
    private static final long MILLI = 1_000_000;

    private final Engine engine = new Engine(Shipped.opener(), 1L << 28);
    private long now = 1_000 * MILLI;
    private final MainViewModel model = new MainViewModel(new Session() {
        @Override
        public Frame frame() {
            return engine.frame();
        }

        @Override
        public void send(Command command) {
            engine.handle(command, now);
        }

        @Override
        public void close() {}
    }, Shipped.views(), file -> "unknown", List.of(), Messages.load(Locale.ENGLISH), () -> now);

    @Test
    void listsWaitForTheRunToStop() {
        engine.handle(new Command.OpenShipped("cancelled-migration", Map.of("accesses", "100000000"), null), now);
        model.refresh();
        var listing = List.copyOf(model.listing().rows());
        var counters = List.copyOf(model.counters().rows());

        engine.handle(new Command.Run(), now);
        engine.work(now);
        now += 200 * MILLI;
        assertThat(model.refresh()).isTrue();
        assertThat(model.status().sentenceProperty().get()).contains("flat out");
        long first = engine.frame().length();
        assertThat(first).isPositive();
        assertThat(model.transport().positionProperty().get()).isEqualTo(first);
        assertThat(model.listing().rows()).isEqualTo(listing);
        assertThat(model.counters().rows()).isNotEqualTo(counters);

        engine.work(now);
        now += 199 * MILLI;
        assertThat(model.refresh()).isFalse();
        assertThat(model.transport().positionProperty().get()).isEqualTo(first);
        now += MILLI;
        assertThat(model.refresh()).isTrue();
        assertThat(model.transport().positionProperty().get()).isEqualTo(engine.frame().length()).isGreaterThan(first);

        engine.handle(new Command.Pause(), now);
        // Paused by somebody else than the user of this window, the end is seen with the next picture.
        for (int pulse = 0; pulse < 15; pulse++) {
            now += 16 * MILLI;
            model.refresh();
        }
        assertThat(model.listing().rows()).isNotEqualTo(listing);
        assertThat(model.status().sentenceProperty().get()).isNotEqualTo("").doesNotContain("flat out");
    }

    @Test
    void thePauseAskedForIsSeenAtOnce() {
        engine.handle(new Command.OpenShipped("cancelled-migration", Map.of("accesses", "100000000"), null), now);
        model.refresh();
        engine.handle(new Command.Run(), now);
        engine.work(now);
        now += 200 * MILLI;
        model.refresh();
        assertThat(model.transport().busyProperty().get()).isTrue();
        model.transport().play().run();
        now += MILLI;
        assertThat(model.refresh()).isTrue();
        assertThat(model.transport().busyProperty().get()).isFalse();
    }
}
