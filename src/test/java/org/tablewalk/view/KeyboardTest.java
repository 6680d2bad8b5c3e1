package org.tablewalk.view;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import javafx.scene.AccessibleAttribute;
import javafx.scene.AccessibleRole;
import javafx.scene.Node;
import javafx.scene.Parent;
import javafx.scene.control.ContextMenu;
import javafx.scene.control.Hyperlink;
import javafx.scene.control.ListView;
import javafx.scene.input.KeyCode;
import javafx.stage.Stage;
import javafx.stage.Window;
import org.junit.jupiter.api.Test;
import org.tablewalk.picture.Target;
import org.tablewalk.session.Command;
import org.tablewalk.session.Frame;
import org.tablewalk.session.Granularity;
import org.tablewalk.trace.Mark;
import org.tablewalk.trace.MarkKind;
import org.tablewalk.view.canvas.DrawingView;
import org.tablewalk.viewmodel.inspector.Fact;
import org.tablewalk.viewmodel.inspector.FactSection;
import org.tablewalk.viewmodel.window.ScenarioItem;
import org.testfx.api.FxRobot;
import org.testfx.framework.junit5.Start;
import org.testfx.util.WaitForAsyncUtils;

/** The window without a pointer, as somebody uses it who works with keys and listens to a reader of the screen. */
class KeyboardTest extends EngineWindow {
    private static final String SCENARIO = "posted-invalid-moment";
    private static final int PLACES = 500;

    @Start
    void start(Stage stage) throws Exception {
        show(stage);
    }

    private Node owner() {
        return window.scene().getFocusOwner();
    }

    /** What a reader of the screen says of the place that has the focus in a canvas; empty if none has it. */
    private String heardPlace() {
        return WaitForAsyncUtils.waitForAsyncFx(60_000, () -> {
            var item = (Node) owner().queryAccessibleAttribute(AccessibleAttribute.FOCUS_ITEM);
            return item == null ? "" : (String) item.queryAccessibleAttribute(AccessibleAttribute.TEXT);
        });
    }

    /** What it says of what has the focus. */
    private String heard() {
        return WaitForAsyncUtils.waitForAsyncFx(60_000, () -> (String) owner().queryAccessibleAttribute(AccessibleAttribute.TEXT));
    }

    private void toPane(FxRobot robot, String id) {
        for (int i = 0; i < 12 && !id.equals(owner().getId()); i++) {
            robot.push(KeyCode.F6);
        }
        assertThat(owner().getId()).isEqualTo(id);
    }

    private FactSection why() {
        return model.inspector().answers().stream().findFirst().orElse(null);
    }

    @Test
    void f6GoesThroughEveryPaneAndBack(FxRobot robot) {
        open(robot, "first-walk");
        robot.interact(() -> window.scene().lookup("#tree").requestFocus());
        List<Node> there = new ArrayList<>();
        do {
            robot.push(KeyCode.F6);
            there.add(owner());
        } while (owner() != window.scene().lookup("#tree"));
        assertThat(there).doesNotHaveDuplicates().hasSizeGreaterThanOrEqualTo(6);
        Set<String> panes = new HashSet<>();
        for (Node stop : there) {
            for (Node n = stop; n != null; n = n.getParent()) {
                panes.add(n.getId() == null ? n.getClass().getSimpleName() : n.getId());
            }
        }
        assertThat(panes).contains("left", "tree", "bottom", "right", "TransportBar", "seekBar", "sentence");
        List<Node> back = new ArrayList<>();
        for (int i = 0; i < there.size(); i++) {
            robot.push(KeyCode.SHIFT, KeyCode.F6);
            back.add(owner());
        }
        assertThat(back.reversed().subList(1, back.size())).isEqualTo(there.subList(0, there.size() - 1));
    }

