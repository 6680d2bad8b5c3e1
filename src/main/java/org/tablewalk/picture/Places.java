package org.tablewalk.picture;

import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/** The way from one place of a picture to another without a pointer: in the order of reading, or by where things lie. */
public final class Places {
    /** How much farther off a place counts for each pixel that it lies aside of the way. */
    private static final double ASIDE = 2;

    /** Where to go. */
    public enum Way {
        /** The next in the order of reading. */
        NEXT(0, 0),
        /** The one before. */
        PREVIOUS(0, 0),
        /** The nearest to the left. */
        LEFT(-1, 0),
        /** The nearest to the right. */
        RIGHT(1, 0),
        /** The nearest above. */
        UP(0, -1),
        /** The nearest below. */
        DOWN(0, 1);

        private final int dx;
        private final int dy;

        Way(int dx, int dy) {
            this.dx = dx;
            this.dy = dy;
        }
    }

    private Places() {}

    /**
     * The place that lies that way of another. In the order of reading the last is followed by the first; by where things lie there may be none.
     *
     * @param from a place of the drawing
     */
    public static Optional<Drawing.Hot> from(Drawing drawing, Drawing.Hot from, Way way) {
        List<Drawing.Hot> hots = drawing.hots();
        int at = hots.indexOf(from);
        return switch (way) {
            case NEXT -> Optional.of(hots.get(Math.floorMod(at + 1, hots.size())));
            case PREVIOUS -> Optional.of(hots.get(Math.floorMod(at - 1, hots.size())));
            case LEFT, RIGHT, UP, DOWN -> {
                // From an entry to an entry, though the table that holds it is nearer.
                Optional<Drawing.Hot> inner = holds(hots, from) ? Optional.empty() : towards(hots.stream().filter(h -> !holds(hots, h)).toList(), from.box(), way);
                yield inner.isPresent() ? inner : towards(hots, from.box(), way);
            }
        };
    }

    private static boolean holds(List<Drawing.Hot> hots, Drawing.Hot outer) {
        return hots.stream().anyMatch(h -> h != outer && outer.box().contains(h.box()) && !h.box().contains(outer.box()));
    }

    private static Optional<Drawing.Hot> towards(List<Drawing.Hot> hots, Box from, Way way) {
        Drawing.Hot best = null;
        double least = Double.MAX_VALUE;
        for (Drawing.Hot hot : hots) {
            Box box = hot.box();
            // A table is not beside its own entries, nor an entry beside its table.
            if (box.contains(from) || from.contains(box)) {
                continue;
            }
            double ahead = way.dx * (box.centreX() - from.centreX()) + way.dy * (box.centreY() - from.centreY());
            double gap = way.dx != 0 ? between(from.x(), from.right(), box.x(), box.right()) : between(from.y(), from.bottom(), box.y(), box.bottom());
            double aside = way.dx != 0 ? between(from.y(), from.bottom(), box.y(), box.bottom()) : between(from.x(), from.right(), box.x(), box.right());
            if (ahead <= 0 || gap <= 0 && aside > 0) {
                continue;
            }
            double far = Math.max(0, gap) + ASIDE * Math.max(0, aside) + ahead / 1000;
            if (far < least) {
                least = far;
                best = hot;
            }
        }
        return Optional.ofNullable(best);
    }

    /** The room between two stretches; negative where they overlap. */
    private static double between(double from1, double to1, double from2, double to2) {
        return Math.max(from2 - to1, from1 - to2);
    }

    /** The box of the largest place that stands for what is sought, or of all of them together; null if there is none. */
    public static Box of(Drawing drawing, Predicate<Target> sought, boolean all) {
        Box found = null;
        for (Drawing.Hot hot : drawing.hots()) {
            if (sought.test(hot.target())) {
                Box box = hot.box();
                found = found == null ? box : all ? found.union(box) : area(box) > area(found) ? box : found;
            }
        }
        return found;
    }

    private static double area(Box box) {
        return box.width() * box.height();
    }

    /** The place whose middle is nearest to that of a box: where to go on when what was there is gone. */
    public static Optional<Drawing.Hot> nearest(Drawing drawing, Box box) {
        Drawing.Hot best = null;
        double least = Double.MAX_VALUE;
        for (Drawing.Hot hot : drawing.hots()) {
            double far = Math.hypot(hot.box().centreX() - box.centreX(), hot.box().centreY() - box.centreY());
            if (far < least) {
                least = far;
                best = hot;
            }
        }
        return Optional.ofNullable(best);
    }
}
