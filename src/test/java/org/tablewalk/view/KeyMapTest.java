package org.tablewalk.view;

import static org.assertj.core.api.Assertions.assertThat;

import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;
import org.junit.jupiter.api.Test;

class KeyMapTest {
    private final KeyMap keys = KeyMap.load();

    private static KeyEvent press(KeyCode code, boolean shift, boolean control, boolean alt) {
        return new KeyEvent(KeyEvent.KEY_PRESSED, "", "", code, shift, control, alt, false);
    }

    @Test
    void arrowsStepWhileACanvasHasTheFocusAndNeverInATextField() {
        assertThat(keys.command(press(KeyCode.RIGHT, false, false, false), true)).isEqualTo("run.forward");
        assertThat(keys.command(press(KeyCode.LEFT, true, false, false), true)).isEqualTo("run.previousOfCpu");
        assertThat(keys.command(press(KeyCode.RIGHT, false, false, false), false)).isNull();
        assertThat(keys.command(press(KeyCode.D, false, false, false), false)).isNull();
    }

    @Test
    void keysWithControlAndFunctionKeysActEverywhere() {
        assertThat(keys.command(press(KeyCode.O, false, true, false), false)).isEqualTo("file.open");
        assertThat(keys.command(press(KeyCode.F6, false, false, false), false)).isEqualTo("view.nextPane");
        assertThat(keys.command(press(KeyCode.RIGHT, false, false, true), false)).isEqualTo("run.nextMilestone");
    }

    @Test
    void noKeyStandsForTwoCommands() {
        for (KeyCode code : KeyCode.values()) {
            for (int modifiers = 0; modifiers < 8; modifiers++) {
                var event = press(code, (modifiers & 1) != 0, (modifiers & 2) != 0, (modifiers & 4) != 0);
                long commands = keys.ids().stream().filter(id -> keys.of(id).stream().anyMatch(k -> k.match(event))).count();
                assertThat(commands).as(event.toString()).isLessThanOrEqualTo(1);
            }
        }
    }
}
