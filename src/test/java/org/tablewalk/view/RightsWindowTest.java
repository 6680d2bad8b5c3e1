package org.tablewalk.view;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import javafx.scene.Node;
import javafx.stage.Stage;
import org.junit.jupiter.api.Test;
import org.tablewalk.arch.arm64.Permissions;
import org.tablewalk.machine.arm64.ArmMachine;
import org.tablewalk.machine.arm64.ArmState;
import org.tablewalk.picture.Drawing;
import org.tablewalk.picture.Target;
import org.tablewalk.session.Command;
import org.tablewalk.session.Frame;
import org.tablewalk.view.canvas.DrawingView;
import org.testfx.api.FxRobot;
import org.testfx.framework.junit5.Start;

/** The table of all pairs of rights: its runs are made beside what is open, and a click opens the one of a cell. */
class RightsWindowTest extends EngineWindow {
    private static final long PAGE = 0x4000_0000L;

    @Start
    void start(Stage stage) throws Exception {
        show(stage);
    }

    private static List<Drawing.Hot> cells(FxRobot robot) {
        Drawing drawing = robot.lookup("#rights").queryAs(DrawingView.class).drawing();
        return drawing == null ? List.of() : drawing.hots().stream().filter(hot -> hot.target().kind() == Target.Kind.CELL).toList();
    }

    private static Drawing.Hot cell(FxRobot robot, String tip) {
        return cells(robot).stream().filter(hot -> hot.tip().startsWith(tip)).findFirst().orElseThrow();
    }

    private static void press(FxRobot robot, Drawing.Hot hot) {
        Node canvas = robot.lookup("#rights").query();
        double scale = ((DrawingView) canvas).scale();
        var bounds = canvas.localToScreen(canvas.getBoundsInLocal());
        robot.clickOn(bounds.getMinX() + hot.box().centreX() * scale, bounds.getMinY() + hot.box().centreY() * scale);
    }

    @Test
    void aCellOpensItsRunAndSaysWhatThatShows(FxRobot robot) {
        session.send(new Command.OpenShipped("permission-pair", Map.of(), null));
        shows(robot, told(new Command.OpenShipped("permission-pair", Map.of(), null)));
        robot.clickOn("#tab-rights");
        until("every pair by every rule", () -> cells(robot).size() == 4 * 64);
        assertThat(cells(robot).stream().filter(hot -> hot.tip().contains("is wrong"))).hasSize(18);
        assertThat(cells(robot).stream().filter(hot -> hot.tip().contains("KVM can meet this"))).hasSize(2);
        assertThat(cell(robot, "RX to RW by prejudge").tip()).contains("left as it is, RX").contains("W missing still").contains("after a permission fault RWX");
        assertThat(cell(robot, "RX to RW by v5.11").tip()).contains("broken").contains("X taken away");

        press(robot, cell(robot, "RW to RX by prejudge"));
        Map<String, String> values = Map.of("oldRights", "RW", "newRights", "RX", "rule", "prejudge");
        told(new Command.SetParameters(values, null));
        Frame end = told(new Command.Run());
        until("the other run", () -> session.frame().subject().parameters().equals(values));
        shows(robot, end);
        assertThat(cells(robot)).as("the table stays").hasSize(4 * 64);
        var state = new ArmState(((ArmMachine) end.subject().machine()).map(), end.image());
        String rights = Permissions.text(Permissions.of(state.translate(PAGE).descriptor()));
        assertThat(cell(robot, "RW to RX by prejudge").tip()).contains("stored over, " + rights).contains("W taken away");

        session.send(new Command.OpenShipped("first-walk", Map.of(), null));
        until("no such tab elsewhere", () -> robot.lookup("#tab-rights").tryQuery().isEmpty());
    }
}
