package org.tablewalk.picture;

/**
 * How a line is drawn.
 *
 * @param ink   its meaning
 * @param width in pixels, more than 0
 * @param dash  its pattern
 */
public record Stroke(Ink ink, double width, Dash dash) {
    /** Patterns: no gap, long dashes, dots. */
    public enum Dash {
        SOLID, DASHED, DOTTED;

        /** Lengths of line and gap in pixels for a stroke width; empty for a solid line. */
        public double[] pattern(double width) {
            return switch (this) {
                case SOLID -> new double[0];
                case DASHED -> new double[] {2 + 2 * width, 2 + width};
                case DOTTED -> new double[] {width, 1.5 + width};
            };
        }
    }

    /** An unbroken line. */
    public static Stroke solid(Ink ink, double width) {
        return new Stroke(ink, width, Dash.SOLID);
    }

    /** A dashed line. */
    public static Stroke dashed(Ink ink, double width) {
        return new Stroke(ink, width, Dash.DASHED);
    }

    /** A dotted line. */
    public static Stroke dotted(Ink ink, double width) {
        return new Stroke(ink, width, Dash.DOTTED);
    }
}
