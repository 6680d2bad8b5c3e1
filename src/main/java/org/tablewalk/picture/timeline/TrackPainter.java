package org.tablewalk.picture.timeline;

import java.util.List;
import org.tablewalk.picture.Box;
import org.tablewalk.picture.Ink;
import org.tablewalk.picture.Shape;
import org.tablewalk.picture.Sketch;
import org.tablewalk.picture.Stroke;
import org.tablewalk.picture.Target;
import org.tablewalk.picture.Typeface;
import org.tablewalk.picture.Words;

/** Paints the lane of something that is no CPU. */
final class TrackPainter {
    private static final double SIZE = 11;
    private static final double LEFT = 14;

    private final Sketch sketch;
    private final Words words;
    private final Axis axis;

    TrackPainter(Sketch sketch, Words words, Axis axis) {
        this.sketch = sketch;
        this.words = words;
        this.axis = axis;
    }

    void paint(Track track, Box lane) {
        if (!track.name().isEmpty()) {
            name(track, new Box(LEFT, lane.y(), axis.left() - LEFT - 4, lane.height()));
        }
        double free = axis.left();
        for (Track.Stretch s : track.stretches()) {
            double left = Math.clamp(axis.x(s.from()), axis.left(), axis.right());
            double right = Math.clamp(axis.x(s.to()), axis.left(), axis.right());
            if (right > left && right > free) {
                // Of stretches that would cover each other the first is seen.
                Box box = new Box(Math.max(left, free), lane.y() + 2, Math.max(Crowd.NARROW, right - Math.max(left, free) - 1), lane.height() - 4);
                stretch(s, box);
                free = box.right();
            }
        }
    }

    /** The name, before it a disc if the lane is pinned and a ring if it could be. */
    private void name(Track track, Box box) {
        double sign = track.pin() < 0 ? 0 : 12;
        if (track.pin() >= 0) {
            sketch.rect(new Box(box.x(), box.centreY() - 4, 8, 8), track.pinned() ? Ink.ACCENT : null, Stroke.solid(Ink.ACCENT, 1.5), 4);
            sketch.hot(new Box(0, box.y(), box.right(), box.height()), Target.of(Target.Kind.PIN, track.pin()),
                    track.name() + ": " + words.of(track.pinned() ? "tip.unpin" : "tip.pin"));
        }
        sketch.text(track.name(), box.x() + sign, sketch.baseline(box, Typeface.SANS_BOLD, SIZE), Typeface.SANS_BOLD, SIZE, box.width() - sign, Ink.MUTED);
    }

    private void stretch(Track.Stretch stretch, Box box) {
        sketch.rect(box, stretch.fill(), null, stretch.hatch(), 2, 0);
        for (String text : List.of(stretch.word(), stretch.word().replaceFirst("[;,].*", ""))) {
            double width = sketch.metrics().width(Typeface.SANS, SIZE, text);
            if (width + 6 <= box.width()) {
                double x = box.width() > LanePainter.LONG ? box.x() + 6 : box.centreX() - width / 2;
                if (stretch.hatch() != null) {
                    sketch.rect(new Box(x - 2, box.y(), width + 4, box.height()), stretch.fill(), null, 2);
                }
                sketch.text(text, x, sketch.baseline(box, Typeface.SANS, SIZE), Typeface.SANS, SIZE, Shape.Anchor.START, stretch.ink());
                break;
            }
        }
        sketch.hot(box, new Target(Target.Kind.STEP, stretch.step(), stretch.cpu()), stretch.word());
    }
}
