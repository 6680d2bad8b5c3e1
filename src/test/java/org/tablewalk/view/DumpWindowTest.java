package org.tablewalk.view;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import javafx.scene.AccessibleAttribute;
import javafx.scene.Node;
import javafx.scene.control.Label;
import javafx.scene.input.KeyCode;
import javafx.stage.Stage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tablewalk.session.Command;
import org.tablewalk.view.canvas.DrawingView;
import org.testfx.api.FxRobot;
import org.testfx.framework.junit5.Start;
import org.testfx.util.WaitForAsyncUtils;

/** A dump in the window: dropped there, gone through by keys, written again; and the tables of a run, written and dropped. */
class DumpWindowTest extends EngineWindow {
    private static final String DUMP = """
            ---[ Guest IPA ]---
            0x0000000000000000-0x0000000040000000           1G 1
            0x0000000040000000-0x0000000080000000           1G 1   R W px ux  AF BLK
            0x0000000080000000-0x0000000080200000           2M 2   R W PXNUXN AF BLK
            0x0000000080200000-0x0000000080203000          12K 3   R   PXNUXN AF\s\s\s\s
            0x0000000080203000-0x0000000080400000        2036K 3
            """;

    @TempDir
    private Path folder;
    private Path target;

    @Start
    void start(Stage stage) throws Exception {
        show(stage, new WindowActions() {
            @Override
            public Path chooseTarget(String title, String name) {
                assertThat(title).isEqualTo("Export tables\u2026");
                assertThat(name).isEqualTo("stage2_page_tables");
                return target;
            }
        });
    }

    private void drop(FxRobot robot, Path file) {
        robot.interact(() -> assertThat(window.dropTarget().drop(List.of(file.toFile()))).isTrue());
        until("its name in the title", () -> text(robot, "title").startsWith(file.getFileName() + "  \u00b7  dump of stage-2 tables"));
        shows(robot, told(new Command.OpenFile(file)));
    }

    private static String heardPlace(DrawingView canvas) {
        return WaitForAsyncUtils.waitForAsyncFx(60_000, () -> {
            var item = (Node) canvas.queryAccessibleAttribute(AccessibleAttribute.FOCUS_ITEM);
            return item == null ? "" : (String) item.queryAccessibleAttribute(AccessibleAttribute.TEXT);
        });
    }

    private void export(FxRobot robot, String name) {
        target = folder.resolve(name);
        robot.push(KeyCode.SHORTCUT, KeyCode.SHIFT, KeyCode.E);
        WaitForAsyncUtils.waitForFxEvents();
    }

    @Test
    void isDrawnAsFarAsItTellsGoneThroughByKeysAndWrittenAgain(FxRobot robot) throws Exception {
        drop(robot, Files.writeString(folder.resolve("dump.txt"), DUMP));
        assertThat(text(robot, "sentence")).contains("This is one moment");
        assertThat(text(robot, "limits")).isEqualTo("partial view");
        assertThat(model.transport().forward().enabledProperty().get()).isFalse();
        assertThat(model.parameters().factsProperty().get()).contains("The granule is 4K: no other fits the ranges.");

        var tree = robot.lookup("#tree").queryAs(DrawingView.class);
        robot.interact(tree::requestFocus);
        String wanted = "L3[2]";
        for (int i = 0; i < 200 && !heardPlace(tree).contains(wanted); i++) {
            robot.push(KeyCode.DOWN);
        }
        assertThat(heardPlace(tree)).contains(wanted, "PAGE RO", "0x8020 2000");
        robot.push(KeyCode.ENTER);
        until("the inspector shows it", () -> model.inspector().titleProperty().get().startsWith("L3[2]"));
        assertThat(model.inspector().addressProperty().get()).as("where it lies").endsWith("?");
        assertThat(model.inspector().fields()).filteredOn(f -> f.name().equals("OA")).singleElement().matches(f -> f.value().equals("?"));
        assertThat(model.inspector().fields()).filteredOn(f -> f.name().equals("XN")).singleElement().matches(f -> f.value().equals("1"));

        export(robot, "again.txt");
        assertThat(folder.resolve("again.txt")).hasContent(DUMP);
        export(robot, "dump.txt");
        until("a banner", () -> robot.lookup("#banner").query().isVisible());
        assertThat(robot.lookup("#bannerWhat").queryAs(Label.class).getText()).contains("it is the file that is open");
        assertThat(folder.resolve("dump.txt")).hasContent(DUMP);
    }

    @Test
    void theTablesOfARunAreWrittenAndOpenAgain(FxRobot robot) throws Exception {
        session.send(new Command.OpenShipped("cancelled-migration", Map.of(), null));
        shows(robot, told(new Command.OpenShipped("cancelled-migration", Map.of(), null)));
        export(robot, "run.txt");
        assertThat(Files.readString(folder.resolve("run.txt"))).startsWith("---[ Guest IPA ]---\n0x0000000000000000-0x0000000040000000           1G 1\n");
        drop(robot, folder.resolve("run.txt"));
        export(robot, "again.txt");
        assertThat(folder.resolve("again.txt")).hasSameTextualContentAs(folder.resolve("run.txt"));
        session.send(new Command.OpenShipped("nested-npt-4-on-5", Map.of(), null));
        until("no tables of Arm", () -> !model.tables().availableProperty().get());
    }
}
