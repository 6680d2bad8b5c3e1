package org.tablewalk.picture;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * A picture as data: primitives from back to front, and the places in it that stand for something.
 *
 * @param width  in pixels
 * @param height in pixels
 * @param shapes from back to front
 * @param hots   places that can be pointed at, from back to front
 */
public record Drawing(double width, double height, List<Shape> shapes, List<Hot> hots) {
    /** The smallest width and height in pixels at which a place can be hit, however small it is drawn. */
    public static final double MINIMUM_HIT = 8;

    /** Between a place and the line around it. */
    private static final double MARGIN = 3;

    /**
     * A place that stands for something.
     *
     * @param box    where
     * @param target what
     * @param tip    one line for a tooltip and for a reader of the screen
     */
    public record Hot(Box box, Target target, String tip) {}

    /** Lists that nobody else can change. */
    public Drawing {
        shapes = List.copyOf(shapes);
        hots = List.copyOf(hots);
    }

    /** The front-most place at a point; one that is only near enough counts if none holds the point itself. */
    public Optional<Hot> hit(double x, double y) {
        Hot near = null;
        for (int i = hots.size() - 1; i >= 0; i--) {
            Hot hot = hots.get(i);
            if (hot.box.contains(x, y)) {
                return Optional.of(hot);
            }
            if (near == null && hot.box.atLeast(MINIMUM_HIT).contains(x, y)) {
                near = hot;
            }
        }
        return Optional.ofNullable(near);
    }

    /** The same with a line around the places that stand for some targets. */
    public Drawing outlined(Predicate<Target> which, Stroke stroke) {
        var more = new ArrayList<>(shapes);
        for (Hot hot : hots) {
            if (which.test(hot.target)) {
                Box b = hot.box;
                more.add(new Shape.Rect(new Box(b.x() - MARGIN, b.y() - MARGIN, b.width() + 2 * MARGIN, b.height() + 2 * MARGIN), null, stroke, null, MARGIN, 0));
            }
        }
        return new Drawing(width, height, more, hots);
    }

    /** The place that stands for a target, if it is drawn. */
    public Optional<Hot> find(Target target) {
        return hots.stream().filter(h -> h.target.equals(target)).findFirst();
    }

    /** The room that the shapes take; may reach beyond width and height. */
    public Box bounds(FontMetrics metrics) {
        return shapes.stream().map(s -> s.bounds(metrics)).reduce(Box::union).orElse(new Box(0, 0, 0, 0));
    }
}
