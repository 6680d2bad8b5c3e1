package org.tablewalk.viewmodel.verdict;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.tablewalk.Shipped;
import org.tablewalk.check.judge.Rule;
import org.tablewalk.session.Command;
import org.tablewalk.session.Engine;
import org.tablewalk.session.EngineSession;
import org.tablewalk.session.Proof;
import org.tablewalk.viewmodel.Messages;
import org.tablewalk.viewmodel.window.MainViewModel;

/** Every schedule of what is open is searched beside it, by itself, and never longer than it is of interest. */
final class SchedulesTest {
    private static final long PATIENCE = 60_000_000_000L;

    private final EngineSession session = new EngineSession(new Engine(Shipped.opener(), 1L << 28), true);
    private final MainViewModel model = new MainViewModel(session, Shipped.views(), Shipped.opener()::kindOf, List.of(), Messages.load(Locale.ENGLISH));
    private final ScheduleViewModel schedules = model.schedules();

    @AfterEach
    void close() {
        session.close();
    }

    private void until(String what, BooleanSupplier holds) {
        long end = System.nanoTime() + PATIENCE;
        while (!holds.getAsBoolean()) {
            assertThat(System.nanoTime()).as(what + ": " + session.proof()).isLessThan(end);
            model.refresh();
            Thread.onSpinWait();
        }
    }

    private void open(String name, Map<String, String> values) {
        session.send(new Command.OpenShipped(name, values, null));
    }

    private void complete(String invalidate) {
        open("missing-tlbi", Map.of("invalidate", invalidate));
        until("complete", () -> session.proof().phase() == Proof.Phase.COMPLETE && session.proof().subject().parameters().get("invalidate").equals(invalidate)
                && session.frame().subject() == session.proof().subject() && schedules.standingProperty().get() != Standing.NOTHING);
        model.refresh();
    }

    @Test
    void aRightScenarioHoldsInEverySchedule() {
        complete("everywhere");
        assertThat(schedules.standingProperty().get()).isEqualTo(Standing.CLEAN);
        assertThat(schedules.textProperty().get()).contains("hold").contains("complete");
        assertThat(schedules.scopeProperty().get()).contains("storeBuffer 0");
        assertThat(schedules.rows()).isNotEmpty().noneMatch(PropertyRow::violated);
    }

    @Test
    void whatFailsInSomeScheduleIsShownFailing() {
        complete("nothing");
        assertThat(schedules.standingProperty().get()).isEqualTo(Standing.HARM);
        PropertyRow worst = schedules.rows().getFirst();
        assertThat(worst.rule()).isEqualTo(Rule.STALE_ACCESS);
        schedules.commands().getLast().run();
        until("witness", () -> session.frame().runs().size() == 2 || session.frame().runs().size() == 1 && session.frame().length() > 0);
        var frame = session.frame();
        assertThat(frame.position()).isEqualTo(frame.length());
        var last = frame.judgement().findings().stream().filter(f -> f.rule() == Rule.STALE_ACCESS).toList();
        assertThat(last).hasSize(1);
        assertThat(last.getFirst().step()).isEqualTo(frame.length() - 1);
    }

    @Test
    void anotherParameterEndsTheSearchAndBeginsItsOwn() {
        open("cancelled-migration", Map.of());
        until("searching", () -> session.proof().going() && session.proof().progress().states() > 1000);
        session.send(new Command.SetParameters(Map.of("vcpus", "2", "region", "2M", "populated", "2"), 1L));
        until("complete", () -> session.proof().phase() == Proof.Phase.COMPLETE);
        assertThat(session.proof().subject()).isSameAs(session.frame().subject());
        until("one job", () -> Thread.getAllStackTraces().keySet().stream().filter(t -> t.getName().equals("tablewalk-schedules")).count() == 1);
    }

    @Test
    void aSearchStandsStillGoesOnAndStopsWhenTold() {
        open("cancelled-migration", Map.of());
        until("searching", () -> session.proof().going() && session.proof().progress().states() > 1000 && schedules.commands().getFirst().enabledProperty().get());
        schedules.commands().getFirst().run();
        until("paused", () -> session.proof().phase() == Proof.Phase.PAUSED && schedules.pausedProperty().get());
        long states = session.proof().progress().states();
        assertThat(schedules.standingProperty().get()).isIn(Standing.UNDECIDED, Standing.HARM, Standing.BREACH);
        schedules.commands().getFirst().run();
        until("on", () -> session.proof().progress().states() > states);
        schedules.commands().get(1).run();
        until("stopped", () -> session.proof().phase() == Proof.Phase.STOPPED);
        until("told", () -> schedules.jobProperty().get().contains("were not gone on from"));
        assertThat(schedules.textProperty().get()).contains("not complete");
        assertThat(schedules.standingProperty().get()).isNotEqualTo(Standing.CLEAN);
    }
}
