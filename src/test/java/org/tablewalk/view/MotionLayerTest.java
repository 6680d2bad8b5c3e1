package org.tablewalk.view;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import javafx.geometry.Bounds;
import javafx.scene.Node;
import javafx.scene.control.Label;
import javafx.stage.Stage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.tablewalk.Shipped;
import org.tablewalk.StraightSession;
import org.tablewalk.session.Command;
import org.tablewalk.viewmodel.Messages;
import org.tablewalk.viewmodel.motion.Motion;
import org.tablewalk.viewmodel.window.MainViewModel;
import org.tablewalk.viewmodel.window.MotionViewModel;
import org.testfx.framework.junit5.ApplicationExtension;
import org.testfx.framework.junit5.Start;
import org.testfx.util.WaitForAsyncUtils;

/** Motions over the panes of the real window, by a clock of the test's own. */
@ExtendWith(ApplicationExtension.class)
class MotionLayerTest {
    /** A store that breaks an entry is the step after it. */
    private static final long STORE = 34;
    private static final long MILLI = 1_000_000;

    private final StraightSession session = new StraightSession();
    private MainViewModel model;
    private MainWindow window;
    private long clock = Long.MAX_VALUE / 2 + 10_000 * MILLI;

    @Start
    void start(Stage stage) {
        Messages messages = Messages.load(Locale.ENGLISH);
        session.send(new Command.OpenShipped("table-free-wrong-ttl", Map.of(), null));
        session.send(new Command.Run());
        session.send(new Command.Seek(STORE));
        model = new MainViewModel(session, Shipped.views(), Shipped.opener()::kindOf, List.of(), messages);
        window = new MainWindow(model, messages, WindowActions.NONE, 1200, 800);
        stage.setScene(window.scene());
        stage.show();
        window.settle();
        model.transport().granularities().get(2).run();
    }

    private static void onToolkit(Callable<Void> test) {
        WaitForAsyncUtils.waitForAsyncFx(20_000, test);
    }

    private void pulse(long millis) {
        clock += millis * MILLI;
        window.pulse(clock);
    }

    private void step(boolean back) {
        (back ? model.transport().back() : model.transport().forward()).run();
        pulse(16);
        pulse(16);
    }

    private Node layer() {
        return window.scene().lookup("#motion");
    }

    private Bounds token() {
        Node token = window.scene().lookup(".motion-token");
        return token.localToScene(token.getLayoutBounds());
    }

    private Bounds written() {
        Node tree = window.scene().lookup("#tree");
        var box = ((org.tablewalk.view.canvas.DrawingView) tree).drawing().hots().stream()
                .filter(h -> h.target().kind() == org.tablewalk.picture.Target.Kind.DESCRIPTOR && h.target().a() == 0x8000_3000L).findFirst().orElseThrow().box();
        return tree.localToScene(new javafx.geometry.BoundingBox(box.x(), box.y(), box.width(), box.height()));
    }

    @Test
    void aStoreFliesFromItsLineToItsEntryAndIsOverInTime() {
        onToolkit(() -> {
            assertThat(layer().isVisible()).isFalse();
            step(false);
            assertThat(model.motion().shown().kind()).isEqualTo(Motion.Kind.STORE);
            assertThat(layer().isVisible()).isTrue();
            assertThat(((Label) window.scene().lookup(".motion-token")).getText()).isEqualTo("0x0000_0000");
            Node listing = window.scene().lookup("#listing");
            assertThat(listing.localToScene(listing.getLayoutBounds()).contains(token().getCenterX(), token().getCenterY())).as("begins in the listing").isTrue();
            double left = token().getCenterX();
            pulse(120);
            assertThat(token().getCenterX()).isGreaterThan(left + 50);
            pulse(110);
            assertThat(written().contains(token().getCenterX(), token().getCenterY())).as("arrives at the entry").isTrue();
            pulse(20);
            assertThat(layer().isVisible()).as("after 250 ms").isFalse();
            return null;
        });
    }

    @Test
    void backwardsItFliesBack() {
        onToolkit(() -> {
            step(false);
            pulse(1_000);
            step(true);
            assertThat(layer().isVisible()).isTrue();
            assertThat(written().contains(token().getCenterX(), token().getCenterY())).as("begins at the entry").isTrue();
            double right = token().getCenterX();
            pulse(200);
            assertThat(token().getCenterX()).isLessThan(right - 100);
            return null;
        });
    }

    @Test
    void theNextStepDropsItAndHurriedStepsHaveNone() {
        onToolkit(() -> {
            step(false);
            assertThat(layer().isVisible()).isTrue();
            step(true);
            assertThat(layer().isVisible()).isFalse();
            pulse(100);
            assertThat(layer().isVisible()).as("nothing was kept for later").isFalse();
            pulse(1_000);
            step(false);
            assertThat(layer().isVisible()).as("a step that is given time").isTrue();
            return null;
        });
    }

    @Test
    void explainedAgainItTakesFourTimesAsLong() {
        onToolkit(() -> {
            step(false);
            pulse(1_000);
            assertThat(layer().isVisible()).isFalse();
            model.motion().again().run();
            pulse(16);
            pulse(16);
            pulse((long) (3 * MotionViewModel.LENGTH));
            assertThat(layer().isVisible()).isTrue();
            pulse((long) MotionViewModel.LENGTH);
            assertThat(layer().isVisible()).isFalse();
            return null;
        });
    }

    @Test
    void withReducedMotionNothingGoesFromPlaceToPlace() {
        onToolkit(() -> {
            model.settings().stillProperty().set(true);
            step(false);
            pulse(60);
            double x = token().getCenterX();
            double seen = window.scene().lookup(".motion-token").getOpacity();
            assertThat(written().contains(x, token().getCenterY())).as("where it ends").isTrue();
            pulse(60);
            assertThat(token().getCenterX()).isEqualTo(x);
            assertThat(window.scene().lookup(".motion-token").getOpacity()).isNotEqualTo(seen);
            return null;
        });
    }
}
