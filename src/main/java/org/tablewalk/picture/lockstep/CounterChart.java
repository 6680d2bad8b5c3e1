package org.tablewalk.picture.lockstep;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.tablewalk.picture.Box;
import org.tablewalk.picture.Drawing;
import org.tablewalk.picture.FontMetrics;
import org.tablewalk.picture.Ink;
import org.tablewalk.picture.Shape;
import org.tablewalk.picture.Sketch;
import org.tablewalk.picture.Stroke;
import org.tablewalk.picture.Target;
import org.tablewalk.picture.Typeface;
import org.tablewalk.picture.Words;

/**
 * Draws counters side by side: for each counter a group with a bar for each machine, along an axis that stays as it is while the place shown moves, with a tick where the bar ends up. What is not
 * as in the first machine has another colour, a hatch, and a sign before its number. What nothing is counted of, and what there is no room for, is told in words at the end.
 */
public final class CounterChart {
    private static final double PAD = 12;
    private static final double GAP = 22;
    /** Least and largest width of a group. */
    private static final double LEAST = 150;
    private static final double MOST = 300;
    private static final double HEAD = 20;
    /** Room for the ends of the axes. */
    private static final double FOOT = 13;
    private static final double NAME = 14;
    private static final double SMALL = 12;
    /** Height of a machine's line, at least and at most; text in it is so much smaller. */
    private static final double LOW = 14;
    private static final double HIGH = 22;
    private static final double LEADING = 2;
    private static final double LARGEST = 16;
    /** Room for a machine's letter, and for words at the end. */
    private static final double LETTER = 19;
    private static final double REST = 160;

    private final FontMetrics metrics;
    private final Words words = new Words();

    public CounterChart(FontMetrics metrics) {
        this.metrics = metrics;
    }

    /** The least height in pixels in which every one of so many machines has its bar. */
    public static double height(int machines) {
        return HEAD + machines * LOW + FOOT + 4;
    }

    /** The height in pixels that bars of so many machines make use of when they can have so much. */
    public static double height(int machines, double most) {
        return Math.clamp(most, height(machines), height(machines) + machines * (HIGH - LOW));
    }

    /** Lays the chart out. */
    public Drawing layOut(CounterScene scene, double width, double height) {
        var sketch = new Sketch(metrics, width, height);
        sketch.line(0, 0.5, width, 0.5, Stroke.solid(Ink.LINE, 1), false);
        if (scene.counters().isEmpty() || scene.machines().isEmpty()) {
            return sketch.drawing();
        }
        int counted = (int) scene.counters().stream().filter(c -> !c.idle()).count();
        double room = width - 2 * PAD - REST;
        int shown = Math.min(counted, Math.max(1, (int) ((room + GAP) / (LEAST + GAP))));
        double group = shown == 0 ? -GAP : Math.clamp((room + GAP) / shown - GAP, 10, MOST);
        double line = Math.clamp((height - HEAD - FOOT - 4) / scene.machines().size(), LOW, HIGH);
        for (int i = 0; i < shown; i++) {
            group(sketch, scene, i, new Box(PAD + i * (group + GAP), 0, group, height), line);
        }
        double x = PAD + shown * (group + GAP);
        rest(sketch, scene.counters().subList(shown, counted), scene.counters().subList(counted, scene.counters().size()), new Box(x, 0, width - PAD - x, height));
        return sketch.drawing();
    }

    private void group(Sketch sketch, CounterScene scene, int index, Box box, double line) {
        CounterScene.Counter counter = scene.counters().get(index);
        double sign = counter.differs() ? 15 : 0;
        if (counter.differs()) {
            sketch.text(words.of("lockstep.differs"), box.x(), 16, Typeface.SANS_BOLD, NAME, Shape.Anchor.START, Ink.TEXT);
        }
        sketch.text(counter.name(), box.x() + sign, 16, Typeface.SANS_BOLD, NAME, box.width() - sign, Ink.TEXT);
        long most = counter.axis();
        double size = Math.min(LARGEST, line - LEADING);
        while (size > SMALL && metrics.width(Typeface.MONO, size, number(most, true)) > box.width() / 2) {
            size--;
        }
        double number = metrics.width(Typeface.MONO, size, number(most, true));
        double left = box.x() + LETTER;
        double longest = Math.max(4, box.width() - LETTER - number - 6);
        double bottom = HEAD + scene.machines().size() * line;
        sketch.line(left - 1, HEAD, left - 1, bottom, Stroke.solid(Ink.MUTED, 1), false);
        sketch.line(left + longest, HEAD, left + longest, bottom, Stroke.solid(Ink.LINE, 1), false);
        for (int machine = 0; machine < scene.machines().size(); machine++) {
            long value = counter.values().get(machine);
            boolean differs = counter.differs(machine);
            var row = new Box(box.x(), HEAD + machine * line, box.width(), line);
            double base = sketch.baseline(row, Typeface.SANS_BOLD, size);
            sketch.text(scene.machines().get(machine), row.x(), base, Typeface.SANS_BOLD, size, Shape.Anchor.START, Ink.TEXT);
            var bar = new Box(left, row.y() + 2, length(value, most, longest), line - 4);
            double end = left + length(counter.ends().get(machine), most, longest);
            if (end > bar.right()) {
                sketch.line(bar.right(), row.centreY(), end, row.centreY(), Stroke.solid(Ink.MUTED, 1), false);
                sketch.line(end, row.y() + 3, end, row.bottom() - 3, Stroke.solid(Ink.MUTED, 2), false);
            }
            if (value > 0) {
                sketch.rect(bar, differs ? Ink.RAISED : Ink.ACCENT_SOFT, Stroke.solid(differs ? Ink.CHANGED : Ink.ACCENT, 1.5), differs ? Ink.CHANGED : null, 1, 0);
            }
            sketch.text(number(value, differs), box.right(), base, Typeface.MONO, size, Shape.Anchor.END, Ink.TEXT);
        }
        double base = bottom + FOOT - 2;
        sketch.text("0", left, base, Typeface.MONO, SMALL, Shape.Anchor.MIDDLE, Ink.MUTED);
        String end = Long.toString(most);
        double at = Math.max(left + 12, left + longest - metrics.width(Typeface.MONO, SMALL, end));
        sketch.text(end, at, base, Typeface.MONO, SMALL, box.right() - at, Ink.MUTED);
        sketch.hot(new Box(box.x(), 0, box.width(), bottom + FOOT), Target.of(Target.Kind.COUNTER, index), tip(scene.machines(), counter));
    }

