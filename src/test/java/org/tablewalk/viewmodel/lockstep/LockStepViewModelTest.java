package org.tablewalk.viewmodel.lockstep;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.tablewalk.Shipped;
import org.tablewalk.StraightSession;
import org.tablewalk.picture.Drawing;
import org.tablewalk.picture.Ink;
import org.tablewalk.picture.Shape;
import org.tablewalk.picture.Stroke;
import org.tablewalk.picture.Target;
import org.tablewalk.session.Command;
import org.tablewalk.session.LockStepFrame;
import org.tablewalk.viewmodel.Messages;
import org.tablewalk.viewmodel.UiCommand;
import org.tablewalk.viewmodel.verdict.Standing;
import org.tablewalk.viewmodel.window.MainViewModel;

/** Machines side by side, without a window. */
class LockStepViewModelTest {
    private static final Messages MESSAGES = Messages.load(Locale.ENGLISH);

    private final StraightSession session = new StraightSession();
    private final MainViewModel window = new MainViewModel(session, Shipped.views(), Shipped.opener()::kindOf, List.of(), MESSAGES);
    private final LockStepViewModel model = window.lockStep();

    private void send(Command command) {
        session.send(command);
        window.refresh();
    }

    /** Opens a set and makes its runs. */
    private void open(String set) {
        send(new Command.OpenShippedSet(set));
        send(new Command.Run());
    }

    private void run(String id) {
        model.commands().stream().filter(c -> c.id().equals(id)).findFirst().orElseThrow().run();
        window.refresh();
    }

    private ColumnViewModel column(int index) {
        return model.columns().get(index);
    }

    private static Drawing tables(ColumnViewModel column) {
        return column.tables().picture(500, 320);
    }

    private static Drawing lanes(ColumnViewModel column) {
        return column.lanes().picture(640, 320);
    }

    private static List<Target> targets(Drawing drawing, Target.Kind kind) {
        return drawing.hots().stream().map(Drawing.Hot::target).filter(t -> t.kind() == kind).toList();
    }

    @Test
    void eachMachineHasItsTitleAndItsVerdict() {
        assertThat(model.activeProperty().get()).isFalse();
        open("good-and-bad");
        assertThat(model.activeProperty().get()).isTrue();
        assertThat(model.machinesProperty().get()).isEqualTo(2);
        assertThat(column(0).titleProperty().get()).isEqualTo("good");
        assertThat(column(1).titleProperty().get()).isEqualTo("bad");
        assertThat(column(0).verdict().standingProperty().get()).isEqualTo(Standing.CLEAN);
        assertThat(column(1).verdict().standingProperty().get()).isEqualTo(Standing.HARM);
        assertThat(column(1).verdict().textProperty().get()).startsWith("Stale access");
        assertThat(column(0).leadsProperty().get()).isTrue();
        assertThat(column(1).leadsProperty().get()).isFalse();
        for (int i = 0; i < 2; i++) {
            var frame = session.lockStep().machines().get(i).frame();
            assertThat(column(i).placeProperty().get()).isEqualTo(frame.position() + " / " + frame.length());
        }
        assertThat(model.counters().descriptionProperty().get()).startsWith("Different: ");
    }

    @Test
    void countersThatComeToSomethingDifferentStandFirstAndNothingMovesWithThePlaceShown() {
        open("bbm-levels");
        List<LockStepFrame.Counter> ends = session.lockStep().counters();
        List<String> order = names(counters());
        String spurious = MESSAGES.text("counter.spuriousFaults");
        assertThat(order).as("what differs at the end").startsWith(MESSAGES.text("counter.translationFaults"), spurious, MESSAGES.text("counter.brokenSteps"));
        assertThat(ends.stream().filter(c -> c.key().equals("spuriousFaults")).findFirst().orElseThrow().values()).isNotEqualTo(List.of(0L, 0L, 0L, 0L, 0L));
        List<String> axes = axes(counters());
        run("lockstep.parting");
        assertThat(session.lockStep().counters()).as("what they come to stays").extracting(LockStepFrame.Counter::ends).isEqualTo(ends.stream().map(LockStepFrame.Counter::values)
                .toList());
        assertThat(names(counters())).isEqualTo(order);
        assertThat(axes(counters())).isEqualTo(axes);
        List<String> here = session.lockStep().counters().stream().filter(c -> c.values().stream().distinct().count() > 1).map(c -> MESSAGES.text("counter." + c.key())).toList();
        assertThat(here).isNotEmpty();
        assertThat(names(model.counters().picture(1900, 140))).as("what differs only here has room too").containsAll(here);
    }

