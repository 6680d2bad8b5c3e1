package org.tablewalk.picture.timeline;

import java.util.List;
import org.tablewalk.picture.Box;
import org.tablewalk.picture.Ink;
import org.tablewalk.picture.Shape;
import org.tablewalk.picture.Sketch;
import org.tablewalk.picture.Target;
import org.tablewalk.picture.Typeface;
import org.tablewalk.picture.Words;
import org.tablewalk.trace.Segment;

/** Gathers stretches too narrow to see into bands: the colour of what took most of the time, and how many there are. */
final class Crowd {
    /** Narrower stretches are gathered, in pixels. */
    static final double NARROW = 2;
    /** Stretches further apart than this are not gathered: what lies between may have a word. */
    private static final double APART = 4;
    /** A band is cut here, so that it shows how things change along it. */
    private static final double PIECE = 32;
    /** Height of a band as a share of the row. */
    private static final double BAND = 0.5;
    private static final double SIZE = 11;
    private static final int KINDS = Segment.Kind.values().length;

    private final Sketch sketch;
    private final Words words;
    private final int cpu;
    private final String name;
    private final Box row;
    private final List<Box> labels;
    private final long[] time = new long[KINDS];
    private int count;
    private double left;
    private double right;
    private long from;
    private long to;

    Crowd(Sketch sketch, Words words, int cpu, String name, Box row, List<Box> labels) {
        this.sketch = sketch;
        this.words = words;
        this.cpu = cpu;
        this.name = name;
        this.row = row;
        this.labels = labels;
    }

    void add(Segment s, double segmentLeft, double segmentRight) {
        if (segmentLeft - right > APART) {
            flush();
        }
        if (count == 0) {
            left = segmentLeft;
            from = s.from();
        }
        right = Math.max(segmentRight, left + NARROW);
        to = s.to();
        count++;
        time[s.kind().ordinal()] += s.to() - s.from();
        if (right - left >= PIECE) {
            flush();
        }
    }

    void flush() {
        if (count == 0) {
            return;
        }
        int most = 0;
        for (int kind = 1; kind < KINDS; kind++) {
            most = time[kind] > time[most] ? kind : most;
        }
        double height = row.height() * (count > 1 ? BAND : 1);
        var body = new Box(left, row.centreY() - height / 2, right - left, height);
        sketch.rect(body, SegmentStyle.of(Segment.Kind.values()[most]).colour(), null);
        String label = count + "×";
        double width = sketch.metrics().width(Typeface.SANS_BOLD, SIZE, label) + 4;
        if (count > 1 && row.height() >= LanePainter.ROW && body.width() > width + 4) {
            Box plate = new Box(body.centreX() - width / 2, body.centreY() - 7, width, 14);
            sketch.rect(plate, Ink.SURFACE, null, 2);
            labels.add(plate);
            sketch.text(label, plate.centreX(), sketch.baseline(plate, Typeface.SANS_BOLD, SIZE), Typeface.SANS_BOLD, SIZE, Shape.Anchor.MIDDLE, Ink.TEXT);
        }
        sketch.hot(body, new Target(Target.Kind.STEP, from, cpu), words.of("tip.crowd", name, from, to - 1, count));
        count = 0;
        java.util.Arrays.fill(time, 0);
    }
}
