package org.tablewalk.viewmodel.window;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import javafx.collections.ListChangeListener;
import javafx.collections.ObservableList;
import org.junit.jupiter.api.Test;
import org.tablewalk.Shipped;
import org.tablewalk.viewmodel.Messages;

/** Lists beside a run that plays: none is left behind, and no pulse has to bring more than one up to date. */
class DetailsTest {
    private static final ScenarioItem MIGRATION = new ScenarioItem("cancelled-migration", "A cancelled migration", "One. Two.");
    private static final long PULSE = 16_666_667;
    private static final int PULSES = 60;

    private final DirectSession session = new DirectSession();
    private final MainViewModel model = new MainViewModel(session, Shipped.views(), Shipped.opener()::kindOf, List.of(MIGRATION), Messages.load(Locale.ENGLISH), session::nanos);
    private final Set<String> changed = new HashSet<>();

    private void watch(String name, ObservableList<?> rows) {
        rows.addListener((ListChangeListener<Object>) change -> changed.add(name));
    }

    private void watched() {
        model.events().activeProperty().set(true);
        model.status().sentenceProperty().addListener((property, before, now) -> changed.add("status"));
        watch("listing", model.listing().rows());
        watch("moves", model.moves().rows());
        watch("counters", model.counters().rows());
        watch("events", model.events().rows());
    }

    private void pulse() {
        changed.clear();
        session.pass(PULSE);
        model.refresh();
    }

    @Test
    void whilePlayingAPulseBringsOneOfThemUpToDate() {
        model.scenarios().open(MIGRATION);
        model.refresh();
        model.transport().speedProperty().set(6);
        model.transport().play().run();
        for (int i = 0; i < PULSES / 2; i++) {
            pulse();
        }
        watched();
        Set<String> seen = new HashSet<>();
        for (int i = 0; i < PULSES; i++) {
            pulse();
            assertThat(changed).as("pulse %d at step %d", i, session.frame().position()).hasSizeLessThanOrEqualTo(1);
            seen.addAll(changed);
        }
        assertThat(session.frame().ended() && session.frame().position() == session.frame().length()).as("it still plays").isFalse();
        assertThat(seen).containsExactlyInAnyOrder("status", "listing", "moves", "counters", "events");

        model.transport().play().run();
        changed.clear();
        model.refresh();
        assertThat(changed).as("stopped: all of them at once").contains("status", "counters", "events");
        assertThat(model.status().sentenceProperty().get()).contains("step " + session.frame().position());
        assertThat(model.counters().rows()).extracting(CounterRow::value).isSubsetOf(session.frame().counters());
    }
}
