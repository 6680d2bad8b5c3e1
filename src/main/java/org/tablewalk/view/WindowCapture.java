package org.tablewalk.view;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Locale;
import javafx.embed.swing.SwingFXUtils;
import javafx.scene.Scene;
import javafx.scene.canvas.Canvas;
import javafx.scene.image.WritableImage;
import javax.imageio.ImageIO;
import javax.imageio.stream.MemoryCacheImageOutputStream;
import org.tablewalk.picture.Drawing;
import org.tablewalk.view.canvas.CanvasPainter;
import org.tablewalk.view.canvas.Fonts;
import org.tablewalk.viewmodel.CanvasViewModel;
import org.tablewalk.viewmodel.Messages;
import org.tablewalk.viewmodel.window.MainViewModel;
import org.tablewalk.viewmodel.window.SettingsViewModel;

/**
 * Pictures of the real window, and of single canvases, as PNG. Works without a display on the Headless platform. To be called on the
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
     * A picture of the whole window, as its settings want it to look.
     *
     * @param width  in pixels
     * @param height in pixels
     */
    public byte[] window(MainViewModel model, int width, int height) {
        var window = new MainWindow(model, messages, WindowActions.NONE, width, height);
        window.settle();
        return png(window.scene().snapshot(new WritableImage(width, height)));
    }

    /** A picture of a scene as it is. */
    byte[] scene(Scene scene) {
        return png(scene.snapshot(null));
    }

    /** A picture of one canvas, the tree, the timeline, the TLBs, in theme and scale of the settings. */
    public byte[] canvas(CanvasViewModel model, SettingsViewModel settings, int width, int height) {
        Fonts.load();
        double scale = settings.scaleProperty().get() / 100.0;
        Drawing drawing = model.picture(width / scale, height / scale);
        var canvas = new Canvas(width, height);
        canvas.getGraphicsContext2D().scale(scale, scale);
        new CanvasPainter(settings.themeProperty().get()).paint(canvas.getGraphicsContext2D(), drawing, width / scale, height / scale);
        return png(canvas.snapshot(null, new WritableImage(width, height)));
    }

    private static byte[] png(WritableImage image) {
        var bytes = new ByteArrayOutputStream();
        // In memory: the stream that ImageIO makes of its own wants a file, and fails where the disk is full.
        try (var stream = new MemoryCacheImageOutputStream(bytes)) {
            if (!ImageIO.write(SwingFXUtils.fromFXImage(image, null), "png", stream)) {
                throw new IllegalStateException("this Java cannot write PNG");
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }
}
