package org.tablewalk.picture;

/** Shapes moved by a distance in pixels. */
final class Moved {
    private Moved() {}

    static Box by(Box b, double dx, double dy) {
        return new Box(b.x() + dx, b.y() + dy, b.width(), b.height());
    }

    static Shape by(Shape shape, double dx, double dy) {
        return switch (shape) {
            case Shape.Rect r -> new Shape.Rect(by(r.box(), dx, dy), r.fill(), r.stroke(), r.hatch(), r.radius(), r.notch());
            case Shape.Line l -> new Shape.Line(l.x1() + dx, l.y1() + dy, l.x2() + dx, l.y2() + dy, l.stroke(), l.arrow());
            case Shape.Curve c -> new Shape.Curve(c.x1() + dx, c.y1() + dy, c.cx1() + dx, c.cy1() + dy,
                    c.cx2() + dx, c.cy2() + dy, c.x2() + dx, c.y2() + dy, c.stroke(), c.arrow());
            case Shape.Polygon p -> new Shape.Polygon(by(p.xs(), dx), by(p.ys(), dy), p.fill(), p.stroke());
            case Shape.Disc d -> new Shape.Disc(d.x() + dx, d.y() + dy, d.radius(), d.fill(), d.stroke());
            case Shape.Text t -> new Shape.Text(t.text(), t.x() + dx, t.y() + dy, t.face(), t.size(), t.anchor(), t.ink());
        };
    }

    private static double[] by(double[] values, double d) {
        double[] moved = new double[values.length];
        for (int i = 0; i < values.length; i++) {
            moved[i] = values[i] + d;
        }
        return moved;
    }
}
