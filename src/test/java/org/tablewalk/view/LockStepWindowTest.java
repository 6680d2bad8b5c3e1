package org.tablewalk.view;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import javafx.scene.Node;
import javafx.scene.control.ListCell;
import javafx.scene.control.ListView;
import javafx.scene.input.KeyCode;
import javafx.scene.input.MouseButton;
import javafx.stage.Stage;
import org.junit.jupiter.api.Test;
import org.tablewalk.picture.timeline.Axis;
import org.tablewalk.session.Activity;
import org.tablewalk.session.Command;
import org.tablewalk.session.LockStepFrame;
import org.tablewalk.view.canvas.DrawingView;
import org.testfx.api.FxRobot;
import org.testfx.api.FxRobotInterface;
import org.testfx.framework.junit5.Start;
import org.testfx.util.WaitForAsyncUtils;

/** Machines side by side in the window: opened, stepped, led to where they part, left. */
class LockStepWindowTest extends EngineWindow {
    @Start
    void start(Stage stage) throws Exception {
        show(stage);
    }

    private LockStepFrame opened(String set) {
        session.send(new Command.OpenShippedSet(set));
        session.send(new Command.Run());
        until("its runs are made", () -> session.lockStep() != null && session.frame().activity() == Activity.IDLE
                && session.lockStep().machines().stream().allMatch(m -> m.frame().ended()) && model.lockStep().activeProperty().get());
        return session.lockStep();
    }

    private static boolean visible(FxRobot robot, String id) {
        return robot.lookup("#" + id).tryQuery().filter(Node::isVisible).isPresent();
    }

    @Test
    void aSetIsSteppedLedToItsFirstDifferenceAndLeft(FxRobot robot) {
        LockStepFrame end = opened("good-and-bad");
        until("columns", () -> visible(robot, "lockstep-A") && visible(robot, "lockstep-B") && robot.lookup("#tree").tryQuery().isEmpty());
        assertThat(visible(robot, "verdictStrip")).as("each has its own verdict").isFalse();
        assertThat(text(robot, "lockstep-B-title")).isEqualTo("bad");
        assertThat(robot.lookup("#lockstep-B-head").query().getAccessibleText()).isEqualTo("B, bad. 63 / 63. apart. press to let it lead");
        assertThat(robot.lookup("#lockstep-counters").query().getAccessibleText()).startsWith("Counters side by side. Different: ");
        long parts = end.parting().deeds().getFirst().step() + 1;

        robot.clickOn("#lockstep-A-tables").push(KeyCode.P);
        until("the first difference", () -> session.frame().position() == parts && text(robot, "lockstep-B-standing").equals("◆ parts here"));
        robot.push(KeyCode.LEFT);
        until("a step before", () -> session.frame().position() < parts && text(robot, "lockstep-B-standing").equals("in step"));
        assertThat(session.lockStep().machines()).allSatisfy(m -> assertThat(m.frame().position()).isEqualTo(session.frame().position()));

        robot.clickOn("#lockstep-B-head");
        until("the other leads", () -> session.lockStep().leading() == 1 && model.lockStep().columns().get(1).leadsProperty().get());
        robot.clickOn("#lockstep-parting");
        until("where the other parts", () -> session.frame().position() == end.parting().deeds().getLast().step() + 1);
        long hash = session.frame().stateHash();
        robot.push(KeyCode.ESCAPE);
        until("one machine again", () -> session.lockStep() == null && robot.lookup("#tree").tryQuery().isPresent() && robot.lookup("#lockstep-A").tryQuery().isEmpty());
        assertThat(session.frame().stateHash()).isEqualTo(hash);
        assertThat(visible(robot, "verdictStrip")).isTrue();
        robot.interact(() -> assertThat(window.scene().getFocusOwner()).isInstanceOfSatisfying(DrawingView.class, c -> assertThat(c.getId()).isEqualTo("tree")));
    }

    @Test
    void lanesAreDraggedAndZoomedInAllColumnsByPointerAndKeys(FxRobot robot) {
        opened("good-and-bad");
        session.send(new Command.Seek(30));
        until("step 30", () -> session.frame().position() == 30 && model.lockStep().timeline().picture() != null);
        double wide = axis().to() - axis().from();
        robot.clickOn("#lockstep-A-head").clickOn("#lockstep-A-tables").push(KeyCode.W);
        until("nearer", () -> axis().to() - axis().from() < wide);
        double from = axis().from();
        robot.drag("#lockstep-B-lanes").moveBy(-60, 0).drop();
        until("dragged in the other", () -> axis().from() > from + 2);
        assertThat(session.frame().position()).as("nobody went anywhere").isEqualTo(30);
        robot.push(KeyCode.A);
        until("back by keys", () -> axis().from() < from + 2);
        robot.doubleClickOn("#lockstep-B-lanes");
        until("as it was", () -> axis().to() - axis().from() == wide);
    }

