package org.tablewalk.view;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import javafx.scene.Scene;
import org.junit.jupiter.api.Test;
import org.tablewalk.Shipped;
import org.tablewalk.StraightSession;
import org.tablewalk.picture.Palette;
import org.tablewalk.picture.Shape;
import org.tablewalk.session.Command;
import org.tablewalk.session.Granularity;
import org.tablewalk.view.canvas.DrawingView;
import org.tablewalk.viewmodel.Messages;
import org.tablewalk.viewmodel.window.MainViewModel;

/** What a frame of the window paints: nothing where nothing became another, a small part of it from step to step, everything when it must. */
class PaintedTilesTest {
    private static final Messages MESSAGES = Messages.load(Locale.ENGLISH);
    private static final int STEPS = 25;

    private final Offscreen toolkit = Offscreen.start();
    private final StraightSession session = new StraightSession();
    private MainViewModel model;
    private MainWindow window;
    private long nanos = 1;

    /** A window that shows what is open, with every canvas painted. */
    private void show() {
        model = new MainViewModel(session, Shipped.views(), Shipped.opener()::kindOf, List.of(), MESSAGES);
        window = new MainWindow(model, MESSAGES, WindowActions.NONE, 1440, 900);
        pulses();
    }

    /** Pulses until nothing moves any more. Returns the tiles painted on each canvas that is in the window. */
    private Map<String, Long> pulses() {
        Map<String, Long> before = painted(window.scene());
        for (int i = 0; i < 4; i++) {
            window.pulse(nanos += 1_000_000_000L);
        }
        Map<String, Long> after = painted(window.scene());
        after.replaceAll((id, count) -> count - before.getOrDefault(id, 0L));
        return after;
    }

    private static Map<String, Long> painted(Scene scene) {
        Map<String, Long> painted = new LinkedHashMap<>();
        scene.getRoot().lookupAll(".drawing").forEach(node -> painted.put(node.getId(), ((DrawingView) node).painted()));
        return painted;
    }

    private static long sum(Map<String, Long> painted) {
        return painted.values().stream().mapToLong(Long::longValue).sum();
    }

    @Test
    void machinesInLockStepPaintWhatBecameAnother() throws Exception {
        session.send(new Command.OpenShippedSet("bbm-levels"));
        session.send(new Command.Run());
        session.send(new Command.Seek(0));
        toolkit.call(() -> {
            show();
            assertThat(model.lockStep().machinesProperty().get()).isGreaterThanOrEqualTo(4);
            assertThat(sum(pulses())).as("the same moment again").isZero();
            model.settings().themeProperty().set(Palette.DARK);
            Map<String, Long> all = pulses();
            assertThat(all).as("another theme").containsKeys("lockstep-A-tables", "lockstep-D-lanes", "lockstep-counters", "seekBar");
            assertThat(all.get("lockstep-A-tables")).isGreaterThanOrEqualTo(9);
            long steps = 0;
            for (int i = 0; i < STEPS; i++) {
                session.send(new Command.Step(Granularity.MICRO, false, -1));
                steps += sum(pulses());
            }
            // A transition paints what slides in each of the pulses.
            assertThat(steps).as("tiles of %d steps, where a whole window has %d", STEPS, sum(all)).isPositive().isLessThan(STEPS * sum(all) / 4);
            session.send(new Command.Seek(0));
            pulses();
            Map<String, Long> again = painted(window.scene());
            model.settings().themeProperty().set(Palette.LIGHT);
            pulses();
            assertThat(painted(window.scene())).as("nothing is left of the other theme").allSatisfy((id, count) -> assertThat(count - again.get(id)).isEqualTo(all.get(id)));
            return null;
        });
    }

    @Test
    void aPictureThatAStepLeavesAsItIsIsNotPainted() throws Exception {
        session.send(new Command.OpenShipped("cancelled-migration", Map.of(), null));
        toolkit.call(() -> {
            show();
            long left = 0;
            for (int i = 0; i < STEPS; i++) {
                Map<String, List<Shape>> before = shapes();
                session.send(new Command.Step(Granularity.MICRO, false, -1));
                Map<String, Long> painted = pulses();
                Map<String, List<Shape>> after = shapes();
                String step = "step " + session.frame().position();
                assertThat(painted.get("rows")).as("%s: the lanes", step).isPositive();
                for (String id : after.keySet()) {
                    if (after.get(id).equals(before.get(id))) {
                        assertThat(painted.get(id)).as("%s: %s", step, id).isZero();
                        left += id.equals("tree") ? 1 : 0;
                    }
                }
            }
            assertThat(left).as("steps that leave the tree as it is").isPositive();
            return null;
        });
    }

    private Map<String, List<Shape>> shapes() {
        Map<String, List<Shape>> shapes = new LinkedHashMap<>();
        window.scene().getRoot().lookupAll(".drawing").forEach(node -> {
            if (((DrawingView) node).drawing() != null) {
                shapes.put(node.getId(), ((DrawingView) node).drawing().shapes());
            }
        });
        return shapes;
    }
}
