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
        UiCommand larger = command(settings, "view.larger");
        UiCommand smaller = command(settings, "view.smaller");
        assertThat(smaller.enabledProperty().get()).isFalse();
        for (int i = 0; i < 20; i++) {
            larger.run();
        }
        assertThat(settings.scaleProperty().get()).isEqualTo(300);
        assertThat(larger.enabledProperty().get()).isFalse();
        smaller.run();
        assertThat(settings.scaleProperty().get()).isEqualTo(250);
    }

    private static UiCommand command(SettingsViewModel settings, String id) {
        return settings.all().stream().filter(c -> c.id().equals(id)).findFirst().orElseThrow();
    }

    @Test
    void aRoomGetsLettersAsLargeAsItsScreenAllowsAndTheOldOnesComeBack() {
        var settings = new SettingsViewModel();
        UiCommand presenter = command(settings, "view.presenter");
        for (int[] screen : new int[][] {{1080, 200}, {900, 150}, {700, 125}, {2160, 300}}) {
            settings.window(screen[0]);
            command(settings, "view.larger").run();
            presenter.run();
            assertThat(settings.scaleProperty().get()).isEqualTo(screen[1]);
            command(settings, "view.blank").run();
            assertThat(settings.blankProperty().get()).isTrue();
            presenter.run();
            assertThat(settings.blankProperty().get()).as("no black screen is left behind").isFalse();
            assertThat(settings.scaleProperty().get()).isEqualTo(110);
            command(settings, "view.normal").run();
        }
        command(settings, "view.blank").run();
        assertThat(settings.blankProperty().get()).as("without a room").isFalse();
    }
}
