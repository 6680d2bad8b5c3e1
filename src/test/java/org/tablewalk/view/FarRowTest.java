package org.tablewalk.view;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import javafx.geometry.Bounds;
import javafx.scene.Node;
import javafx.scene.Parent;
import javafx.scene.control.Label;
import javafx.scene.control.Labeled;
import javafx.scene.control.ListView;
import javafx.scene.control.ScrollPane;
import javafx.scene.control.TabPane;
import javafx.scene.control.TextInputControl;
import javafx.scene.input.Clipboard;
import javafx.scene.input.ClipboardContent;
import javafx.scene.input.KeyCode;
import javafx.stage.Stage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.tablewalk.picture.Palette;
import org.tablewalk.session.Command;
import org.tablewalk.session.Frame;
import org.tablewalk.session.Granularity;
import org.tablewalk.view.canvas.DrawingView;
import org.tablewalk.viewmodel.Numbers;
import org.testfx.api.FxRobot;
import org.testfx.framework.junit5.Start;
import org.testfx.util.WaitForAsyncUtils;

/** The window before a room: size, theme, a clicker, a black screen, and links to a step. */
class FarRowTest extends EngineWindow {
    @Start
    void start(Stage stage) throws Exception {
        show(stage);
    }

    private int scale() {
        return model.settings().scaleProperty().get();
    }

    @Test
    void everythingGrowsAndShrinksByKeysAndTakesTheNextTheme(FxRobot robot) {
        open(robot, "first-walk");
        robot.clickOn("#tree").push(KeyCode.CONTROL, KeyCode.PLUS).push(KeyCode.CONTROL, KeyCode.PLUS);
        assertThat(scale()).isEqualTo(125);
        robot.push(KeyCode.CONTROL, KeyCode.MINUS);
        assertThat(scale()).isEqualTo(110);
        robot.push(KeyCode.CONTROL, KeyCode.DIGIT0);
        assertThat(scale()).isEqualTo(100);
        robot.push(KeyCode.CONTROL, KeyCode.D).push(KeyCode.CONTROL, KeyCode.D);
        assertThat(model.settings().themeProperty().get()).isEqualTo(Palette.PROJECTOR);
    }

    @Test
    void theRowsKeepTheirHeightWhileTheScaleChanges(FxRobot robot) {
        open(robot, "cancelled-migration");
        for (int direction : new int[] {1, -1}) {
            for (int i = 0; i < 8; i++) {
                robot.push(KeyCode.CONTROL, direction > 0 ? KeyCode.PLUS : KeyCode.MINUS);
                robot.interact(() -> model.settings().bottomTabProperty().set(0));
                assertThat(robot.lookup("#rows").query().getLayoutBounds().getHeight()).as("at %d %%", scale()).isGreaterThan(80);
            }
        }
        assertThat(scale()).isEqualTo(100);
    }

    @Test
    void aClickerStepsAndBlanksWhereverTheFocusIs(FxRobot robot) {
        open(robot, "cancelled-migration");
        robot.push(KeyCode.F5);
        assertThat(scale()).isGreaterThanOrEqualTo(150);
        robot.clickOn("#tab-moves").interact(() -> robot.lookup("#moves").query().requestFocus());
        for (int i = 0; i < 3; i++) {
            robot.push(KeyCode.PAGE_DOWN);
            shows(robot, told(new Command.Step(Granularity.INSTRUCTION, false, -1)));
        }
        robot.push(KeyCode.PAGE_UP);
        Frame there = told(new Command.Step(Granularity.INSTRUCTION, true, -1));
        shows(robot, there);
        robot.push(KeyCode.B);
        assertThat(robot.lookup("#blank").query().isVisible()).isTrue();
        var image = WaitForAsyncUtils.asyncFx(() -> window.scene().snapshot(null));
        assertThat(WaitForAsyncUtils.waitFor(image).getPixelReader().getArgb(500, 450)).isEqualTo(0xff000000);
        // Nothing moves under the black screen.
        robot.push(KeyCode.PAGE_DOWN).push(KeyCode.CONTROL, KeyCode.D);
        assertThat(model.settings().themeProperty().get()).isEqualTo(Palette.LIGHT);
        robot.push(KeyCode.B);
        assertThat(robot.lookup("#blank").query().isVisible()).isFalse();
        shows(robot, there);
        // The same where a picture has the focus, which takes keys first.
        robot.clickOn("#tree").push(KeyCode.PAGE_DOWN);
        there = told(new Command.Step(Granularity.INSTRUCTION, false, -1));
        shows(robot, there);
        robot.push(KeyCode.B);
        assertThat(robot.lookup("#blank").query().isVisible()).isTrue();
        robot.push(KeyCode.PAGE_DOWN).push(KeyCode.B);
        assertThat(robot.lookup("#blank").query().isVisible()).isFalse();
        shows(robot, there);
        robot.push(KeyCode.F5);
        assertThat(scale()).isEqualTo(100);
        robot.push(KeyCode.B);
        assertThat(robot.lookup("#blank").query().isVisible()).isFalse();
    }

