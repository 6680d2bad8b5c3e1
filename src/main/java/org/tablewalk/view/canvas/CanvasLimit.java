package org.tablewalk.view.canvas;

import javafx.geometry.Dimension2D;
import javafx.scene.Scene;
import javafx.stage.Window;

/**
 * How large a canvas may get. It is a texture, and one that the graphics have no room for is not drawn badly but brings down the drawing of
 * the whole window: a window of many screens has canvases with a margin instead.
 */
final class CanvasLimit {
    /** Pixels of a side: what all graphics hardware of the last decade has. */
    private static final double SIDE = 8192;
    /** Pixels in all: all canvases of a window together fit into the 512 MiB that the toolkit takes. */
    private static final double AREA = 24e6;

    private CanvasLimit() {}

    /** Pixels to a unit of a scene; one for none. */
    static double pixels(Scene scene) {
        Window window = scene == null ? null : scene.getWindow();
        return window == null ? 1 : Math.max(1, Math.max(window.getRenderScaleX(), window.getRenderScaleY()));
    }

    /**
     * The size nearest to the wanted one that can be drawn.
     *
     * @param width  in units of the scene
     * @param height in units of the scene
     * @param pixels per unit
     */
    static Dimension2D within(double width, double height, double pixels) {
        double w = Math.clamp(width, 0, Math.floor(SIDE / pixels));
        double h = Math.clamp(height, 0, Math.floor(SIDE / pixels));
        double least = Math.min(w, h);
        double most = Math.floor(AREA / (pixels * pixels) / Math.max(1, Math.max(w, h)));
        // The longer side stays: what is wide is read along its width.
        double shorter = Math.min(least, most);
        return w >= h ? new Dimension2D(w, shorter) : new Dimension2D(shorter, h);
    }
}
