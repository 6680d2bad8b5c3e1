package org.tablewalk.picture.rows;

import java.util.function.IntFunction;
import org.tablewalk.picture.Box;
import org.tablewalk.picture.Drawing;
import org.tablewalk.picture.FontMetrics;
import org.tablewalk.picture.Ink;
import org.tablewalk.picture.Sketch;
import org.tablewalk.picture.Stroke;
import org.tablewalk.picture.TlbTable;
import org.tablewalk.picture.Typeface;
import org.tablewalk.picture.Words;
import org.tablewalk.picture.timeline.TimelinePicture;

/** Puts the TLB of every CPU that has a lane in sight beside that lane. */
public final class RowsLayout {
    /** What the strips take of the width, and their limits in pixels. */
    private static final double PART = 0.4;
    private static final double LEAST = 190;
    private static final double MOST = 760;
    private static final double RIGHT = 12;
    /** Room for the last number of the ruler. */
    private static final double GUTTER = 10;

    private final FontMetrics metrics;
    private final Words words = new Words();
    private final StripLayout strips;

    public RowsLayout(FontMetrics metrics) {
        this.metrics = metrics;
        strips = new StripLayout(metrics);
    }

    /** The width of the lanes' part in a picture of that width. */
    public static double lanes(double width) {
        return Math.round(width - Math.clamp(width * PART, LEAST, MOST));
    }

    /**
     * Lays out one picture.
     *
     * @param lanes    laid out in {@link #lanes} pixels
     * @param position steps made
     * @param tlb      the TLB of a CPU
     */
    public Drawing layOut(TimelinePicture lanes, long position, IntFunction<TlbTable> tlb, double width, double height) {
        var sketch = new Sketch(metrics, width, height);
        sketch.include(lanes.drawing(), 0, 0);
        double left = lanes(width) + GUTTER;
        double room = width - RIGHT - left;
        double title = sketch.text(words.of("rows.tlb", position), left, 13, Typeface.SANS_BOLD, 11.5, room, Ink.TEXT);
        String order = words.of("rows.order");
        double needed = metrics.width(Typeface.SANS, 11, order);
        if (title + needed + 16 < room) {
            sketch.text(order, width - RIGHT - needed, 13, Typeface.SANS, 11, needed + 1, Ink.MUTED);
        }
        for (TimelinePicture.Row row : lanes.rows()) {
            Box box = new Box(left, row.box().y(), room, row.box().height());
            sketch.line(left, box.bottom() - 0.5, box.right(), box.bottom() - 0.5, Stroke.solid(Ink.LINE, 1), false);
            strips.layOut(sketch, row.cpu(), tlb.apply(row.cpu()), position, new Box(left, box.y() + 3, room, box.height() - 7));
        }
        return sketch.drawing();
    }
}