    private static void clip(FxRobot robot, String text) {
        robot.interact(() -> {
            var content = new ClipboardContent();
            content.putString(text);
            Clipboard.getSystemClipboard().setContent(content);
        });
    }

    @Test
    void aCopiedLinkIsOpenedAgainByPastingIt(FxRobot robot) {
        open(robot, "cancelled-migration");
        told(new Command.Run());
        robot.push(KeyCode.CONTROL, KeyCode.R);
        shows(robot, direct.frame());
        robot.clickOn("#step").push(KeyCode.CONTROL, KeyCode.A).write("600").push(KeyCode.ENTER);
        Frame there = told(new Command.Seek(600));
        shows(robot, there);
        robot.clickOn("#tree").push(KeyCode.CONTROL, KeyCode.SHIFT, KeyCode.C);
        String[] held = new String[1];
        robot.interact(() -> held[0] = Clipboard.getSystemClipboard().getString());
        assertThat(held[0]).isEqualTo(there.link().text());
        open(robot, "first-walk");
        robot.clickOn("#tree").push(KeyCode.CONTROL, KeyCode.V);
        Frame again = told(new Command.OpenLink(held[0]));
        assertThat(again.stateHash()).isEqualTo(there.stateHash());
        shows(robot, again);
        assertThat(session.frame().runHash()).isEqualTo(there.runHash());
    }

    @Test
    void aTypedLinkIsOpenedAndWhatIsWrongWithOneIsTold(FxRobot robot) {
        open(robot, "cancelled-migration");
        clip(robot, "no link");
        robot.clickOn("#tree").push(KeyCode.CONTROL, KeyCode.L);
        assertThat(robot.lookup("#linkBar").query().isVisible()).isTrue();
        type(robot, "tablewalk:first-walk?step=x");
        robot.push(KeyCode.ENTER);
        until("a banner", () -> robot.lookup("#banner").query().isVisible());
        assertThat(robot.lookup("#bannerWhere").queryAs(Label.class).getText()).isEqualTo("link:1:27");
        assertThat(robot.lookup("#linkBar").query().isVisible()).isFalse();
        shows(robot, told(new Command.OpenShipped("cancelled-migration", Map.of(), null)));
        robot.push(KeyCode.CONTROL, KeyCode.L);
        type(robot, "tablewalk:first-walk?step=4");
        robot.push(KeyCode.ENTER);
        shows(robot, told(new Command.OpenLink("tablewalk:first-walk?step=4")));
        robot.push(KeyCode.RIGHT);
        shows(robot, told(new Command.Step(Granularity.INSTRUCTION, false, -1)));
        robot.push(KeyCode.CONTROL, KeyCode.L).push(KeyCode.ESCAPE);
        assertThat(robot.lookup("#linkBar").query().isVisible()).isFalse();
    }

