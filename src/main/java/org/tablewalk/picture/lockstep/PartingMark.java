package org.tablewalk.picture.lockstep;

import org.tablewalk.picture.Box;
import org.tablewalk.picture.Drawing;
import org.tablewalk.picture.FontMetrics;
import org.tablewalk.picture.Ink;
import org.tablewalk.picture.Sketch;
import org.tablewalk.picture.Stroke;
import org.tablewalk.picture.Target;
import org.tablewalk.picture.Typeface;
import org.tablewalk.picture.Words;
import org.tablewalk.picture.timeline.Axis;

/** Where a run parts from those beside it: a line with a lozenge at its foot, and the word beside it where there is room. On every picture that has an axis. */
public final class PartingMark {
    /** Height that the lozenge and the word take at the foot. */
    public static final double FOOT = 16;

    private static final double LOZENGE = 6;
    private static final double SIZE = 11;
    private static final double PLATE = 14;

    private final FontMetrics metrics;
    private final Words words = new Words();

    public PartingMark(FontMetrics metrics) {
        this.metrics = metrics;
    }

    /**
     * The picture with the mark.
     *
     * @param axis of the picture, or null if it has none now
     * @param step index of the step with which the run parts, or -1 if it does not
     * @param top  from where on the picture is the axis's
     * @param word whether the word may stand beside it
     */
    public Drawing on(Drawing picture, Axis axis, long step, double top, boolean word) {
        if (step < 0 || axis == null) {
            return picture;
        }
        double x = axis.x(step + 1);
        if (x < axis.left() - 0.5 || x > axis.right() + 0.5) {
            return picture;
        }
        var sketch = new Sketch(metrics, picture.width(), picture.height());
        sketch.include(picture, 0, 0);
        double foot = picture.height() - FOOT / 2;
        sketch.line(x, top, x, foot, Stroke.solid(Ink.CHANGED, 2), false);
        sketch.polygon(Ink.CHANGED, Stroke.solid(Ink.SURFACE, 1), x, foot - LOZENGE, x + LOZENGE, foot, x, foot + LOZENGE, x - LOZENGE, foot);
        if (word) {
            word(sketch, axis, x, foot);
        }
        sketch.hot(new Box(x - LOZENGE, foot - LOZENGE, 2 * LOZENGE, 2 * LOZENGE), new Target(Target.Kind.STEP, step, -1), words.of("tip.parting", step + 1));
        return sketch.drawing();
    }

    /** The word, at the side that has more room. */
    private void word(Sketch sketch, Axis axis, double x, double foot) {
        String text = words.of("parting");
        double wide = metrics.width(Typeface.SANS_BOLD, SIZE, text) + 8;
        boolean right = axis.right() - x >= x - axis.left();
        double left = right ? x + LOZENGE + 3 : x - LOZENGE - 3 - wide;
        if (left < axis.left() || left + wide > axis.right()) {
            return;
        }
        var plate = new Box(left, foot - PLATE / 2, wide, PLATE);
        sketch.rect(plate, Ink.SURFACE, Stroke.solid(Ink.CHANGED, 1), 3);
        sketch.text(text, left + 4, sketch.baseline(plate, Typeface.SANS_BOLD, SIZE), Typeface.SANS_BOLD, SIZE, wide, Ink.TEXT);
    }
}
