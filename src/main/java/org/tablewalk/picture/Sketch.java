package org.tablewalk.picture;

import java.util.ArrayList;
import java.util.List;

/**
 * Collects a drawing. Layouts speak in their own coordinates; the sketch scales and moves them, snaps boxes to whole pixels
 * (which are sharp, and quicker to paint) and leaves out what lies outside the picture, and text that the scale makes too small to be read.
 */
public final class Sketch {
    /** The smallest text in pixels that a scaled picture has. */
    public static final double LEGIBLE = 11;

    /** Radius of a disc with a number. */
    public static final double NUMBER = 8.5;

    private final FontMetrics metrics;
    private final double width;
    private final double height;
    private final double scale;
    private final double dx;
    private final double dy;
    private final List<Shape> shapes = new ArrayList<>();
    private final List<Drawing.Hot> hots = new ArrayList<>();

    /**
     * An empty picture.
     *
     * @param scale pixels for one unit of the layout
     * @param dx    where the layout's x = 0 lies, in pixels
     * @param dy    where the layout's y = 0 lies, in pixels
     */
    public Sketch(FontMetrics metrics, double width, double height, double scale, double dx, double dy) {
        this.metrics = metrics;
        this.width = width;
        this.height = height;
        this.scale = scale;
        this.dx = dx;
        this.dy = dy;
    }

    /** A picture in which layout units are pixels. */
    public Sketch(FontMetrics metrics, double width, double height) {
        this(metrics, width, height, 1, 0, 0);
    }

    public FontMetrics metrics() {
        return metrics;
    }

    public double scale() {
        return scale;
    }

    public Drawing drawing() {
        return new Drawing(width, height, shapes, hots);
    }

    /** Whether any part of a box, in layout units, lies inside the picture. */
    public boolean visible(Box box) {
        return onPage(snap(box));
    }

    public void rect(Box box, Ink fill, Stroke stroke) {
        rect(box, fill, stroke, null, 0, 0);
    }

    public void rect(Box box, Ink fill, Stroke stroke, double radius) {
        rect(box, fill, stroke, null, radius, 0);
    }

    public void rect(Box box, Ink fill, Stroke stroke, Ink hatch, double radius, double notch) {
        Box b = snap(box);
        if (onPage(b)) {
            shapes.add(new Shape.Rect(b, fill, scaled(stroke), hatch, radius * scale, notch * scale));
        }
    }

    public void line(double x1, double y1, double x2, double y2, Stroke stroke, boolean arrow) {
        var line = new Shape.Line(x(x1), y(y1), x(x2), y(y2), scaled(stroke), arrow);
        if (onPage(line.bounds(metrics))) {
            shapes.add(line);
        }
    }

    /** A curve between two points that leaves and arrives horizontally. */
    public void link(double x1, double y1, double x2, double y2, Stroke stroke, boolean arrow) {
        double bend = Math.max(12, Math.abs(x2 - x1) / 2);
        var curve = new Shape.Curve(x(x1), y(y1), x(x1 + bend), y(y1), x(x2 - bend), y(y2), x(x2), y(y2), scaled(stroke), arrow);
        if (onPage(curve.bounds(metrics))) {
            shapes.add(curve);
        }
    }

    /** A cubic curve given by its four points. */
    public void curve(double x1, double y1, double cx1, double cy1, double cx2, double cy2, double x2, double y2, Stroke stroke, boolean arrow) {
        var curve = new Shape.Curve(x(x1), y(y1), x(cx1), y(cy1), x(cx2), y(cy2), x(x2), y(y2), scaled(stroke), arrow);
        if (onPage(curve.bounds(metrics))) {
            shapes.add(curve);
        }
    }

    /** A polygon from x, y pairs. */
    public void polygon(Ink fill, Stroke stroke, double... points) {
        double[] xs = new double[points.length / 2];
        double[] ys = new double[xs.length];
        for (int i = 0; i < xs.length; i++) {
            xs[i] = x(points[2 * i]);
            ys[i] = y(points[2 * i + 1]);
        }
        var polygon = new Shape.Polygon(xs, ys, fill, scaled(stroke));
        if (onPage(polygon.bounds(metrics))) {
            shapes.add(polygon);
        }
    }

    /** A filled triangle that points down at (x, y). */
    public void triangleDown(double x, double y, double size, Ink fill) {
        polygon(fill, null, x, y, x - size / 2, y - size, x + size / 2, y - size);
    }