    private Drawing counters() {
        return model.counters().picture(1400, 140);
    }

    /** The first words of what each group tells. */
    private static List<String> names(Drawing drawing) {
        return drawing.hots().stream().filter(h -> h.target().a() >= 0).map(h -> h.tip().split("( differ)?: ", 2)[0]).toList();
    }

    private static List<String> axes(Drawing drawing) {
        return drawing.shapes().stream().filter(s -> s instanceof Shape.Text t && t.ink() == Ink.MUTED && t.text().matches("[1-9][0-9]*")).map(s -> ((Shape.Text) s).text())
                .toList();
    }

    @Test
    void theFirstDifferenceIsOneCommandAwayAndMarkedInEveryPicture() {
        open("good-and-bad");
        run("lockstep.parting");
        LockStepFrame frame = session.lockStep();
        for (int i = 0; i < 2; i++) {
            long step = frame.parting().deeds().get(i).step();
            assertThat(frame.machines().get(i).frame().position()).isEqualTo(step + 1);
            assertThat(column(i).partingProperty().get()).isTrue();
            assertThat(column(i).standingProperty().get()).isEqualTo("◆ parts here");
            Drawing lanes = lanes(column(i));
            Drawing.Hot mark = lanes.hots().stream().filter(h -> h.tip().startsWith("From step " + (step + 1) + " on")).findFirst().orElseThrow();
            assertThat(mark.target()).isEqualTo(new Target(Target.Kind.STEP, step, -1));
            assertThat(lanes.shapes()).anyMatch(s -> s instanceof Shape.Polygon p && p.fill() == Ink.CHANGED).anyMatch(s -> s instanceof Shape.Text t && t.text().equals("parts"));
        }
        assertThat(model.differenceProperty().get()).isEqualTo("First difference at steps A " + frame.machines().getFirst().frame().position() + "  B "
                + frame.machines().getLast().frame().position());
        assertThat(window.seekBar().picture(600, 40).hots()).anyMatch(h -> h.tip().startsWith("From step "));
    }

    @Test
    void aMachineThatPartsFromTheFirstLaterThanOthersSaysSo() {
        open("flush-order");
        run("lockstep.parting");
        LockStepFrame frame = session.lockStep();
        long own = frame.machines().get(2).parted() + 1;
        assertThat(own).isGreaterThan(frame.machines().get(2).frame().position());
        assertThat(column(1).standingProperty().get()).isEqualTo("◆ parts here");
        assertThat(column(2).standingProperty().get()).isEqualTo("as A, parts at " + own);
        assertThat(column(2).partingProperty().get()).isFalse();
        assertThat(model.differenceProperty().get()).endsWith("C as A");
        for (long at = frame.lead().position(); session.lockStep().machines().get(2).frame().position() < own; at++) {
            assertThat(column(2).partingProperty().get()).isFalse();
            assertThat(column(2).standingProperty().get()).startsWith("as A");
            send(new Command.Seek(at + 1));
        }
        assertThat(session.lockStep().machines().get(2).frame().position()).isEqualTo(own);
        assertThat(column(2).standingProperty().get()).isEqualTo("◆ parts here");
        assertThat(column(2).partingProperty().get()).isTrue();
    }

