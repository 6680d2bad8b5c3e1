package org.tablewalk.picture.timeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.tablewalk.check.BrokenWindow;
import org.tablewalk.picture.Box;
import org.tablewalk.picture.Drawing;
import org.tablewalk.picture.Drawing.Hot;
import org.tablewalk.picture.FontMetrics;
import org.tablewalk.picture.Shape;
import org.tablewalk.picture.Target;
import org.tablewalk.picture.Typeface;
import org.tablewalk.picture.tree.BrokenTrack;
import org.tablewalk.picture.tree.TreeLayoutTest;
import org.tablewalk.trace.Fan;
import org.tablewalk.trace.Hold;
import org.tablewalk.trace.Lane;
import org.tablewalk.trace.LaneWindow;
import org.tablewalk.trace.Mark;
import org.tablewalk.trace.MarkKind;
import org.tablewalk.trace.Segment;

public class TimelineLayoutTest {
    private static final LaneTerms TERMS = new LaneTerms(false, false, -1);
    private static final FontMetrics METRICS = FontMetrics.load();
    private static final int CPUS = 4;
    private final TimelineLayout layout = new TimelineLayout(METRICS);

    /** Four CPUs with stretches of random kinds, a broken window and a TLBI. */
    public static TimelineScene scene(long from, long to, long position) {
        var random = new Random(5);
        List<Lane> lanes = new ArrayList<>();
        Segment.Kind[] kinds = Arrays.copyOf(Segment.Kind.values(), Segment.Kind.ROUTINE.ordinal());
        for (int cpu = 0; cpu < CPUS; cpu++) {
            List<Segment> segments = new ArrayList<>();
            for (long p = from; p < to;) {
                long end = Math.min(to, p + 2 + random.nextInt(9));
                segments.add(new Segment(p, end, kinds[random.nextInt(kinds.length)], ""));
                p = end;
            }
            lanes.add(new Lane(cpu, segments.toArray(new Segment[0])));
        }
        List<Mark> marks = new ArrayList<>();
        for (long p = from + 3; p < to; p += 29) {
            MarkKind kind = random.nextInt(4) == 0 ? MarkKind.SPURIOUS : random.nextBoolean() ? MarkKind.FAULT : MarkKind.TLBI;
            marks.add(new Mark(p, kind, random.nextInt(CPUS), 0x4000_0000L));
        }
        List<BrokenWindow> windows = new ArrayList<>();
        for (long p = from + 30; p + 20 < to; p += 700) {
            windows.add(new BrokenWindow(0x8000_0008L, 1, 0x4000_0000L, 1 << 30, p, p + 18));
        }
        var fan = new Fan(from + 35, 0, new long[] {from + 36, from + 40, from + 43, from + 47}, from + 48, "vmalls12e1is");
        return new TimelineScene(new LaneWindow(from, to, lanes, List.of(fan)), from, to, position, marks, windows, 0, to, false, TERMS, List.of(),
                List.of(new BrokenTrack(windows, to, false).of(-1, "", position, from, to)), null);
    }

    @Test
    void everyStretchIsAnsweredForWhateverTheZoom() {
        for (long to : new long[] {60, 900, 20_000}) {
            TimelineScene scene = scene(0, to, 31);
            TimelinePicture picture = layout.layOut(scene, 1000, 320);
            for (Lane lane : scene.lanes().lanes()) {
                double y = picture.drawing().find(Target.of(Target.Kind.CPU, lane.cpu())).orElseThrow().box().centreY();
                for (Segment s : lane.segments()) {
                    double x = picture.axis().x((s.from() + s.to()) / 2.0);
                    Hot hot = picture.drawing().hit(x, y + 6).orElseThrow();
                    assertThat(hot.target().kind()).isEqualTo(Target.Kind.STEP);
                }
            }
            assertThat(picture.drawing().shapes().size()).as("shapes for %d steps", to).isLessThan(2500);
        }
    }

    @Test
    void stretchesOfALaneDoNotOverlap() {
        TimelinePicture picture = layout.layOut(scene(100, 1000, 300), 1000, 320);
        for (int cpu = 0; cpu < CPUS; cpu++) {
            long lane = cpu;
            List<Box> boxes = picture.drawing().hots().stream()
                    .filter(h -> h.target().kind() == Target.Kind.STEP && h.target().b() == lane && h.tip().contains("steps")).map(Hot::box).toList();
            for (int i = 1; i < boxes.size(); i++) {
                assertThat(boxes.get(i).x()).isGreaterThanOrEqualTo(boxes.get(i - 1).right() - 1.01);
            }
        }
    }

    @Test
    void labelsFitTheirStretches() {
        Drawing drawing = layout.layOut(scene(0, 60, 31), 700, 300).drawing();
        List<Box> bars = drawing.hots().stream().filter(h -> h.target().kind() == Target.Kind.STEP).map(Hot::box).toList();
        List<Shape.Text> labels = drawing.shapes().stream().filter(Shape.Text.class::isInstance).map(Shape.Text.class::cast)
                .filter(t -> t.face() == Typeface.SANS).toList();
        assertThat(labels).isNotEmpty();
        for (Shape.Text label : labels) {
            assertThat(bars).as(label.text()).anyMatch(b -> b.contains(label.bounds(METRICS).inset(1)));
        }
    }

