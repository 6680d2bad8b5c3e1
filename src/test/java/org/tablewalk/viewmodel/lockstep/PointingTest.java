package org.tablewalk.viewmodel.lockstep;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.tablewalk.Shipped;
import org.tablewalk.StraightSession;
import org.tablewalk.check.judge.Finding;
import org.tablewalk.picture.Drawing;
import org.tablewalk.picture.Target;
import org.tablewalk.session.Command;
import org.tablewalk.session.LockStepFrame;
import org.tablewalk.trace.Fan;
import org.tablewalk.viewmodel.Messages;
import org.tablewalk.viewmodel.Numbers;
import org.tablewalk.viewmodel.window.MainViewModel;

/** What is pointed at in one machine is marked in the others, by what was done and not by where it stands, and told in words. */
class PointingTest {
    private final StraightSession session = new StraightSession();
    private final MainViewModel window = new MainViewModel(session, Shipped.views(), Shipped.opener()::kindOf, List.of(), Messages.load(Locale.ENGLISH));
    private final LockStepViewModel model = window.lockStep();

    private void open(String set) {
        session.send(new Command.OpenShippedSet(set));
        session.send(new Command.Run());
        refresh();
    }

    private void refresh() {
        window.refresh();
        for (int i = 0; i < session.lockStep().machines().size(); i++) {
            lanes(i);
        }
    }

    private Drawing lanes(int column) {
        return model.columns().get(column).lanes().picture(640, 320);
    }

    private void point(int column, Target target) {
        model.columns().get(column).lanes().links().point(target);
        refresh();
    }

    private String told() {
        return model.pointedProperty().get();
    }

    /** Steps of what is outlined in a column's lanes. */
    private List<Long> lit(int column) {
        var links = model.columns().get(column).lanes().links();
        return lanes(column).hots().stream().map(Drawing.Hot::target).filter(links::lit).filter(t -> t.kind() == Target.Kind.STEP).map(Target::a).distinct().toList();
    }

    private List<Fan> fans(int column) {
        return session.lockStep().machines().get(column).frame().lanes().fans();
    }

    private static Target issue(Fan fan) {
        return new Target(Target.Kind.STEP, fan.issued(), fan.issuer());
    }

    private static String step(String letter, long step) {
        return letter + " step " + Numbers.grouped(step + 1);
    }

    @Test
    void anInvalidationIsFoundWhereverTheOthersDoItAndSaidToBeMissingWhereTheyDoNot() {
        open("flush-order");
        assertThat(fans(0)).hasSize(2);
        Fan after = fans(0).getLast();
        Fan early = fans(1).getFirst();
        assertThat(early.issued()).as("it comes earlier there").isLessThan(fans(1).getLast().issued());
        point(0, issue(after));
        assertThat(told()).isEqualTo("The same: " + step("A", after.issued()) + ", " + step("B", early.issued()) + ", not done in C (left out): something else at step "
                + Numbers.grouped(session.lockStep().machines().get(2).parted() + 1));
        assertThat(lit(1)).containsExactly(early.issued());
        assertThat(lit(2)).isEmpty();
        point(1, issue(early));
        assertThat(told()).isEqualTo("The same: " + step("B", early.issued()) + ", " + step("A", after.issued()) + ", not done in C (left out): something else at step "
                + Numbers.grouped(session.lockStep().parting().deeds().get(2).step() + 1));
        assertThat(lit(0)).containsExactly(after.issued());
    }

    @Test
    void whatAllDoIsAtItsOwnStepInEach() {
        open("flush-order");
        point(2, issue(fans(2).getFirst()));
        assertThat(told()).isEqualTo("The same: " + step("C", fans(2).getFirst().issued()) + ", " + step("A", fans(0).getFirst().issued()) + ", " + step("B", fans(1).getLast()
                .issued()));
    }

    @Test
    void nothingIsToldOnceNothingIsPointedAt() {
        open("flush-order");
        point(0, issue(fans(0).getLast()));
        point(0, null);
        assertThat(told()).isEmpty();
        assertThat(lit(1)).isEmpty();
        assertThat(session.lockStep().pointed()).isNull();
        session.send(new Command.Seek(10));
        refresh();
        assertThat(told()).isEmpty();
    }

    @Test
    void whatIsDoneBeforeTheyPartIsTheSameEventEvenWithoutAName() {
        open("good-and-bad");
        Target first = lanes(0).hots().stream().map(Drawing.Hot::target).filter(t -> t.kind() == Target.Kind.STEP && t.b() >= 0 && t.a() < 20).findFirst().orElseThrow();
        point(0, first);
        LockStepFrame.Pointed pointed = session.lockStep().pointed();
        assertThat(pointed.step()).isEqualTo(first.a());
        assertThat(told()).startsWith("The same: " + step("A", first.a()) + ", ");
    }

    @Test
    void aFindingIsTheSameByItsRule() {
        open("flush-order");
        Finding found = finding(1);
        point(1, new Target(Target.Kind.FINDING, found.step(), found.actor()));
        Finding there = session.lockStep().machines().get(2).frame().judgement().findings().stream().filter(f -> f.rule() == found.rule()).findFirst().orElseThrow();
        assertThat(told()).isEqualTo("The same: " + step("B", found.step()) + ", not found in A (after), " + step("C", there.step()));
        assertThat(model.columns().get(2).lanes().links().lit(new Target(Target.Kind.FINDING, there.step(), there.actor()))).isTrue();
        assertThat(model.columns().get(0).lanes().links().any()).isFalse();
    }

    private Finding finding(int machine) {
        return session.lockStep().machines().get(machine).frame().judgement().findings().getFirst();
    }
}
