package org.tablewalk.picture;

import java.util.Arrays;
import java.util.Objects;

/** A primitive of a {@link Drawing}. Lengths are in pixels; a null ink or stroke means none. */
public sealed interface Shape {
    /** Where a text stands relative to its x. */
    enum Anchor { START, MIDDLE, END }

    /**
     * A rectangle. The stroke lies inside the box.
     *
     * @param hatch  ink of diagonal lines over the fill
     * @param radius of the corners
     * @param notch  side of a triangle cut from the top right corner, 0 for none
     */
    record Rect(Box box, Ink fill, Stroke stroke, Ink hatch, double radius, double notch) implements Shape {}

    /** A straight line, with an arrow head at its second end or not. */
    record Line(double x1, double y1, double x2, double y2, Stroke stroke, boolean arrow) implements Shape {}

    /** A cubic Bézier curve, with an arrow head at its end or not. */
    record Curve(double x1, double y1, double cx1, double cy1, double cx2, double cy2, double x2, double y2,
            Stroke stroke, boolean arrow) implements Shape {}

    /** A closed polygon; both arrays have the same length, 3 or more, and are not to be written to. */
    record Polygon(double[] xs, double[] ys, Ink fill, Stroke stroke) implements Shape {
        /** Whether it is the same to look at: a picture that is laid out again has other arrays. */
        @Override
        public boolean equals(Object o) {
            return o instanceof Polygon p && Arrays.equals(xs, p.xs) && Arrays.equals(ys, p.ys) && fill == p.fill && Objects.equals(stroke, p.stroke);
        }

        @Override
        public int hashCode() {
            return Objects.hash(Arrays.hashCode(xs), Arrays.hashCode(ys), fill, stroke);
        }
    }

    /** A circle. The stroke is centred on its edge. */
    record Disc(double x, double y, double radius, Ink fill, Stroke stroke) implements Shape {}

    /** One line of text; {@code y} is the baseline. */
    record Text(String text, double x, double y, Typeface face, double size, Anchor anchor, Ink ink) implements Shape {}

    /** The room this shape takes, half its stroke and its arrow head included. */
    default Box bounds(FontMetrics metrics) {
        return switch (this) {
            case Rect r -> r.box();
            case Line l -> around(l.stroke().width() * (l.arrow() ? 3 : 0.5), l.x1(), l.y1(), l.x2(), l.y2());
            case Curve c -> around(c.stroke().width() * (c.arrow() ? 3 : 0.5),
                    c.x1(), c.y1(), c.cx1(), c.cy1(), c.cx2(), c.cy2(), c.x2(), c.y2());
            case Polygon p -> {
                double[] points = new double[2 * p.xs().length];
                for (int i = 0; i < p.xs().length; i++) {
                    points[2 * i] = p.xs()[i];
                    points[2 * i + 1] = p.ys()[i];
                }
                yield around(p.stroke() == null ? 0 : p.stroke().width() / 2, points);
            }
            case Disc d -> around(d.radius() + (d.stroke() == null ? 0 : d.stroke().width() / 2), d.x(), d.y());
            case Text t -> {
                double width = metrics.width(t.face(), t.size(), t.text());
                double left = switch (t.anchor()) {
                    case START -> t.x();
                    case MIDDLE -> t.x() - width / 2;
                    case END -> t.x() - width;
                };
                double ascent = metrics.ascent(t.face(), t.size());
                yield new Box(left, t.y() - ascent, width, ascent + metrics.descent(t.face(), t.size()));
            }
        };
    }

    private static Box around(double margin, double... points) {
        double left = points[0];
        double right = left;
        double top = points[1];
        double bottom = top;
        for (int i = 2; i < points.length; i += 2) {
            left = Math.min(left, points[i]);
            right = Math.max(right, points[i]);
            top = Math.min(top, points[i + 1]);
            bottom = Math.max(bottom, points[i + 1]);
        }
        return new Box(left - margin, top - margin, right - left + 2 * margin, bottom - top + 2 * margin);
    }
}
