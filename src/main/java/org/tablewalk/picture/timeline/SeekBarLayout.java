package org.tablewalk.picture.timeline;

import java.util.List;
import org.tablewalk.check.BrokenWindow;
import org.tablewalk.check.Loop;
import org.tablewalk.check.judge.Grade;
import org.tablewalk.picture.Box;
import org.tablewalk.picture.Drawing;
import org.tablewalk.picture.Flags;
import org.tablewalk.picture.FontMetrics;
import org.tablewalk.picture.Ink;
import org.tablewalk.picture.Sketch;
import org.tablewalk.picture.Stroke;
import org.tablewalk.picture.Target;
import org.tablewalk.picture.Words;
import org.tablewalk.trace.Mark;
import org.tablewalk.trace.MarkKind;

/**
 * Lays out the bar of a whole run: what is behind the cursor, bands while an entry is broken, marks for faults, TLBIs, shadow pages made and zapped, and
 * violations.
 */
public final class SeekBarLayout {
    private static final double MARGIN = 12;
    private static final double TRACK = 10;
    /** Marks nearer to each other than this share a place; the most telling is drawn. */
    private static final int MARK_ROOM = 9;

    private final FontMetrics metrics;
    private final Words words = new Words();

    public SeekBarLayout(FontMetrics metrics) {
        this.metrics = metrics;
    }

    /** The bar and where positions lie on it. */
    public record Picture(Drawing drawing, Axis axis) {}

    /**
     * Lays out the bar.
     *
     * @param length   steps recorded
     * @param position steps made, 0..length
     * @param loop     the part that repeats for ever, or null
     */
    public Picture layOut(long length, long position, List<Mark> marks, List<BrokenWindow> windows, Loop loop, double width, double height) {
        var sketch = new Sketch(metrics, width, height);
        var axis = new Axis(MARGIN, Math.max(MARGIN + 1, width - MARGIN), 0, Math.max(1, length));
        double y = Math.round(height * 0.62);
        var track = new Box(axis.left(), y - TRACK / 2, axis.right() - axis.left(), TRACK);
        sketch.rect(track, Ink.WAIT, null, TRACK / 2);
        double x = axis.x(Math.clamp(position, 0, Math.max(0, length)));
        sketch.rect(new Box(track.x(), track.y(), x - track.x(), TRACK), Ink.ACCENT_SOFT, null, TRACK / 2);
        bands(sketch, axis, windows, y);
        marks(sketch, axis, marks, y);
        if (loop != null) {
            new LoopArrow(sketch, words, axis).paint(loop, new Box(axis.left(), y + TRACK / 2 + 1, axis.right() - axis.left(), height - y - TRACK / 2 - 2));
        }
        sketch.badge(x, y, 8, "", Ink.ACCENT, Ink.ON_ACCENT);
        return new Picture(sketch.drawing(), axis);
    }

    private void bands(Sketch sketch, Axis axis, List<BrokenWindow> windows, double y) {
        for (Bands.Band band : new Bands(windows).on(axis, 3)) {
            var box = new Box(band.left(), y - TRACK / 2 - 2, band.right() - band.left(), TRACK + 4);
            sketch.rect(box, Ink.BROKEN_BAND, Stroke.solid(Ink.UNCLEAN, 1), 1);
            sketch.hot(box, new Target(Target.Kind.STEP, band.first().from(), -1),
                    words.of("tip.band", band.first().level(), band.first().from()));
        }
    }

    private void marks(Sketch sketch, Axis axis, List<Mark> marks, double y) {
        int places = (int) ((axis.right() - axis.left()) / MARK_ROOM) + 1;
        Mark[] best = new Mark[places];
        int[] counts = new int[places];
        for (Mark mark : marks) {
            if (mark.kind() == MarkKind.MAKE || mark.kind() == MarkKind.BREAK || mark.kind() == MarkKind.COMPLETE) {
                continue;
            }
            int place = Math.clamp((int) ((axis.x(mark.position()) - axis.left()) / MARK_ROOM), 0, places - 1);
            counts[place]++;
            if (best[place] == null || mark.kind().compareTo(best[place].kind()) < 0) {
                best[place] = mark;
            }
        }
        for (int place = 0; place < places; place++) {
            if (best[place] != null) {
                mark(sketch, axis.x(best[place].position()), y - TRACK / 2 - 4, best[place], counts[place]);
            }
        }
    }

    private void mark(Sketch sketch, double x, double bottom, Mark mark, int count) {
        if (TimelineLayout.violation(mark.kind())) {
            Flags.sign(sketch, mark.kind() == MarkKind.BREACH ? Grade.BREACH : Grade.HARM, x, bottom - 5, 5.5);
        } else {
            switch (mark.kind()) {
                case FAULT -> sketch.triangleDown(x, bottom, 8, Ink.VIOLATION);
                case SHADOW_PAGE -> {
                    sketch.rect(new Box(x - 1, bottom - 9, 2, 8), Ink.NEW, null);
                    sketch.rect(new Box(x - 4, bottom - 6, 8, 2), Ink.NEW, null);
                }
                case ZAP -> sketch.rect(new Box(x - 4, bottom - 6, 8, 2), Ink.REMOVED, null);
                case UNSYNC -> sketch.rect(new Box(x - 3, bottom - 8, 6, 6), null, Stroke.solid(Ink.UNCLEAN, 2), 0);
                case INJECTED -> sketch.triangleDown(x, bottom, 8, Ink.UNCLEAN);
                case HALT -> sketch.rect(new Box(x - 3, bottom - 8, 6, 6), Ink.TEXT, null);
                case OVERLAP -> sketch.rect(new Box(x - 4, bottom - 9, 8, 8), null, Stroke.solid(Ink.STALE, 2), 0);
                default -> sketch.rect(new Box(x - 1, bottom - 9, 2, 10), Ink.TABLE, null);
            }
        }
        String text = words.of("tip.mark", mark.actor(), mark.position(), words.of("mark." + mark.kind()));
        sketch.hot(new Box(x - 4, bottom - 10, 8, 11), new Target(TimelineLayout.violation(mark.kind()) ? Target.Kind.FINDING : Target.Kind.STEP, mark.position(), mark.actor()),
                count == 1 ? text : words.of("tip.mark.more", text, count - 1));
    }
}
