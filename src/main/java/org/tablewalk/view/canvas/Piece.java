package org.tablewalk.view.canvas;

import org.tablewalk.picture.Box;
import org.tablewalk.picture.FontMetrics;
import org.tablewalk.picture.Ink;
import org.tablewalk.picture.Shape;
import org.tablewalk.picture.Stroke;

/**
 * A shape as it is painted: elsewhere and fainter than it belongs while one picture becomes another.
 *
 * @param dx    by how much it is moved right
 * @param dy    by how much it is moved down
 * @param alpha from 0, not to be seen, to 1
 */
record Piece(Shape shape, double dx, double dy, double alpha) {
    /** What the bounds of a shape leave out: softened edges, the letters of a text as the toolkit sets them. */
    private static final double MARGIN = 3;
    /** Between a place and the line around it. */
    private static final double GAP = 1.5;
    private static final double RADIUS = 3;

    /** A shape where it belongs. */
    static Piece of(Shape shape) {
        return new Piece(shape, 0, 0, 1);
    }

    /** A line around a place. */
    static Piece around(Box place, double width) {
        return of(new Shape.Rect(place.inset(-GAP - width / 2), null, Stroke.solid(Ink.ACCENT, width), null, RADIUS + width / 2, 0));
    }

    /** The room in which it leaves anything, generously. */
    Box room(FontMetrics metrics) {
        Box bounds = shape.bounds(metrics);
        // Corners of polygons and ends of lines stick out; where the toolkit sets letters on whole pixels, a small text grows with each.
        double margin = MARGIN + switch (shape) {
            case Shape.Polygon p -> p.stroke() == null ? 0 : 2 * p.stroke().width();
            case Shape.Line l -> l.stroke().width();
            case Shape.Curve c -> c.stroke().width();
            case Shape.Text t -> t.size() / 2 + bounds.width() / 8;
            case Shape.Rect r -> 0;
            case Shape.Disc d -> 0;
        };
        return new Box(bounds.x() + dx - margin, bounds.y() + dy - margin, bounds.width() + 2 * margin, bounds.height() + 2 * margin);
    }
}
