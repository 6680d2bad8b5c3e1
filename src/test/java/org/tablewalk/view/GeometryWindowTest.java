package org.tablewalk.view;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import javafx.scene.Node;
import javafx.stage.Stage;
import org.junit.jupiter.api.Test;
import org.tablewalk.arch.arm64.AddressSplit;
import org.tablewalk.arch.arm64.Granule;
import org.tablewalk.arch.arm64.Stage2Geometry;
import org.tablewalk.machine.arm64.ArmMachine;
import org.tablewalk.machine.arm64.ArmState;
import org.tablewalk.picture.Drawing;
import org.tablewalk.picture.Shape;
import org.tablewalk.picture.Target;
import org.tablewalk.session.Command;
import org.tablewalk.session.Frame;
import org.tablewalk.view.canvas.DrawingView;
import org.testfx.api.FxRobot;
import org.testfx.framework.junit5.Start;

/** The face of a tree's shape: a press on a size builds that tree, and registers and address follow what the machine has. */
class GeometryWindowTest extends EngineWindow {
    @Start
    void start(Stage stage) throws Exception {
        show(stage);
    }

    private static Drawing drawing(FxRobot robot) {
        Drawing drawing = robot.lookup("#geometry").queryAs(DrawingView.class).drawing();
        return drawing == null ? new Drawing(1, 1, List.of(), List.of()) : drawing;
    }

    private static List<Drawing.Hot> hots(FxRobot robot, Target.Kind kind) {
        return drawing(robot).hots().stream().filter(hot -> hot.target().kind() == kind).toList();
    }

    private static List<String> texts(FxRobot robot) {
        return drawing(robot).shapes().stream().filter(Shape.Text.class::isInstance).map(s -> ((Shape.Text) s).text()).toList();
    }

    private static void press(FxRobot robot, Drawing.Hot hot) {
        Node canvas = robot.lookup("#geometry").query();
        double scale = ((DrawingView) canvas).scale();
        var bounds = canvas.localToScreen(canvas.getBoundsInLocal());
        robot.clickOn(bounds.getMinX() + hot.box().centreX() * scale, bounds.getMinY() + hot.box().centreY() * scale);
    }

    private void shape(FxRobot robot, int bits) {
        var geometry = Stage2Geometry.of(Granule.K4, bits);
        until("the tree of " + bits, () -> texts(robot).stream().anyMatch(t -> t.contains(bits + " bits: " + geometry.levels() + " levels")));
        Frame frame = session.frame();
        var state = new ArmState(((ArmMachine) frame.subject().machine()).map(), frame.image());
        assertThat(64 - (state.vtcr(0) & 0x3f)).isEqualTo(bits);
        assertThat(texts(robot)).anyMatch(t -> t.endsWith("0x" + Long.toHexString(state.vtcr(0))));
        long mapped = state.translate(Long.parseLong(frame.subject().parameters().get("address"))).descriptorAddress();
        assertThat(robot.lookup("#tree").queryAs(DrawingView.class).drawing().hots()).as("what maps the address is in the picture")
                .anyMatch(h -> h.target().equals(new Target(Target.Kind.DESCRIPTOR, mapped, 3)));
        // The parts of the address, each with the value that a walk of this tree uses.
        long address = Long.parseLong(frame.subject().parameters().get("address"));
        var parts = AddressSplit.of(geometry, address).stream().filter(p -> p.use() == AddressSplit.Use.INDEX || p.use() == AddressSplit.Use.ROOT_TABLE).toList();
        for (var part : parts) {
            assertThat(hots(robot, Target.Kind.FIELD)).anyMatch(h -> h.target().equals(new Target(Target.Kind.FIELD, part.high(), part.low()))
                    && h.tip().contains(Long.toString(part.value())));
        }
    }

    @Test
    void aPressOnASizeBuildsItsTree(FxRobot robot) {
        session.send(new Command.OpenShipped("geometry", Map.of("address", "0x80780000"), null));
        until("it is open", () -> robot.lookup("#tab-geometry").tryQuery().isPresent());
        robot.clickOn("#tab-geometry");
        until("all sizes", () -> hots(robot, Target.Kind.CELL).size() == 21);
        shape(robot, 40);
        for (int bits : new int[] {34, 35, 44, 52}) {
            press(robot, hots(robot, Target.Kind.CELL).get(bits - 32));
            until(bits + " bits", () -> session.frame().subject().parameters().get("ipaBits").equals("" + bits));
            shape(robot, bits);
        }
        assertThat(hots(robot, Target.Kind.CELL).get(3).tip()).contains("34").contains("16");

        session.send(new Command.OpenShipped("geometry", Map.of("type", "296"), null));
        until("it is refused", () -> texts(robot).stream().anyMatch(t -> t.contains("-EINVAL")));

        session.send(new Command.OpenShipped("pmd-at-root", Map.of(), null));
        until("three sizes", () -> hots(robot, Target.Kind.CELL).stream().filter(h -> h.tip().contains("press")).count() == 3);
        press(robot, hots(robot, Target.Kind.CELL).get(10));
        press(robot, hots(robot, Target.Kind.CELL).get(2));
        until("34 bits", () -> session.frame().subject().parameters().get("ipaBits").equals("34"));

        session.send(new Command.OpenShipped("missing-tlbi", Map.of(), null));
        until("no such tab elsewhere", () -> robot.lookup("#tab-geometry").tryQuery().isEmpty());
    }
}