    /** What is not in a list, a column that scrolls or a row of tabs, which can be scrolled to. */
    private static void controls(Node node, List<Node> found) {
        if (!node.isVisible() || node instanceof ListView || node instanceof ScrollPane) {
            return;
        }
        if (node instanceof Labeled || node instanceof TextInputControl || node instanceof DrawingView) {
            found.add(node);
        } else if (node instanceof Parent parent && !node.getStyleClass().contains("tab-header-area")) {
            parent.getChildrenUnmodifiable().forEach(child -> controls(child, found));
        }
    }

    /** However large the letters are, nothing stands beyond the edge of the window, and every pane can be come to. */
    @ParameterizedTest
    @ValueSource(ints = {100, 150, 200, 300})
    void nothingIsCutOffAtAnyScale(int scale, FxRobot robot) {
        open(robot, "cancelled-migration");
        robot.interact(() -> model.settings().scaleProperty().set(scale));
        WaitForAsyncUtils.waitForFxEvents();
        for (String tab : List.of("listing", "moves", "scenarios", "inspector", "machine", "rows", "tlbs", "events", "counters")) {
            var pane = robot.lookup(".tab-pane").<TabPane>queryAll().stream().filter(p -> p.getTabs().stream().anyMatch(t -> t.getId().equals("tab-" + tab)))
                    .findFirst().orElseThrow(() -> new AssertionError(tab + " is nowhere"));
            robot.interact(() -> pane.getTabs().stream().filter(t -> t.getId().equals("tab-" + tab)).findFirst().ifPresent(pane.getSelectionModel()::select));
            var found = new ArrayList<Node>();
            look(() -> controls(window.scene().getRoot(), found));
            assertThat(found).hasSizeGreaterThan(10);
            for (Node node : found) {
                Bounds in = node.localToScene(node.getLayoutBounds());
                assertThat(in.getMinX()).as("%s at %d %%: %s", tab, scale, node).isGreaterThanOrEqualTo(-1);
                assertThat(in.getMaxX()).as("%s at %d %%: %s", tab, scale, node).isLessThanOrEqualTo(window.scene().getWidth() + 1);
                assertThat(in.getMaxY()).as("%s at %d %%: %s", tab, scale, node).isLessThanOrEqualTo(window.scene().getHeight() + 1);
            }
        }
        robot.interact(() -> model.settings().scaleProperty().set(100));
        WaitForAsyncUtils.waitForFxEvents();
        assertThat(robot.lookup("#left").<TabPane>queryAs(TabPane.class).getTabs()).hasSize(3);
        assertThat(robot.lookup("#right").<TabPane>queryAs(TabPane.class).getTabs()).hasSize(2);
        robot.clickOn("#tree").push(KeyCode.RIGHT);
        shows(robot, told(new Command.Step(Granularity.INSTRUCTION, false, -1)));
    }

    @Test
    void oneKeyShowsTheTablesTwice(FxRobot robot) {
        open(robot, "cancelled-migration");
        robot.clickOn("#tree").push(KeyCode.RIGHT);
        shows(robot, told(new Command.Step(Granularity.INSTRUCTION, false, -1)));
        robot.push(KeyCode.C);
        until("two pictures", () -> robot.lookup("#pair").<DrawingView>queryAs(DrawingView.class).drawing() != null);
        DrawingView left = robot.lookup("#pair").queryAs(DrawingView.class);
        DrawingView right = robot.lookup("#tree").queryAs(DrawingView.class);
        assertThat(left.getWidth()).isEqualTo(right.getWidth());
        assertThat(left.getHeight()).isEqualTo(right.getHeight());
        assertThat(text(robot, "pairLeft")).isEqualTo("before step " + Numbers.grouped(direct.frame().position()));
        robot.push(KeyCode.RIGHT);
        shows(robot, told(new Command.Step(Granularity.INSTRUCTION, false, -1)));
        assertThat(text(robot, "pairRight")).isEqualTo("after step " + Numbers.grouped(direct.frame().position()));
        robot.push(KeyCode.C);
        until("one picture", () -> !robot.lookup("#pair").query().getParent().isVisible());
        robot.push(KeyCode.X);
        assertThat(text(robot, "pairLeft")).contains("kept");
    }
}
