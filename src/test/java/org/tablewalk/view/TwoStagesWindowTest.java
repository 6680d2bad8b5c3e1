package org.tablewalk.view;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import javafx.scene.Node;
import javafx.stage.Stage;
import org.junit.jupiter.api.Test;
import org.tablewalk.picture.Drawing;
import org.tablewalk.picture.Target;
import org.tablewalk.session.Command;
import org.tablewalk.view.canvas.DrawingView;
import org.testfx.api.FxRobot;
import org.testfx.framework.junit5.Start;

/** Trees of two stages in the window: an entry and a CPU are pressed, a tree without room is asked for. */
class TwoStagesWindowTest extends EngineWindow {
    @Start
    void start(Stage stage) throws Exception {
        show(stage);
    }

    private static List<Drawing.Hot> hots(FxRobot robot, String canvas, Target.Kind kind) {
        Drawing drawing = robot.lookup("#" + canvas).queryAs(DrawingView.class).drawing();
        return drawing == null ? List.of() : drawing.hots().stream().filter(hot -> hot.target().kind() == kind).toList();
    }

    private static void press(FxRobot robot, String canvas, Drawing.Hot hot) {
        Node node = robot.lookup("#" + canvas).query();
        double scale = ((DrawingView) node).scale();
        var bounds = node.localToScreen(node.getBoundsInLocal());
        robot.clickOn(bounds.getMinX() + hot.box().centreX() * scale, bounds.getMinY() + hot.box().centreY() * scale);
    }

    @Test
    void anEntryOfStage1AndACpuAreLookedAt(FxRobot robot) throws Exception {
        var open = new Command.OpenFile(Path.of(TwoStagesWindowTest.class.getResource("/org/tablewalk/pictures/two-stages.json").toURI()));
        session.send(open);
        told(open);
        session.send(new Command.Seek(30));
        shows(robot, told(new Command.Seek(30)));
        until("the trees", () -> !hots(robot, "tree", Target.Kind.TREE).isEmpty());
        assertThat(hots(robot, "tree", Target.Kind.TREE)).hasSize(3);
        Drawing.Hot table = hots(robot, "tree", Target.Kind.DESCRIPTOR).stream().filter(h -> h.tip().contains("at 0x4020 0000")).findFirst().orElseThrow();
        press(robot, "tree", table);
        until("the entry of stage 1", () -> model.inspector().rangeProperty().get().startsWith("VM vm0, stage 1 of one: IPA 0x4020_0000"));
        press(robot, "rows", hots(robot, "rows", Target.Kind.CPU).getFirst());
        until("the registers", () -> model.inspector().titleProperty().get().equals("vCPU 0, guest (EL1)"));
        Drawing.Hot other = hots(robot, "tree", Target.Kind.TREE).stream().filter(h -> h.target().b() == 1).findFirst().orElse(null);
        if (other != null) {
            press(robot, "tree", other);
            until("the tree in sight", () -> hots(robot, "tree", Target.Kind.TREE).stream().anyMatch(h -> h.target().a() == other.target().a() && h.target().b() == 0));
        }
    }
}
