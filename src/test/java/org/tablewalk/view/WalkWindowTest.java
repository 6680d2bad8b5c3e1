package org.tablewalk.view;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import javafx.scene.Node;
import javafx.stage.Stage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tablewalk.picture.Drawing;
import org.tablewalk.picture.Hex;
import org.tablewalk.picture.Shape;
import org.tablewalk.picture.Target;
import org.tablewalk.session.Command;
import org.tablewalk.session.Frame;
import org.tablewalk.trace.walk.WalkVisit;
import org.tablewalk.view.canvas.DrawingView;
import org.testfx.api.FxRobot;
import org.testfx.framework.junit5.Start;

/** A walk's calls one by one: a click goes to the step of one, and the tree shows where the walker stands. */
class WalkWindowTest extends EngineWindow {
    @TempDir
    private Path folder;

    @Start
    void start(Stage stage) throws Exception {
        show(stage);
    }

    private static List<Drawing.Hot> hots(FxRobot robot, String canvas, Target.Kind kind) {
        Drawing drawing = robot.lookup("#" + canvas).queryAs(DrawingView.class).drawing();
        return drawing == null ? List.of() : drawing.hots().stream().filter(hot -> hot.target().kind() == kind).toList();
    }

    private static void press(FxRobot robot, Drawing.Hot hot) {
        Node canvas = robot.lookup("#walk").query();
        double scale = ((DrawingView) canvas).scale();
        var bounds = canvas.localToScreen(canvas.getBoundsInLocal());
        robot.clickOn(bounds.getMinX() + hot.box().centreX() * scale, bounds.getMinY() + hot.box().centreY() * scale);
    }

    private Frame open(FxRobot robot, Command command) {
        session.send(command);
        shows(robot, told(command));
        session.send(new Command.Run());
        Frame end = told(new Command.Run());
        shows(robot, end);
        robot.clickOn("#tab-walk");
        return end;
    }

    @Test
    void aClickGoesToTheStepOfACallAndTheTreeShowsIt(FxRobot robot) {
        Frame end = open(robot, new Command.OpenShipped("walker-lab", Map.of(), null));
        assertThat(end.walks().length()).isEqualTo(10);
        until("the calls", () -> !hots(robot, "walk", Target.Kind.STEP).isEmpty());
        Drawing.Hot block = hots(robot, "walk", Target.Kind.STEP).stream().filter(hot -> hot.tip().startsWith("Visit 2:")).findFirst().orElseThrow();
        assertThat(block.tip()).contains("what is no table, level 2, slot 1, cursor " + Hex.grouped(0x402f_f000L) + "; block → " + Hex.grouped(0x1_4020_0000L))
                .contains("returned 0");
        press(robot, block);
        WalkVisit visit = end.walks().visit(1);
        Frame there = told(new Command.Seek(visit.position() + 1));
        shows(robot, there);
        until("where the walker stands", () -> hots(robot, "tree", Target.Kind.CPU).stream().anyMatch(hot -> hot.tip()
                .equals("The walker on CPU 0 stands at this entry, its cursor at IPA " + Hex.grouped(0x402f_f000L) + ", level 2")));
        until("the line it stands at", () -> robot.lookup("#walk").queryAs(DrawingView.class).drawing().shapes().stream().anyMatch(shape -> shape instanceof Shape.Text t
                && t.text().startsWith("Visit 2 of 10: CPU 0, LEAF at level 2")));

        session.send(new Command.OpenShipped("first-walk", Map.of(), null));
        until("no such tab where no code walks", () -> robot.lookup("#tab-walk").tryQuery().isEmpty());
    }

    @Test
    void aCaseFileOpensLikeAnyFile(FxRobot robot) throws Exception {
        Path file = Files.writeString(folder.resolve("case.json"), """
                { "name": "A case of mine", "granule": "64K", "iaBits": 40, "startLevel": 2, "rootTables": 1, "leaves": [], "emptyTables": [],
                  "walkAddr": "0x40000000", "walkSize": "0x20000", "flags": [ "LEAF", "TABLE_POST" ],
                  "callback": "on LEAF at level<3 with invalid entry installs an empty table; at level 3 writes a page" }
                """);
        Frame end = open(robot, new Command.OpenFile(file));
        assertThat(end.subject().title()).isEqualTo("A case of mine");
        until("the calls", () -> hots(robot, "walk", Target.Kind.STEP).size() == 4);
        assertThat(hots(robot, "walk", Target.Kind.STEP).getFirst().tip()).contains("invalid; read again: table → ");
    }
}
