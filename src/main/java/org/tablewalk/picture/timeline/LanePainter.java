package org.tablewalk.picture.timeline;

import java.util.List;
import org.tablewalk.picture.Box;
import org.tablewalk.picture.Shape;
import org.tablewalk.picture.Sketch;
import org.tablewalk.picture.Target;
import org.tablewalk.picture.Typeface;
import org.tablewalk.picture.Words;
import org.tablewalk.trace.Segment;
import org.tablewalk.trace.Segment.Kind;

/**
 * Paints the bars of one CPU's lane, each row inside the one above: as many rows as there is height for. A bar that is too narrow to be opened, or has
 * nothing in it, takes all rows that are left. Routines that only call another share a row where rows are few, and in the last row what is done stands on
 * the routine that does it.
 */
final class LanePainter {
    /** Least height of a row. */
    static final double ROW = 14;
    private static final double SIZE = 11;
    /** Least height of a bar that has a word: capitals and what hangs below. */
    private static final double LEAST = 12;
    private static final double PAD = 3;
    /** The word of a wider bar stands at its beginning. */
    static final double LONG = 120;
    private static final int MOST_ROWS = 8;
    /** A narrower bar is not opened. */
    private static final double OPEN = 26;
    /** Levels and accesses narrower than this on the average stay inside a bar that names them all. */
    private static final double EACH = 14;

    private final Sketch sketch;
    private final Words words;
    private final LaneTerms terms;
    private final Axis axis;
    private final int cpu;
    private final String name;
    private final Box lane;
    private final int rows;
    private final List<Box> labels;

    /**
     * A painter of one lane.
     *
     * @param labels gets the place of each word drawn
     */
    LanePainter(Sketch sketch, Words words, LaneTerms terms, Axis axis, int cpu, Box lane, List<Box> labels) {
        this.sketch = sketch;
        this.words = words;
        this.terms = terms;
        this.axis = axis;
        this.cpu = cpu;
        this.lane = new Box(lane.x(), lane.y() + 1, lane.width(), lane.height() - 3);
        this.labels = labels;
        name = terms.actor(cpu);
        rows = Math.clamp((int) (this.lane.height() / ROW), 1, MOST_ROWS);
    }

    void paint(Segment[] segments) {
        row(Bar.of(segments, axis.from(), axis.to()), 0);
    }

    /** From a row down to the last. */
    private Box below(int row) {
        double top = Math.round(lane.height() * row / rows);
        return new Box(lane.x(), lane.y() + top, lane.width(), lane.height() - top);
    }

    private Box only(int row) {
        double top = Math.round(lane.height() * row / rows);
        return new Box(lane.x(), lane.y() + top, lane.width(), Math.round(lane.height() * (row + 1) / rows) - top - 1);
    }

    private double left(Bar bar) {
        return Math.clamp(axis.x(bar.segment().from()), axis.left(), axis.right());
    }

    private double right(Bar bar) {
        return Math.clamp(axis.x(bar.segment().to()), axis.left(), axis.right());
    }

    private void row(List<Bar> bars, int row) {
        var crowd = new Crowd(sketch, words, cpu, name, below(row), labels);
        for (Bar bar : bars) {
            double left = left(bar);
            double right = right(bar);
            if (right - left < Crowd.NARROW) {
                crowd.add(bar.segment(), left, right);
            } else {
                crowd.flush();
                bar(bar, row, left, Math.max(1, right - left - 1));
            }
        }
        crowd.flush();
    }

    private void bar(Bar bar, int row, double left, double width) {
        List<Bar> chain = bar.chain(rows - row);
        Bar inner = chain.getLast();
        boolean wide = width >= OPEN && !inner.inside().isEmpty();
        boolean opens = wide && row + 1 < rows && (inner.kind() == Kind.ROUTINE || !waits(inner.kind()) && width / inner.inside().size() >= EACH);
        Box place = opens ? only(row) : below(row);
        Box body = new Box(left, place.y(), width, place.height());
        SegmentStyle style = SegmentStyle.of(bar.kind(), row);
        style.paint(sketch, body);
        List<String> names = terms.labels(chain, !opens);
        Segment s = bar.segment();
        // Of something done a click shows the step that did it, of what lasts the one that began it.
        long step = s.depth() > 0 && s.kind() != Kind.ROUTINE ? s.to() - 1 : s.from();
        sketch.hot(body, new Target(Target.Kind.STEP, step, cpu), words.of("tip.segment", name, s.from(), s.to() - 1, names.getFirst()));
        if (opens) {
            row(inner.inside(), row + 1);
        }
        List<Bar> deeds = opens || rows == 1 ? List.of() : deeds(inner, wide);
        if (style.line()) {
            return;
        }
        if (s.kind() == Kind.FAULT && body.width() >= 10 && !fits(names, body)) {
            sketch.triangleDown(body.centreX(), body.centreY() + 4, 9, style.text());
        } else {
            label(names, gap(body, deeds), style);
        }
        row(deeds, row);
    }

    /** Whether what is inside a bar is its own wait, which stands on it. */
    private static boolean waits(Kind kind) {
        return kind == Kind.DSB || kind == Kind.LOCK;
    }

    /** What stands on a bar that is not opened: what is done in a routine, the wait in a barrier or at a lock. */
    private static List<Bar> deeds(Bar bar, boolean wide) {
        return switch (bar.kind()) {
            case ROUTINE -> wide ? bar.deeds() : List.of();
            case DSB, LOCK -> bar.inside();
            default -> List.of();
        };
    }

    /** The widest part of a body that nothing done stands on. */
    private Box gap(Box body, List<Bar> deeds) {
        double from = body.x();
        double best = from;
        double width = 0;
        for (Bar deed : deeds) {
            double free = left(deed) - from;
            if (free > width) {
                width = free;
                best = from;
            }
            from = Math.max(from, Math.max(right(deed), left(deed) + Crowd.NARROW));
        }
        if (body.right() - from > width) {
            width = body.right() - from;
            best = from;
        }
        return new Box(best, body.y(), width, body.height());
    }

    private boolean fits(List<String> names, Box body) {
        return names.stream().anyMatch(n -> sketch.metrics().width(Typeface.SANS, SIZE, n) + 2 * PAD <= body.width());
    }

    /** The longest of some names that fits whole, or none. */
    private void label(List<String> names, Box box, SegmentStyle style) {
        if (box.height() < LEAST) {
            return;
        }
        for (String text : names) {
            double width = sketch.metrics().width(Typeface.SANS, SIZE, text);
            if (width + 2 * PAD <= box.width()) {
                // In the middle of a long bar there is the cursor more often than not.
                double x = box.width() > LONG ? box.x() + 2 * PAD : box.centreX() - width / 2;
                Box place = new Box(x - 1, box.centreY() - LEAST / 2, width + 2, LEAST);
                if (style.hatch() != null) {
                    sketch.rect(place, style.fill(), null, 2);
                }
                sketch.text(text, x, sketch.baseline(box, Typeface.SANS, SIZE), Typeface.SANS, SIZE, Shape.Anchor.START, style.text());
                labels.add(place);
                return;
            }
        }
    }
}
