package org.tablewalk.view.canvas;

import javafx.geometry.Bounds;
import javafx.scene.control.Label;
import javafx.scene.layout.Region;
import org.tablewalk.picture.Drawing;

/** What a place of a canvas is, in words over the canvas: beside the pointer, or under the place that has the focus. */
final class Tip extends Label {
    private static final double BESIDE = 10;
    private static final double UNDER = 18;
    private static final double ABOVE = 8;
    private static final double MARGIN = 2;

    private final Region canvas;

    Tip(Region canvas) {
        this.canvas = canvas;
        getStyleClass().add("tip");
        setVisible(false);
        setManaged(false);
        setMouseTransparent(true);
    }

    /** Beside the pointer; a place that is null has no tip. */
    void at(Drawing.Hot hot, double x, double y) {
        show(hot, x + BESIDE, y + UNDER, y - ABOVE);
    }

    /** Under a place, or above it where there is no room. */
    void under(Drawing.Hot hot, double scale) {
        if (hot == null) {
            setVisible(false);
        } else {
            show(hot, hot.box().x() * scale, hot.box().bottom() * scale + ABOVE, hot.box().y() * scale - ABOVE);
        }
    }

    private void show(Drawing.Hot hot, double x, double top, double bottom) {
        setVisible(hot != null && !hot.tip().isEmpty());
        if (isVisible()) {
            setText(hot.tip());
            applyCss();
            autosize();
            Bounds size = getLayoutBounds();
            double y = top + size.getHeight() > canvas.getHeight() ? bottom - size.getHeight() : top;
            relocate(Math.max(MARGIN, Math.min(x, canvas.getWidth() - size.getWidth() - MARGIN)), Math.max(MARGIN, y));
        }
    }
}