    @Test
    void aFanGoesFromItsIssueToEveryArrival() {
        TimelinePicture picture = layout.layOut(scene(0, 60, 31), 1000, 320);
        List<Shape.Line> arrows = picture.drawing().shapes().stream().filter(s -> s instanceof Shape.Line l && l.arrow())
                .map(Shape.Line.class::cast).toList();
        assertThat(arrows).hasSize(CPUS);
        assertThat(arrows).allSatisfy(a -> assertThat(a.x1()).isCloseTo(picture.axis().x(35.5), within(0.01)));
        assertThat(arrows.getLast().x2()).isCloseTo(picture.axis().x(47.5), within(0.01));
        assertThat(TreeLayoutTest.texts(picture.drawing())).contains("TLBI vmalls12e1is", "broken", "translates", "31");
    }

    @Test
    void aLockHasALaneThatSaysWhoHoldsItAndWhoWaits() {
        List<Lane> lanes = new ArrayList<>();
        for (int cpu = 0; cpu < CPUS; cpu++) {
            lanes.add(new Lane(cpu, new Segment[] {new Segment(0, 100, Segment.Kind.HOST, "")}));
        }
        List<Hold> holds = List.of(new Hold(0, 1, false, 5, 60), new Hold(0, 3, true, 20, 60), new Hold(0, 3, false, 60, 90));
        var scene = new TimelineScene(new LaneWindow(0, 100, lanes, List.of(), 1, holds), 0, 100, 50, List.of(), List.of(), 0, 100, false, TERMS, List.of(),
                List.of(), null);
        TimelinePicture picture = layout.layOut(scene, 900, 240);
        assertThat(TreeLayoutTest.texts(picture.drawing())).contains("mmu_lock", "vCPU 1", "vCPU 1; waiting: vCPU 3");
        Hot waiting = picture.drawing().hots().stream().filter(h -> h.tip().contains("waiting")).findFirst().orElseThrow();
        assertThat(waiting.box().x()).isCloseTo(picture.axis().x(20), within(1.0));
        assertThat(waiting.target()).isEqualTo(new Target(Target.Kind.STEP, 20, 3));
        assertThat(picture.rows()).allSatisfy(row -> assertThat(row.box().height()).isGreaterThan(40));
    }

    @Test
    void theAxisGoesBothWays() {
        var axis = new Axis(80, 980, 1200, 1300);
        for (double p = 1200; p <= 1300; p += 7.5) {
            assertThat(axis.position(axis.x(p))).isCloseTo(p, within(1e-9));
        }
        assertThat(axis.position(0)).isEqualTo(1200);
        assertThat(axis.tick()).isEqualTo(10);
        assertThat(new Axis(0, 1000, 0, 10_000_000).tick()).isEqualTo(1_000_000);
    }

    @Test
    void sixtyFourLanesScroll() {
        List<Lane> lanes = new ArrayList<>();
        for (int cpu = 0; cpu < 64; cpu++) {
            lanes.add(new Lane(cpu, new Segment[] {new Segment(0, 100, Segment.Kind.HOST, "")}));
        }
        var scene = new TimelineScene(new LaneWindow(0, 100, lanes, List.of()), 0, 100, 5, List.of(), List.of(), 60, 100, false, TERMS, List.of(), List.of(), null);
        TimelinePicture picture = layout.layOut(scene, 800, 300);
        assertThat(picture.lanes()).isBetween(10, 20);
        assertThat(TreeLayoutTest.texts(picture.drawing())).contains("vCPU 63").doesNotContain("vCPU 0");
        assertThat(picture.rows()).hasSize(picture.lanes());
        assertThat(picture.rows()).allSatisfy(row -> assertThat(picture.drawing().find(Target.of(Target.Kind.CPU, row.cpu())).orElseThrow().box().centreY())
                .isEqualTo(row.box().centreY()));
    }

    @Test
    void aMillionBrokenWindowsCostNoMoreThanThePixels() {
        var all = new java.util.AbstractList<BrokenWindow>() {
            private int reads;

            @Override
            public BrokenWindow get(int i) {
                reads++;
                return new BrokenWindow(0x8000_0000L, 1, 0, 4096, i * 20L, i * 20L + 9);
            }

            @Override
            public int size() {
                return 1_000_000;
            }
        };
        var bands = new Bands(all);
        assertThat(bands.on(new Axis(0, 1000, 0, 20_000_000), 2)).isNotEmpty();
        assertThat(bands.on(new Axis(0, 1000, 10_000_000, 10_000_100), 2)).hasSize(5);
        assertThat(bands.near(10_000_015).from()).isEqualTo(10_000_000);
        assertThat(all.reads).isLessThan(100_000);
    }
}
