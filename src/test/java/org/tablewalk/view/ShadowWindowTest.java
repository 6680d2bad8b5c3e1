package org.tablewalk.view;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import javafx.scene.input.KeyCode;
import javafx.stage.Stage;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.tablewalk.arch.x86.RoleField;
import org.tablewalk.machine.x86.X86Machine;
import org.tablewalk.machine.x86.X86State;
import org.tablewalk.picture.Drawing;
import org.tablewalk.picture.Target;
import org.tablewalk.session.Command;
import org.tablewalk.session.Frame;
import org.tablewalk.session.Granularity;
import org.tablewalk.trace.Mark;
import org.tablewalk.trace.MarkKind;
import org.tablewalk.view.canvas.DrawingView;
import org.tablewalk.viewmodel.inspector.FieldRow;
import org.tablewalk.viewmodel.window.CounterRow;
import org.tablewalk.viewmodel.window.Tabs;
import org.testfx.api.FxRobot;
import org.testfx.framework.junit5.Start;

/** The window on an x86 machine: every view follows a fault forward and back. */
class ShadowWindowTest extends EngineWindow {
    private static final String SCENARIO = "nested-npt-4-on-5";

    @Start
    void start(Stage stage) throws Exception {
        show(stage);
    }

    private static X86State state(Frame frame) {
        return new X86State(((X86Machine) frame.subject().machine()).map(), frame.image());
    }

    /** Opens the scenario, runs it out and goes to a step. */
    private Frame goTo(FxRobot robot, long step) {
        robot.clickOn("#step").push(KeyCode.CONTROL, KeyCode.A).write(Long.toString(step)).push(KeyCode.ENTER);
        Frame there = told(new Command.Seek(step));
        shows(robot, there);
        robot.interact(() -> robot.lookup("#shadow").query().requestFocus());
        return there;
    }

    private List<Mark> made(FxRobot robot) {
        open(robot, SCENARIO);
        robot.push(KeyCode.CONTROL, KeyCode.R);
        shows(robot, told(new Command.Run()));
        return direct.frame().marks().stream().filter(m -> m.kind() == MarkKind.SHADOW_PAGE).toList();
    }

    private DrawingView canvas(FxRobot robot, String id) {
        return robot.lookup("#" + id).queryAs(DrawingView.class);
    }

    private static Set<Long> shown(Drawing drawing) {
        return drawing.hots().stream().map(Drawing.Hot::target).filter(t -> t.kind() == Target.Kind.SHADOW_PAGE && t.b() > 0).map(Target::b)
                .collect(Collectors.toSet());
    }

    private static Set<Long> living(Frame frame) {
        return state(frame).shadowPages().stream().map(X86State.ShadowPage::id).collect(Collectors.toSet());
    }

    /** What every view about shadow pages shows, in words. */
    private List<Object> views() {
        var views = new ArrayList<Object>();
        look(() -> {
            views.add(shown(model.centre().canvas().draw(600, 400)));
            views.add(model.inspector().titleProperty().get());
            views.add(List.copyOf(model.inspector().fields()));
            // Who wrote it is asked of the engine and comes with a later frame.
            views.add(model.inspector().sections().stream().filter(section -> !section.heading().startsWith("Who wrote")).toList());
            views.add(model.counters().rows().stream().map(CounterRow::value).toList());
            views.add(model.tlb().draw(600, 300).hots());
            views.add(Tabs.canvas(model, "hash").draw(400, 300).hots());
            views.add(Tabs.canvas(model, "reverseMap").draw(400, 300).hots());
            views.add(Tabs.canvas(model, "designs").draw(600, 300).hots());
        });
        return views;
    }

    @Test
    void everyViewFollowsAFaultForwardAndBack(FxRobot robot) {
        followsAFault(robot, 2);
    }

    @Test
    @Tag("thorough")
    void everyViewFollowsAFaultForwardAndBackForLong(FxRobot robot) {
        followsAFault(robot, 8);
    }