    private Axis axis() {
        return model.lockStep().timeline().picture().axis();
    }

    /** Two runs of one scenario: the second makes another move at step 5. */
    private void fork(FxRobot robot) {
        session.send(new Command.OpenShipped("missing-tlbi", Map.of(), null));
        session.send(new Command.Run());
        until("made", () -> session.frame().subject() != null && session.frame().ended() && session.frame().activity() == Activity.IDLE);
        session.send(new Command.Seek(5));
        until("step 5", () -> session.frame().position() == 5);
        int other = session.frame().moves().stream().filter(m -> m != session.frame().nextMove()).findFirst().orElseThrow();
        session.send(new Command.Take(other));
        session.send(new Command.Run());
        robot.clickOn("#tab-scenarios");
        until("two runs", () -> robot.lookup("#runs").<ListView<?>>queryAs(cast()).getItems().size() == 2 && session.frame().activity() == Activity.IDLE && session.frame().ended()
                && cell(robot, 1) != null);
    }

    private static Node cell(FxRobot robot, int index) {
        return robot.from(robot.lookup("#runs")).lookup(".list-cell").queryAll().stream().filter(n -> ((ListCell<?>) n).getIndex() == index && n.isVisible()).findFirst().orElse(
                null);
    }

    /** The first run, held by the mouse: the drag has begun before it is led anywhere. */
    private static FxRobotInterface taken(FxRobot robot) {
        FxRobotInterface held = robot.drag(cell(robot, 0)).moveBy(20, 4);
        WaitForAsyncUtils.waitForFxEvents();
        return held;
    }

    private void sideBySide(FxRobot robot, String left, String right) {
        until("side by side", () -> session.lockStep() != null && model.lockStep().activeProperty().get() && robot.lookup("#lockstep-B-title").tryQuery().isPresent());
        assertThat(text(robot, "lockstep-A-title")).isEqualTo(left);
        assertThat(text(robot, "lockstep-B-title")).isEqualTo(right);
        assertThat(text(robot, "lockstep-title")).isEqualTo("Runs side by side");
        until("they part", () -> session.lockStep().parting() != null && model.lockStep().partsProperty().get());
        assertThat(session.lockStep().parting().deeds()).allSatisfy(deed -> assertThat(deed.step()).isBetween(4L, 30L));
    }

    @Test
    void aRunIsDraggedOntoAnother(FxRobot robot) {
        fork(robot);
        taken(robot).moveTo(cell(robot, 1)).moveBy(3, 3).moveBy(-3, 3).drop();
        sideBySide(robot, "run 2", "run 1");
        robot.clickOn("#lockstep-close");
        until("left", () -> session.lockStep() == null);
    }

    @Test
    void aRunIsDraggedOntoTheTablesOfTheOneShown(FxRobot robot) {
        fork(robot);
        taken(robot).moveTo("#tree").moveBy(3, 3).moveBy(-3, 3).drop();
        sideBySide(robot, "run 2", "run 1");
    }

    @Test
    void theRunOfTheListIsPutBesideTheOneShownByKeys(FxRobot robot) {
        fork(robot);
        robot.clickOn(cell(robot, 0), MouseButton.SECONDARY);
        until("its menu", () -> robot.lookup("#menu-lockstep-compare").tryQuery().isPresent());
        robot.push(KeyCode.ESCAPE);
        assertThat(session.frame().run()).as("the right button opens nothing").isEqualTo(1);
        robot.push(KeyCode.SHORTCUT, KeyCode.B);
        sideBySide(robot, "run 2", "run 1");
    }

    @Test
    void fiveMachinesHaveFiveColumnsWithAllTheirPictures(FxRobot robot) {
        opened("bbm-levels");
        until("five columns", () -> visible(robot, "lockstep-E"));
        robot.interact(() -> {
            for (String letter : new String[] {"A", "B", "C", "D", "E"}) {
                for (String picture : new String[] {"-tables", "-lanes"}) {
                    DrawingView view = robot.lookup("#lockstep-" + letter + picture).queryAs(DrawingView.class);
                    assertThat(view.drawing().hots()).as(letter + picture).isNotEmpty();
                    assertThat(view.getWidth()).isBetween(196.0, 200.0);
                }
            }
        });
        robot.clickOn("#lockstep-close");
        until("left", () -> session.lockStep() == null && robot.lookup("#lockstep-E").tryQuery().isEmpty());
    }
}
