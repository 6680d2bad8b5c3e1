package org.tablewalk.picture.lockstep;

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
 * Draws counters side by side: for each counter a group with a bar for each machine, as long as its value is to the largest of the group. What is not as in the
 * first machine has another colour, a hatch, and a sign before its number.
 */
public final class CounterChart {
    private static final double PAD = 12;
    private static final double GAP = 22;
    /** Least and largest width of a group. */
    private static final double LEAST = 138;
    private static final double MOST = 260;
    private static final double HEAD = 22;
    private static final double SIZE = 12;
    private static final double SMALL = 11;
    /** Height of a machine's line, at least and at most. */
    private static final double LOW = 13;
    private static final double HIGH = 22;
    /** Room for a machine's letter, and for the number of what there is no room for. */
    private static final double LETTER = 18;
    private static final double REST = 110;

    private final FontMetrics metrics;
    private final Words words = new Words();

    public CounterChart(FontMetrics metrics) {
        this.metrics = metrics;
    }

    /** The least height in pixels in which every one of so many machines has its bar. */
    public static double height(int machines) {
        return HEAD + machines * LOW + 10;
    }

    /** Lays the chart out; what there is no room for is told as a number at its end. */
    public Drawing layOut(CounterScene scene, double width, double height) {
        var sketch = new Sketch(metrics, width, height);
        sketch.line(0, 0.5, width, 0.5, Stroke.solid(Ink.LINE, 1), false);
        int all = scene.counters().size();
        if (all == 0 || scene.machines().isEmpty()) {
            return sketch.drawing();
        }
        int fitting = fitting(width - 2 * PAD);
        int shown = all <= fitting ? all : Math.max(1, fitting(width - 2 * PAD - REST));
        double room = width - 2 * PAD - (shown < all ? REST : 0);
        double group = Math.min(MOST, (room + GAP) / shown - GAP);
        double line = Math.clamp((height - HEAD - 8) / scene.machines().size(), LOW, HIGH);
        for (int i = 0; i < shown; i++) {
            group(sketch, scene, i, new Box(PAD + i * (group + GAP), 0, group, height), line);
        }
        if (shown < all) {
            rest(sketch, scene.counters().subList(shown, all), new Box(PAD + shown * (group + GAP), 0, REST - GAP, height));
        }
        return sketch.drawing();
    }

    private static int fitting(double room) {
        return (int) ((room + GAP) / (LEAST + GAP));
    }

    private void group(Sketch sketch, CounterScene scene, int index, Box box, double line) {
        CounterScene.Counter counter = scene.counters().get(index);
        double sign = counter.differs() ? 14 : 0;
        if (counter.differs()) {
            sketch.text(words.of("lockstep.differs"), box.x(), 16, Typeface.SANS_BOLD, SIZE, Shape.Anchor.START, Ink.TEXT);
        }
        sketch.text(counter.name(), box.x() + sign, 16, Typeface.SANS_BOLD, SIZE, box.width() - sign, Ink.TEXT);
        long most = Math.max(1, counter.values().stream().mapToLong(Long::longValue).max().orElse(1));
        double number = counter.values().stream().mapToDouble(v -> metrics.width(Typeface.MONO, SMALL, number(v, true))).max().orElse(0);
        double longest = Math.max(4, box.width() - LETTER - number - 8);
        for (int machine = 0; machine < scene.machines().size(); machine++) {
            long value = counter.values().get(machine);
            boolean differs = counter.differs(machine);
            var row = new Box(box.x(), HEAD + machine * line, box.width(), line);
            double base = sketch.baseline(row, Typeface.SANS_BOLD, SMALL);
            sketch.text(scene.machines().get(machine), row.x(), base, Typeface.SANS_BOLD, SMALL, Shape.Anchor.START, Ink.TEXT);
            double x = row.x() + LETTER;
            var bar = new Box(x, row.y() + 2, value == 0 ? 0 : Math.max(2, Math.round(longest * value / most)), line - 4);
            sketch.line(x - 1, row.y(), x - 1, row.bottom(), Stroke.solid(Ink.MUTED, 1), false);
            if (value > 0) {
                sketch.rect(bar, differs ? Ink.RAISED : Ink.ACCENT_SOFT, Stroke.solid(differs ? Ink.CHANGED : Ink.ACCENT, 1.5), differs ? Ink.CHANGED : null, 1, 0);
            }
            sketch.text(number(value, differs), bar.right() + 6, base, Typeface.MONO, SMALL, Shape.Anchor.START, Ink.TEXT);
        }
        sketch.hot(new Box(box.x(), 0, box.width(), HEAD + scene.machines().size() * line), Target.of(Target.Kind.COUNTER, index), tip(scene.machines(), counter));
    }

    private String number(long value, boolean differs) {
        return differs ? words.of("lockstep.differs") + value : Long.toString(value);
    }

    /** Every value, for whom colours and lengths say nothing. */
    private String tip(List<String> machines, CounterScene.Counter counter) {
        String values = String.join(", ", IntStream.range(0, machines.size()).mapToObj(i -> machines.get(i) + " " + counter.values().get(i)).toList());
        return words.of(counter.differs() ? "tip.counter.differs" : "tip.counter", counter.name(), values, counter.about());
    }

    private void rest(Sketch sketch, List<CounterScene.Counter> counters, Box box) {
        long differ = counters.stream().filter(CounterScene.Counter::differs).count();
        sketch.text(words.of("lockstep.more", counters.size()), box.x(), 16, Typeface.SANS, SMALL, box.width(), Ink.MUTED);
        if (differ > 0) {
            sketch.text(words.of("lockstep.more.differ", differ), box.x(), 32, Typeface.SANS_BOLD, SMALL, box.width(), Ink.TEXT);
        }
        String names = String.join(", ", counters.stream().map(c -> (c.differs() ? words.of("lockstep.differs") + " " : "") + c.name()).toList());
        sketch.hot(new Box(box.x(), 0, box.width(), 38), Target.of(Target.Kind.COUNTER, -1), words.of("tip.counter.more", names));
    }
}
