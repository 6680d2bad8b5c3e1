package org.tablewalk.viewmodel;

import static org.assertj.core.api.Assertions.assertThat;

import javafx.beans.property.SimpleBooleanProperty;
import javafx.beans.property.SimpleObjectProperty;
import org.junit.jupiter.api.Test;
import org.tablewalk.viewmodel.window.SettingsViewModel;

class UiCommandTest {
    private int done;

    @Test
    void doesNothingWhileItCannotBeDone() {
        var possible = new SimpleBooleanProperty();
        var command = UiCommand.of("x", possible, () -> done++);
        command.run();
        assertThat(done).isZero();
        possible.set(true);
        assertThat(command.enabledProperty().get()).isTrue();
        command.run();
        assertThat(done).isOne();
    }

    @Test
    void aChoiceIsMarkedWhileItIsChosen() {
        var property = new SimpleObjectProperty<>("a");
        var a = UiCommand.choice("a", property, "a");
        var b = UiCommand.choice("b", property, "b");
        b.run();
        assertThat(a.selected().get()).isFalse();
        assertThat(b.selected().get()).isTrue();
        b.run();
        assertThat(b.selected().get()).as("choosing it again changes nothing").isTrue();
    }

    @Test
    void theScaleGoesUpAndDownItsLadderAndStopsAtTheEnds() {
        var settings = new SettingsViewModel();
        UiCommand larger = settings.all().get(1);
        UiCommand smaller = settings.all().get(2);
        assertThat(smaller.enabledProperty().get()).isFalse();
        for (int i = 0; i < 20; i++) {
            larger.run();
        }
        assertThat(settings.scaleProperty().get()).isEqualTo(300);
        assertThat(larger.enabledProperty().get()).isFalse();
        smaller.run();
        assertThat(settings.scaleProperty().get()).isEqualTo(250);
    }
}
