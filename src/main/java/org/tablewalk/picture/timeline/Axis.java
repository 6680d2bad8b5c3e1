package org.tablewalk.picture.timeline;

/**
 * A stretch of positions laid along x.
 *
 * @param left  x of {@code from}
 * @param right x of {@code to}, more than {@code left}
 * @param from  first position
 * @param to    last position, more than {@code from}
 */
public record Axis(double left, double right, double from, double to) {
    private static final double TICK_ROOM = 76;

    /** The x of a position; may lie outside the axis. */
    public double x(double position) {
        return left + (position - from) / (to - from) * (right - left);
    }

    /** The position at an x, cut to the axis. */
    public double position(double x) {
        return Math.clamp(from + (x - left) / (right - left) * (to - from), from, to);
    }

    /** How many positions a width is. */
    public double steps(double width) {
        return width / (right - left) * (to - from);
    }

    /** Positions between two ticks: 1, 2 or 5 times a power of ten. */
    long tick() {
        double least = TICK_ROOM * (to - from) / (right - left);
        long power = 1;
        while (power * 10 <= least) {
            power *= 10;
        }
        for (int factor : new int[] {1, 2, 5}) {
            if (power * factor >= least) {
                return power * factor;
            }
        }
        return power * 10;
    }
}