    @Test
    void everyPlaceOfACanvasIsANodeWithItsSentenceAndItsBounds(FxRobot robot) {
        open(robot, "first-walk");
        var tree = (DrawingView) window.scene().lookup("#tree");
        WaitForAsyncUtils.waitForAsyncFx(60_000, () -> {
            Node mirror = tree.getChildrenUnmodifiable().get(1);
            @SuppressWarnings("unchecked")
            var places = (List<Node>) mirror.queryAccessibleAttribute(AccessibleAttribute.CHILDREN);
            assertThat(places).extracting(Node::getAccessibleText)
                    .containsExactlyInAnyOrderElementsOf(tree.drawing().hots().stream().map(hot -> hot.tip()).toList());
            assertThat(places).allMatch(place -> place.getAccessibleRole() == AccessibleRole.BUTTON && place.getBoundsInParent().getWidth() > 0);
            return null;
        });
        int made = ((Parent) tree.getChildrenUnmodifiable().get(1)).getChildrenUnmodifiable().size();
        assertThat(made).isEqualTo(tree.drawing().hots().size());
    }

    @Test
    void fromOpeningToTheCauseOfAFault(FxRobot robot) {
        robot.push(KeyCode.SHIFT, KeyCode.F6);
        assertThat(owner().getId()).isEqualTo("listing");
        robot.push(KeyCode.CONTROL, KeyCode.TAB).push(KeyCode.CONTROL, KeyCode.TAB).push(KeyCode.F6);
        assertThat(owner().getId()).isEqualTo("scenarios");
        @SuppressWarnings("unchecked")
        var list = (ListView<ScenarioItem>) owner();
        robot.push(KeyCode.HOME);
        while (!list.getSelectionModel().getSelectedItem().name().equals(SCENARIO)) {
            robot.push(KeyCode.DOWN);
        }
        robot.push(KeyCode.ENTER);
        shows(robot, told(new Command.OpenShipped(SCENARIO, Map.of(), null)));
        toPane(robot, "tree");
        assertThat(heard()).contains("Nothing has happened yet");
        Mark fault = null;
        for (int i = 0; i < 60 && fault == null; i++) {
            robot.push(KeyCode.ALT, KeyCode.RIGHT);
            Frame now = told(new Command.Step(Granularity.PHASE, false, -1));
            shows(robot, now);
            assertThat(heard()).as("the sentence is heard").contains(text(robot, "sentence"));
            // The first fault has no store behind it: its entry was so from the start.
            fault = now.marks().stream().filter(m -> m.kind() == MarkKind.FAULT).skip(1).filter(m -> m.position() == now.position() - 1).findFirst().orElse(null);
        }
        assertThat(fault).as("a fault").isNotNull();
        assertThat(heard()).contains("fault");
        toPane(robot, "rows");
        var rows = (DrawingView) owner();
        for (int i = 0; i < PLACES && !(rows.focused() != null && rows.focused().target().kind() == Target.Kind.FAULT
                && rows.focused().target().a() == fault.position()); i++) {
            robot.push(KeyCode.DOWN);
        }
        assertThat(heardPlace()).contains("fault");
        robot.push(KeyCode.SHIFT, KeyCode.F10);
        assertThat(Window.getWindows()).filteredOn(w -> w instanceof ContextMenu menu && "placeMenu".equals(menu.getId())).hasSize(1)
                .allSatisfy(menu -> assertThat(((ContextMenu) menu).getItems().getFirst().getText()).isEqualTo(heardPlace()));
        robot.push(KeyCode.ESCAPE);
        assertThat(Window.getWindows()).noneMatch(ContextMenu.class::isInstance);
        robot.push(KeyCode.ENTER);
        shows(robot, told(new Command.Seek(fault.position() + 1)));
        until("the cause in the inspector", () -> why() != null);
        FactSection why = why();
        assertThat(why.heading()).contains("vCPU " + fault.actor());
        Fact cause = why.facts().getLast();
        assertThat(cause.text()).as("the store that made it so").contains("kvm_set_invalid_pte");
        for (int i = 0; i < PLACES && !(owner() instanceof Hyperlink link && link.getText().equals(cause.text())); i++) {
            robot.push(i < 2 ? KeyCode.F6 : KeyCode.TAB);
        }
        assertThat(heard()).isEqualTo(cause.text());
        robot.push(KeyCode.SPACE);
        shows(robot, told(new Command.Seek(cause.step())));
    }
}
