package org.tablewalk.viewmodel.window;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tablewalk.Shipped;
import org.tablewalk.check.BrokenWindow;
import org.tablewalk.check.tree.Counter;
import org.tablewalk.picture.Drawing;
import org.tablewalk.picture.Target;
import org.tablewalk.session.Command;
import org.tablewalk.trace.Mark;
import org.tablewalk.trace.MarkKind;
import org.tablewalk.viewmodel.CentreCanvas;
import org.tablewalk.viewmodel.Messages;
import org.tablewalk.viewmodel.Numbers;
import org.tablewalk.viewmodel.UiCommand;
import org.tablewalk.viewmodel.inspector.Fact;
import org.tablewalk.viewmodel.inspector.FieldRow;
import org.tablewalk.viewmodel.listing.ListingRow;

class MainViewModelTest {
    private static final ScenarioItem MIGRATION = new ScenarioItem("cancelled-migration", "A cancelled migration", "One. Two.");

    private final DirectSession session = new DirectSession();
    private final Messages messages = Messages.load(Locale.ENGLISH);
    private final MainViewModel model = new MainViewModel(session, Shipped.views(), Shipped.opener()::kindOf, List.of(MIGRATION), messages, session::nanos);

    private void open() {
        model.scenarios().open(MIGRATION);
        model.refresh();
    }

    private CentreCanvas tree() {
        return model.centre().canvas();
    }

    /** The facts under the heading that begins so. */
    private List<Fact> facts(String heading) {
        return model.inspector().sections().stream().filter(s -> s.heading().startsWith(heading)).flatMap(s -> s.facts().stream()).toList();
    }

    private void seek(long step) {
        model.transport().seek(step);
        model.refresh();
    }

    /** Runs to the end and goes right behind the first mark of a kind. */
    private Mark at(MarkKind kind) {
        session.send(new Command.Run());
        model.refresh();
        Mark mark = session.frame().marks().stream().filter(m -> m.kind() == kind).findFirst().orElseThrow();
        seek(mark.position() + 1);
        return mark;
    }

    @Test
    void withNothingOpenNothingCanBeDoneButOpen() {
        model.refresh();
        assertThat(model.status().titleProperty().get()).isEqualTo("nothing open");
        for (UiCommand command : List.of(model.transport().forward(), model.transport().back(), model.transport().play(), model.transport().last())) {
            assertThat(command.enabledProperty().get()).as(command.id()).isFalse();
        }
        assertThat(tree().draw(400, 300).shapes()).isEmpty();
    }

    @Test
    void stepsMoveEveryPaneTogether() {
        open();
        assertThat(model.status().titleProperty().get()).startsWith("cancelled-migration").contains("flow v5.11", "BBM level 0", "4 vCPUs");
        assertThat(model.transport().back().enabledProperty().get()).isFalse();
        model.transport().forward().run();
        model.refresh();
        long position = session.frame().position();
        assertThat(position).isPositive();
        assertThat(model.transport().positionProperty().get()).isEqualTo(position);
        assertThat(model.status().sentenceProperty().get()).contains("step " + position);
        assertThat(model.listing().rows()).anyMatch(r -> r.mark() == ListingRow.Mark.DONE && r.cpu() == session.frame().step().cpu());
        assertThat(model.moves().rows()).extracting(MoveRow::move).isEqualTo(session.frame().moves());
        assertThat(model.moves().rows()).filteredOn(MoveRow::next).extracting(MoveRow::move).containsExactly(session.frame().nextMove());
        model.transport().back().run();
        model.refresh();
        assertThat(model.transport().positionProperty().get()).isZero();
    }

    @Test
    void atTheBreakTheInspectorShowsWhatWasWrittenAndWhoMayStillUseTheOld() {
        open();
        Mark broken = at(MarkKind.BREAK);
        assertThat(model.inspector().titleProperty().get()).startsWith("L2[0]").contains("invalid");
        assertThat(model.inspector().addressProperty().get()).contains(Numbers.hex(broken.address()));
        assertThat(model.inspector().fields()).filteredOn(FieldRow::changed).extracting(FieldRow::name).contains("valid");
        assertThat(facts("Who may still use")).hasSize(4);
        assertThat(facts("Who wrote")).extracting(Fact::step).contains(broken.position() + 1);
        BrokenWindow window = session.frame().windows().getFirst();
        model.entryCommands().getFirst().run();
        model.refresh();
        assertThat(model.transport().positionProperty().get()).as("the next change is the make").isEqualTo(window.to() + 1);
    }

    @Test
    void aClickOnAnEntryKeepsItInTheInspectorAndAClickOnNothingFreesIt() {
        open();
        Drawing drawing = tree().draw(800, 400);
        Target entry = drawing.hots().stream().map(Drawing.Hot::target).filter(t -> t.kind() == Target.Kind.DESCRIPTOR).findFirst().orElseThrow();
        tree().select(entry);
        assertThat(model.inspector().addressProperty().get()).contains(Numbers.hex(entry.a()));
        assertThat(model.inspector().hintProperty().get()).isEmpty();
        at(MarkKind.BREAK);
        assertThat(model.inspector().addressProperty().get()).contains(Numbers.hex(entry.a()));
        tree().select(null);
        assertThat(model.inspector().hintProperty().get()).isNotEmpty();
    }

