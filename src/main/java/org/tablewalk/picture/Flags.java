package org.tablewalk.picture;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.tablewalk.check.judge.Grade;

/** Puts the signs of findings on a picture that is laid out already, whatever it shows: on each place that one is about, and its sentence on each sign that a layout has drawn itself. */
public final class Flags {
    private static final double RADIUS = 6.5;

    private final FontMetrics metrics;

    /**
     * A finding at a place.
     *
     * @param grade how bad it is
     * @param tip   its sentence
     * @param to    what a press leads to
     */
    public record Flag(Grade grade, String tip, Target to) {}

    /** Signs written with these fonts. */
    public Flags(FontMetrics metrics) {
        this.metrics = metrics;
    }

    /** The picture with its signs; {@code of} gives the finding about what a place stands for, or null. */
    public Drawing on(Drawing plain, Function<Target, Flag> of) {
        var sketch = new Sketch(metrics, plain.width(), plain.height());
        List<Drawing.Hot> hots = new ArrayList<>(plain.hots().size());
        for (Drawing.Hot hot : plain.hots()) {
            Flag flag = of.apply(hot.target());
            boolean drawn = hot.target().kind() == Target.Kind.FINDING;
            hots.add(flag != null && drawn ? new Drawing.Hot(hot.box(), hot.target(), flag.tip()) : hot);
            if (flag != null && !drawn) {
                // On the left edge: the right top corner belongs to what the step changed.
                double x = hot.box().x() + 3;
                double y = hot.box().y() - 1;
                sign(sketch, flag.grade(), x, y, RADIUS);
                sketch.hot(new Box(x - RADIUS, y - RADIUS, 2 * RADIUS, 2 * RADIUS), flag.to(), flag.tip());
            }
        }
        Drawing signs = sketch.drawing();
        if (signs.shapes().isEmpty()) {
            return new Drawing(plain.width(), plain.height(), plain.shapes(), hots);
        }
        List<Shape> shapes = new ArrayList<>(plain.shapes());
        shapes.addAll(signs.shapes());
        hots.addAll(signs.hots());
        return new Drawing(plain.width(), plain.height(), shapes, hots);
    }

    /** The sign of a grade: a filled octagon for harm, a filled diamond for a breach, a hollow ring for a debt. No two differ in colour alone. */
    public static void sign(Sketch sketch, Grade grade, double x, double y, double radius) {
        switch (grade) {
            case HARM -> {
                sketch.octagon(x, y, radius, Ink.VIOLATION);
                mark(sketch, x, y, radius, Ink.ON_VIOLATION);
            }
            case BREACH -> {
                double r = radius * 1.15;
                sketch.polygon(Ink.UNCLEAN, Stroke.solid(Ink.RAISED, 1), x, y - r, x + r, y, x, y + r, x - r, y);
                mark(sketch, x, y, radius, Ink.ON_UNCLEAN);
            }
            case DEBT -> sketch.rect(new Box(x - radius + 1, y - radius + 1, 2 * radius - 2, 2 * radius - 2), Ink.RAISED, Stroke.dashed(Ink.UNCLEAN, 2), radius);
        }
    }

    /** An exclamation mark, drawn: no letter is that small. */
    private static void mark(Sketch sketch, double x, double y, double radius, Ink ink) {
        double half = radius * 0.15;
        sketch.polygon(ink, null, x - half, y - radius * 0.6, x + half, y - radius * 0.6, x + half, y + radius * 0.15, x - half, y + radius * 0.15);
        sketch.polygon(ink, null, x - half, y + radius * 0.35, x + half, y + radius * 0.35, x + half, y + radius * 0.65, x - half, y + radius * 0.65);
    }
}
