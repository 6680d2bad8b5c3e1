package org.tablewalk.picture.lockstep;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.tablewalk.Seeds;
import org.tablewalk.picture.Box;
import org.tablewalk.picture.Drawing;
import org.tablewalk.picture.FontMetrics;
import org.tablewalk.picture.Ink;
import org.tablewalk.picture.Legibility;
import org.tablewalk.picture.Shape;
import org.tablewalk.picture.Target;
import org.tablewalk.picture.Typeface;

/** Counters side by side: as long as they are large, told apart without colour, legible at any size. */
@Tag("seeded")
class CounterChartTest {
    private static final FontMetrics METRICS = FontMetrics.load();
    private static final List<String> NAMES = List.of("A", "B", "C", "D", "E");

    private final CounterChart chart = new CounterChart(METRICS);

    private static CounterScene scene(int machines, List<CounterScene.Counter> counters) {
        return new CounterScene(NAMES.subList(0, machines), counters);
    }

    /** A counter at the end of what is recorded. */
    private static CounterScene.Counter counter(String name, String about, List<Long> values) {
        return new CounterScene.Counter(name, about, values, values);
    }

    private static List<Shape.Rect> bars(Drawing drawing) {
        return drawing.shapes().stream().filter(Shape.Rect.class::isInstance).map(Shape.Rect.class::cast).toList();
    }

    private static List<String> texts(Drawing drawing) {
        return drawing.shapes().stream().filter(Shape.Text.class::isInstance).map(s -> ((Shape.Text) s).text()).toList();
    }

    @Test
    void aBarIsAsLongAsItsValueIsToTheLargest() {
        Drawing drawing = chart.layOut(scene(4, List.of(counter("faults", ".", List.of(40L, 20L, 10L, 0L)))), 900, 100);
        List<Shape.Rect> bars = bars(drawing);
        assertThat(bars).hasSize(3);
        double most = bars.getFirst().box().width();
        assertThat(bars.get(1).box().width()).isBetween(most / 2 - 1, most / 2 + 1);
        assertThat(bars.get(2).box().width()).isBetween(most / 4 - 1, most / 4 + 1);
        assertThat(texts(drawing)).contains("≠", "A", "40", "≠20", "≠10", "≠0");
    }

    @Test
    void whatDiffersHasAShapeASignAndAWord() {
        Drawing drawing = chart.layOut(scene(3, List.of(counter("TLBI", "TLBI instructions issued.", List.of(4L, 4L, 6L)),
                counter("exits", ".", List.of(2L, 2L, 2L)))), 900, 100);
        List<Shape.Rect> bars = bars(drawing);
        assertThat(bars.stream().map(Shape.Rect::hatch)).containsExactly(null, null, Ink.CHANGED, null, null, null);
        assertThat(texts(drawing)).contains("≠6", "4").doesNotContain("≠4", "≠2");
        Drawing.Hot differing = drawing.find(Target.of(Target.Kind.COUNTER, 0)).orElseThrow();
        assertThat(differing.tip()).isEqualTo("TLBI differ: A 4, B 4, C 6. TLBI instructions issued.");
        assertThat(drawing.find(Target.of(Target.Kind.COUNTER, 1)).orElseThrow().tip()).startsWith("exits: A 2, B 2, C 2");
        assertThat(METRICS.has(Typeface.SANS_BOLD, '≠')).isTrue();
        assertThat(METRICS.has(Typeface.MONO, '≠')).isTrue();
    }

    @Test
    void barsOfTwoMomentsAreOnTheSameAxisAndTicksSayWhereTheyEndUp() {
        List<Long> ends = List.of(40L, 33L);
        Drawing early = chart.layOut(scene(2, List.of(new CounterScene.Counter("faults", ".", List.of(10L, 0L), ends))), 900, 100);
        Drawing late = chart.layOut(scene(2, List.of(new CounterScene.Counter("faults", ".", List.of(20L, 33L), ends))), 900, 100);
        double one = bars(early).getFirst().box().width();
        assertThat(bars(late).getFirst().box().width()).as("twice as much").isBetween(2 * one - 1, 2 * one + 1);
        assertThat(texts(early)).contains("50", "≠0");
        assertThat(texts(late)).contains("50", "≠33");
        assertThat(early.find(Target.of(Target.Kind.COUNTER, 0)).orElseThrow().tip()).endsWith("At the recorded end: A 40, B 33.");
        assertThat(ticks(early)).hasSize(2);
        assertThat(ticks(late)).as("B is there").hasSize(1).allMatch(x -> x.equals(ticks(early).getFirst()));
    }

