package org.tablewalk.viewmodel.window;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.tablewalk.Shipped;
import org.tablewalk.picture.Box;
import org.tablewalk.picture.Drawing;
import org.tablewalk.picture.Ink;
import org.tablewalk.picture.Shape;
import org.tablewalk.picture.Stroke;
import org.tablewalk.picture.Target;
import org.tablewalk.session.Command;
import org.tablewalk.trace.MarkKind;
import org.tablewalk.viewmodel.Messages;
import org.tablewalk.viewmodel.Numbers;
import org.tablewalk.viewmodel.UiCommand;

/** The tables twice: before and after a step, or at a step that was kept and now. */
class PairTest {
    private final DirectSession session = new DirectSession();
    private final Messages messages = Messages.load(Locale.ENGLISH);
    private final MainViewModel model = new MainViewModel(session, Shipped.views(), Shipped.opener()::kindOf, List.of(), messages, session::nanos);

    private void open(String what) {
        session.send(what.contains("/") ? new Command.OpenFile(Path.of(what)) : new Command.OpenShipped(what, Map.of(), null));
        session.send(new Command.Run());
        model.refresh();
    }

    private void seek(long step) {
        session.send(new Command.Seek(step));
        model.refresh();
    }

    private UiCommand command(String id) {
        return model.pair().commands().stream().filter(c -> c.id().equals(id)).findFirst().orElseThrow();
    }

    private Drawing now() {
        return model.centre().canvas().draw(520, 420);
    }

    private Drawing other() {
        return model.pair().canvas().draw(520, 420);
    }

    private static long outlines(Drawing drawing) {
        return drawing.shapes().stream().filter(s -> s instanceof Shape.Rect r && r.fill() == null && r.stroke() != null && r.stroke().ink() == Ink.CHANGED
                && r.stroke().dash() == Stroke.Dash.DASHED).count();
    }

    private static Map<Target, Box> entries(Drawing drawing) {
        var places = new HashMap<Target, Box>();
        drawing.hots().stream().filter(h -> h.target().kind() == Target.Kind.DESCRIPTOR).forEach(h -> places.put(h.target(), h.box()));
        return places;
    }

    /** Every form of the centre: what a step changed is outlined in both pictures, and nothing is while nothing changed. */
    @ParameterizedTest
    @ValueSource(strings = {"cancelled-migration", "two-vcpus", "src/test/resources/kvmmmu/nested.txt"})
    void whatAStepChangedIsOutlinedInBoth(String what) {
        open(what);
        command("tree.pair").run();
        int changed = 0;
        int unchanged = 0;
        for (long step = 1; step < Math.min(1_500, session.frame().length()) && (changed < 3 || unchanged < 3); step++) {
            seek(step);
            Drawing right = now();
            Drawing left = other();
            assertThat(left.shapes()).as("step %d", step).isNotEmpty();
            assertThat(outlines(left) > 0).as("step %d: left %d, right %d", step, outlines(left), outlines(right)).isEqualTo(outlines(right) > 0);
            if (outlines(left) > 0) {
                changed++;
                assertThat(model.pair().leftProperty().get()).isEqualTo("before step " + Numbers.grouped(step));
                assertThat(model.pair().rightProperty().get()).isEqualTo("after step " + Numbers.grouped(step));
            } else {
                unchanged++;
            }
        }
        assertThat(changed).isPositive();
        assertThat(unchanged).isPositive();
    }

    @Test
    void anEntryStandsAtTheSamePlaceInBoth() {
        open("cancelled-migration");
        command("tree.pair").run();
        long compared = 0;
        for (long step = 1; step < session.frame().length(); step += session.frame().length() / 60) {
            seek(step);
            Map<Target, Box> right = entries(now());
            Map<Target, Box> left = entries(other());
            for (var entry : left.entrySet()) {
                if (right.containsKey(entry.getKey())) {
                    assertThat(entry.getValue()).as("step %d: %s", step, entry.getKey()).isEqualTo(right.get(entry.getKey()));
                    compared++;
                }
            }
        }
        assertThat(compared).isGreaterThan(500);
    }

    @Test
    void aKeptStepStaysUntilItIsLetGo() {
        open("cancelled-migration");
        long broken = session.frame().marks().stream().filter(m -> m.kind() == MarkKind.BREAK).findFirst().orElseThrow().position();
        seek(broken);
        command("tree.keep").run();
        assertThat(model.pair().shownProperty().get()).isTrue();
        assertThat(outlines(other())).isZero();
        seek(broken + 1);
        now();
        assertThat(outlines(other())).isEqualTo(1);
        assertThat(model.pair().leftProperty().get()).contains("kept");
        seek(broken + 200);
        now();
        assertThat(outlines(other())).as("still what has changed since then").isPositive();
        command("tree.keep").run();
        assertThat(model.pair().shownProperty().get()).isFalse();
        assertThat(outlines(now())).isZero();
    }

    @Test
    void anotherSubjectIsNotComparedWithAStepOfThis() {
        open("cancelled-migration");
        seek(600);
        command("tree.keep").run();
        open("two-vcpus");
        seek(400);
        now();
        assertThat(other().shapes()).isNotEmpty();
        assertThat(command("tree.keep").selected().get()).isFalse();
        assertThat(model.pair().leftProperty().get()).isEqualTo("before step 400");
        open("cancelled-migration");
        seek(0);
        now();
        assertThat(other().shapes()).isEmpty();
        assertThat(model.pair().leftProperty().get()).isEqualTo("nothing before the first step");
    }

    /** What is done to either picture is done to both. */
    @Test
    void bothAreLookedAtAsOne() {
        open("cancelled-migration");
        seek(600);
        command("tree.pair").run();
        now();
        Map<Target, Box> before = entries(other());
        model.pair().canvas().pan(40, 25);
        Map<Target, Box> right = entries(now());
        Map<Target, Box> left = entries(other());
        Target some = before.keySet().stream().filter(left::containsKey).findFirst().orElseThrow();
        assertThat(left.get(some).x()).isEqualTo(before.get(some).x() + 40);
        assertThat(right.get(some)).isEqualTo(left.get(some));
    }
}
