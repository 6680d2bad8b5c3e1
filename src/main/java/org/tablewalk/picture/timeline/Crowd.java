package org.tablewalk.picture.timeline;

import org.tablewalk.picture.Box;
import org.tablewalk.picture.Ink;
import org.tablewalk.picture.Sketch;
import org.tablewalk.picture.Target;
import org.tablewalk.picture.Typeface;
import org.tablewalk.picture.Words;
import org.tablewalk.trace.Segment;

/** Gathers stretches too narrow to see into bands: the colour of what took most of the time, and how many there are. */
final class Crowd {
    /** Narrower stretches are gathered, in pixels. */
    static final double NARROW = 2;
    /** A band is cut here, so that it shows how things change along it. */
    private static final double PIECE = 32;
    /** Height of a band as a share of the lane. */
    private static final double BAND = 0.45;
    private static final int KINDS = Segment.Kind.values().length;

    private final Sketch sketch;
    private final Words words;
    private final int cpu;
    private final String name;
    private final Box lane;
    private final long[] time = new long[KINDS];
    private int count;
    private double left;
    private double right;
    private long from;
    private long to;

    Crowd(Sketch sketch, Words words, int cpu, String name, Box lane) {
        this.sketch = sketch;
        this.words = words;
        this.cpu = cpu;
        this.name = name;
        this.lane = lane;
    }

    void add(Segment s, double segmentLeft, double segmentRight) {
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
        SegmentStyle style = SegmentStyle.of(Segment.Kind.values()[most]);
        Box box = new Box(left, lane.y() + 3, right - left, lane.height() - 7);
        Ink fill = style.edge() != null ? style.edge() : style.fill() == null ? Ink.WAIT : style.fill();
        double height = box.height() * (count > 1 ? BAND : Math.max(BAND, style.share()));
        var body = new Box(left, box.centreY() - height / 2, box.width(), height);
        sketch.rect(body, fill, null);
        String label = count + "×";
        if (count > 1 && body.width() > sketch.metrics().width(Typeface.SANS_BOLD, 9.5, label) + 8) {
            double width = sketch.metrics().width(Typeface.SANS_BOLD, 9.5, label) + 4;
            sketch.rect(new Box(body.centreX() - width / 2, body.centreY() - 6, width, 12), Ink.SURFACE, null, 2);
            sketch.label(body, label, Typeface.SANS_BOLD, 9.5, Ink.TEXT);
        }
        sketch.hot(body, new Target(Target.Kind.STEP, from, cpu), words.of("tip.crowd", name, from, to - 1, count));
        count = 0;
        java.util.Arrays.fill(time, 0);
    }
}
