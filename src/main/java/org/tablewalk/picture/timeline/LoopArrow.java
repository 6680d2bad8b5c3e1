package org.tablewalk.picture.timeline;

import org.tablewalk.check.Loop;
import org.tablewalk.picture.Box;
import org.tablewalk.picture.Ink;
import org.tablewalk.picture.Shape;
import org.tablewalk.picture.Sketch;
import org.tablewalk.picture.Stroke;
import org.tablewalk.picture.Target;
import org.tablewalk.picture.Typeface;
import org.tablewalk.picture.Words;

/** Draws a loop along an axis: an arrow from where it ends back to where it begins, and how often. */
final class LoopArrow {
    private static final double SIZE = 11;

    private final Sketch sketch;
    private final Words words;
    private final Axis axis;

    LoopArrow(Sketch sketch, Words words, Axis axis) {
        this.sketch = sketch;
        this.words = words;
        this.axis = axis;
    }

    /** Draws it in a lane of its own. What lies outside of the axis is cut off, without an end. */
    void paint(Loop loop, Box lane) {
        double left = Math.clamp(axis.x(loop.from()), axis.left(), axis.right());
        double right = Math.clamp(axis.x(loop.to()), axis.left(), axis.right());
        if (right - left < 1) {
            return;
        }
        boolean begins = axis.x(loop.from()) >= axis.left();
        sketch.line(right, lane.centreY(), left, lane.centreY(), Stroke.solid(Ink.VIOLATION, 2), begins);
        if (begins) {
            sketch.line(left, lane.y(), left, lane.bottom(), Stroke.solid(Ink.VIOLATION, 2), false);
        }
        if (axis.x(loop.to()) <= axis.right()) {
            sketch.line(right, lane.y(), right, lane.bottom(), Stroke.solid(Ink.VIOLATION, 2), false);
        }
        String text = words.of("loop", loop.steps());
        double width = sketch.metrics().width(Typeface.SANS_BOLD, SIZE, text);
        if (width + 40 < right - left && lane.height() >= SIZE) {
            double x = (left + right) / 2;
            sketch.rect(new Box(x - width / 2 - 4, lane.y(), width + 8, lane.height()), Ink.SURFACE, null);
            sketch.text(text, x, sketch.baseline(lane, Typeface.SANS_BOLD, SIZE), Typeface.SANS_BOLD, SIZE, Shape.Anchor.MIDDLE, Ink.VIOLATION_TEXT);
        }
        sketch.hot(new Box(left, lane.y(), right - left, lane.height()), new Target(Target.Kind.STEP, loop.from() - 1, -1),
                words.of("tip.loop", loop.from(), loop.to(), loop.steps()));
    }
}