    /** A filled octagon about (x, y). */
    public void octagon(double x, double y, double radius, Ink fill) {
        double[] points = new double[16];
        for (int i = 0; i < 8; i++) {
            double angle = Math.PI / 8 + i * Math.PI / 4;
            points[2 * i] = x + radius * Math.cos(angle);
            points[2 * i + 1] = y + radius * Math.sin(angle);
        }
        polygon(fill, null, points);
    }

    /** A disc with a short text in it. */
    public void badge(double x, double y, double radius, String text, Ink fill, Ink ink) {
        var disc = new Shape.Disc(x(x), y(y), radius * scale, fill, null);
        if (onPage(disc.bounds(metrics))) {
            shapes.add(disc);
            double size = radius * (text.length() < 2 ? 1.35 : 1.1);
            text(text, x, y + metrics.capHeight(Typeface.SANS_BOLD, size) / 2, Typeface.SANS_BOLD, size, Shape.Anchor.MIDDLE, ink);
        }
    }

    /** A disc with a number of one or two digits that can be read, {@link #NUMBER} in radius. */
    public void number(double x, double y, String text, Ink fill, Ink ink) {
        badge(x, y, NUMBER, "", fill, ink);
        text(text, x, y + metrics.capHeight(Typeface.SANS_BOLD, LEGIBLE) / 2, Typeface.SANS_BOLD, LEGIBLE, Shape.Anchor.MIDDLE, ink);
    }

    public void text(String text, double x, double y, Typeface face, double size, Shape.Anchor anchor, Ink ink) {
        if (text.isEmpty() || scale != 1 && size * scale < LEGIBLE - 0.01) {
            return;
        }
        var shape = new Shape.Text(text, x(x), Math.round(y(y)), face, size * scale, anchor, ink);
        if (onPage(shape.bounds(metrics))) {
            shapes.add(shape);
        }
    }

    /** Text from x on, cut to a width. Returns the width it takes, in layout units. */
    public double text(String text, double x, double y, Typeface face, double size, double room, Ink ink) {
        String fitted = metrics.fit(face, size, text, room);
        text(fitted, x, y, face, size, Shape.Anchor.START, ink);
        return metrics.width(face, size, fitted);
    }

    /** Text in the middle of a box, cut to its width less a little padding; nothing if not even a letter fits. */
    public void label(Box box, String text, Typeface face, double size, Ink ink) {
        String fitted = metrics.fit(face, size, text, box.width() - 4);
        text(fitted, box.centreX(), baseline(box, face, size), face, size, Shape.Anchor.MIDDLE, ink);
    }

    /** The baseline that centres capitals in a box. */
    public double baseline(Box box, Typeface face, double size) {
        return box.centreY() + metrics.capHeight(face, size) / 2;
    }

    public void hot(Box box, Target target, String tip) {
        Box b = snap(box);
        if (onPage(b)) {
            hots.add(new Drawing.Hot(b, target, tip));
        }
    }

    /** Takes over another drawing as it is, moved by whole pixels. */
    public void include(Drawing other, double left, double top) {
        include(other, 1, left, top);
    }

    /** Takes over another drawing made larger or smaller, and then moved; what comes to lie outside of the picture, and text too small to be read, is left out. */
    public void include(Drawing other, double factor, double left, double top) {
        var moved = new Moved(factor, left, top);
        for (Shape shape : other.shapes()) {
            Shape here = moved.of(shape);
            if (factor == 1 || onPage(here.bounds(metrics)) && !(here instanceof Shape.Text t && t.size() < LEGIBLE - 0.01)) {
                shapes.add(here);
            }
        }
        for (Drawing.Hot hot : other.hots()) {
            hots.add(new Drawing.Hot(moved.of(hot.box()), hot.target(), hot.tip()));
        }
    }

    private double x(double x) {
        return x * scale + dx;
    }

    private double y(double y) {
        return y * scale + dy;
    }

    private Box snap(Box b) {
        double left = Math.round(x(b.x()));
        double top = Math.round(y(b.y()));
        return new Box(left, top, Math.round(x(b.right())) - left, Math.round(y(b.bottom())) - top);
    }

    private boolean onPage(Box b) {
        return b.x() <= width && b.right() >= 0 && b.y() <= height && b.bottom() >= 0;
    }

    /** Lines grow with the picture but never get thinner than they are meant to be at full size. */
    private Stroke scaled(Stroke s) {
        return s == null || scale <= 1 ? s : new Stroke(s.ink(), s.width() * scale, s.dash());
    }
}
