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
import org.tablewalk.format.edit.LineEdit;
import org.tablewalk.machine.listing.Program;
import org.tablewalk.session.Command;
import org.tablewalk.session.ScenarioRun;
import org.tablewalk.viewmodel.Messages;
import org.tablewalk.viewmodel.listing.LabViewModel;
import org.tablewalk.viewmodel.listing.ListingRow;
import org.tablewalk.viewmodel.window.MainViewModel;

/** A line of a listing can be removed or weakened where it is read, the verdict follows, and everything can be taken back. */
final class LabTest {
    private static final Messages MESSAGES = Messages.load(Locale.ENGLISH);
    private static final String TLBI = "tlbi(ipas2e1is";

    private final StraightSession session = new StraightSession();
    private final MainViewModel model = new MainViewModel(session, Shipped.views(), Shipped.opener()::kindOf, List.of(), MESSAGES);
    private final LabViewModel lab = model.lab();

    private LabTest() {
        session.send(new Command.OpenShipped("missing-tlbi", Map.of("invalidate", "everywhere"), null));
        session.send(new Command.Run());
        model.refresh();
    }

    private Program program() {
        return ((ScenarioRun) session.frame().subject()).source().blueprint().program();
    }

    private Program.Line line(String start) {
        return program().lines().stream().filter(l -> l.text().strip().startsWith(start)).findFirst().orElseThrow();
    }

    private List<LineEdit> choice(String line, String word) {
        Program.Line at = line(line);
        String words = MESSAGES.text("lab." + word, "").strip();
        return lab.choices(at.source(), at.number()).stream().filter(c -> c.text().startsWith(words)).findFirst().orElseThrow().edits();
    }

    private Standing apply(List<LineEdit> edits) {
        lab.apply(edits);
        model.refresh();
        return model.verdict().standingProperty().get();
    }

    private Standing command(int index) {
        lab.commands().get(index).run();
        model.refresh();
        return model.verdict().standingProperty().get();
    }

    @Test
    void theVerdictFollowsALineThatGoesAndComesBack() {
        assertThat(model.verdict().standingProperty().get()).isEqualTo(Standing.CLEAN);
        Program.Line at = line(TLBI);
        assertThat(apply(choice(TLBI, "remove"))).isIn(Standing.HARM, Standing.BREACH);
        assertThat(session.frame().judgement().findings()).extracting(Finding::rule).contains(Rule.NO_TLBI);
        assertThat(lab.was(at.source(), at.number())).isEqualTo(at.text());
        assertThat(lab.was(at.source(), at.number() + 1)).isNull();
        assertThat(session.frame().subject().parameters()).containsEntry("invalidate", "everywhere");
        assertThat(model.status().titleProperty().get()).contains(MESSAGES.text("title.edited"));
        assertThat(command(0)).as("undone").isEqualTo(Standing.CLEAN);
        assertThat(lab.was(at.source(), at.number())).isNull();
        assertThat(command(1)).as("redone").isNotEqualTo(Standing.CLEAN);
        assertThat(command(2)).as("all undone").isEqualTo(Standing.CLEAN);
    }

    @Test
    void changesAddUpAndStayWithOtherValues() {
        apply(choice(TLBI, "local"));
        assertThat(session.frame().judgement().findings()).extracting(Finding::rule).contains(Rule.WRONG_SCOPE);
        apply(choice("dsb(ish)", "duplicate"));
        Program.Line first = line("dsb(ish)");
        assertThat(lab.was(first.source(), first.number())).isNull();
        assertThat(lab.was(first.source(), first.number() + 1)).as("not there before").isEmpty();
        assertThat(lab.toldProperty().get()).startsWith("2");
        session.send(new Command.SetParameters(Map.of("invalidate", "everywhere", "reads", "3"), null));
        model.refresh();
        assertThat(((ScenarioRun) session.frame().subject()).edits()).hasSize(2);
        assertThat(program().lines()).extracting(Program.Line::text).anyMatch(t -> t.strip().startsWith("tlbi(ipas2e1,"));
    }

    @Test
    void whatCannotBeAssembledChangesNothing() {
        var before = session.frame().subject();
        Program.Line at = line(TLBI);
        lab.insert(at.source(), at.number(), "no_such_thing(1);");
        model.refresh();
        assertThat(session.frame().subject()).isSameAs(before);
        assertThat(model.verdict().standingProperty().get()).isEqualTo(Standing.CLEAN);
        lab.insert(at.source(), at.number(), "dsb(ish);");
        model.refresh();
        assertThat(lab.toldProperty().get()).isEqualTo(MESSAGES.text("lab.changed.one"));
        assertThat(session.frame().problem()).isNull();
    }

    @Test
    void anotherScenarioHasNoChanges() {
        apply(choice(TLBI, "remove"));
        session.send(new Command.OpenShipped("first-walk", Map.of(), null));
        model.refresh();
        assertThat(lab.undoableProperty().get()).isFalse();
        assertThat(lab.toldProperty().get()).isEmpty();
    }

    @Test
    void theLineAtWhichSomethingWasFoundIsSignedAndLeadsThere() {
        apply(choice(TLBI, "remove"));
        Finding harm = session.frame().judgement().findings().stream().filter(f -> f.rule() == Rule.NO_TLBI).findFirst().orElseThrow();
        model.transport().cpuProperty().set(harm.actor());
        session.send(new Command.Seek(harm.step()));
        model.refresh();
        ListingRow signed = model.listing().rows().stream().filter(r -> r.place() != null && r.place().finding() != null && r.cpu() == harm.actor()).findFirst().orElseThrow();
        assertThat(signed.mark()).as("what the CPU does in that step").isEqualTo(ListingRow.Mark.NEXT);
        assertThat(signed.place().sign()).isEqualTo("breach");
        assertThat(signed.place().tip()).isEqualTo(model.verdict().sentence(harm));
        model.verdict().signs().press(signed.place().finding());
        model.refresh();
        assertThat(session.frame().position()).isEqualTo(harm.step() + 1);
    }
}
