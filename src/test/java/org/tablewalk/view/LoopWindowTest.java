package org.tablewalk.view;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.Map;
import javafx.scene.input.KeyCode;
import javafx.stage.Stage;
import org.junit.jupiter.api.Test;
import org.tablewalk.check.Loop;
import org.tablewalk.explore.Search;
import org.tablewalk.explore.SearchOptions;
import org.tablewalk.picture.Drawing;
import org.tablewalk.picture.Shape;
import org.tablewalk.session.Command;
import org.tablewalk.session.Frame;
import org.tablewalk.session.Granularity;
import org.tablewalk.session.ScenarioRun;
import org.tablewalk.viewmodel.Numbers;
import org.testfx.api.FxRobot;
import org.testfx.framework.junit5.Start;

/** A livelock in the window: the bar and the lanes show what goes round, the strip says so, and the arrow key goes round with it. */
class LoopWindowTest extends EngineWindow {
    @Start
    void start(Stage stage) throws Exception {
        show(stage);
    }

    @Test
    void whatGoesRoundIsSeenAndSteppedRound(FxRobot robot) {
        session.send(new Command.OpenShipped("permission-fight", Map.of(), null));
        shows(robot, told(new Command.OpenShipped("permission-fight", Map.of(), null)));
        var run = (ScenarioRun) session.frame().subject();
        var result = new Search(run::machine, run.machineKind().judges(), SearchOptions.DEFAULT).run(progress -> {});
        var cause = result.first("livelock").orElseThrow();
        var moves = Arrays.stream(result.witness(cause)).boxed().toList();
        int steps = result.loop(cause).length;
        session.send(new Command.Follow(run, moves, steps));
        Frame found = told(new Command.Follow(direct.frame().subject(), moves, steps));
        shows(robot, found);
        Loop loop = found.loop();
        assertThat(model.verdict().textProperty().get()).isEqualTo("livelock: " + Numbers.grouped(steps) + " steps again and again");
        until("the strip", () -> robot.lookup("livelock: " + Numbers.grouped(steps) + " steps again and again").tryQuery().isPresent());
        robot.interact(() -> {
            assertThat(loopHot(model.seekBar().draw(500, 40))).isNotNull();
            Drawing lanes = model.rows().draw(1000, 250);
            assertThat(lanes.shapes()).anyMatch(shape -> shape instanceof Shape.Text text && text.text().equals("repeats for ever: " + steps + " steps"));
        });
        robot.clickOn("#tree").push(KeyCode.DIGIT3);
        model.transport().seek(loop.to());
        shows(robot, told(new Command.Seek(loop.to())));
        robot.push(KeyCode.RIGHT);
        shows(robot, told(new Command.Step(Granularity.MICRO, false, -1)));
        assertThat(session.frame().position()).isEqualTo(loop.from() + 1);
        robot.interact(() -> model.seekBar().select(loopHot(model.seekBar().draw(500, 40)).target()));
        shows(robot, told(new Command.Seek(loop.from())));
    }

    private static Drawing.Hot loopHot(Drawing bar) {
        return bar.hots().stream().filter(hot -> hot.tip().startsWith("Livelock")).findFirst().orElse(null);
    }
}
