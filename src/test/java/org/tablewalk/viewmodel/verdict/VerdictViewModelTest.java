package org.tablewalk.viewmodel.verdict;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.tablewalk.Shipped;
import org.tablewalk.StraightSession;
import org.tablewalk.check.judge.Finding;
import org.tablewalk.check.judge.Rule;
import org.tablewalk.picture.Drawing;
import org.tablewalk.picture.Target;
import org.tablewalk.session.Command;
import org.tablewalk.viewmodel.CanvasViewModel;
import org.tablewalk.viewmodel.Messages;
import org.tablewalk.viewmodel.window.MainViewModel;

/** The verdict on a run is seen from each of its steps, and each finding can be come to. */
final class VerdictViewModelTest {
    private final StraightSession session = new StraightSession();
    private final MainViewModel model = new MainViewModel(session, Shipped.views(), Shipped.opener()::kindOf, List.of(), Messages.load(Locale.ENGLISH));
    private final VerdictViewModel verdict = model.verdict();

    private void run(String scenario, Map<String, String> parameters, long step) {
        session.send(new Command.OpenShipped(scenario, parameters, null));
        session.send(new Command.Run());
        session.send(new Command.Seek(step));
        model.refresh();
    }

    private Finding first(Rule rule) {
        return session.frame().judgement().findings().stream().filter(f -> f.rule() == rule).findFirst().orElseThrow();
    }

    @Test
    void theWorstOfARunIsToldAtItsFirstStep() {
        run("missing-tlbi", Map.of(), 0);
        assertThat(verdict.standingProperty().get()).isEqualTo(Standing.HARM);
        assertThat(verdict.textProperty().get()).contains("step " + (first(Rule.STALE_ACCESS).step() + 1));
        assertThat(verdict.countsProperty().get()).contains("harm").contains("1 breach");
        verdict.open();
        model.refresh();
        assertThat(session.frame().position()).isEqualTo(first(Rule.STALE_ACCESS).step() + 1);
    }

    @Test
    void aRunThatHasNotBegunIsNotCalledClean() {
        session.send(new Command.OpenShipped("missing-tlbi", Map.of(), null));
        model.refresh();
        assertThat(verdict.standingProperty().get()).isEqualTo(Standing.NOTHING);
    }

    @Test
    void aRunThatWasRightIsClean() {
        run("missing-tlbi", Map.of("invalidate", "everywhere"), 0);
        assertThat(session.frame().judgement().findings()).isEmpty();
        assertThat(verdict.standingProperty().get()).isEqualTo(Standing.CLEAN);
        assertThat(verdict.countsProperty().get()).isEmpty();
    }

    @Test
    void whatIsOwedIsToldWhereItIsOwedAndNotWhereItIsPaid() {
        run("missing-tlbi", Map.of("invalidate", "everywhere"), 0);
        boolean owed = false;
        for (long step = 0; step <= session.frame().length(); step++) {
            session.send(new Command.Seek(step));
            model.refresh();
            boolean none = session.frame().judgement().debts().isEmpty();
            assertThat(verdict.standingProperty().get()).as("step " + step).isEqualTo(none ? Standing.CLEAN : Standing.DEBT);
            owed |= !none;
        }
        assertThat(owed).isTrue();
    }

    @Test
    void whatHasNoJudgeIsNotCalledClean() {
        run("shadow-4-on-4", Map.of(), 0);
        if (!session.frame().judgement().judged()) {
            assertThat(verdict.standingProperty().get()).isEqualTo(Standing.UNJUDGED);
        }
    }

    @Test
    void findingsAreListedByCauseAndLedTo() {
        run("missing-tlbi", Map.of(), 0);
        verdict.activeProperty().set(true);
        FindingRow cause = verdict.rows().getFirst();
        assertThat(cause.cause()).isTrue();
        assertThat(cause.count()).isEqualTo((int) session.frame().judgement().findings().stream().filter(f -> f.rule() == Rule.STALE_ACCESS).count()).isGreaterThan(1);
        FindingRow second = verdict.rows().get(2);
        verdict.choose(second);
        model.refresh();
        assertThat(session.frame().position()).isEqualTo(second.step());
        assertThat(model.inspector().titleProperty().get()).startsWith(second.entry());
        assertThat(verdict.chosenProperty().get()).isEqualTo(2);
        assertThat(verdict.rows().get(2).now()).isTrue();
        assertThat(verdict.rows()).extracting(FindingRow::grade).contains(Standing.BREACH);
    }

    @Test
    void picturesSignWhatWasFoundFromTheStepOnThatShowsIt() {
        run("missing-tlbi", Map.of(), 0);
        Finding harm = first(Rule.STALE_ACCESS);
        var sign = new Target(Target.Kind.FINDING, harm.step(), harm.actor());
        assertThat(signs(model.centre().canvas())).doesNotContain(sign);
        session.send(new Command.Seek(harm.step() + 1));
        model.refresh();
        CanvasViewModel tree = model.centre().canvas();
        assertThat(signs(tree)).as("entry").contains(sign);
        assertThat(signs(model.rows())).as("lane, and stale copy").filteredOn(sign::equals).hasSizeGreaterThanOrEqualTo(2);
        assertThat(signs(model.seekBar())).as("seek bar").contains(sign);
        String tip = tree.picture(900, 600).find(sign).orElseThrow().tip();
        assertThat(model.seekBar().picture(900, 46).find(sign).orElseThrow().tip()).isEqualTo(tip);
        session.send(new Command.Seek(0));
        model.refresh();
        tree.press(sign);
        model.refresh();
        assertThat(session.frame().position()).isEqualTo(harm.step() + 1);
    }

    private static List<Target> signs(CanvasViewModel canvas) {
        return canvas.picture(900, 600).hots().stream().map(Drawing.Hot::target).filter(t -> t.kind() == Target.Kind.FINDING).toList();
    }

    @Test
    void aRunWithoutAJudgeSaysWhatItsMarksTell() {
        run("reuse-unchecked", Map.of(), 0);
        assertThat(verdict.standingProperty().get()).isEqualTo(Standing.HARM);
        verdict.open();
        model.refresh();
        assertThat(session.frame().position()).isPositive();
    }
}
