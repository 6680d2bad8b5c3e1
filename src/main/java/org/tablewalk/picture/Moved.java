package org.tablewalk.picture;

import java.util.Arrays;

/** Shapes made larger or smaller about the picture's corner, and moved by a distance in pixels. */
final class Moved {
    private final double scale;
    private final double dx;
    private final double dy;

    Moved(double scale, double dx, double dy) {
        this.scale = scale;
        this.dx = dx;
        this.dy = dy;
    }

    Box of(Box b) {
        return new Box(x(b.x()), y(b.y()), b.width() * scale, b.height() * scale);
    }

    Shape of(Shape shape) {
        return switch (shape) {
            case Shape.Rect r -> new Shape.Rect(of(r.box()), r.fill(), r.stroke(), r.hatch(), r.radius() * scale, r.notch() * scale);
            case Shape.Line l -> new Shape.Line(x(l.x1()), y(l.y1()), x(l.x2()), y(l.y2()), l.stroke(), l.arrow());
            case Shape.Curve c -> new Shape.Curve(x(c.x1()), y(c.y1()), x(c.cx1()), y(c.cy1()), x(c.cx2()), y(c.cy2()), x(c.x2()), y(c.y2()), c.stroke(), c.arrow());
            case Shape.Polygon p -> new Shape.Polygon(Arrays.stream(p.xs()).map(this::x).toArray(), Arrays.stream(p.ys()).map(this::y).toArray(), p.fill(), p.stroke());
            case Shape.Disc d -> new Shape.Disc(x(d.x()), y(d.y()), d.radius() * scale, d.fill(), d.stroke());
            case Shape.Text t -> new Shape.Text(t.text(), x(t.x()), y(t.y()), t.face(), t.size() * scale, t.anchor(), t.ink());
        };
    }

    private double x(double x) {
        return x * scale + dx;
    }

    private double y(double y) {
        return y * scale + dy;
    }
}
