package org.tablewalk.view;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import javafx.scene.control.Label;
import javafx.scene.control.ListView;
import javafx.scene.input.KeyCode;
import javafx.stage.Stage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tablewalk.format.casemate.CasemateTrace;
import org.tablewalk.session.Command;
import org.tablewalk.session.Frame;
import org.tablewalk.session.Granularity;
import org.tablewalk.viewmodel.window.MoveRow;
import org.tablewalk.viewmodel.window.RunRow;
import org.testfx.api.FxRobot;
import org.testfx.framework.junit5.Start;

/** The window on an Arm machine and on a trace of one. */
class WindowTest extends EngineWindow {
    private static final String TRACE = """
            (mem-init (id 0) (tid 0) (address 0x10000) (size 0x1000))
            (hint (id 1) (tid 0) (kind set_root_lock) (location 0x10000) (value 0x20000))
            (sysreg-write (id 2) (tid 0) (sysreg vttbr_el2) (value 0x10000))
            (lock (id 3) (tid 0) (address 0x20000))
            (mem-write (id 4) (tid 0) (mem-order plain) (address 0x10000) (value 0x0))
            (unlock (id 5) (tid 0) (address 0x20000))
            """;

    @Start
    void start(Stage stage) throws Exception {
        show(stage);
    }

    @Test
    void opensAScenarioAndStepsThereAndBackAgain(FxRobot robot) {
        open(robot, "cancelled-migration");
        robot.clickOn("#tree");
        for (int i = 0; i < 3; i++) {
            robot.push(KeyCode.RIGHT);
            shows(robot, told(new Command.Step(Granularity.INSTRUCTION, false, -1)));
        }
        robot.push(KeyCode.LEFT);
        shows(robot, told(new Command.Step(Granularity.INSTRUCTION, true, -1)));
        robot.push(KeyCode.DIGIT3).push(KeyCode.RIGHT);
        shows(robot, told(new Command.Step(Granularity.MICRO, false, -1)));
        robot.push(KeyCode.HOME);
        shows(robot, told(new Command.Seek(0)));
        assertThat(text(robot, "sentence")).contains("Nothing has happened yet");
    }

    @Test
    void seeksToATypedStepAndShowsWhatIsThere(FxRobot robot) {
        open(robot, "cancelled-migration");
        robot.push(KeyCode.CONTROL, KeyCode.R);
        Frame end = told(new Command.Run());
        shows(robot, end);
        assertThat(text(robot, "runHash")).contains(end.runHash().substring(0, 8));
        robot.clickOn("#step").push(KeyCode.CONTROL, KeyCode.A).write("1200").push(KeyCode.ENTER);
        Frame there = told(new Command.Seek(1200));
        shows(robot, there);
        assertThat(text(robot, "statusCounters")).contains("faults " + there.counters().getFirst());
        robot.clickOn("#tree").push(KeyCode.ALT, KeyCode.LEFT);
        shows(robot, told(new Command.Step(Granularity.PHASE, true, -1)));
    }

    @Test
    void aMoveByHandInThePastForksARun(FxRobot robot) {
        open(robot, "cancelled-migration");
        robot.push(KeyCode.CONTROL, KeyCode.R);
        long length = told(new Command.Run()).length();
        shows(robot, direct.frame());
        robot.clickOn("#step").push(KeyCode.CONTROL, KeyCode.A).write("600").push(KeyCode.ENTER);
        Frame past = told(new Command.Seek(600));
        shows(robot, past);
        int other = past.moves().stream().filter(m -> m != past.nextMove()).findFirst().orElseThrow();
        robot.clickOn("#tab-moves");
        ListView<MoveRow> moves = robot.lookup("#moves").queryAs(cast());
        assertThat(moves.getItems()).extracting(MoveRow::move).containsExactlyElementsOf(past.moves());
        String key = moves.getItems().stream().filter(m -> m.move() == other).findFirst().orElseThrow().key();
        robot.interact(moves::requestFocus);
        robot.press(KeyCode.getKeyCode(key)).release(KeyCode.getKeyCode(key));
        Frame forked = told(new Command.Take(other));
        shows(robot, forked);
        assertThat(forked.length()).isEqualTo(601).isLessThan(length);
        robot.clickOn("#tab-scenarios");
        ListView<RunRow> runs = robot.lookup("#runs").queryAs(cast());
        until("two runs", () -> runs.getItems().size() == 2);
        assertThat(runs.getItems().get(1).shown()).isTrue();
        robot.clickOn("run 1");
        shows(robot, told(new Command.SwitchRun(0)));
    }

    @Test
    void aDroppedTraceOpensAndWhatItCannotShowIsSaid(FxRobot robot, @TempDir Path folder) throws Exception {
        open(robot, "first-walk");
        Path file = Files.writeString(folder.resolve("small.log"), TRACE);
        CasemateTrace trace = CasemateTrace.open(file);
        robot.interact(() -> assertThat(window.dropTarget().drop(List.of(file.toFile()))).isTrue());
        Frame opened = told(new Command.OpenFile(file));
        assertThat(opened.problem()).isNull();
        until("its name in the title", () -> text(robot, "title").contains("small.log"));
        shows(robot, opened);
        assertThat(text(robot, "limits")).isNotEmpty();
        robot.clickOn("#tree").push(KeyCode.RIGHT);
        shows(robot, told(new Command.Step(Granularity.INSTRUCTION, false, -1)));
        assertThat(text(robot, "sentence")).isNotEmpty();
        assertThat(trace.records()).isEqualTo(6);
    }

    @Test
    void aBrokenFileIsRefusedWithItsPlaceAndTheRunStays(FxRobot robot, @TempDir Path folder) throws Exception {
        open(robot, "first-walk");
        robot.clickOn("#tree").push(KeyCode.RIGHT);
        Frame before = told(new Command.Step(Granularity.INSTRUCTION, false, -1));
        shows(robot, before);
        Path file = Files.writeString(folder.resolve("broken.json"), "{\n  \"name\": 7\n}\n");
        robot.interact(() -> window.dropTarget().drop(List.of(file.toFile())));
        Frame refused = told(new Command.OpenFile(file));
        until("a banner", () -> robot.lookup("#banner").query().isVisible());
        assertThat(robot.lookup("#bannerWhere").queryAs(Label.class).getText()).contains("broken.json:" + refused.problem().line());
        assertThat(robot.lookup("#bannerWhat").queryAs(Label.class).getText()).isEqualTo(refused.problem().message());
        shows(robot, refused);
        assertThat(refused.stateHash()).isEqualTo(before.stateHash());
        robot.clickOn("#bannerClose");
        until("no banner", () -> !robot.lookup("#banner").query().isVisible());
    }
}
