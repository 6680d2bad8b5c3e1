package org.tablewalk.picture.forest;

import java.util.ArrayList;
import java.util.List;
import org.tablewalk.picture.Box;
import org.tablewalk.picture.Sketch;
import org.tablewalk.picture.Stroke;

/**
 * Where ways between trees go: out of a table at its right, up or down beside it to a channel between other tables, along that, and into the table that they lead to from its left. No way passes
 * behind a table or through words. Ways beside each other keep a distance.
 */
final class Routes {
    /** Half of the room that a line takes with the air about it. */
    private static final double AIR = 2;
    /** From a table to the nearest line above or below it, or beside it, and from one line to the next. */
    private static final double NEAR = 3;
    private static final double BESIDE = 6;
    private static final double NEXT = 3;
    /** Room before the arrow's end. */
    private static final double ARROW = 11;
    /** Lines that a channel has room for. */
    private static final int ABREAST = 3;
    private static final double CORNER = 5;

    private final List<Box> obstacles;
    private int made;

    /** Ways around tables and names. */
    Routes(List<Box> obstacles) {
        this.obstacles = obstacles;
    }

    /**
     * The corners of a way, from its beginning to its end: x and y by turns.
     *
     * @param free whether it crosses nothing; else it is a straight one that has to be drawn over what it crosses
     */
    record Route(double[] points, boolean free) {
        void draw(Sketch sketch, Stroke stroke) {
            double x = points[0];
            double y = points[1];
            for (int i = 2; i < points.length - 2; i += 2) {
                double r = Math.min(CORNER, Math.min(half(i - 2), half(i)));
                double dx = Math.signum(points[i] - points[i - 2]);
                double dy = Math.signum(points[i + 1] - points[i - 1]);
                double ex = Math.signum(points[i + 2] - points[i]);
                double ey = Math.signum(points[i + 3] - points[i + 1]);
                double cx = points[i];
                double cy = points[i + 1];
                sketch.line(x, y, cx - r * dx, cy - r * dy, stroke, false);
                x = cx + r * ex;
                y = cy + r * ey;
                sketch.curve(cx - r * dx, cy - r * dy, cx, cy, cx, cy, x, y, stroke, false);
            }
            sketch.line(x, y, points[points.length - 2], points[points.length - 1], stroke, true);
        }

        private double half(int i) {
            return (Math.abs(points[i + 2] - points[i]) + Math.abs(points[i + 3] - points[i + 1])) / 2;
        }
    }

    /**
     * A way that has not been taken.
     *
     * @param from the table it leaves, at a height
     * @param to   the table it comes to, at another, right of the first
     */
    Route from(Box from, double y, Box to, double toY) {
        int lane = made++;
        Route route = null;
        // Rather on another's line than over a table.
        for (int i = 0; i < ABREAST && route == null; i++) {
            route = route(from, y, to, toY, (lane + i) % ABREAST);
        }
        return route != null ? route : new Route(new double[] {from.right(), y, to.x() - 1, toY}, false);
    }

    /** The one with the shortest way up and down, or null. */
    private Route route(Box from, double y, Box to, double toY, int lane) {
        double out = from.right() + BESIDE + NEXT * lane;
        double in = to.x() - ARROW - NEXT * lane;
        double end = to.x() - 1;
        double best = Double.NaN;
        double shortest = Double.POSITIVE_INFINITY;
        for (double channel : channels(y, toY, lane)) {
            double length = Math.abs(channel - y) + Math.abs(channel - toY);
            if (length < shortest && open(out, y, out, channel) && open(out, channel, in, channel) && open(in, channel, in, toY) && open(in, toY, end - 2 * AIR, toY)) {
                best = channel;
                shortest = length;
            }
        }
        if (Double.isNaN(best)) {
            return null;
        }
        List<Double> points = new ArrayList<>(List.of(from.right(), y));
        if (best != y) {
            points.addAll(List.of(out, y, out, best));
        }
        if (best != toY) {
            points.addAll(List.of(in, best, in, toY));
        }
        points.addAll(List.of(end, toY));
        return new Route(points.stream().mapToDouble(Double::doubleValue).toArray(), true);
    }

    private List<Double> channels(double y, double toY, int lane) {
        List<Double> channels = new ArrayList<>(List.of(y, toY));
        for (Box box : obstacles) {
            channels.add(box.y() - NEAR - NEXT * lane);
            channels.add(box.bottom() + NEAR + NEXT * lane);
        }
        return channels;
    }

    private boolean open(double x1, double y1, double x2, double y2) {
        var line = new Box(Math.min(x1, x2) - AIR, Math.min(y1, y2) - AIR, Math.abs(x2 - x1) + 2 * AIR, Math.abs(y2 - y1) + 2 * AIR);
        return obstacles.stream().noneMatch(line::overlaps);
    }
}