    private void followsAFault(FxRobot robot, int steps) {
        Mark second = made(robot).get(1);
        Frame frame = goTo(robot, second.position() - 1);
        assertThat(canvas(robot, "shadow").isVisible()).isTrue();
        assertThat(robot.lookup("#tree").tryQuery()).isEmpty();
        for (String tab : List.of("rows", "tlbs", "events", "counters", "hash", "designs")) {
            robot.clickOn("#tab-" + tab);
            robot.interact(() -> robot.lookup("#shadow").query().requestFocus());
            var forward = new ArrayList<List<Object>>();
            forward.add(views());
            for (int i = 0; i < steps; i++) {
                robot.push(KeyCode.RIGHT);
                frame = told(new Command.Step(Granularity.INSTRUCTION, false, -1));
                shows(robot, frame);
                assertThat(shown(canvas(robot, "shadow").drawing())).as("shadow pages at step " + frame.position()).isEqualTo(living(frame));
                assertThat(model.counters().rows().stream().map(CounterRow::value)).containsExactlyElementsOf(frame.counters());
                forward.add(views());
            }
            for (int i = steps - 1; i >= 0; i--) {
                robot.push(KeyCode.LEFT);
                frame = told(new Command.Step(Granularity.INSTRUCTION, true, -1));
                shows(robot, frame);
                assertThat(views()).as("back at step " + frame.position() + " with the tab " + tab).isEqualTo(forward.get(i));
            }
        }
    }

    @Test
    void everyViewFollowsAKernelTraceForwardAndBack(FxRobot robot) {
        followsATrace(robot, 2);
    }

    @Test
    @Tag("thorough")
    void everyViewFollowsAKernelTraceForwardAndBackForLong(FxRobot robot) {
        followsATrace(robot, 4);
    }

    private void followsATrace(FxRobot robot, int steps) {
        Path file = Path.of("src/test/resources/kvmmmu/nested.txt");
        robot.interact(() -> model.open(file));
        shows(robot, told(new Command.OpenFile(file)));
        Frame frame = goTo(robot, 3);
        assertThat(canvas(robot, "shadow").isVisible()).isTrue();
        for (String tab : List.of("tlbs", "events", "hash", "designs")) {
            robot.clickOn("#tab-" + tab);
            robot.interact(() -> robot.lookup("#shadow").query().requestFocus());
            var forward = new ArrayList<List<Object>>();
            forward.add(views());
            for (int i = 0; i < steps; i++) {
                robot.push(KeyCode.RIGHT);
                frame = told(new Command.Step(Granularity.INSTRUCTION, false, -1));
                shows(robot, frame);
                forward.add(views());
            }
            for (int i = steps - 1; i >= 0; i--) {
                robot.push(KeyCode.LEFT);
                frame = told(new Command.Step(Granularity.INSTRUCTION, true, -1));
                shows(robot, frame);
                assertThat(views()).as("back at record " + frame.position() + " with the tab " + tab).isEqualTo(forward.get(i));
            }
        }
    }

    @Test
    void aPortalIsSelectedAndTheInspectorReadsItsRole(FxRobot robot) {
        Frame end = goTo(robot, made(robot).getLast().position() + 1);
        X86State state = state(end);
        X86State.ShadowPage portal = state.shadowPages().stream().filter(p -> state.role(p.role(), RoleField.LEVEL) == 5).findFirst().orElseThrow();
        var target = new Target(Target.Kind.SHADOW_PAGE, portal.table(), portal.id());
        var box = canvas(robot, "shadow").drawing().find(target).orElseThrow().box();
        double scale = canvas(robot, "shadow").scale();
        var bounds = canvas(robot, "shadow").localToScreen(canvas(robot, "shadow").getBoundsInLocal());
        robot.clickOn(bounds.getMinX() + (box.x() + 6) * scale, bounds.getMinY() + (box.y() + 6) * scale);
        until("the portal in the inspector", () -> text(robot, "inspectorTitle").contains("SP " + portal.id()) && text(robot, "inspectorTitle").contains("level 5"));
        assertThat(text(robot, "inspectorKind")).contains("portal").contains("0x" + Long.toHexString(portal.gfn()));
        assertThat(model.inspector().fields()).filteredOn(f -> f.name().equals("passthrough")).extracting(FieldRow::value).containsExactly("1");
        long same = state.shadowPages().stream().filter(p -> p.gfn() == portal.gfn()).count();
        assertThat(same).as("the portal and the page of the real root have one gfn").isEqualTo(2);
        assertThat(model.inspector().sections().stream().filter(s -> s.heading().startsWith("Same gfn")).findFirst().orElseThrow().facts()).hasSize(2);
        until("who wrote its role", () -> model.inspector().sections().stream().anyMatch(s -> s.heading().startsWith("Who wrote its role")));
        var links = robot.lookup(".prose .hyperlink").queryAll();
        assertThat(links).isNotEmpty();
    }
}
