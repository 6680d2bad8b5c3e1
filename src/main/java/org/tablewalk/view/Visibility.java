package org.tablewalk.view;

import javafx.beans.value.ChangeListener;
import javafx.scene.Scene;
import javafx.stage.Stage;
import javafx.stage.Window;

/** Runs the pulse while the window is on, shows and is not minimised. */
final class Visibility {
    private final Scene scene;
    private final Pulse pulse;
    private final ChangeListener<Object> changed = (property, before, now) -> decide();
    private boolean on;

    Visibility(Scene scene, Pulse pulse) {
        this.scene = scene;
        this.pulse = pulse;
        watch(null, scene.getWindow());
        scene.windowProperty().addListener((property, before, now) -> watch(before, now));
    }

    private void watch(Window before, Window now) {
        if (before != null) {
            before.showingProperty().removeListener(changed);
        }
        if (before instanceof Stage stage) {
            stage.iconifiedProperty().removeListener(changed);
        }
        if (now != null) {
            now.showingProperty().addListener(changed);
        }
        if (now instanceof Stage stage) {
            stage.iconifiedProperty().addListener(changed);
        }
        decide();
    }

    void on(boolean wanted) {
        on = wanted;
        decide();
    }

    private void decide() {
        Window window = scene.getWindow();
        if (on && window != null && window.isShowing() && !(window instanceof Stage stage && stage.isIconified())) {
            pulse.start();
        } else {
            pulse.stop();
        }
    }
}
