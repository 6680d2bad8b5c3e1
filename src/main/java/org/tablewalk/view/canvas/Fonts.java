package org.tablewalk.view.canvas;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;
import javafx.scene.text.Font;
import org.tablewalk.picture.Typeface;

/** Loads the bundled fonts, so that the window looks the same on every machine. */
public final class Fonts {
    private static final List<String> FILES = List.of("inter/Inter-Regular.otf", "inter/Inter-Italic.otf", "inter/Inter-SemiBold.otf",
            "inter/Inter-Bold.otf", "jetbrains-mono/JetBrainsMono-Regular.ttf", "jetbrains-mono/JetBrainsMono-Bold.ttf",
            "jetbrains-mono/JetBrainsMono-Italic.ttf");

    private Fonts() {}

    /** Makes the families known to the toolkit. Doing it twice is harmless. */
    public static void load() {
        for (String file : FILES) {
            try (InputStream in = Fonts.class.getResourceAsStream("/org/tablewalk/fonts/" + file)) {
                if (in == null || Font.loadFont(in, 12) == null) {
                    throw new IllegalStateException("the bundled font " + file + " cannot be loaded");
                }
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    /** A bundled face in a size in pixels. The half-bold cut is a family of its own to the toolkit. */
    static Font of(Typeface face, double size) {
        return new Font(switch (face) {
            case MONO -> "JetBrains Mono Regular";
            case SANS -> "Inter Regular";
            case SANS_BOLD -> "Inter SemiBold";
        }, size);
    }
}
