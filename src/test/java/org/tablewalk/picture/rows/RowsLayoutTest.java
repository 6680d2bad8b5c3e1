package org.tablewalk.picture.rows;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.tablewalk.check.StaleWhy;
import org.tablewalk.picture.Box;
import org.tablewalk.picture.Drawing;
import org.tablewalk.picture.FakeTlb;
import org.tablewalk.picture.FontMetrics;
import org.tablewalk.picture.Ink;
import org.tablewalk.picture.Shape;
import org.tablewalk.picture.Stroke;
import org.tablewalk.picture.Target;
import org.tablewalk.picture.TlbTable;
import org.tablewalk.picture.timeline.Axis;
import org.tablewalk.picture.timeline.TimelinePicture;

class RowsLayoutTest {
    private static final FontMetrics METRICS = FontMetrics.load();
    private static final long POSITION = 1000;
    private static final double WIDTH = 1400;

    private static TimelinePicture lanes(int cpus, double lane) {
        double width = RowsLayout.lanes(WIDTH);
        List<TimelinePicture.Row> rows = IntStream.range(0, cpus).mapToObj(i -> new TimelinePicture.Row(i, new Box(78, 24 + i * lane, width - 92, lane))).toList();
        return new TimelinePicture(new Drawing(width, 24 + cpus * lane, List.of(), List.of()), new Axis(78, width - 14, 0, 100), cpus, rows);
    }

    private static Drawing draw(TlbTable table, int cpus, double lane) {
        return new RowsLayout(METRICS).layOut(lanes(cpus, lane), POSITION, cpu -> table, WIDTH, 24 + cpus * lane);
    }

    private static List<String> texts(Drawing drawing) {
        return drawing.shapes().stream().filter(Shape.Text.class::isInstance).map(s -> ((Shape.Text) s).text()).toList();
    }

    private static FakeTlb with(TlbTable.Cell... cells) {
        return new FakeTlb(16, List.of(cells), List.of());
    }

    private static TlbTable.Story story(StaleWhy why, long since) {
        return new TlbTable.Story(3, 900, 0x8000, why, since, 0);
    }

    @Test
    void entriesStandInTheirOrderAndThoseWithoutRoomForWordsAreMarks() {
        Drawing drawing = draw(FakeTlb.of(16, 16, POSITION), 1, 40);
        List<Drawing.Hot> entries = drawing.hots().stream().filter(h -> h.target().kind() == Target.Kind.TLB_ENTRY).toList();
        assertThat(entries).extracting(h -> h.target().b()).containsExactlyElementsOf(IntStream.range(0, 16).mapToObj(Long::valueOf).toList());
        assertThat(entries.stream().filter(h -> h.box().width() > 60).count()).as("in words").isBetween(4L, 15L);
        for (Drawing.Hot one : entries) {
            assertThat(entries).noneMatch(other -> other != one && other.box().overlaps(one.box()));
            assertThat(one.box().right()).isLessThanOrEqualTo(WIDTH);
        }
    }

    @Test
    void aStaleEntrySaysWhyAndSinceWhichStep() {
        for (double lane : new double[] {40, 60}) {
            Drawing drawing = draw(with(FakeTlb.cell(0, TlbTable.State.STALE, false, story(StaleWhy.INVALID, 34))), 1, lane);
            assertThat(texts(drawing)).contains("STALE since 35: now invalid");
            assertThat(drawing.shapes()).anyMatch(s -> s instanceof Shape.Rect r && r.hatch() == Ink.STALE);
            assertThat(drawing.hots().getFirst().tip()).contains("stale since 35: now invalid").contains("filled by step 4");
        }
        assertThat(texts(draw(with(FakeTlb.cell(0, TlbTable.State.STALE, true, story(StaleWhy.ELSEWHERE, -1 - 8192))), 1, 60)))
                .contains("STALE hit, before 8193: now another PA");
    }

    @Test
    void whatTheStepUsedFilledAndRemovedIsToldApartByShapeAndWord() {
        var hit = FakeTlb.cell(0, TlbTable.State.AGREES, true, story(null, -1));
        var filled = FakeTlb.cell(1, TlbTable.State.NEW, false, story(null, -1));
        var gone = FakeTlb.cell(2, TlbTable.State.GONE, false, story(null, -1));
        Drawing drawing = draw(new FakeTlb(16, List.of(hit, filled), List.of(gone)), 1, 60);
        assertThat(texts(drawing)).contains("hit", "+ new", "− removed");
        assertThat(drawing.shapes()).anyMatch(s -> s instanceof Shape.Rect r && r.stroke() != null && r.stroke().dash() == Stroke.Dash.DASHED
                && r.stroke().ink() == Ink.REMOVED);
        assertThat(draw(with(hit, filled), 1, 60).shapes()).noneMatch(s -> s instanceof Shape.Rect r && r.stroke() != null && r.stroke().ink() == Ink.REMOVED);
    }

    @Test
    void tooManyForMarksAreAMapThatCountsTheStaleOnesInWords() {
        var cells = new ArrayList<TlbTable.Cell>();
        for (int i = 0; i < 1536; i++) {
            cells.add(FakeTlb.cell(i, i == 700 ? TlbTable.State.STALE : TlbTable.State.AGREES, false, story(i == 700 ? StaleWhy.RIGHTS : null, 5)));
        }
        Drawing drawing = draw(new FakeTlb(1536, cells, List.of()), 1, 16);
        assertThat(texts(drawing)).contains("1536 entries, 1 STALE");
        assertThat(drawing.shapes().stream().filter(s -> s instanceof Shape.Rect r && r.hatch() == Ink.STALE)).hasSize(1);
        assertThat(drawing.hots()).extracting(Drawing.Hot::target).contains(Target.of(Target.Kind.TLB, 0));
    }

    @Test
    void sixtyFourTimesAllTheyCanHoldStaysWithinThePictureAndItsShapes() {
        Drawing drawing = draw(FakeTlb.of(1536, 1536, POSITION), 64, 16);
        assertThat(drawing.shapes()).hasSizeLessThan(5_000);
        Box page = new Box(0, 0, WIDTH, 24 + 64 * 16);
        assertThat(drawing.shapes()).allMatch(s -> page.contains(s.bounds(METRICS)));
        assertThat(texts(drawing).stream().filter(t -> t.equals("1536 entries"))).hasSize(64);
    }
}
