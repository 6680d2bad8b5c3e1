package org.tablewalk.view;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Collections;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import javafx.scene.control.Slider;
import javafx.scene.control.TextField;
import javafx.scene.input.KeyCode;
import javafx.stage.Stage;
import org.junit.jupiter.api.Test;
import org.tablewalk.session.Command;
import org.testfx.api.FxRobot;
import org.testfx.framework.junit5.Start;
import org.testfx.util.WaitForAsyncUtils;

/** A parameter of few values is turned: the scenario is opened with each value at once, and what follows from it follows. */
class SliderWindowTest extends EngineWindow {
    /** A value is on the screen so soon after it was turned to. */
    private static final long SOON = 100;

    @Start
    void start(Stage stage) throws Exception {
        show(stage);
    }

    private String shown(String name) {
        return model.parameters().shown().get(name);
    }

    private Slider turning(FxRobot robot, String name) {
        session.send(new Command.OpenShipped("geometry", Map.of(), null));
        until("it is open, and its end is shown", () -> "40".equals(shown("ipaBits")) && session.frame().ended());
        robot.clickOn("#tab-machine");
        return robot.lookup("#slider-" + name).queryAs(Slider.class);
    }

    @Test
    void theKeyboardTurnsASizeAndTheTypeFollows(FxRobot robot) {
        var slider = turning(robot, "ipaBits");
        assertThat(session.frame().position()).as("its end is shown first").isEqualTo(session.frame().length()).isPositive();
        assertThat(robot.lookup("#slider-address").tryQuery()).as("an address is typed").isEmpty();
        robot.interact(slider::requestFocus);
        robot.type(KeyCode.RIGHT);
        until("41 bits", () -> "41".equals(shown("ipaBits")) && "41".equals(shown("type")));
        assertThat(robot.lookup("#parameter-ipaBits").queryAs(TextField.class).getText()).isEqualTo("41");
        robot.type(KeyCode.END);
        until("52 bits", () -> "52".equals(shown("ipaBits")) && "52".equals(shown("type")));
        assertThat(robot.lookup("#slider-ipaBits").queryAs(Slider.class)).as("the control in the hand stays").isSameAs(slider);
        robot.clickOn("#parameters-reset");
        until("40 bits again", () -> "40".equals(shown("ipaBits")) && "40".equals(shown("type")) && slider.getValue() == 40);
    }

    @Test
    void whatIsRefusedIsSaidAndTheRunStays(FxRobot robot) {
        var slider = turning(robot, "ipaBits");
        robot.interact(() -> model.parameters().fields().stream().filter(f -> f.name().equals("address")).findFirst().orElseThrow().valueProperty()
                .set("0xf000000000"));
        robot.clickOn("#parameters-apply");
        until("the address", () -> "1030792151040".equals(shown("address")));
        robot.interact(() -> slider.setValue(36));
        until("it is refused", () -> session.frame().problem() != null);
        assertThat(session.frame().problem().message()).contains("0..0xfffffffff").contains("$address");
        assertThat(shown("ipaBits")).isEqualTo("40");
    }

    /** From the turn to the pulse that has painted the new tree, over all sizes, one after the other; and many at once: the latest wins. */
    @Test
    void theTreeFollowsAtOnce(FxRobot robot) {
        var slider = turning(robot, "ipaBits");
        var took = new ArrayList<Long>();
        for (int round = 0; round < 3; round++) {
            for (int bits = 32; bits <= 52; bits++) {
                int size = bits;
                var from = new AtomicLong();
                var to = new AtomicLong();
                Runnable painted = () -> {
                    if (to.get() == 0 && Integer.toString(size).equals(shown("ipaBits"))) {
                        to.set(System.nanoTime());
                    }
                };
                robot.interact(() -> {
                    slider.getScene().addPostLayoutPulseListener(painted);
                    from.set(System.nanoTime());
                    slider.setValue(size);
                });
                until("a tree of " + size, () -> to.get() != 0);
                robot.interact(() -> slider.getScene().removePostLayoutPulseListener(painted));
                took.add((to.get() - from.get()) / 1_000_000);
            }
        }
        Collections.sort(took);
        long p95 = took.get(took.size() * 95 / 100);
        System.out.println("slider to tree: median " + took.get(took.size() / 2) + " ms, p95 " + p95 + " ms, most " + took.getLast() + " ms, of " + took.size());
        if (Boolean.getBoolean("tablewalk.timing")) {
            assertThat(p95).as("ms: %s", took).isLessThanOrEqualTo(SOON);
        }
        WaitForAsyncUtils.asyncFx(() -> {
            for (int bits = 32; bits <= 50; bits++) {
                slider.setValue(bits);
            }
        });
        until("the latest", () -> "50".equals(shown("ipaBits")));
        assertThat(session.frame().subject().parameters().get("type")).isEqualTo("50");
    }
}
