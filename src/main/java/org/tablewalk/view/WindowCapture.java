package org.tablewalk.view;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import javafx.embed.swing.SwingFXUtils;
import javafx.scene.Scene;
import javafx.scene.canvas.Canvas;
import javafx.scene.image.WritableImage;
import javax.imageio.ImageIO;
import org.tablewalk.picture.Drawing;
import org.tablewalk.view.canvas.CanvasPainter;
import org.tablewalk.view.canvas.Fonts;
import org.tablewalk.viewmodel.CanvasViewModel;
import org.tablewalk.viewmodel.Messages;
import org.tablewalk.viewmodel.window.MainViewModel;
import org.tablewalk.viewmodel.window.SettingsViewModel;

/**
 * Pictures of the real window, and of single canvases, as PNG files. Works without a display on the Headless platform. To be called on the
 * toolkit's thread; the session must have come to rest.
 */
public final class WindowCapture {
    private final Messages messages;

    public WindowCapture() {
        this(Messages.load(Locale.ENGLISH));
    }

    public WindowCapture(Messages messages) {
        this.messages = messages;
    }

    /**
     * Writes a picture of the whole window, as its settings want it to look.
     *
     * @param width  in pixels
     * @param height in pixels
     * @throws IOException if the file cannot be written
     */
    public void window(MainViewModel model, int width, int height, Path out) throws IOException {
        var window = new MainWindow(model, messages, WindowActions.NONE, width, height);
        window.settle();
        write(window.scene().snapshot(new WritableImage(width, height)), out);
    }

    /** Writes a picture of a scene as it is. */
    void scene(Scene scene, Path out) throws IOException {
        write(scene.snapshot(null), out);
    }

    /**
     * Writes a picture of one canvas, the tree, the timeline, the TLBs, in theme and scale of the settings.
     *
     * @throws IOException if the file cannot be written
     */
    public void canvas(CanvasViewModel model, SettingsViewModel settings, int width, int height, Path out) throws IOException {
        Fonts.load();
        double scale = settings.scaleProperty().get() / 100.0;
        Drawing drawing = model.draw(width / scale, height / scale);
        var canvas = new Canvas(width, height);
        canvas.getGraphicsContext2D().scale(scale, scale);
        new CanvasPainter(settings.themeProperty().get()).paint(canvas.getGraphicsContext2D(), drawing, width / scale, height / scale);
        write(canvas.snapshot(null, new WritableImage(width, height)), out);
    }

    private static void write(WritableImage image, Path out) throws IOException {
        Path folder = out.toAbsolutePath().getParent();
        if (folder != null) {
            Files.createDirectories(folder);
        }
        try (var stream = Files.newOutputStream(out)) {
            if (!ImageIO.write(SwingFXUtils.fromFXImage(image, null), "png", stream)) {
                throw new IOException("this Java cannot write PNG");
            }
        }
    }
}
