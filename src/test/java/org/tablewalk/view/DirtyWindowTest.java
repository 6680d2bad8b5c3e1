package org.tablewalk.view;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import javafx.stage.Stage;
import org.junit.jupiter.api.Test;
import org.tablewalk.picture.Drawing;
import org.tablewalk.picture.Target;
import org.tablewalk.session.Command;
import org.tablewalk.session.Frame;
import org.tablewalk.view.canvas.DrawingView;
import org.testfx.api.FxRobot;
import org.testfx.framework.junit5.Start;

/** The pages of a slot and its dirty log: where the host keeps one there is a tab for them, and it shows the moment. */
class DirtyWindowTest extends EngineWindow {
    @Start
    void start(Stage stage) throws Exception {
        show(stage);
    }

    private static String tip(FxRobot robot, int cell) {
        Drawing drawing = robot.lookup("#dirty").queryAs(DrawingView.class).drawing();
        return drawing == null ? "" : drawing.hots().stream().filter(hot -> hot.target().equals(Target.of(Target.Kind.CELL, cell))).findFirst().map(Drawing.Hot::tip).orElse("");
    }

    @Test
    void itShowsWhichPagesAreMappedAndWhichAreDirty(FxRobot robot) {
        var open = new Command.OpenShipped("dirty-logging", Map.of(), null);
        session.send(open);
        shows(robot, told(open));
        robot.clickOn("#tab-dirty");
        until("a block, writable", () -> tip(robot, 511).equals("from 0x401f f000: 1 of 1 mapped, 1 writable, 0 in the dirty log; by a block"));

        session.send(new Command.Run());
        shows(robot, told(new Command.Run()));
        session.send(new Command.Seek(17_000));
        Frame there = told(new Command.Seek(17_000));
        shows(robot, there);
        assertThat(there.position()).isEqualTo(17_000);
        until("a page that was written again", () -> tip(robot, 0).contains("1 in the dirty log"));
        until("a page that nobody noted", () -> tip(robot, 23).contains("0 in the dirty log"));

        session.send(new Command.OpenShipped("first-walk", Map.of(), null));
        until("no such tab without a log", () -> robot.lookup("#tab-dirty").tryQuery().isEmpty());
    }
}
