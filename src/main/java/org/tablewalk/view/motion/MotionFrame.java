package org.tablewalk.view.motion;

import org.tablewalk.picture.Box;
import org.tablewalk.viewmodel.motion.Motion;

/**
 * A motion at one moment.
 *
 * @param outline      around what it is about, in pixels
 * @param outlineShown how much of the outline is seen, 0..1
 * @param x            middle of what is carried
 * @param y            likewise
 * @param tokenShown   how much of what is carried is seen, 0..1
 */
record MotionFrame(Box outline, double outlineShown, double x, double y, double tokenShown) {
    /** Height of the head of a table, to which a walk goes on, and of the foot of a TLB, where a sweep is told, in pixels. */
    private static final double HEAD = 28;
    /** From here on what has arrived fades. */
    private static final double ARRIVED = 0.75;
    private static final double SHRINKS = 10;

    /**
     * A moment of a motion.
     *
     * @param from  where it begins, or null
     * @param to    where it ends, or null; not both are null
     * @param t     from 0 to 1
     * @param still nothing moves from place to place: where it ends lights up and fades
     */
    static MotionFrame at(Motion.Kind kind, Box from, Box to, double t, boolean still) {
        double eased = t < 0.5 ? 2 * t * t : 1 - 2 * (1 - t) * (1 - t);
        double glow = Math.sin(Math.PI * t);
        double leaves = t < ARRIVED ? 1 : (1 - t) / (1 - ARRIVED);
        Box end = to == null ? from : to;
        if (still) {
            return new MotionFrame(end, glow, end.centreX(), headY(end), glow);
        }
        return switch (kind) {
            case STORE, WALK -> from == null || to == null ? new MotionFrame(end, glow, end.centreX(), headY(end), glow)
                    : new MotionFrame(to, eased * leaves, mix(from.centreX(), to.centreX(), eased), mix(headY(from), headY(to), eased), leaves);
            case SWEEP -> {
                double front = end.width() * eased;
                yield new MotionFrame(new Box(end.x(), end.y(), front, end.height()), leaves, end.x() + front, end.bottom() - HEAD / 2, leaves);
            }
            case FADE -> new MotionFrame(end.inset(eased * Math.min(SHRINKS, end.height() / 4)), 1 - t, end.centreX(), headY(end), 1 - t);
            case GROWTH -> {
                Box seed = from == null ? new Box(end.x(), headY(end), 0, 0) : from;
                var grown = new Box(mix(seed.x(), end.x(), eased), mix(seed.y(), end.y(), eased), mix(seed.width(), end.width(), eased),
                        mix(seed.height(), end.height(), eased));
                yield new MotionFrame(grown, leaves, grown.centreX(), headY(grown), 0);
            }
        };
    }

    private static double headY(Box box) {
        return box.height() > 2 * HEAD ? box.y() + HEAD / 2 : box.centreY();
    }

    private static double mix(double from, double to, double t) {
        return from + (to - from) * t;
    }
}
