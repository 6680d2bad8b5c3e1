package org.tablewalk.picture;

/** The triangle at the end of an arrow; the screen's painter and the SVG writer use the same one. */
public final class ArrowHead {
    private ArrowHead() {}

    /**
     * The corners of a head whose tip is at (x, y).
     *
     * @param dx    direction of the line at its end, any length
     * @param dy    direction of the line at its end, any length
     * @param width of the line in pixels
     * @return three xs and three ys
     */
    public static double[][] at(double x, double y, double dx, double dy, double width) {
        double length = Math.max(1e-9, Math.hypot(dx, dy));
        double ux = dx / length;
        double uy = dy / length;
        double back = 4 + 2 * width;
        double half = back / 2;
        double bx = x - back * ux;
        double by = y - back * uy;
        return new double[][] {{x, bx - half * uy, bx + half * uy}, {y, by + half * ux, by - half * ux}};
    }
}