    private static double length(long value, long most, double longest) {
        return value == 0 ? 0 : Math.max(2, Math.round(longest * value / most));
    }

    private String number(long value, boolean differs) {
        return differs ? words.of("lockstep.differs") + value : Long.toString(value);
    }

    /** Every value, for whom colours and lengths say nothing. */
    private String tip(List<String> machines, CounterScene.Counter counter) {
        String tip = words.of(counter.differs() ? "tip.counter.differs" : "tip.counter", counter.name(), values(machines, counter.values()), counter.about());
        return counter.values().equals(counter.ends()) ? tip : tip + " " + words.of("tip.counter.ends", values(machines, counter.ends()));
    }

    private static String values(List<String> machines, List<Long> values) {
        return String.join(", ", IntStream.range(0, machines.size()).mapToObj(i -> machines.get(i) + " " + values.get(i)).toList());
    }

    /** What a tick means; what there is no room for; what nothing is counted of. */
    private void rest(Sketch sketch, List<CounterScene.Counter> more, List<CounterScene.Counter> idle, Box box) {
        double y = 16;
        if (box.width() < REST / 2) {
            return;
        }
        sketch.line(box.x(), y - 4, box.x() + 14, y - 4, Stroke.solid(Ink.MUTED, 1), false);
        sketch.line(box.x() + 14, y - 9, box.x() + 14, y + 1, Stroke.solid(Ink.MUTED, 2), false);
        sketch.text(words.of("lockstep.end"), box.x() + 20, y, Typeface.SANS, SMALL, box.width() - 20, Ink.MUTED);
        if (!more.isEmpty()) {
            y += 16;
            long differ = more.stream().filter(CounterScene.Counter::differs).count();
            String text = differ == 0 ? words.of("lockstep.more", more.size()) : words.of("lockstep.more", more.size()) + ", " + words.of("lockstep.more.differ", differ);
            sketch.text(text, box.x(), y, Typeface.SANS_BOLD, SMALL, box.width(), Ink.TEXT);
            sketch.hot(new Box(box.x(), y - 12, box.width(), 16), Target.of(Target.Kind.COUNTER, -1), words.of("tip.counter.more", names(more)));
        }
        if (!idle.isEmpty()) {
            List<String> lines = lines(words.of("lockstep.idle", names(idle)), box.width());
            double first = y + 4;
            for (int i = 0; i < lines.size() && y + 16 < box.bottom() - 2; i++) {
                y += 16;
                boolean last = y + 16 >= box.bottom() - 2;
                sketch.text(last ? String.join(" ", lines.subList(i, lines.size())) : lines.get(i), box.x(), y, Typeface.SANS, SMALL, box.width(), Ink.MUTED);
            }
            sketch.hot(new Box(box.x(), first, box.width(), y + 4 - first), Target.of(Target.Kind.COUNTER, -2), words.of("lockstep.idle", names(idle)));
        }
    }

    private List<String> lines(String text, double width) {
        List<String> lines = new ArrayList<>();
        for (String word : text.split(" ")) {
            String longer = lines.isEmpty() ? word : lines.getLast() + " " + word;
            if (!lines.isEmpty() && metrics.width(Typeface.SANS, SMALL, longer) <= width) {
                lines.set(lines.size() - 1, longer);
            } else {
                lines.add(word);
            }
        }
        return lines;
    }

    private String names(List<CounterScene.Counter> counters) {
        return String.join(", ", counters.stream().map(c -> (c.differs() ? words.of("lockstep.differs") + " " : "") + c.name()).toList());
    }
}