    @Test
    void whatIsPressedInOneIsLookedAtInAll() {
        open("bbm-levels");
        run("lockstep.parting");
        for (int i = 0; i < 5; i++) {
            tables(column(i));
        }
        Target entry = targets(tables(column(2)), Target.Kind.DESCRIPTOR).stream().filter(t -> t.b() == 2).findFirst().orElseThrow();
        column(2).tables().select(entry);
        for (int i = 0; i < 5; i++) {
            assertThat(selected(column(i))).as("in " + i).isOne();
        }
        column(4).tables().select(null);
        for (int i = 0; i < 5; i++) {
            assertThat(selected(column(i))).as("nothing in " + i).isZero();
        }
    }

    private static long selected(ColumnViewModel column) {
        return tables(column).shapes().stream().filter(s -> s instanceof Shape.Rect r && r.fill() == null && Stroke.solid(Ink.ACCENT, 2).equals(r.stroke())).count();
    }

    @Test
    void whatIsPointedAtInOneIsOutlinedInTheOthers() {
        open("good-and-bad");
        run("lockstep.parting");
        Drawing lanes = lanes(column(0));
        lanes(column(1));
        tables(column(0));
        tables(column(1));
        Target cached = targets(lanes, Target.Kind.TLB_ENTRY).getFirst();
        column(0).lanes().links().point(cached);
        Set<Target.Kind> kinds = tables(column(1)).hots().stream().map(Drawing.Hot::target).filter(column(1).tables().links()::lit).map(Target::kind).collect(Collectors.toSet());
        assertThat(kinds).as("the entry that it was filled from").containsExactly(Target.Kind.DESCRIPTOR);
        assertThat(targets(lanes(column(1)), Target.Kind.TLB_ENTRY)).as("and its copy").anyMatch(column(1).lanes().links()::lit);
        column(0).lanes().links().point(null);
        assertThat(column(1).lanes().links().any()).isFalse();
    }

    @Test
    void anEntryThatSaysSomethingElseIsOutlined() {
        open("bbm-levels");
        assertThat(different(column(1))).as("the same block at the end").isZero();
        run("lockstep.parting");
        assertThat(different(column(0))).as("the one that leads is what others are compared with").isZero();
        for (int i = 1; i < 5; i++) {
            assertThat(different(column(i))).as("the block in " + i).isOne();
        }
    }

    private static long different(ColumnViewModel column) {
        return tables(column).shapes().stream().filter(s -> s instanceof Shape.Rect r && r.stroke() != null && r.stroke().ink() == Ink.CHANGED && r.stroke().width() == 2.5 && r
                .fill() == null).count();
    }

    @Test
    void aStepThatIsPressedInAnotherMachineIsGoneToThere() {
        open("good-and-bad");
        run("lockstep.parting");
        Target step = targets(lanes(column(1)), Target.Kind.STEP).getFirst();
        column(1).lanes().select(step);
        window.refresh();
        LockStepFrame frame = session.lockStep();
        assertThat(frame.leading()).isEqualTo(1);
        assertThat(frame.lead().position()).isEqualTo(step.a() + 1);
        assertThat(column(1).leadsProperty().get()).isTrue();
        run("lockstep.next");
        assertThat(session.lockStep().leading()).isZero();
    }

    @Test
    void leavingKeepsTheMomentOfTheOneThatLeads() {
        open("good-and-bad");
        column(1).lead();
        window.refresh();
        run("lockstep.parting");
        long position = session.frame().position();
        long hash = session.frame().stateHash();
        run("lockstep.close");
        assertThat(model.activeProperty().get()).isFalse();
        assertThat(session.lockStep()).isNull();
        assertThat(session.frame().position()).isEqualTo(position);
        assertThat(session.frame().stateHash()).isEqualTo(hash);
        assertThat(session.frame().subject().parameters()).containsEntry("invalidate", "nothing");
        assertThat(model.commands()).noneMatch(c -> c.enabledProperty().get());
        assertThat(window.rows().picture(900, 240).shapes()).as("the panes of one machine show it").isNotEmpty();
    }

    @Test
    void nothingCanBeDoneWithMachinesThatAreNotThere() {
        model.commands().forEach(UiCommand::run);
        assertThat(session.lockStep()).isNull();
    }
}
