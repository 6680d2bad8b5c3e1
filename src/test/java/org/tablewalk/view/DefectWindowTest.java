package org.tablewalk.view;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import javafx.scene.Node;
import javafx.scene.control.Labeled;
import javafx.scene.input.KeyCode;
import javafx.stage.Stage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tablewalk.picture.Drawing;
import org.tablewalk.session.Command;
import org.tablewalk.session.Frame;
import org.tablewalk.session.Granularity;
import org.tablewalk.view.canvas.DrawingView;
import org.tablewalk.view.canvas.PaintContext;
import org.tablewalk.viewmodel.CanvasViewModel;
import org.testfx.api.FxRobot;
import org.testfx.framework.junit5.Start;

/** What fails in one pane stays in that pane; the window goes on, and says once what happened. */
class DefectWindowTest extends EngineWindow {
    @Start
    void start(Stage stage) throws Exception {
        show(stage);
    }

    /** A canvas that fails on purpose. */
    private static final class Failing extends CanvasViewModel {
        private final AtomicBoolean fails = new AtomicBoolean(true);
        private final AtomicInteger tries = new AtomicInteger();

        @Override
        public Drawing draw(double width, double height) {
            tries.incrementAndGet();
            if (fails.get()) {
                throw new IllegalStateException("on purpose");
            }
            return new Drawing(width, height, List.of(), List.of());
        }

        void change() {
            changed();
        }
    }

    @Test
    void aPaneThatCannotBeDrawnSaysSoAndTheRestGoesOn(FxRobot robot) {
        open(robot, "first-walk");
        var failing = new Failing();
        var context = new PaintContext(model.settings(), model.defects());
        var view = new DrawingView(failing, context, "broken", "broken");
        robot.interact(() -> {
            ((javafx.scene.layout.Pane) window.scene().getRoot()).getChildren().add(view);
            view.resize(200, 100);
            view.layout();
            for (int i = 0; i < 100; i++) {
                context.pulse(i, true);
            }
        });
        assertThat(failing.tries).as("tried once, not with every pulse").hasValue(1);
        Node says = view.lookup(".failed");
        assertThat(says.isVisible()).isTrue();
        assertThat(((Labeled) says).getText()).contains("could not be drawn");
        until("it is told", () -> text(robot, "bannerWhat").contains("A defect of the program (IllegalStateException) after"));
        assertThat(text(robot, "bannerWhere")).isEqualTo("broken");
        robot.interact(() -> {
            failing.change();
            context.pulse(200, true);
            failing.fails.set(false);
            failing.change();
            context.pulse(201, true);
            ((javafx.scene.layout.Pane) window.scene().getRoot()).getChildren().remove(view);
        });
        assertThat(failing.tries).hasValue(3);
        assertThat(says.isVisible()).isFalse();
        robot.clickOn("#bannerClose").clickOn("#tree").push(KeyCode.RIGHT);
        shows(robot, told(new Command.Step(Granularity.INSTRUCTION, false, -1)));
        assertThat(text(robot, "bannerWhat")).as("once").isEmpty();
    }

    @Test
    void aFileThatNeverAnswersIsToldWithoutHoldingTheWindow(FxRobot robot, @TempDir Path folder) throws Exception {
        open(robot, "first-walk");
        Path file = Files.writeString(folder.resolve("kmsg.log"), "x");
        var stuck = new org.tablewalk.faulty.Stuck(folder, new byte[0]);
        Frame before = session.frame();
        robot.interact(() -> model.open(stuck.path(file)));
        robot.push(KeyCode.CONTROL, KeyCode.DIGIT0);
        until("the problem", () -> text(robot, "bannerWhat").contains("no answer"));
        assertThat(text(robot, "bannerWhere")).endsWith("kmsg.log");
        assertThat(stuck.isLetGo()).isTrue();
        robot.clickOn("#tree").push(KeyCode.RIGHT);
        shows(robot, told(new Command.Step(Granularity.INSTRUCTION, false, -1)));
        assertThat(session.frame().subject().name()).isEqualTo(before.subject().name());
    }
}