    @Test
    void theTreeStandsStillFromStepToStep() {
        open();
        model.transport().forward().run();
        model.refresh();
        Drawing before = tree().draw(800, 400);
        model.transport().forward().run();
        model.refresh();
        Drawing after = tree().draw(800, 400);
        for (Drawing.Hot hot : before.hots()) {
            if (hot.target().kind() == Target.Kind.TABLE) {
                assertThat(after.find(hot.target()).map(Drawing.Hot::box)).contains(hot.box());
            }
        }
    }

    @Test
    void countersTellWhatTheStepAdded() {
        open();
        Mark fault = at(MarkKind.FAULT);
        seek(fault.position());
        seek(fault.position() + 1);
        CounterRow row = model.counters().rows().stream().filter(r -> r.key().equals(Counter.PERMISSION_FAULTS.key())
                || r.key().equals(Counter.TRANSLATION_FAULTS.key())).filter(r -> r.change() != 0).findFirst().orElseThrow();
        assertThat(row.change()).isEqualTo(1);
    }

    @Test
    void pressingOnTheSeekBarGoesThereAndOnAMarkToWhatItMarks() {
        open();
        Mark broken = at(MarkKind.FAULT);
        seek(0);
        Drawing bar = model.seekBar().draw(600, 46);
        Drawing.Hot mark = bar.hots().stream().filter(h -> h.target().a() == broken.position()).findFirst().orElseThrow();
        model.seekBar().scrub(mark.box().centreX(), mark.box().centreY());
        model.refresh();
        assertThat(model.transport().positionProperty().get()).isEqualTo(broken.position() + 1);
        model.seekBar().draw(600, 46);
        model.seekBar().scrub(600, 30);
        model.refresh();
        assertThat(model.transport().positionProperty().get()).isEqualTo(session.frame().length());
    }

    @Test
    void whilePlayingFastTheListsAreBroughtUpToDateNowAndThen() {
        open();
        model.transport().speedProperty().set(6);
        model.transport().play().run();
        model.refresh();
        assertThat(model.transport().playingProperty().get()).isTrue();
        String sentence = model.status().sentenceProperty().get();
        session.pass(40_000_000);
        model.refresh();
        assertThat(model.transport().positionProperty().get()).isPositive();
        assertThat(model.status().sentenceProperty().get()).as("too soon").isEqualTo(sentence);
        session.pass(200_000_000);
        model.refresh();
        assertThat(model.status().sentenceProperty().get()).isNotEqualTo(sentence);
        model.transport().play().run();
        model.refresh();
        assertThat(model.transport().playingProperty().get()).isFalse();
        assertThat(model.status().sentenceProperty().get()).contains("step " + session.frame().position());
    }

    @Test
    void parametersRunTheScenarioAgainAndWrongOnesAreRefusedBeforehand() {
        open();
        ParameterField vcpus = model.parameters().fields().stream().filter(f -> f.name().equals("vcpus")).findFirst().orElseThrow();
        vcpus.valueProperty().set("65");
        assertThat(vcpus.problemProperty().get()).contains("1", "64");
        assertThat(model.parameters().apply().enabledProperty().get()).isFalse();
        vcpus.valueProperty().set("2");
        model.parameters().apply().run();
        model.refresh();
        assertThat(session.frame().problem()).isNull();
        assertThat(model.status().titleProperty().get()).contains("2 vCPUs");
        assertThat(model.transport().positionProperty().get()).isZero();
    }

    @Test
    void aTraceSaysWhatItCannotShowAndAWrongFileWhereItIsWrong(@TempDir Path folder) throws Exception {
        Path trace = Files.writeString(folder.resolve("a.log"), "(mem-init (id 0) (tid 0) (address 0x10000) (size 0x1000))\n");
        assertThat(model.kindOf(trace)).isEqualTo("casemate");
        model.open(trace);
        model.refresh();
        assertThat(model.status().limitsProperty().get()).isNotEmpty();
        assertThat(model.parameters().fields()).isEmpty();
        Path wrong = Files.writeString(folder.resolve("b.json"), "{ \"name\": ");
        assertThat(model.kindOf(wrong)).isEqualTo("scenario");
        model.open(wrong);
        model.refresh();
        assertThat(model.problem().whereProperty().get()).contains("b.json:1:");
        assertThat(model.status().titleProperty().get()).as("the trace stays open").startsWith("a.log");
        model.problem().dismiss();
        model.transport().seek(1);
        model.refresh();
        assertThat(model.problem().problemProperty().get()).as("it does not come back").isEmpty();
    }

    @Test
    void zoomingTheTimelineAsksForOtherLanesAndKeepsTheStepUnderThePointer() {
        open();
        at(MarkKind.BREAK);
        model.timeline().draw(800, 200);
        session.sent.clear();
        model.timeline().zoom(2, 400, 50);
        assertThat(session.sent).hasSize(1).first().isInstanceOfSatisfying(Command.Look.class, look -> {
            assertThat(look.steps()).isEqualTo(60);
            assertThat(look.follow()).isFalse();
        });
    }

    @Test
    void everyCommandHasAName() {
        var all = new java.util.ArrayList<>(model.transport().all());
        all.addAll(model.settings().all());
        all.addAll(model.centre().commands());
        all.addAll(model.laneCommands());
        all.addAll(model.entryCommands());
        all.addAll(List.of(model.parameters().apply(), model.parameters().reset(), model.scenarios().openFile()));
        assertThat(all).allMatch(command -> messages.has("command." + command.id()), "has a text");
    }
}
