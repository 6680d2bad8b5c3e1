package org.tablewalk.viewmodel.window;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.tablewalk.Shipped;
import org.tablewalk.arch.x86.RoleDesign;
import org.tablewalk.picture.Drawing;
import org.tablewalk.picture.Target;
import org.tablewalk.session.Command;
import org.tablewalk.trace.Mark;
import org.tablewalk.trace.MarkKind;
import org.tablewalk.viewmodel.CanvasViewModel;
import org.tablewalk.viewmodel.Messages;
import org.tablewalk.viewmodel.inspector.FieldRow;
import org.tablewalk.viewmodel.twotrees.Chosen;
import org.tablewalk.viewmodel.twotrees.TwoTreesViewModel;

/** The view models about shadow pages on the real engine, without a toolkit. */
class ShadowViewsTest {
    private static final ScenarioItem NESTED = new ScenarioItem("nested-npt-4-on-5", "Nested", "One.");

    private final DirectSession session = new DirectSession();
    private final MainViewModel model = new MainViewModel(session, Shipped.views(), Shipped.opener()::kindOf, List.of(NESTED), Messages.load(Locale.ENGLISH), session::nanos);

    private Mark lastPage() {
        model.scenarios().open(NESTED);
        session.send(new Command.Run());
        Mark made = session.frame().marks().stream().filter(m -> m.kind() == MarkKind.SHADOW_PAGE).reduce((one, later) -> later).orElseThrow();
        session.send(new Command.Seek(made.position() + 1));
        model.refresh();
        return made;
    }

    private TwoTreesViewModel trees() {
        return (TwoTreesViewModel) model.centre().canvas();
    }

    private CanvasViewModel tab(String canvas) {
        return Tabs.canvas(model, canvas);
    }

    private static Target find(Drawing drawing, Target.Kind kind) {
        return drawing.hots().stream().map(Drawing.Hot::target).filter(t -> t.kind() == kind).findFirst().orElseThrow();
    }

    @Test
    void theInspectorFollowsThePageThatIsMadeAndKeepsTheEntryThatIsChosen() {
        lastPage();
        assertThat(model.centre().canvas()).isInstanceOf(TwoTreesViewModel.class);
        assertThat(model.inspector().titleProperty().get()).startsWith("SP 5").contains("level 1");
        assertThat(model.inspector().hintProperty().get()).isNotEmpty();
        trees().select(find(trees().draw(700, 400), Target.Kind.GUEST_ENTRY));
        assertThat(model.inspector().hintProperty().get()).isEmpty();
        assertThat(model.inspector().fields()).extracting(FieldRow::name).contains("P", "W", "U", "A");
        trees().select(find(trees().draw(700, 400), Target.Kind.SHADOW_ENTRY));
        assertThat(model.inspector().fields()).extracting(FieldRow::name).contains("MMU-present");
        model.refresh();
        trees().select(null);
        assertThat(model.inspector().titleProperty().get()).startsWith("SP 5");
    }

    @Test
    void theBarOfAPageGoesWhereItIsPressedAndFollowLetsItGo() {
        lastPage();
        Drawing first = trees().draw(830, 450);
        Drawing.Hot bar = first.hots().stream().filter(h -> h.target().kind() == Target.Kind.BAR && h.target().a() > 0).reduce((one, later) -> later).orElseThrow();
        var middle = new Target(Target.Kind.SHADOW_ENTRY, bar.target().a() + 8 * 256, 1);
        assertThat(first.find(middle)).isEmpty();
        assertThat(trees().scrub(bar.box().centreX(), bar.box().centreY())).isTrue();
        assertThat(trees().draw(830, 450).find(middle)).isPresent();
        assertThat(trees().draw(830, 450).find(Target.of(Target.Kind.FOLLOW, bar.target().a()))).isPresent();
        trees().scroll(0, 4_000, bar.box().centreX(), bar.box().centreY());
        assertThat(trees().draw(830, 450).find(new Target(Target.Kind.SHADOW_ENTRY, bar.target().a(), 1))).isPresent();
        trees().select(Target.of(Target.Kind.FOLLOW, bar.target().a()));
        assertThat(trees().draw(830, 450).hots()).noneMatch(h -> h.target().kind() == Target.Kind.FOLLOW);
    }

    @Test
    void aLevelWithoutTablesLeavesItsHeightToTheOthers() {
        session.send(new Command.OpenShipped("split-4m", Map.of(), null));
        session.send(new Command.Run());
        session.send(new Command.Seek(600));
        model.refresh();
        // Of three levels only the second has tables yet.
        assertThat(trees().draw(830, 450).hots().stream().filter(h -> h.target().kind() == Target.Kind.GUEST_ENTRY)).hasSizeGreaterThan(10);
    }

    @Test
    void aClickOnAPageInTheHashLooksAtIt() {
        lastPage();
        Target page = find(tab("hash").draw(400, 300), Target.Kind.SHADOW_PAGE);
        tab("hash").select(page);
        assertThat(trees().chosenProperty().get()).isEqualTo(Chosen.Shadow.page(page.a()));
        assertThat(model.inspector().titleProperty().get()).startsWith("SP " + page.b());
    }

    /** The whole truth table. */
    private Drawing all() {
        tab("designs").draw(900, 200);
        tab("designs").pan(0, 1_000_000);
        return tab("designs").draw(900, 4000);
    }

    @Test
    void aCollisionLeadsToTheRunThatShowsTheHarm() {
        lastPage();
        all().hots().stream().filter(h -> h.target().kind() == Target.Kind.TRUTH
                && h.target().b() == RoleDesign.V5_17.ordinal() && h.tip().contains("another")).map(Drawing.Hot::target).findFirst()
                .ifPresentOrElse(tab("designs")::select, () -> {
                    throw new AssertionError("v5.17 collides with nothing");
                });
        assertThat(session.sent).contains(new Command.OpenShipped("la57-toggle", Map.of("design", "v5.17"), null));
        model.refresh();
        assertThat(model.status().titleProperty().get()).contains("la57-toggle", "v5.17");
    }

    /** While a page is being made its role says nothing yet, not even its level. */
    @ParameterizedTest
    @ValueSource(strings = {"tdp-mmu", "direct", "nested-npt-2-on-4"})
    void everyStepCanBeShown(String scenario) {
        session.send(new Command.OpenShipped(scenario, Map.of(), null));
        session.send(new Command.Run());
        long length = session.frame().length();
        for (long step = 0; step <= length; step++) {
            session.send(new Command.Seek(step));
            model.refresh();
            assertThat(model.status().sentenceProperty().get()).as("step %d", step).isNotEmpty();
            assertThat(trees().draw(830, 450).shapes()).as("step %d", step).isNotEmpty();
        }
    }

    /** Its pages have no list of parents: an empty one says nothing about whether they are linked. */
    @Test
    void aTableOfTheTdpMmuIsNotCalledUnlinked() {
        session.send(new Command.OpenShipped("tdp-mmu", Map.of(), null));
        session.send(new Command.Run());
        model.refresh();
        assertThat(trees().draw(700, 400).hots()).extracting(Drawing.Hot::tip).anyMatch(tip -> tip.contains("SP 4"))
                .noneMatch(tip -> tip.contains("not linked"));
    }
}
