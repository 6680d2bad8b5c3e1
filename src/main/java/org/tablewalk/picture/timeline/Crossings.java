package org.tablewalk.picture.timeline;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.tablewalk.picture.Box;
import org.tablewalk.picture.Ink;
import org.tablewalk.picture.Shape;
import org.tablewalk.picture.Sketch;
import org.tablewalk.picture.Stroke;
import org.tablewalk.picture.Target;
import org.tablewalk.picture.Typeface;
import org.tablewalk.picture.Words;
import org.tablewalk.trace.Cause;
import org.tablewalk.trace.Fan;

/**
 * What crosses from lane to lane: TLBIs that fan out, and the steps that led to a fault. Lines first, then the words on plates, each where it covers no
 * other; what has no room for its word still has its tooltip.
 */
final class Crossings {
    private static final double SIZE = 11;
    private static final double PLATE = 15;
    /** More fans than this are drawn without their text. */
    private static final int NAMED_FANS = 12;
    private static final int MOST_ARROWS = 600;
    /** The bar that says where a fan begins, at both edges of its lane. */
    private static final double TICK = 7;

    private final Sketch sketch;
    private final Words words;
    private final TimelineScene scene;
    private final Axis axis;
    private final List<Box> labels;
    private final Map<Integer, Box> lanes = new HashMap<>();

    /**
     * Of one picture.
     *
     * @param rows   the lanes that are shown
     * @param labels where words stand; gets those of the plates
     */
    Crossings(Sketch sketch, Words words, TimelineScene scene, Axis axis, List<TimelinePicture.Row> rows, List<Box> labels) {
        this.sketch = sketch;
        this.words = words;
        this.scene = scene;
        this.axis = axis;
        this.labels = labels;
        rows.forEach(row -> lanes.put(row.cpu(), row.box()));
    }

    void paint() {
        List<Fan> fans = scene.lanes().fans().stream().filter(f -> f.issued() <= scene.to() && shown(f.issued(), f.issuer())).toList();
        arrows(fans);
        lines();
        numbers();
        for (Fan fan : fans) {
            Box lane = lanes.get(fan.issuer());
            String text = scene.terms().fan(fan);
            if (fans.size() <= NAMED_FANS) {
                plate(text, x(fan.issued()), lane, Ink.SURFACE, Ink.TEXT);
            }
            sketch.hot(new Box(x(fan.issued()) - 2, lane.y() + lane.height() * 0.1, 4, lane.height() * 0.8), new Target(Target.Kind.STEP, fan.issued(), fan.issuer()),
                    words.of(fan.done() < 0 ? "tip.fan.pending" : "tip.fan", scene.terms().actor(fan.issuer()), fan.issued(), text, fan.done()));
        }
    }

    private double x(long step) {
        return axis.x(step + 0.5);
    }

    private boolean shown(long step, int cpu) {
        return lanes.containsKey(cpu) && x(step) >= axis.left() && x(step) <= axis.right();
    }

    private void arrows(List<Fan> fans) {
        int arrows = 0;
        for (Fan fan : fans) {
            Box from = lanes.get(fan.issuer());
            double x = x(fan.issued());
            for (int cpu = 0; cpu < fan.arrivedAt().length && arrows < MOST_ARROWS; cpu++) {
                if (fan.arrivedAt()[cpu] >= 0 && shown(fan.arrivedAt()[cpu], cpu)) {
                    Box to = lanes.get(cpu);
                    // From the lane's edge, so that it does not cross what the lane says.
                    double start = to.y() < from.y() ? from.y() + 2 : from.bottom() - 3;
                    double end = cpu == fan.issuer() ? from.bottom() - 3 - TICK : to.centreY();
                    apart(x, start, x(fan.arrivedAt()[cpu]), end, Stroke.dashed(Ink.TABLE, 1.5), true);
                    arrows++;
                }
            }
            apart(x, from.y() + 1, x, from.y() + TICK, Stroke.solid(Ink.TABLE, 3), false);
            apart(x, from.bottom() - 2 - TICK, x, from.bottom() - 2, Stroke.solid(Ink.TABLE, 3), false);
        }
    }

    /** A line with a pale one below that keeps it apart from whatever bar it crosses. */
    private void apart(double x1, double y1, double x2, double y2, Stroke stroke, boolean arrow) {
        sketch.line(x1, y1, x2, y2, Stroke.solid(Ink.SURFACE, stroke.width() + 2.5), false);
        sketch.line(x1, y1, x2, y2, stroke, arrow);
    }

    /** From each step of a fault's cause back to the next. */
    private void lines() {
        Cause.Link before = null;
        for (Cause.Link link : scene.cause()) {
            long step = link.step().position();
            if (!shown(step, link.event().actor())) {
                continue;
            }
            Box lane = lanes.get(link.event().actor());
            if (before != null && before.step().position() != step) {
                apart(x(before.step().position()), lanes.get(before.event().actor()).centreY(), x(step), lane.centreY(), Stroke.solid(Ink.ACCENT, 1.5), true);
            }
            sketch.line(x(step), lane.y() + 2, x(step), lane.bottom() - 3, Stroke.solid(Ink.ACCENT, 2), false);
            before = link;
        }
    }

    /** The numbers of the steps of a fault's cause; one step may have several. */
    private void numbers() {
        for (int i = 0; i < scene.cause().size(); i++) {
            long step = scene.cause().get(i).step().position();
            int cpu = scene.cause().get(i).event().actor();
            int first = i;
            while (i + 1 < scene.cause().size() && scene.cause().get(i + 1).step().position() == step) {
                i++;
            }
            if (shown(step, cpu)) {
                Box lane = lanes.get(cpu);
                String numbers = i == first ? Integer.toString(i + 1) : words.of("timeline.cause", first + 1, i + 1);
                Box box = plate(numbers, x(step), lane, Ink.ACCENT, Ink.ON_ACCENT);
                sketch.hot(box == null ? new Box(x(step) - 4, lane.y(), 8, lane.height()) : box, new Target(Target.Kind.STEP, step, cpu),
                        words.of("tip.cause", scene.terms().actor(cpu), step, numbers));
            }
        }
    }

    /** Text that stays readable on whatever lies behind it, beside an x, where it covers no other word; else none. Gives its place, or null. */
    private Box plate(String text, double x, Box lane, Ink fill, Ink ink) {
        double width = sketch.metrics().width(Typeface.SANS_BOLD, SIZE, text) + 6;
        for (double y : new double[] {lane.y() + 1, lane.bottom() - PLATE - 1}) {
            for (double left : new double[] {x + 4, x - 4 - width}) {
                Box box = new Box(left, y, width, PLATE);
                if (left >= axis.left() && box.right() <= axis.right() && labels.stream().noneMatch(box::overlaps)) {
                    sketch.rect(box, fill, null, 3);
                    sketch.text(text, left + 3, sketch.baseline(box, Typeface.SANS_BOLD, SIZE), Typeface.SANS_BOLD, SIZE, Shape.Anchor.START, ink);
                    labels.add(box);
                    return box;
                }
            }
        }
        return null;
    }
}