    private static List<Double> ticks(Drawing drawing) {
        return drawing.shapes().stream().filter(s -> s instanceof Shape.Line l && l.stroke().width() == 2 && l.y1() > 20).map(s -> ((Shape.Line) s).x1()).toList();
    }

    @Test
    void axesEndAtRoundNumbers() {
        for (long[] pair : new long[][] {{0, 1}, {1, 1}, {2, 2}, {3, 5}, {6, 10}, {10, 10}, {11, 20}, {153, 200}, {201, 500}, {32_205, 50_000}}) {
            assertThat(counter("c", ".", List.of(0L, pair[0])).axis()).as("of " + pair[0]).isEqualTo(pair[1]);
        }
    }

    @Test
    void whatNothingIsCountedOfTakesNoRoomFromWhatIsCountedButIsNamed() {
        Drawing drawing = chart.layOut(scene(2, List.of(counter("exits", ".", List.of(2L, 2L)), counter("aborts", ".", List.of(0L, 0L)))), 900, 120);
        assertThat(bars(drawing)).as("equal bars are both there").hasSize(2);
        assertThat(texts(drawing)).contains("exits", "0 in all: aborts").doesNotContain("aborts");
    }

    @Test
    void aTallerChartHasLargerType() {
        List<CounterScene.Counter> counters = List.of(counter("exits", ".", List.of(2L, 2L, 2L, 2L, 2L)));
        assertThat(smallestOfNumbers(chart.layOut(scene(5, counters), 900, CounterChart.height(5)))).isGreaterThanOrEqualTo(12);
        assertThat(smallestOfNumbers(chart.layOut(scene(5, counters), 900, CounterChart.height(5, 1000)))).isGreaterThanOrEqualTo(16);
    }

    private static double smallestOfNumbers(Drawing drawing) {
        return drawing.shapes().stream().filter(s -> s instanceof Shape.Text t && t.text().equals("2") && t.ink() == Ink.TEXT).mapToDouble(s -> ((Shape.Text) s).size()).min()
                .orElseThrow();
    }

    @Test
    void nothingIsCutWithoutATipAndNothingRunsIntoAnything() {
        long seed = Seeds.of(12);
        var random = new Random(seed);
        for (int i = 0; i < 300; i++) {
            int machines = 2 + random.nextInt(4);
            List<CounterScene.Counter> counters = new ArrayList<>();
            int count = random.nextInt(20);
            for (int c = 0; c < count; c++) {
                long size = c % 3 == 0 ? 1 : 1L << random.nextInt(40);
                List<Long> ends = IntStream.range(0, machines).mapToObj(m -> random.nextLong(size)).toList();
                List<Long> values = ends.stream().map(end -> random.nextLong(end + 1)).toList();
                counters.add(new CounterScene.Counter("counter of " + "things ".repeat(random.nextInt(4)).strip(), "It counts.", values, ends));
            }
            counters.sort(Comparator.comparing(CounterScene.Counter::idle));
            double width = 300 + random.nextInt(1700);
            double height = CounterChart.height(machines) + random.nextInt(80);
            Drawing drawing = chart.layOut(scene(machines, counters), width, height);
            String where = "seed " + seed + ", picture " + i + ": " + machines + " machines, " + width + "x" + height;
            assertThat(new Legibility(METRICS).faults(drawing)).as(where).isEmpty();
            Box bounds = drawing.bounds(METRICS);
            assertThat(bounds.right()).as(where).isLessThanOrEqualTo(width + 1);
            assertThat(bounds.bottom()).as(where).isLessThanOrEqualTo(height + 1);
            long counted = counters.stream().filter(c -> !c.idle()).count();
            long told = drawing.hots().stream().filter(h -> h.target().a() >= 0).count();
            assertThat(told < counted).as(where + ": what is left out is told").isEqualTo(drawing.find(Target.of(Target.Kind.COUNTER, -1)).isPresent());
            assertThat(counted < count).as(where + ": so is what is zero").isEqualTo(drawing.find(Target.of(Target.Kind.COUNTER, -2)).isPresent());
        }
    }
}
