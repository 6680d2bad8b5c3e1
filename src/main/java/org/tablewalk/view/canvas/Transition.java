package org.tablewalk.view.canvas;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.tablewalk.picture.Box;
import org.tablewalk.picture.Drawing;
import org.tablewalk.picture.FontMetrics;
import org.tablewalk.picture.Shape;
import org.tablewalk.picture.Target;

/**
 * The way from one picture to the next when things in it find another place: what stays stays still, what moves slides, what is new fades in and what is
 * gone fades out. It is computed between the two draw lists alone: shapes belong to the smallest pointable place that holds their centre. A
 * picture in which nothing finds another place has none: what a step did to an entry is told by its motion.
 */
final class Transition {
    /** Milliseconds from one picture to the next. */
    static final double LENGTH = 160;
    /** Pictures with more shapes or places than this change at once. */
    private static final int LIMIT = 1_500;

    private final Drawing from;
    private final Drawing to;
    private final Set<Shape> before;
    private final Set<Shape> after;
    private final double[] dx;
    private final double[] dy;
    private boolean slides;

    private Transition(Drawing from, Drawing to, FontMetrics metrics) {
        this.from = from;
        this.to = to;
        before = new HashSet<>(from.shapes());
        after = new HashSet<>(to.shapes());
        dx = new double[to.shapes().size()];
        dy = new double[to.shapes().size()];
        Map<Target, Box> places = new HashMap<>();
        for (Drawing.Hot hot : from.hots()) {
            places.put(hot.target(), hot.box());
        }
        for (int i = 0; i < dx.length; i++) {
            Shape shape = to.shapes().get(i);
            if (!before.contains(shape)) {
                Box bounds = shape.bounds(metrics);
                Drawing.Hot owner = owner(bounds.centreX(), bounds.centreY());
                Box was = owner == null ? null : places.get(owner.target());
                if (was != null) {
                    dx[i] = was.x() - owner.box().x();
                    dy[i] = was.y() - owner.box().y();
                    slides |= dx[i] != 0 || dy[i] != 0;
                }
            }
        }
    }

    /**
     * The way between two pictures, or null if there is nothing to see or too much to compute.
     *
     * @param fade whether one fades into the other and nothing slides
     */
    static Transition between(Drawing from, Drawing to, FontMetrics metrics, boolean fade) {
        if (from == null || from.width() != to.width() || from.height() != to.height() || from.shapes().equals(to.shapes())
                || from.shapes().size() > LIMIT || to.shapes().size() > LIMIT || to.hots().size() > LIMIT) {
            return null;
        }
        var transition = new Transition(from, to, metrics);
        if (fade) {
            Arrays.fill(transition.dx, 0);
            Arrays.fill(transition.dy, 0);
            transition.slides = false;
        }
        return fade || transition.slides ? transition : null;
    }

    /** Whether anything moves from place to place. */
    boolean slides() {
        return slides;
    }

    private Drawing.Hot owner(double x, double y) {
        Drawing.Hot best = null;
        for (Drawing.Hot hot : to.hots()) {
            if (hot.box().contains(x, y) && (best == null || area(hot) <= area(best))) {
                best = hot;
            }
        }
        return best;
    }

    private static double area(Drawing.Hot hot) {
        return hot.box().width() * hot.box().height();
    }

    /** The picture at a moment: {@code t} from 0, the old one, to 1, the new one. */
    List<Piece> at(double t) {
        double eased = 1 - (1 - t) * (1 - t);
        var pieces = new ArrayList<Piece>();
        for (int i = 0; i < dx.length; i++) {
            Shape shape = to.shapes().get(i);
            boolean stays = before.contains(shape) || dx[i] != 0 || dy[i] != 0;
            pieces.add(new Piece(shape, dx[i] * (1 - eased), dy[i] * (1 - eased), stays ? 1 : eased));
        }
        for (Shape shape : from.shapes()) {
            if (!after.contains(shape)) {
                pieces.add(new Piece(shape, 0, 0, 1 - eased));
            }
        }
        return pieces;
    }
}
