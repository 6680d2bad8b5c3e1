package org.tablewalk.view;

import static org.assertj.core.api.Assertions.assertThat;

import javafx.scene.Node;
import javafx.scene.input.KeyCode;
import javafx.stage.Stage;
import org.junit.jupiter.api.Test;
import org.tablewalk.session.Activity;
import org.tablewalk.session.Command;
import org.tablewalk.session.LockStepFrame;
import org.tablewalk.view.canvas.DrawingView;
import org.testfx.api.FxRobot;
import org.testfx.framework.junit5.Start;

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
        assertThat(robot.lookup("#lockstep-B-head").query().getAccessibleText()).isEqualTo("B, bad. 63 / 63. goes its own way. press to let it lead");
        assertThat(robot.lookup("#lockstep-counters").query().getAccessibleText()).startsWith("Counters side by side. Different: ");
        long parts = end.parting().deeds().getFirst().step() + 1;

        robot.clickOn("#lockstep-A-tables").push(KeyCode.P);
        until("the first difference", () -> session.frame().position() == parts && text(robot, "lockstep-B-standing").equals("◆ parts here"));
        robot.push(KeyCode.LEFT);
        until("a step before", () -> session.frame().position() < parts && text(robot, "lockstep-B-standing").equals("does what the others do"));
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
