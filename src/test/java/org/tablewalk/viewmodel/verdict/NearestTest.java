package org.tablewalk.viewmodel.verdict;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.tablewalk.Shipped;
import org.tablewalk.StraightSession;
import org.tablewalk.check.judge.Finding;
import org.tablewalk.check.judge.Grade;
import org.tablewalk.session.Command;
import org.tablewalk.session.Frame.RunInfo;
import org.tablewalk.viewmodel.Messages;
import org.tablewalk.viewmodel.Numbers;
import org.tablewalk.viewmodel.window.MainViewModel;

/** Beside a run that goes wrong stands the run most like it that goes well, at the step at which they part. */
final class NearestTest {
    private final StraightSession session = new StraightSession();
    private final MainViewModel model = new MainViewModel(session, Shipped.views(), Shipped.opener()::kindOf, List.of(), Messages.load(Locale.ENGLISH));

    private Finding bad;

    private void ask(String invalidate) {
        session.send(new Command.OpenShipped("missing-tlbi", Map.of("invalidate", invalidate), 1L));
        session.send(new Command.Run());
        model.refresh();
        bad = session.frame().judgement().worst();
        model.nearest().command().run();
        for (int stage = 0; stage < 6; stage++) {
            model.refresh();
        }
    }

    private int move(int run, long position) {
        session.send(new Command.SwitchRun(run));
        session.send(new Command.Seek(position + 1));
        return session.frame().step().move();
    }

    @Test
    void aRunThatGoesWellIsShownBesideTheOneThatDoesNot() {
        ask("nothing");
        assertThat(bad.rule().grade()).isEqualTo(Grade.HARM);
        var frame = session.frame();
        assertThat(frame.problem()).isNull();
        assertThat(frame.runs()).hasSize(2);
        assertThat(frame.run()).isEqualTo(1);
        assertThat(frame.judgement().findings()).noneMatch(f -> f.rule().grade() == Grade.HARM);
        RunInfo good = frame.runs().get(1);
        assertThat(frame.position()).isEqualTo(good.forkedAt() + 1).isLessThanOrEqualTo(bad.step() + 1);
        assertThat(model.pair().shownProperty().get()).isTrue();
        assertThat(model.pair().leftProperty().get()).startsWith("run 1, ").contains(Numbers.grouped(good.forkedAt() + 1));
        assertThat(move(0, good.forkedAt())).isNotEqualTo(move(1, good.forkedAt()));
        for (long position = 0; position < good.forkedAt(); position++) {
            assertThat(move(0, position)).isEqualTo(move(1, position));
        }
    }

    @Test
    void withNothingWrongThereIsNothingToCompareWith() {
        ask("everywhere");
        assertThat(model.nearest().command().enabledProperty().get()).isFalse();
        assertThat(session.frame().runs()).hasSize(1);
    }
}
