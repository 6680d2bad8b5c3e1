package org.tablewalk.view;

import atlantafx.base.theme.PrimerDark;
import atlantafx.base.theme.PrimerLight;
import atlantafx.base.theme.Theme;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import javafx.scene.Scene;
import org.tablewalk.picture.Palette;
import org.tablewalk.viewmodel.window.SettingsViewModel;

/** Puts theme and scale on a scene and keeps them there while the settings change. */
final class Appearance {
    /** Font size at 100 %, in pixels; every other size in the window is in em. */
    private static final double BASE = 13;

    /** Size of icons in em. Their own em is that of the icon font, so it is worked out here. */
    private static final double ICON = 1.25;

    private static final List<String> SHEETS = List.of("base", "top", "left", "right", "bottom", "verdict", "lockstep", "overlay");

    private static final String DATA = "data:text/css;base64,";

    private final Theme light = new PrimerLight();
    private final Theme dark = new PrimerDark();
    private final Scene scene;
    private final SettingsViewModel settings;

    Appearance(Scene scene, SettingsViewModel settings) {
        this.scene = scene;
        this.settings = settings;
        for (String sheet : SHEETS) {
            scene.getStylesheets().add(sheet("style/" + sheet + ".css"));
        }
        settings.themeProperty().addListener((property, before, now) -> theme(before));
        settings.scaleProperty().addListener((property, before, now) -> scale());
        theme(null);
        scale();
    }

    private void theme(Palette before) {
        Palette now = settings.themeProperty().get();
        scene.setUserAgentStylesheet((now == Palette.DARK ? dark : light).getUserAgentStylesheet());
        if (before != null) {
            scene.getStylesheets().remove(colours(before));
        }
        scene.getStylesheets().addFirst(colours(now));
    }

    private static String colours(Palette palette) {
        return sheet("style/" + palette.name().toLowerCase(Locale.ROOT) + ".css");
    }

    private void scale() {
        // A style sheet and not a style of the root, because popups take over the sheets of their owner only.
        scene.getStylesheets().removeIf(s -> s.startsWith(DATA));
        String sheet = ".root { -fx-font-size: " + em(settings) + "px; } .ikonli-font-icon { -fx-icon-size: "
                + Math.round(ICON * em(settings)) + "px; }";
        scene.getStylesheets().add(DATA + Base64.getEncoder().encodeToString(sheet.getBytes(StandardCharsets.UTF_8)));
    }

    /** The size of one em in pixels. */
    static double em(SettingsViewModel settings) {
        return BASE * settings.scaleProperty().get() / 100;
    }

    private static String sheet(String name) {
        return Objects.requireNonNull(Appearance.class.getResource(name), name).toExternalForm();
    }
}
