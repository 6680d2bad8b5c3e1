package org.tablewalk.picture;

/** A rectangle in pixels, y downwards. */
public record Box(double x, double y, double width, double height) {
    /** The x of the right edge. */
    public double right() {
        return x + width;
    }

    /** The y of the bottom edge. */
    public double bottom() {
        return y + height;
    }

    public double centreX() {
        return x + width / 2;
    }

    public double centreY() {
        return y + height / 2;
    }

    /** Whether a point lies inside or on the edge. */
    public boolean contains(double px, double py) {
        return px >= x && px <= right() && py >= y && py <= bottom();
    }

    /** Whether another box lies wholly inside this one. */
    public boolean contains(Box o) {
        return o.x >= x && o.right() <= right() && o.y >= y && o.bottom() <= bottom();
    }

    /** Whether the insides of two boxes meet; touching edges do not count. */
    public boolean overlaps(Box o) {
        return x < o.right() && o.x < right() && y < o.bottom() && o.y < bottom();
    }

    /** This box with at least the given width and height, about the same centre. */
    public Box atLeast(double size) {
        double dx = Math.max(0, size - width);
        double dy = Math.max(0, size - height);
        return new Box(x - dx / 2, y - dy / 2, width + dx, height + dy);
    }

    /** This box made smaller by {@code d} on every side. */
    public Box inset(double d) {
        return new Box(x + d, y + d, width - 2 * d, height - 2 * d);
    }

    /** The smallest box that holds both. */
    public Box union(Box o) {
        double left = Math.min(x, o.x);
        double top = Math.min(y, o.y);
        return new Box(left, top, Math.max(right(), o.right()) - left, Math.max(bottom(), o.bottom()) - top);
    }
}
